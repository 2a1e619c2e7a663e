"""From a flow to a picture: DOT first, then SVG or PNG by Graphviz, which is bundled with `pygraphviz`.

Lanes are columns from left to right, time runs from top to bottom. A person's work is rounded, a rule is a
hexagon, a gateway a diamond, start and end are circles. What a comparison says about a node stands in words
(【追加】 …) and as a line style; colour only repeats it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from kernel.errors import DomainError
from kernel.text import say
from workflow.definition import GATEWAYS, Edge, Flow, Node
from workflow.diagram.labels import label, quoted, wrapped
from workflow.diagram.messages import MESSAGES
from workflow.diagram.painter import TooTangledToDraw
from workflow.diagram.render import render_png, render_svg
from workflow.graph import FlowGraph, graph_of

Change: TypeAlias = Literal["added", "removed", "changed", "moved", "merged", "split", "automated"]
MAX_NODES: Final = 400
MAX_EDGES: Final = 1_500
FONT: Final = "Noto Sans CJK JP,Noto Sans JP,IPAexGothic,sans-serif"
LINE: Final = "#595959"
KEY: Final = "#0017c1"
QUIET: Final = "#d8d8db"
STYLES: Final[Mapping[Change, Mapping[str, str]]] = {
    "added": {"color": "#197a4b", "fillcolor": "#e6f5ec", "penwidth": "2.4", "peripheries": "2"},
    "removed": {"color": "#ce0000", "fillcolor": "#fdeeee", "penwidth": "2.0", "style": "dashed"},
    "changed": {"color": "#0017c1", "fillcolor": "#e8f1fe", "penwidth": "2.4"},
    "moved": {"color": "#927200", "fillcolor": "#fbf5e0", "penwidth": "2.4"},
    "merged": {"color": "#0017c1", "fillcolor": "#e8f1fe", "penwidth": "2.4", "peripheries": "2"},
    "split": {"color": "#0017c1", "fillcolor": "#e8f1fe", "penwidth": "2.4", "peripheries": "2"},
    "automated": {"color": "#197a4b", "fillcolor": "#e6f5ec", "penwidth": "3.2"},
}
SHAPES: Final[Mapping[str, Mapping[str, str]]] = {
    "start": {"shape": "circle", "width": "0.5", "fixedsize": "true"},
    "end": {"shape": "doublecircle", "width": "0.45", "fixedsize": "true"},
    "decision": {"shape": "hexagon"},
    "service": {"shape": "component"},
    "notice": {"shape": "note"},
    "subflow": {"shape": "box3d"},
    "timer": {"shape": "ellipse"},
    "wait": {"shape": "ellipse"},
    "exclusive": {"shape": "diamond", "width": "0.55", "height": "0.55", "fixedsize": "true"},
    "parallel": {"shape": "diamond", "width": "0.55", "height": "0.55", "fixedsize": "true"},
    "inclusive": {"shape": "diamond", "width": "0.55", "height": "0.55", "fixedsize": "true"},
}
SIGNS: Final = {"exclusive": "×", "parallel": "＋", "inclusive": "○"}
BARE: Final = frozenset({"start", "end", *GATEWAYS})
FILLED: Final = frozenset({"notice", "service", "subflow", *GATEWAYS})
"""Shapes that Graphviz does not round."""


class TooLargeToDraw(DomainError):
    """A picture of so many steps could not be read; the table says the same."""

    code = "diagram.too_large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing; `dot` is its source, `alternative` what a screen reader says."""

    dot: str
    alternative: str

    def svg(self, name: str = "picture") -> str:
        """Return the SVG element, cleaned by an allow-list; `name` keeps ids apart on one page."""
        return render_svg(self.dot, title=self.alternative, name=name)

    def png(self) -> bytes:
        """Return a PNG at twice the usual resolution."""
        return render_png(self.dot)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    flow: Flow
    graph: FlowGraph
    language: str
    marks: Mapping[str, str]
    changes: Mapping[str, Change]
    shares: bool
    lines: list[str] = field(default_factory=list)


def draw(
    flow: Flow,
    *,
    language: str = "ja",
    marks: Mapping[str, str] | None = None,
    changes: Mapping[str, Change] | None = None,
    shares: bool = False,
) -> Picture:
    """Draw `flow`. `marks` puts a short sign (①) at nodes, `changes` what a comparison says of them by key."""
    if len(flow.nodes) > MAX_NODES:
        raise TooLargeToDraw(limit=MAX_NODES)
    if len(flow.edges) > MAX_EDGES:
        raise TooTangledToDraw
    drawing = _Drawing(
        flow=flow, graph=graph_of(flow), language=language, marks=marks or {}, changes=changes or {}, shares=shares
    )
    _head(drawing)
    for key, lane in flow.lanes.items():
        _lane(drawing, key, say(lane.title, language) or key)
    _rest(drawing)
    drawing.lines.extend(_columns(drawing))
    for edge in flow.edges:
        drawing.lines.append(_edge(drawing, edge))
    drawing.lines.append("}")
    steps = sum(node.type not in BARE for node in flow.nodes.values())
    text = MESSAGES.text("diagram.alternative", title=flow.title, steps=steps, lanes=len(flow.lanes))
    return Picture(dot="\n".join(drawing.lines), alternative=say(text, language))


def _head(drawing: _Drawing) -> None:
    drawing.lines.extend(
        [
            "digraph flow {",
            "graph [rankdir=TB, newrank=true, splines=true, nodesep=0.28, ranksep=0.4, pad=0.2, bgcolor=white, "
            f"fontname={quoted(FONT)}, fontsize=14, fontcolor={quoted('#1a1a1c')}, labeljust=c];",
            f"node [shape=box, style={quoted('rounded,filled')}, fillcolor=white, color={quoted(LINE)}, "
            f"fontname={quoted(FONT)}, fontsize=14, margin={quoted('0.13,0.08')}, height=0.42];",
            f"edge [color={quoted(LINE)}, fontname={quoted(FONT)}, fontsize=12.5, fontcolor={quoted('#4d4d4d')}, "
            "arrowsize=0.7];",
        ]
    )


