"""C03 関与者過多: a case goes through more hands than it needs, and than it does elsewhere in the city.

Found where a case changes hands at least three times, or meets four departments, and changes hands more often than in
three quarters of the city's procedures. Without the other procedures that cannot be said. The rewrite gives one person
(who does most already) every task that no control, rank, rule about persons or closed data keeps with somebody else.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, is_irreversible, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.portfolio import handoffs_of
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.ranks import rank_of_lane
from workflow.analysis.reports import reported
from workflow.definition import Flow, Lane, Node
from workflow.graph import graph_of
from workflow.measures.performers import department_of, is_step, performer_of
from workflow.rewrite.draft import Draft
from workflow.rewrite.properties import reassign

CODE = "C03"
HANDS: Final = 3.0
DEPARTMENTS: Final = 4
PERCENT: Final = 75.0


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal for the flow, if too many people take part in it."""
    if not many_take_part(facts.flow):
        return
    handoffs, people = handoffs_of(facts.flow), _people(facts.flow)
    departments = _departments(facts.flow, people)
    portfolio = facts.portfolio
    if portfolio is None or not portfolio.beside(facts.flow):
        yield not_evaluable(facts, _sighting(facts, people, (), None, handoffs, len(departments), None))
        return
    usual = portfolio.percentile_of_handoffs(PERCENT)
    if handoffs <= usual:
        return
    manager = _manager(facts, people)
    moved = tuple(node for node in people if manager is not None and _may_move(facts, node, manager, people))
    sighting = _sighting(facts, people, moved, manager, handoffs, len(departments), usual)
    if manager is None or not moved:
        yield reported(facts, sighting)
    else:
        yield proposed(facts, sighting, partial(_rewrite, tuple(node.key for node in moved), manager.key))


def many_take_part(flow: Flow) -> bool:
    """Return whether a case meets so many people that the rest of the city has to tell if these are too many."""
    people = _people(flow)
    return bool(people) and (handoffs_of(flow) >= HANDS or len(_departments(flow, people)) >= DEPARTMENTS)


def _people(flow: Flow) -> list[Node]:
    """Return what people of the city do in a case, in the order of the document."""
    visits = graph_of(flow).visits
    return [
        node
        for node in flow.nodes.values()
        if is_step(node) and performer_of(flow, node) == "staff" and visits.get(node.key, 0.0) > 0
    ]


def _departments(flow: Flow, people: list[Node]) -> set[str]:
    return {name for node in people if (name := department_of(flow, node))}


def _manager(facts: Facts, people: list[Node]) -> Lane | None:
    """Return whose people do most of the tasks."""
    shares: dict[str, float] = {}
    for node in people:
        lane = node.lane or ""
        if node.type == "task" and lane in facts.flow.lanes:
            shares[lane] = shares.get(lane, 0.0) + facts.graph.visits[node.key]
    return facts.flow.lanes[max(shares, key=lambda key: shares[key])] if shares else None


def _may_move(facts: Facts, node: Node, manager: Lane, people: list[Node]) -> bool:
    """Return whether nothing keeps the task with who does it now."""
    if node.type != "task" or node.lane in (None, manager.key) or node.members:
        return False
    kept = facts.controls_at(node) or node.key in facts.bound_to or node.pinned or node.independent
    if kept or is_irreversible(node) or node.judgement == "discretion":
        return False
    own, wanted = rank_of_lane(facts, manager), rank_of_lane(facts, facts.flow.lanes[node.lane or ""])
    if own is None or wanted is None or own < wanted:
        return False
    mine = [other for other in people if other.lane == manager.key]
    seen = frozenset[str]().union(*(facts.examined(other) | set(other.writes) for other in mine))
    systems = {system for other in mine for system in other.systems}
    closed = {name for name in facts.examined(node) if (item := facts.item(name)) and item.personal} - seen
    return not closed and set(node.systems) <= systems


def _sighting(
    facts: Facts,
    people: list[Node],
    moved: tuple[Node, ...],
    manager: Lane | None,
    handoffs: float,
    departments: int,
    usual: float | None,
) -> Sighting:
    steps = listed(facts.title(node.key) for node in moved[:8])
    lane = manager.title if manager else ""
    kind = "unjudged" if usual is None else "fix" if moved else "report"
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in (moved or people)),
        message=MESSAGES.text("C03" if moved else "C03.many", handoffs=f"{handoffs:.1f}", departments=departments),
        evidence=MESSAGES.text(
            f"C03.{kind}", handoffs=f"{handoffs:.1f}", usual=f"{usual or 0.0:.1f}", lane=lane, steps=steps
        ),
        guards=() if usual is None else (guard("GD2", False), guard("GD4", False)),
        missing=("portfolio",) if usual is None else (),
        detail={"handoffs": round(handoffs, 3), "departments": departments, "city_p75": usual},
    )


def _rewrite(keys: tuple[str, ...], lane: str, draft: Draft) -> None:
    for key in keys:
        reassign(draft, key, lane)
