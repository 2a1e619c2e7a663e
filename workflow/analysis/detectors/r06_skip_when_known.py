"""R06 条件付き実施: a check that is passed for certain whenever something already known holds.

Found where what is known before a check implies that it is passed: its whole condition, or a sufficient alternative of
it, looks only at data that every case has by then; or rows of its decision table do, that say yes. Cases for which
that holds pass the check by; the others still come to a person. Where the whole of a check can be left to a form (S04)
or to a complete table (S01), these are proposed instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from kernel.grammar import All, Condition, condition_json, fields_of
from kernel.json_types import Json
from workflow.analysis.detectors.e03_repeated_check import is_only_a_check
from workflow.analysis.detectors.e05_rubber_stamp import is_sampled
from workflow.analysis.detectors.s01_rule_by_hand import is_automated, is_usable, verdict_of
from workflow.analysis.detectors.s04_check_at_entry import forms_of
from workflow.analysis.facts import Facts
from workflow.analysis.guards import data_title, guard, listed
from workflow.analysis.known_rules import accepting_rows, sufficient
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, proposed
from workflow.analysis.rest_of_cases import only_the_rest
from workflow.analysis.shunt import shunt
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import Node
from workflow.rewrite.draft import Draft

CODE = "R06"


@dataclass(frozen=True, slots=True)
class _Skip:
    """When cases may pass a step by, and how many do, where that is known."""

    when: Condition
    share: float | None


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per check that some cases need not come to, in flow order."""
    for node in facts.steps:
        if not is_only_a_check(node) or not facts.by_people(node) or facts.way_on(node.key) is None:
            continue
        if is_sampled(facts, node) or is_automated(facts, node):
            continue
        when = _by_checks(facts, node) or _by_table(facts, node)
        if when is not None:
            skip = _Skip(when, _share(facts, node, when))
            yield proposed(facts, _sighting(facts, node, skip), partial(_rewrite, facts, node, skip))


def _by_checks(facts: Facts, node: Node) -> Condition | None:
    """Return what is enough for every check of `node`."""
    if not node.checks or any(forms_of(facts, node, check) for check in node.checks):
        return None
    found: list[Condition] = []
    for check in node.checks:
        item = facts.flow.checks.get(check)
        enough = sufficient(facts, node, item.condition) if item and item.condition else None
        if enough is None:
            return None
        found.append(enough)
    return found[0] if len(found) == 1 else All(tuple(found))


def _by_table(facts: Facts, node: Node) -> Condition | None:
    table = node.inline_table or facts.tables.get(node.table or "")
    if table is None or (node.judgement == "rule" and is_usable(facts, node, table)):
        return None
    verdict = verdict_of(facts, node, table)
    if verdict is None:
        return None
    output, value = verdict
    return accepting_rows(facts, node, table, table.outputs.index(output), value)


def _share(facts: Facts, node: Node, when: Condition) -> float | None:
    """Return how many cases fulfil `when`: as counted for a class of cases, or as the step itself lets pass by it."""
    for kind in node.classes:
        if kind.share is not None and condition_json(kind.when) == condition_json(when):
            return kind.share.share
    whole = [item.condition for check in node.checks if (item := facts.flow.checks.get(check))]
    way = facts.way_on(node.key)
    counted = facts.rejections(node) is not None
    if (
        way is not None
        and counted
        and len(whole) == len(node.checks)
        and when in (*whole, All(tuple(filter(None, whole))))
    ):
        return facts.graph.probabilities[way.name]
    return None


def _sighting(facts: Facts, node: Node, skip: _Skip) -> Sighting:
    step = facts.title(node.key)
    data = sorted(facts.data_named(fields_of(skip.when)))
    missing = (*(() if skip.share is not None else ("classes",)), *(() if node.minutes else ("minutes",)))
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("R06", step=step),
        evidence=MESSAGES.text(
            "R06.evidence" if skip.share is None else "R06.evidence.share",
            step=step,
            data=listed(data_title(facts, name) for name in data),
            share=f"{(skip.share or 0.0) * 100:.0f}",
        ),
        guards=(
            *usual_guards(facts, node),
            guard("discretion", node.judgement == "discretion", step=step),
            guard("needed", bool(facts.needed_from(node) or node.documents.produces), step=step),
        ),
        missing=missing,
        detail={"when": condition_json(skip.when)},
    )


def _rewrite(facts: Facts, node: Node, skip: _Skip, draft: Draft) -> None:
    way = facts.way_on(node.key)
    if way is None:
        return
    share = skip.share or 0.0
    condition: Json = condition_json(skip.when)
    title = MESSAGES.text("skip", step=facts.title(node.key))
    _, to_step, past = shunt(
        draft, node.key, draft.edges[way.index], title=title, share=round(1 - share, 12), stem="skip"
    )
    draft.set_condition(past, condition)
    draft.set_default(to_step)
    if skip.share is not None:
        only_the_rest(facts, draft, node, share)
