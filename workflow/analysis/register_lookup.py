"""The step that replaces a question: a service that looks data up in the city's registers."""

from collections.abc import Mapping
from typing import Final

from kernel.json_types import Json
from workflow.analysis.guards import listed
from workflow.analysis.messages import MESSAGES
from workflow.definition import DataItem, Edge, Lane, Node
from workflow.rewrite.draft import Draft

_SYSTEM_LANE: Final = "system"


def insert_lookup(draft: Draft, node: Node, held: Mapping[str, DataItem]) -> None:
    """Insert a service that writes the data `held`: behind `node` where one way leaves it, else before it.

    Behind is better: the application says about whom the register is asked.
    """
    key = draft.free_key(f"lookup-{node.key}")
    systems = tuple(dict.fromkeys(place for item in held.values() for place in item.held_in))
    title = MESSAGES.text("lookup", data=listed(item.title for item in held.values()))
    lane = system_lane(draft)
    service = Node(
        key=key,
        type="service",
        index=-1,
        title=title,
        lane=lane,
        writes=tuple(held),
        systems=systems,
        derived_from=(node.key,),
    )
    line: dict[str, Json] = {
        "key": key,
        "type": "service",
        "title": title,
        "lane": lane,
        "writes": [*held],
        "derived_from": [node.key],
    }
    draft.add_node(service, line | ({"systems": [*systems]} if systems else {}))
    leaving = draft.leaving(node.key)
    if len(leaving) == 1:
        target = leaving[0].target
        draft.lead(leaving[0], key)
        draft.add_edge(Edge(source=key, target=target, index=-1))
        return
    for edge in draft.entering(node.key):
        draft.lead(edge, key)
    draft.add_edge(Edge(source=key, target=node.key, index=-1))


def system_lane(draft: Draft) -> str:
    """Return the key of a lane for systems; a flow without one gets one."""
    lanes = draft.lanes
    known = next((key for key, lane in lanes.items() if lane.kind == "system"), None)
    if known is not None:
        return known
    key = _SYSTEM_LANE if _SYSTEM_LANE not in lanes else f"{_SYSTEM_LANE}-x"
    draft.add_lane(Lane(key=key, title=MESSAGES.text("lane.system"), kind="system"))
    return key