def _lane(drawing: _Drawing, key: str, title: str) -> None:
    nodes = [node for node in drawing.flow.nodes.values() if _lane_of(drawing, node) == key]
    if not nodes:
        return
    drawing.lines.extend(
        [
            f"subgraph {quoted('cluster_' + key)} {{",
            f"label={quoted(wrapped(title, width=24, lines=2))}; style={quoted('rounded,filled')}; "
            f"fillcolor={quoted('#f8f8fb')}; color={quoted(QUIET)};",
            *(_node(drawing, node) for node in nodes),
            *(
                f"{quoted(f'{place} {key}')} [shape=point, style=invis, width=0.01, height=0.01, label={quoted('')}];"
                for place in ("top", "bottom")
            ),
            "}",
        ]
    )


def _rest(drawing: _Drawing) -> None:
    drawing.lines.extend(
        [_node(drawing, node) for node in drawing.flow.nodes.values() if _lane_of(drawing, node) is None]
    )


def _lane_of(drawing: _Drawing, node: Node) -> str | None:
    """The column of a node: its lane; events and gateways without one stand with their neighbour."""
    if node.lane in drawing.flow.lanes:
        return node.lane
    near = (*drawing.graph.predecessors(node.key), *drawing.graph.successors(node.key))
    lanes = [drawing.flow.nodes[key].lane for key in near]
    return next((lane for lane in lanes if lane in drawing.flow.lanes), None)


def _columns(drawing: _Drawing) -> list[str]:
    """Keep the lanes side by side, in their order, from the first row to the last."""
    keys = [
        key for key in drawing.flow.lanes if any(_lane_of(drawing, node) == key for node in drawing.flow.nodes.values())
    ]
    if not keys:
        return []
    lines: list[str] = []
    for place in ("top", "bottom") if keys else ():
        anchors = [quoted(f"{place} {key}") for key in keys]
        lines.append(f"{{rank=same; {'; '.join(anchors)};}}")
        if len(anchors) > 1:
            lines.append(f"{' -> '.join(anchors)} [style=invis];")
    for key in keys:
        inside = [node.key for node in drawing.flow.nodes.values() if _lane_of(drawing, node) == key]
        lines += [
            f"{quoted(f'top {key}')} -> {quoted(name)} -> {quoted(f'bottom {key}')} [style=invis];" for name in inside
        ]
    return lines


def _node(drawing: _Drawing, node: Node) -> str:
    change, mark = drawing.changes.get(node.key), drawing.marks.get(node.key)
    if node.type in BARE:
        words = [SIGNS.get(node.type, "")]
    else:
        words = [label(node.title, node.key, drawing.language)]
        if drawing.shares and node.minutes is not None:
            words.append(say(MESSAGES.text("diagram.minutes", minutes=f"{node.minutes.mean:g}"), drawing.language))
    if mark:
        words.insert(0, mark)
    if change:
        words.insert(0, say(MESSAGES.text(f"diagram.change.{change}"), drawing.language))
    attributes = {
        **_shape(node),
        "label": "\n".join(part for part in words if part),
        "tooltip": _tooltip(drawing, node),
    }
    if lane := _lane_of(drawing, node):
        attributes["group"] = lane  # steps of one lane stand below each other
    if node.type in FILLED:
        attributes["style"] = "filled"
    if mark:
        attributes |= {"color": KEY, "penwidth": "2.6"}
    if change:
        style = dict(STYLES[change])
        if "style" in style:
            style["style"] = f"filled,{style['style']}" + (",rounded" if "shape" not in _shape(node) else "")
        attributes |= style
    if node.type in BARE and (mark or change):
        attributes |= {"fixedsize": "false"}
    return f"{quoted(node.key)} [{', '.join(f'{name}={quoted(value)}' for name, value in attributes.items())}];"


def _shape(node: Node) -> dict[str, str]:
    return dict(SHAPES.get(node.type, {}))


def _tooltip(drawing: _Drawing, node: Node) -> str:
    return say(node.title, drawing.language) or node.key


def _edge(drawing: _Drawing, edge: Edge) -> str:
    attributes: dict[str, str] = {}
    source = drawing.flow.nodes[edge.source]
    words = say(edge.title, drawing.language) if edge.title else _outcome(drawing, source, edge)
    share = drawing.graph.probabilities[edge.name] if drawing.shares else None
    if share is not None and share < 1:
        words = f"{words} {_percent(share)}".strip()
    if words:
        attributes["label"] = " " + wrapped(words, width=14, lines=2)
    if drawing.graph.dominates(edge.target, edge.source):
        attributes |= {"style": "dashed", "constraint": "false"}
    elif edge.outcome == "return":
        attributes["style"] = "dashed"
    elif drawing.graph.probabilities[edge.name] >= 0.5:
        attributes["penwidth"] = "2.2"
    listed = ", ".join(f"{name}={quoted(value)}" for name, value in attributes.items())
    return f"{quoted(edge.source)} -> {quoted(edge.target)} [{listed}];"


def _outcome(drawing: _Drawing, source: Node, edge: Edge) -> str:
    known = next((outcome for outcome in source.outcomes if outcome.key == edge.outcome), None)
    return say(known.title, drawing.language) if known else (edge.outcome or "")


def _percent(share: float) -> str:
    return f"{share:.0%}" if 0.01 <= share <= 0.99 else f"{share:.1%}"
