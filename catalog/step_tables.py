"""Tables that stand inside a step of a flow (`"table": {…}`) instead of beside it: taken out, and put back."""

from kernel.errors import NotFound
from kernel.json_types import Json, JsonObject


def table_in(flow: JsonObject, step: str) -> JsonObject:
    """Return the table that stands in `step`, or raise `NotFound`."""
    for node in _nodes(flow):
        if isinstance(node, dict) and node.get("key") == step and isinstance(table := node.get("table"), dict):
            return table
    raise NotFound


def with_table(flow: JsonObject, step: str, table: JsonObject) -> JsonObject:
    """Return `flow` with `table` in the place of the one in `step`, which has to have one."""
    table_in(flow, step)
    nodes: list[Json] = [
        node | {"table": table} if isinstance(node, dict) and node.get("key") == step else node for node in _nodes(flow)
    ]
    return {**flow, "nodes": nodes}


def _nodes(flow: JsonObject) -> list[Json]:
    nodes = flow.get("nodes")
    return nodes if isinstance(nodes, list) else []
