"""Writes a flow as a BPMN 2.0 model with a diagram, for other tools; read again it gives the same flow.

What BPMN has no word for (minutes, checks, controls, rates …) travels as our definitions under `extensionElements`.
A step that people leave in several ways is followed by an exclusive gateway, for in BPMN several flows out of a
task would all be taken; the gateway is marked and vanishes when the model comes back.
"""

import json
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET  # only writes: what it is given is escaped

from kernel.json_types import Json
from kernel.text import say
from workflow.bpmn.elements import (
    DEFINITION,
    DIAGRAM,
    ELEMENT_OF,
    HELPER,
    LINES,
    MODEL,
    OURS,
    SHAPES,
    XSI,
)
from workflow.bpmn.layout import Box, Layout, layout_of
from workflow.definition import Duration, Edge, Flow, Node

for prefix, uri in (("bpmndi", DIAGRAM), ("dc", SHAPES), ("di", LINES), ("xsi", XSI), ("minaoshi", OURS)):
    ET.register_namespace(prefix, uri)

LANGUAGE: Final = "ja"


def write_bpmn(flow: Flow) -> bytes:
    """Return the model as UTF-8 XML."""
    root = ET.Element(f"{{{MODEL}}}definitions", {"id": "definitions", "targetNamespace": OURS})
    if flow.lanes:
        collaboration = _under(root, "collaboration", id="collaboration")
        _under(collaboration, "participant", id="pool", name=say(flow.title, LANGUAGE), processRef=_process_id(flow))
    _write_process(root, flow)
    _write_diagram(root, flow, layout_of(flow))
    ET.indent(root)
    for element in root.iter():  # the model's own names stand without a prefix, whatever a process has registered
        element.tag = element.tag.removeprefix(f"{{{MODEL}}}")
    root.attrib["xmlns"] = MODEL
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _process_id(flow: Flow) -> str:
    return f"process-{flow.key}"


def _node_id(key: str) -> str:
    return f"node-{key}"


def _helper_id(key: str) -> str:
    return f"ways-{key}"


def _write_process(root: ET.Element, flow: Flow) -> None:
    process = _under(
        root, "process", id=_process_id(flow), name=say(flow.title, LANGUAGE), isExecutable="false", processType="None"
    )
    around = {name: value for name, value in flow.document.items() if name not in _in_elements(flow)}
    _define(process, around)
    written = {name: _by_index(flow.document, name) for name in ("nodes", "edges", "lanes")}
    if flow.lanes:
        lanes = _under(process, "laneSet", id="lanes")
        for index, (key, lane) in enumerate(flow.lanes.items()):
            element = _under(lanes, "lane", id=f"lane-{key}", name=say(lane.title, LANGUAGE))
            _define(element, written["lanes"][index])
            for node in flow.nodes.values():
                if node.lane == key:
                    _under(element, "flowNodeRef").text = _node_id(node.key)
                    if _has_outcomes(node, flow):
                        _under(element, "flowNodeRef").text = _helper_id(node.key)
    for node in flow.nodes.values():
        _write_node(process, node, flow, written["nodes"][node.index])
    for edge in flow.edges:
        _write_edge(process, edge, written["edges"][edge.index])


def _in_elements(flow: Flow) -> frozenset[str]:
    """Return which lists of the document are written as elements."""
    return frozenset({"nodes", "edges", "lanes"} if flow.lanes else {"nodes", "edges"})


def _by_index(document: Mapping[str, Json], name: str) -> list[Mapping[str, Json]]:
    found = document.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list | tuple) else []


def _has_outcomes(node: Node, flow: Flow) -> bool:
    return any(edge.outcome for edge in flow.edges if edge.source == node.key)


def _write_node(process: ET.Element, node: Node, flow: Flow, definition: Mapping[str, Json]) -> None:
    element = _under(process, ELEMENT_OF[node.type], id=_node_id(node.key), name=say(node.title, LANGUAGE))
    default = next((edge for edge in flow.edges if edge.source == node.key and edge.default), None)
    if default is not None and node.type in ("exclusive", "inclusive"):
        element.set("default", f"flow-{default.index}")
    if node.type == "subflow" and node.flow:
        element.set("calledElement", node.flow)
    _define(element, definition)
    if node.type == "timer":
        timer = _under(element, "timerEventDefinition")
        if node.wait is not None:
            _under(timer, "timeDuration").text = _duration(node.wait)
    if node.type == "end" and node.terminate:
        _under(element, "terminateEventDefinition")
    if _has_outcomes(node, flow):
        helper = _under(process, "exclusiveGateway", id=_helper_id(node.key))
        ET.SubElement(_under(helper, "extensionElements"), f"{{{OURS}}}{HELPER}")
        _under(
            process,
            "sequenceFlow",
            id=f"to-ways-{node.key}",
            sourceRef=_node_id(node.key),
            targetRef=_helper_id(node.key),
        )


