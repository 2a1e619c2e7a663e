"""S09 隘路資源: people who are so busy that everything waits for them.

Found where the work of a lane takes at least 85 % of the time that its people have: beyond that waits grow steeply.
First comes help by others of the department who are busy for less than 70 % (only steps that no rule or authority binds
to their people), then one more person; the waits of both are in the evidence. Without a headcount nothing is said,
unless one person alone could do all the work. A report: who works where is not for a rewrite to decide.
"""

import math
from collections.abc import Iterator
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable
from workflow.analysis.queueing import Load, loads
from workflow.analysis.reports import reported
from workflow.definition import Lane, Node

CODE = "S09"
BUSY: Final = 0.85
FREE: Final = 0.70


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one report per lane that is a bottleneck, in the order of the lanes."""
    if facts.flow.volume_per_year is None:
        return
    everybody = loads(facts)
    for load in everybody.values():
        people = load.lane.headcount
        if people is None and load.utilisation(1) >= BUSY:
            yield not_evaluable(facts, _unjudged(load))
        elif people is not None and load.steps and load.utilisation(people) >= BUSY:
            yield reported(facts, _sighting(facts, load, people, _helpers(facts, load, [*everybody.values()])))


def _helpers(facts: Facts, load: Load, others: list[Load]) -> list[Lane]:
    """Return the lanes of the department that could take over some of the work."""
    if not any(_may_be_shared(facts, facts.flow.nodes[key]) for key in load.steps):
        return []
    own = load.lane.department
    idle = {key for key, lane in facts.flow.lanes.items() if lane.kind == "staff"} - {
        other.lane.key for other in others
    }
    lanes = [other.lane for other in others if other.utilisation(other.lane.headcount or 0) < FREE]
    lanes += [facts.flow.lanes[key] for key in sorted(idle) if facts.flow.lanes[key].headcount]
    return [lane for lane in lanes if own is not None and lane.department == own and lane.key != load.lane.key]


def _may_be_shared(facts: Facts, node: Node) -> bool:
    free = node.type in ("task", "review") and not node.pinned and not node.independent and not node.members
    return free and not facts.controls_at(node) and node.key not in facts.bound_to


def _variation(facts: Facts, load: Load) -> float:
    """Return the squared coefficient of variation of one piece of work: between the steps, and within each."""
    volume, total, square = facts.flow.volume_per_year or 0.0, 0.0, 0.0
    for key in load.steps:
        minutes = facts.flow.nodes[key].minutes
        if minutes is not None:
            visits = volume * facts.graph.visits[key]
            total += visits
            square += visits * (minutes.mean**2 + (minutes.sd or 0.0) ** 2)
    mean = load.service
    return max(square / total / mean**2 - 1, 0.0) if total > 0 and mean > 0 else 1.0


def _sighting(facts: Facts, load: Load, people: float, helpers: list[Lane]) -> Sighting:
    variation = _variation(facts, load)
    now, more = load.wait(people, variation), load.wait(math.floor(people) + 1, variation)
    busy = load.utilisation(people)
    steps = load.steps[:3]
    return Sighting(
        code=CODE,
        nodes=load.steps,
        message=MESSAGES.text("S09.help" if helpers else "S09", lane=load.lane.title, others=_named(helpers)),
        evidence=MESSAGES.text(
            "S09.evidence",
            lane=load.lane.title,
            people=f"{people:g}",
            busy=f"{busy * 100:.0f}",
            now=_shown(now),
            more=_shown(more),
            steps=listed(map(facts.title, steps)),
        ),
        detail={"lane": load.lane.key, "utilisation": round(busy, 4), "helpers": [lane.key for lane in helpers]},
    )


def _named(lanes: list[Lane]) -> dict[str, str]:
    return dict(listed(lane.title for lane in lanes))


def _shown(minutes: float) -> str:
    return f"{minutes / 60:.1f}" if math.isfinite(minutes) else "∞"


def _unjudged(load: Load) -> Sighting:
    return Sighting(
        code=CODE,
        nodes=load.steps,
        message=MESSAGES.text("S09.unjudged", lane=load.lane.title),
        evidence=MESSAGES.text("S09.unjudged.evidence", lane=load.lane.title, busy=f"{load.utilisation(1) * 100:.0f}"),
        missing=("headcount",),
    )
