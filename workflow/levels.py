"""The levels of the organisation (職位) that a flow speaks of, lowest first."""

from workflow.definition import Flow


def levels_of(flow: Flow) -> tuple[str, ...]:
    """Return the levels of the organisation, lowest first: as the flow lists them, or by the ranks of its lanes."""
    if flow.levels:
        return flow.levels
    ranked = {lane.role: lane.rank for lane in flow.lanes.values() if lane.role and lane.rank is not None}
    return tuple(sorted(ranked, key=lambda role: ranked[role]))
