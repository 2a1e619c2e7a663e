"""Which nodes perform a control, which a rule points at, who works on them, and with what rank."""

from workflow.definition import Flow, Lane, Node


def performing(flow: Flow, control: str) -> tuple[str, ...]:
    """Return the nodes that perform `control`, in the order of the document."""
    return tuple(key for key, node in flow.nodes.items() if control in node.control)


def pointed_at(flow: Flow, target: str) -> tuple[str, ...]:
    """Return the nodes that a rule means by `target`: those that perform a control of that key, or the node itself.

    After a redesign a node may live on under another key; `derived_from` tells which.
    """
    if target in flow.controls:
        return performing(flow, target)
    if target in flow.nodes:
        return (target,)
    return tuple(key for key, node in flow.nodes.items() if target in node.derived_from)


def ends_with(flow: Flow, outcome: str) -> tuple[str, ...]:
    """Return the ends that give a case this outcome."""
    return tuple(key for key, node in flow.nodes.items() if node.type == "end" and outcome_of(node) == outcome)


def outcome_of(end: Node) -> str:
    """Return the outcome that `end` gives; an end that says nothing completes the case."""
    return end.result or "completed"


def outcomes(flow: Flow) -> tuple[str, ...]:
    """Return the outcomes that cases of `flow` can have, each once."""
    return tuple(dict.fromkeys(outcome_of(node) for node in flow.nodes.values() if node.type == "end"))


def lane_of(flow: Flow, key: str) -> Lane | None:
    """Return the lane of the node `key`, if it has one."""
    lane = flow.nodes[key].lane
    return flow.lanes.get(lane) if lane is not None else None


def rank_of(flow: Flow, key: str) -> int | None:
    """Return the rank at which `key` is performed: of its `level` where it has one, otherwise of its lane."""
    level = flow.nodes[key].level
    if level is not None and level in flow.levels:
        return flow.levels.index(level) + 1
    lane = lane_of(flow, key)
    if lane is None:
        return None
    if lane.rank is not None:
        return lane.rank
    return flow.levels.index(lane.role) + 1 if lane.role in flow.levels else None


def kept_apart(flow: Flow, a: str, b: str) -> bool:
    """Return whether two people work on `a` and `b`: the assignment says so, or different roles do, or a system."""
    if a == b:
        return False
    if _not_same_as(flow.nodes[a], b) or _not_same_as(flow.nodes[b], a):
        return True
    first, second = lane_of(flow, a), lane_of(flow, b)
    if first is None or second is None:
        return False
    if "system" in (first.kind, second.kind):
        return True
    return _people(first) != _people(second)


def _not_same_as(node: Node, other: str) -> bool:
    return node.assign is not None and other in node.assign.not_same_as


def _people(lane: Lane) -> tuple[str, ...]:
    """Return who a lane is: two lanes of one role in one department are the same people."""
    if lane.role is None and lane.department is None:
        return (lane.key,)
    return (lane.kind, lane.department or "", lane.role or "")
