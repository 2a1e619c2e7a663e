"""The guards that are asked of nearly every step, and GD8: what due process fixes in time."""

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, independence, irreversible, law, listed, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.controls.performers import pointed_at
from workflow.definition import Node
from workflow.finding import Guard


def usual_guards(facts: Facts, node: Node) -> tuple[Guard, ...]:
    """Return GD1, GD2, GD3, GD5, GD8 and GD11 for `node`."""
    return (
        law(facts, node),
        separation(facts, node),
        independence(facts, node),
        irreversible(facts, node),
        waiting_period(facts, node),
        pinned(facts, node),
    )


def uncounted(holds: bool) -> Guard:
    """GD10: the claim rests on shares that nobody counted, or on too few cases; a hypothesis, not a proof."""
    return Guard(code="GD10", holds=holds, why=MESSAGES.text("GD10.uncounted") if holds else None)


def waiting_period(facts: Facts, node: Node) -> Guard:
    """GD8: the step begins, ends, or lies in a period that has to pass (縦覧・公告・意見の期間)."""
    named = [control.title for control in facts.flow.controls.values() if _spans(facts, control.key, node.key)]
    return guard("GD8", bool(named), step=facts.title(node.key), control=listed(named))


def _spans(facts: Facts, control: str, key: str) -> bool:
    rule = facts.flow.controls[control].rule
    if rule is None or rule.min_days is None:
        return False
    first, last = pointed_at(facts.flow, rule.from_node or ""), pointed_at(facts.flow, rule.to_node or "")
    if key in (*first, *last):
        return True
    return any(facts.graph.reaches(a, key) and facts.graph.reaches(key, b) for a in first for b in last)
