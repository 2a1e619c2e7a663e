"""Which element of BPMN is which type of node, and where our own definitions travel inside of a model."""

from collections.abc import Mapping
from typing import Final

from workflow.definition import NodeType

MODEL: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
SHAPES: Final = "http://www.omg.org/spec/DD/20100524/DC"
LINES: Final = "http://www.omg.org/spec/DD/20100524/DI"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
OURS: Final = "urn:minaoshi:bpmn:1"
DEFINITION: Final = "definition"
"""Our element under `extensionElements`: the JSON of a node, an edge, a lane, or of the flow around them."""
HELPER: Final = "outcomes"
"""Marks a gateway that stands for the outcomes of the step before it."""

ELEMENT_OF: Final[Mapping[NodeType, str]] = {
    "start": "startEvent",
    "end": "endEvent",
    "form": "userTask",
    "task": "task",
    "review": "userTask",
    "approval": "userTask",
    "decision": "businessRuleTask",
    "service": "serviceTask",
    "notice": "sendTask",
    "timer": "intermediateCatchEvent",
    "wait": "receiveTask",
    "exclusive": "exclusiveGateway",
    "parallel": "parallelGateway",
    "inclusive": "inclusiveGateway",
    "subflow": "callActivity",
}

TYPE_OF: Final[Mapping[str, NodeType]] = {
    "startEvent": "start",
    "endEvent": "end",
    "task": "task",
    "userTask": "task",
    "manualTask": "task",
    "businessRuleTask": "decision",
    "serviceTask": "service",
    "scriptTask": "service",
    "sendTask": "notice",
    "receiveTask": "wait",
    "callActivity": "subflow",
    "subProcess": "subflow",
    "transaction": "subflow",
    "adHocSubProcess": "subflow",
    "exclusiveGateway": "exclusive",
    "parallelGateway": "parallel",
    "inclusiveGateway": "inclusive",
    "complexGateway": "inclusive",
    "eventBasedGateway": "exclusive",
    "intermediateCatchEvent": "wait",
    "intermediateThrowEvent": "notice",
}
"""What an element without a definition of ours becomes; events look at their definitions first."""

NEARLY: Final[Mapping[str, str]] = {
    "complexGateway": "bpmn.complex_gateway",
    "eventBasedGateway": "bpmn.event_gateway",
    "subProcess": "bpmn.inside_left_out",
    "transaction": "bpmn.inside_left_out",
    "adHocSubProcess": "bpmn.inside_left_out",
}
"""Elements that become something that is only nearly the same, and what is said of it."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "dataObject": "bpmn.data",
    "dataObjectReference": "bpmn.data",
    "dataStoreReference": "bpmn.data",
    "textAnnotation": "bpmn.annotation",
    "group": "bpmn.annotation",
}
"""What has no place in a flow, and is told."""
