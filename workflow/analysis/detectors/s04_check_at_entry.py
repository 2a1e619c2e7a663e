"""S04 入口統制: people check what the form could check while the resident fills it in.

Found where a check has an exact condition over data that only the resident has entered, in forms. Checks without a
condition, and such that look at anything else (authenticity, registers, the staff's own data), stay with people. The
rewrite moves the condition to the forms; the step keeps what is left, or goes when nothing is left but returns.
"""

from collections.abc import Iterator
from functools import partial

from kernel.grammar import fields_of
from workflow.analysis.detectors.e03_repeated_check import is_only_a_check
from workflow.analysis.entry import entered_in
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, independence, irreversible, law, listed, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, proposed
from workflow.definition import Edge, Node
from workflow.rewrite.draft import Draft

CODE = "S04"


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step with checks that belong at the entry, in flow order."""
    for node in facts.steps:
        if node.type not in ("review", "task") or not facts.by_people(node):
            continue
        movable = {check: forms for check in node.checks if (forms := forms_of(facts, node, check))}
        if movable:
            sighting = _sighting(facts, node, movable)
            yield proposed(facts, sighting, partial(_rewrite, facts, node, movable))


def forms_of(facts: Facts, node: Node, check: str) -> tuple[str, ...]:
    """Return the forms in which the resident enters everything that `check` looks at; none: it has to stay."""
    item = facts.flow.checks.get(check)
    if item is None or item.condition is None:
        return ()
    return entered_in(facts, node, facts.data_named(fields_of(item.condition)))


def _sighting(facts: Facts, node: Node, movable: dict[str, tuple[str, ...]]) -> Sighting:
    forms = tuple(dict.fromkeys(form for forms in movable.values() for form in forms))
    checks = listed(facts.flow.checks[check].title for check in movable)
    return Sighting(
        code=CODE,
        nodes=(node.key, *forms),
        message=MESSAGES.text("S04", step=facts.title(node.key), checks=checks),
        evidence=MESSAGES.text("S04.evidence", forms=listed(map(facts.title, forms)), checks=checks),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            irreversible(facts, node),
            guard("discretion", node.judgement == "discretion", step=facts.title(node.key)),
            pinned(facts, node),
        ),
        missing=() if node.minutes else ("minutes",),
        detail={"checks": [*movable]},
    )


def _rewrite(facts: Facts, node: Node, movable: dict[str, tuple[str, ...]], draft: Draft) -> None:
    for form in dict.fromkeys(form for forms in movable.values() for form in forms):
        moved = (check for check, forms in movable.items() if form in forms)
        draft.set_keys(form, "checks", (*draft.nodes[form].checks, *moved))
    way = _can_go(facts, node, movable)
    if way is not None:
        draft.bypass(node.key, way)
        return
    rest = [check for check in node.checks if check not in movable]
    draft.set_keys(node.key, "checks", rest)
    if node.minutes is not None:
        draft.set_minutes(node.key, node.minutes.mean * _share_left(facts, node, rest))


def _share_left(facts: Facts, node: Node, rest: list[str]) -> float:
    """Return what is left of the minutes: the share of the checks, or of the cases in which people still decide.

    A step that is for something else as well does not say how long its checks take: all its minutes stay.
    """
    if not is_only_a_check(node) or facts.needed_from(node) or node.documents.produces:
        return 1.0
    if rest:
        return len(rest) / len(node.checks)
    return sum(facts.graph.probabilities[edge.name] for edge in facts.ways_back(node.key))


def _can_go(facts: Facts, node: Node, movable: dict[str, tuple[str, ...]]) -> Edge | None:
    """Return the way on when nothing is left of the step; one that can refuse stays, for a person to refuse."""
    if set(node.checks) - movable.keys() or facts.needed_from(node) or node.documents.produces:
        return None
    refuses = any(not facts.graph.reaches(edge.target, node.key) for edge in facts.ways_back(node.key))
    return None if refuses or not is_only_a_check(node) else facts.way_on(node.key)
