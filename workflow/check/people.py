"""Codes `lane.*`: every piece of people's work has people."""

from collections.abc import Iterator

from workflow.check.context import CheckContext
from workflow.definition import PEOPLE_WORK, Node
from workflow.finding import Finding


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield work without people."""
    for node in context.flow.nodes.values():
        yield from _lane(context, node)


def _lane(context: CheckContext, node: Node) -> Iterator[Finding]:
    if node.type not in PEOPLE_WORK and node.type != "form":
        return
    if node.able_people == 0:
        yield context.about_node("lane.nobody_able", "error", node, property_name="able_people")
    for key in (node.lane, *node.members):
        lane = context.flow.lanes.get(key or "")
        if lane is not None and lane.kind == "staff" and lane.headcount == 0:
            yield context.about_node("lane.unmanned", "error", node, property_name="lane", lane=lane.title)
        if lane is not None and lane.kind == "system":
            severity = context.needed()
            yield context.about_node("lane.not_a_person", severity, node, property_name="lane", lane=lane.title)
    if node.lane is None and not node.members:
        yield context.about_node("lane.missing", context.needed(), node)