def _write_edge(process: ET.Element, edge: Edge, definition: Mapping[str, Json]) -> None:
    source = _helper_id(edge.source) if edge.outcome else _node_id(edge.source)
    name = say(edge.title, LANGUAGE)
    attributes = {"name": name} if name else {}
    element = _under(
        process,
        "sequenceFlow",
        id=f"flow-{edge.index}",
        sourceRef=source,
        targetRef=_node_id(edge.target),
        **attributes,
    )
    _define(element, definition)


def _duration(wait: Duration) -> str:
    """Return an ISO 8601 duration; working days are told as days, the definition keeps what they are."""
    if wait.hours is not None:
        return f"PT{round(wait.hours)}H"
    return f"P{round(wait.days if wait.days is not None else wait.business_days or 0)}D"


def _define(element: ET.Element, definition: Mapping[str, Json]) -> None:
    inside = ET.SubElement(_under(element, "extensionElements"), f"{{{OURS}}}{DEFINITION}")
    inside.text = json.dumps(definition, ensure_ascii=False, allow_nan=False)


def _under(parent: ET.Element, tag: str, /, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{MODEL}}}{tag}", attributes)


def _write_diagram(root: ET.Element, flow: Flow, layout: Layout) -> None:
    diagram = ET.SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram", {"id": "diagram"})
    plane_of = "collaboration" if flow.lanes else _process_id(flow)
    plane = ET.SubElement(diagram, f"{{{DIAGRAM}}}BPMNPlane", {"id": "plane", "bpmnElement": plane_of})
    boxes: dict[str, Box] = {}
    if flow.lanes:
        _shape(plane, "pool", layout.pool, horizontal=True)
        for key, box in layout.lanes.items():
            _shape(plane, f"lane-{key}", box, horizontal=True)
    for key, box in layout.nodes.items():
        boxes[_node_id(key)] = box
        if _has_outcomes(flow.nodes[key], flow):
            boxes[_helper_id(key)] = Box(box.x + box.width + 8, box.y + box.height // 2 - 16, 32, 32)
    for name, box in boxes.items():
        _shape(plane, name, box)
    for edge in flow.edges:
        source = _helper_id(edge.source) if edge.outcome else _node_id(edge.source)
        _line(plane, f"flow-{edge.index}", boxes[source], boxes[_node_id(edge.target)])
    for key in flow.nodes:
        if _helper_id(key) in boxes:
            _line(plane, f"to-ways-{key}", boxes[_node_id(key)], boxes[_helper_id(key)])


def _shape(plane: ET.Element, name: str, box: Box, *, horizontal: bool = False) -> None:
    about = {"id": f"{name}-shape", "bpmnElement": name, **({"isHorizontal": "true"} if horizontal else {})}
    shape = ET.SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", about)
    bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    ET.SubElement(shape, f"{{{SHAPES}}}Bounds", {name: str(value) for name, value in bounds.items()})


def _line(plane: ET.Element, name: str, source: Box, target: Box) -> None:
    line = ET.SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", {"id": f"{name}-line", "bpmnElement": name})
    onward = target.x >= source.x + source.width
    start = (source.x + source.width if onward else source.x + source.width // 2, source.y + source.height // 2)
    end = (target.x if onward else target.x + target.width // 2, target.y + target.height // 2)
    points = [start, end]
    if not onward:  # around the outside, below both
        low = max(source.y + source.height, target.y + target.height) + 12
        points = [
            (start[0], source.y + source.height),
            (start[0], low),
            (end[0], low),
            (end[0], target.y + target.height),
        ]
    for x, y in points:
        ET.SubElement(line, f"{{{LINES}}}waypoint", {"x": str(x), "y": str(y)})
