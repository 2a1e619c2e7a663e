"""How high people stand: the rank of a lane, by its number or by its place among the levels."""

from workflow.analysis.facts import Facts
from workflow.definition import Lane


def rank_of_lane(facts: Facts, lane: Lane) -> int | None:
    """Return the rank of `lane`, higher for who may decide more; None where nothing says it."""
    if lane.rank is not None:
        return lane.rank
    return facts.flow.levels.index(lane.role) + 1 if lane.role in facts.flow.levels else None


def lanes_of_department(facts: Facts, department: str) -> tuple[Lane, ...]:
    """Return the lanes of people of one department, in the order of the document."""
    lanes = facts.flow.lanes.values()
    return tuple(lane for lane in lanes if lane.kind == "staff" and lane.department == department)
