"""S08 分散同一業務の集約: three departments or more do the same work, each with people of its own.

Found where steps with the same signature (what they do, read and write, in which systems, and nearly the same name) are
done in at least three departments, none of them by specialists (`able_people`). Pooled, the same people answer sooner:
the finding shows Erlang-C waits apart and together. Who should do it is a question of organisation: a report only.
"""

import math
from collections.abc import Iterator
from typing import Final

from kernel.text import say
from workflow.analysis.facts import Facts
from workflow.analysis.guards import listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable
from workflow.analysis.queueing import YEAR, erlang_wait, minutes_of_work
from workflow.analysis.reports import reported
from workflow.analysis.steps import first_that_holds
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import Lane, Node
from workflow.matching.labels import likeness

CODE = "S08"
DEPARTMENTS: Final = 3
ALIKE: Final = 0.8


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one report per kind of work that is done in many departments."""
    for group in _groups(facts):
        departments = {lane.department for node in group if (lane := _lane(facts, node)) and lane.department}
        if len(departments) >= DEPARTMENTS:
            yield _judge(facts, group)


def _lane(facts: Facts, node: Node) -> Lane | None:
    return facts.flow.lanes.get(node.lane or "")


def _groups(facts: Facts) -> Iterator[list[Node]]:
    by_kind: dict[object, list[Node]] = {}
    for node in facts.steps:
        if node.type == "task" and node.action and facts.by_people(node) and node.able_people is None:
            said = (node.action, frozenset(node.reads), frozenset(node.writes), frozenset(node.systems))
            by_kind.setdefault(said, []).append(node)
    for nodes in by_kind.values():
        if len(nodes) >= DEPARTMENTS:
            yield [node for node in nodes if likeness(say(nodes[0].title), say(node.title)) >= ALIKE]


def _judge(facts: Facts, group: list[Node]) -> Proposal:
    lanes = {lane.key: lane for node in group if (lane := _lane(facts, node))}
    missing = (
        *(() if all(lane.headcount for lane in lanes.values()) else ("headcount",)),
        *(() if facts.flow.volume_per_year is not None else ("volume_per_year",)),
        *(() if all(node.minutes for node in group) else ("minutes",)),
    )
    if missing:
        return not_evaluable(facts, _sighting(facts, group, (0.0, 0.0), missing))
    return reported(facts, _sighting(facts, group, _waits(facts, group, lanes)))


def _waits(facts: Facts, group: list[Node], lanes: dict[str, Lane]) -> tuple[float, float]:
    """Return the mean minutes that a case waits for somebody, apart and together, by this work alone."""
    rates = dict.fromkeys(lanes, 0.0)
    work = dict.fromkeys(lanes, 0.0)
    for node in group:
        yearly = (facts.flow.volume_per_year or 0.0) * facts.graph.visits[node.key]
        rates[node.lane or ""] += yearly / YEAR
        work[node.lane or ""] += yearly / YEAR * minutes_of_work(node)
    total, busy = sum(rates.values()), sum(work.values())
    if total <= 0:
        return 0.0, 0.0
    people = {key: max(math.floor(lane.headcount or 1), 1) for key, lane in lanes.items()}
    apart = sum(
        rates[key] * erlang_wait(rates[key], work[key] / rates[key], people[key]) for key in lanes if rates[key]
    )
    return apart / total, erlang_wait(total, busy / total, sum(people.values()))


def _sighting(facts: Facts, group: list[Node], waits: tuple[float, float], missing: tuple[str, ...] = ()) -> Sighting:
    steps = listed(facts.title(node.key) for node in group)
    departments = listed(
        sorted({lane.department for node in group if (lane := _lane(facts, node)) and lane.department})
    )
    guards = [usual_guards(facts, node) for node in group]
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in group),
        message=MESSAGES.text("S08", steps=steps, departments=departments),
        evidence=MESSAGES.text(
            "S08.unjudged" if missing else "S08.evidence",
            steps=steps,
            apart=_shown(waits[0]),
            together=_shown(waits[1]),
        ),
        guards=tuple(first_that_holds([*kind]) for kind in zip(*guards, strict=True)),
        missing=missing,
        detail={"wait_minutes_apart": _figure(waits[0]), "wait_minutes_together": _figure(waits[1])},
    )


def _figure(minutes: float) -> float | None:
    return round(minutes, 2) if math.isfinite(minutes) else None


def _shown(minutes: float) -> str:
    return f"{minutes:.1f}" if math.isfinite(minutes) else "∞"
