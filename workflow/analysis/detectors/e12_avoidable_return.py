"""E12 不要な差戻し往復: cases come back for faults that the form could have told while it was filled in.

Found where a way back leads to a form, and what sends a case there can be said of the answers alone: the condition of
the way, or conditions of all that a step checks. Where only some of its checks are of that kind, the share of such
returns has to be stated (`mechanical` of the outcome). The rewrite checks at the entry; returns for other reasons stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from kernel.grammar import fields_of
from kernel.json_types import Json
from workflow.analysis.entry import entered_in
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, independence, irreversible, law, listed, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.definition import Edge, Node
from workflow.rewrite.draft import Draft

CODE = "E12"


@dataclass(frozen=True, slots=True)
class _Return:
    """A way back, the forms that can prevent it, the checks that move there, and the share that falls away."""

    node: Node
    edge: Edge
    forms: tuple[str, ...]
    moved: tuple[str, ...] = ()
    share: float | None = 1.0


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per way back that a form can prevent, in flow order."""
    for key in facts.flow.nodes:
        if key not in facts.graph.reachable or key not in facts.graph.looping:
            continue
        node = facts.flow.nodes[key]
        for edge in facts.graph.leaving(key):
            if facts.graph.reaches(edge.target, key) and (back := _avoidable(facts, node, edge)):
                yield _proposal(facts, back)


def _avoidable(facts: Facts, node: Node, edge: Edge) -> _Return | None:
    if facts.graph.probabilities[edge.name] <= 0:
        return None
    if node.type == "exclusive":
        if edge.when is None or edge.default or len(facts.graph.leaving(node.key)) < 2:
            return None
        forms = entered_in(facts, node, facts.data_named(fields_of(edge.when)))
        return _Return(node, edge, forms) if _comes_by(facts, edge, forms) else None
    if edge.outcome is None or not facts.is_way_back(edge) or not facts.by_people(node):
        return None
    moved = {check: forms for check in node.checks if (forms := _forms(facts, node, check))}
    forms = tuple(dict.fromkeys(form for found in moved.values() for form in found))
    if not moved or not _comes_by(facts, edge, forms):
        return None
    said = next((item.mechanical for item in node.outcomes if item.key == edge.outcome), None)
    share = said if said is not None else 1.0 if len(moved) == len(node.checks) else None
    return _Return(node, edge, forms, tuple(moved), share)


def _forms(facts: Facts, node: Node, check: str) -> tuple[str, ...]:
    item = facts.flow.checks.get(check)
    return entered_in(facts, node, facts.asked_by(check)) if item is not None and item.condition is not None else ()


def _comes_by(facts: Facts, edge: Edge, forms: tuple[str, ...]) -> bool:
    """Return whether the way back leads to one of the forms before the case comes to its place again."""
    return any(form == edge.target or facts.graph.reaches(edge.target, form) for form in forms)


def _proposal(facts: Facts, back: _Return) -> Proposal:
    sighting = _sighting(facts, back)
    unsure = back.share is None
    if unsure and not any(item.holds for item in sighting.guards):
        return not_evaluable(facts, sighting)
    rewrite = _close_way if back.node.type == "exclusive" else _check_at_entry
    return proposed(facts, sighting, partial(rewrite, facts, back))


def _sighting(facts: Facts, back: _Return) -> Sighting:
    node, share = back.node, facts.graph.probabilities[back.edge.name]
    step = facts.title(node.key)
    forms = listed(facts.title(form) for form in back.forms)
    checks = listed(facts.flow.checks[check].title for check in back.moved)
    kind = "condition" if node.type == "exclusive" else "unjudged" if back.share is None else "checks"
    return Sighting(
        code=CODE,
        nodes=(node.key, *back.forms),
        edges=(back.edge.name,),
        message=MESSAGES.text("E12", step=step, forms=forms),
        evidence=MESSAGES.text(
            f"E12.{kind}", step=step, forms=forms, checks=checks, share=f"{share * 100:.0f}",
            part=f"{(back.share or 0.0) * 100:.0f}",
        ),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            irreversible(facts, node),
            due_process(facts, node),
            guard("discretion", node.judgement == "discretion", step=step),
            pinned(facts, node),
        ),
        missing=("outcomes.mechanical",) if back.share is None else (),
        detail={"returned": round(share, 4), "checks": [*back.moved]},
    )  # fmt: skip


def _close_way(facts: Facts, back: _Return, draft: Draft) -> None:
    """Move the condition of the way back to the forms; the way goes, and the gateway with it where one way is left."""
    asked = draft.edge_line(back.edge.index).get("when")
    title = MESSAGES.text("entry", step=facts.title(back.node.key))
    check = draft.add_check(f"entry-{back.node.key}", title, {"not": asked})
    for form in back.forms:
        draft.set_keys(form, "checks", (*draft.nodes[form].checks, check))
    draft.remove_edge(draft.edges[back.edge.index])
    draft.prune()
    left = draft.leaving(back.node.key)
    if len(left) == 1:
        draft.make_certain(left[0])
        draft.bypass(back.node.key, draft.leaving(back.node.key)[0])
    else:
        _share_out(draft, left, 1.0)


def _share_out(draft: Draft, edges: list[Edge], whole: float) -> None:
    known = [edge for edge in edges if edge.probability is not None]
    total = sum(edge.probability or 0.0 for edge in known)
    for edge in known if total > 0 and len(known) == len(edges) else ():
        draft.set_probability(edge, round((edge.probability or 0.0) / total * whole, 12))


def _check_at_entry(facts: Facts, back: _Return, draft: Draft) -> None:
    for form in back.forms:
        mine = (check for check in back.moved if form in _forms(facts, back.node, check))
        draft.set_keys(form, "checks", (*draft.nodes[form].checks, *mine))
    draft.set_keys(back.node.key, "checks", (check for check in back.node.checks if check not in back.moved))
    old = {edge.index: facts.graph.probabilities[edge.name] for edge in facts.graph.leaving(back.node.key)}
    left = old[back.edge.index] * (1 - (back.share or 0.0))
    others = 1 - old[back.edge.index]
    for index, share in old.items():
        now = left if index == back.edge.index else share / others * (1 - left) if others > 0 else share
        draft.set_probability(draft.edges[index], round(now, 12))
    if back.node.rates:  # they were counted before the form checked anything
        gone: dict[str, Json] = {"rates": None}
        draft.become(replace(draft.nodes[back.node.key], rates={}), gone)
