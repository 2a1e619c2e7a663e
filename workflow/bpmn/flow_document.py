"""Writes the document of a flow from a shaped model: definitions of ours where there are any, names from the model."""

from collections.abc import Mapping
from typing import Final

from kernel.json_types import Json
from kernel.text import say
from workflow.bpmn.lanes import LaneFound
from workflow.bpmn.messages import MESSAGES
from workflow.bpmn.model import MAX_NAME, FlowStep, Model, SequenceFlow, key_for
from workflow.definition import FORMAT, PEOPLE_WORK

_NAMES_OF: Final[Mapping[str, str]] = {
    "exclusive": "choice",
    "parallel": "fork",
    "inclusive": "which",
    "subflow": "call",
}


def flow_document(
    model: Model, lanes: tuple[LaneFound, ...], around: Mapping[str, Json], *, key: str, title: str
) -> dict[str, Json]:
    """Return the document; `around` is ours of the flow itself, empty for a model of another tool."""
    _give_keys(model)
    kinds = {lane.key: lane.kind for lane in lanes}
    document: dict[str, Json] = {
        "format": FORMAT,
        "key": key,
        "title": title or dict(MESSAGES.text("bpmn.title")),
        "stage": "as-is",
        **around,
        "nodes": [_node(step, kinds) for step in model.steps.values()],
        "edges": [_edge(flow, model) for flow in model.flows],
    }
    if around and title != _said(around):
        document["title"] = title
    if lanes or not around:
        document["lanes"] = [_lane(lane) for lane in lanes]
    return document


def _give_keys(model: Model) -> None:
    taken: set[str] = set()
    for step in model.steps.values():
        known = step.definition.get("key")
        step.key = known if isinstance(known, str) and known not in taken else ""
        taken.add(step.key)
    for step in model.steps.values():
        if not step.key:
            step.key = key_for(step.name, _NAMES_OF.get(step.type, step.type), taken)
            taken.add(step.key)


def _lane(lane: LaneFound) -> dict[str, Json]:
    found: dict[str, Json] = {"kind": lane.kind, **lane.definition, "key": lane.key}
    if lane.name != _said(found) or "title" not in found:
        found["title"] = lane.name or lane.key
    return found


def _node(step: FlowStep, kinds: Mapping[str, str]) -> dict[str, Json]:
    found: dict[str, Json] = {**step.definition, "key": step.key, "type": step.type}
    if not step.definition.get("type"):
        found |= _guessed(step, kinds)
    if step.name != _said(found):
        found["title"] = step.name
    if step.lane is not None:
        found["lane"] = step.lane
    else:
        found.pop("lane", None)
    return found


def _guessed(step: FlowStep, kinds: Mapping[str, str]) -> dict[str, Json]:
    """Return what follows from where a step of another tool stands."""
    if step.type == "task" and kinds.get(step.lane or "") == "resident":
        return {"type": "form"}
    if step.type == "subflow":
        return {"flow": step.key}
    if step.type not in PEOPLE_WORK and "instructions" in step.definition:
        return {"instructions": step.definition["instructions"]}
    return {}


def _edge(flow: SequenceFlow, model: Model) -> dict[str, Json]:
    found: dict[str, Json] = {
        **flow.definition,
        "from": model.steps[flow.source].key,
        "to": model.steps[flow.target].key,
    }
    if flow.name != _said(found) and not (flow.definition and not flow.name):
        found["title"] = flow.name
    if flow.default and model.steps[flow.source].type in ("exclusive", "inclusive"):
        found["default"] = True
    return found


def _said(part: Mapping[str, Json]) -> str:
    """Return the title of a part as the model says it: on one line, as short as names are."""
    title = part.get("title")
    if isinstance(title, Mapping):
        title = say({str(tag): str(said) for tag, said in title.items()})
    return " ".join(title.split())[:MAX_NAME] if isinstance(title, str) else ""
