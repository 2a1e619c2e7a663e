"""Places for a diagram that other tools open: columns in the order of the flow, a band for each lane.

Only for exchange: pages and print are drawn by `workflow.diagram`. Steps backwards (loops) do not move anything.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workflow.definition import GATEWAYS, Flow, Node

COLUMN: Final = 170
ROW: Final = 110
MARGIN: Final = 40
HEAD: Final = 30
"""The strip in which the name of a pool or a lane stands."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where every node and every lane stands."""

    nodes: Mapping[str, Box]
    lanes: Mapping[str, Box]
    pool: Box


def layout_of(flow: Flow) -> Layout:
    """Return the places of everything in `flow`."""
    column = _columns(flow)
    bands = [*flow.lanes, *([""] if any(_band(node, flow) == "" for node in flow.nodes.values()) else [])] or [""]
    row: dict[str, int] = {}
    used: Counter[tuple[str, int]] = Counter()
    for key, node in flow.nodes.items():
        place = (_band(node, flow), column[key])
        row[key] = used[place]
        used[place] += 1
    tops: dict[str, int] = {}
    top = MARGIN
    heights: dict[str, int] = {}
    for band in bands:
        rows = max((count for (name, _), count in used.items() if name == band), default=1)
        tops[band], heights[band] = top, rows * ROW
        top += rows * ROW
    left = MARGIN + 2 * HEAD
    width = (max(column.values(), default=0) + 1) * COLUMN
    nodes = {
        key: _placed(node, left + column[key] * COLUMN, tops[_band(node, flow)] + row[key] * ROW)
        for key, node in flow.nodes.items()
    }
    lanes = {key: Box(MARGIN + HEAD, tops[key], width + HEAD, heights[key]) for key in flow.lanes}
    return Layout(nodes, lanes, Box(MARGIN, MARGIN, width + 2 * HEAD, top - MARGIN))


def _band(node: Node, flow: Flow) -> str:
    return node.lane if node.lane in flow.lanes and node.lane is not None else ""


def _placed(node: Node, x: int, y: int) -> Box:
    size = 36 if node.type in ("start", "end", "timer") else 50 if node.type in GATEWAYS else 0
    width, height = (size, size) if size else (120, 80)
    return Box(x + (COLUMN - width) // 2, y + (ROW - height) // 2, width, height)


def _columns(flow: Flow) -> dict[str, int]:
    """Return the column of each node: one behind the last that leads to it, loops left aside."""
    onward: dict[str, list[str]] = {key: [] for key in flow.nodes}
    for edge in flow.edges:
        onward[edge.source].append(edge.target)
    order, back = _depth_first(onward)
    column = dict.fromkeys(flow.nodes, 0)
    for key in order:
        for target in onward[key]:
            if (key, target) not in back:
                column[target] = max(column[target], column[key] + 1)
    return column


def _depth_first(onward: Mapping[str, list[str]]) -> tuple[list[str], set[tuple[str, str]]]:
    """Return the nodes, each before what it leads to, and the edges that lead back."""
    done: list[str] = []
    state: dict[str, int] = {}
    back: set[tuple[str, str]] = set()
    for root in onward:
        if root in state:
            continue
        state[root] = 1
        path = [(root, iter(onward[root]))]
        while path:
            key, left = path[-1]
            target = next(left, None)
            if target is None:
                state[key] = 2
                done.append(key)
                path.pop()
            elif target not in state:
                state[target] = 1
                path.append((target, iter(onward[target])))
            elif state[target] == 1:
                back.add((key, target))
    return done[::-1], back
