"""Reads BPMN 2.0 models: one process, its lanes, steps and flows. What a flow cannot express is told, never guessed.

A model that was written here (`workflow.bpmn.writing`) carries the definitions of the flow; it gives the same flow
again, with what was changed in it since: names, lanes, steps and flows that came or went.
"""

from dataclasses import dataclass
from typing import Final

from kernel.json_types import JsonObject
from kernel.text import Text
from kernel.xml_reader import Element, read_xml
from workflow.bpmn.elements import ELEMENT_OF, LEFT_OUT, NEARLY, TYPE_OF
from workflow.bpmn.events import event_of
from workflow.bpmn.extension import definition_in, is_helper, refuse
from workflow.bpmn.flow_document import flow_document
from workflow.bpmn.lanes import LaneFound, lanes_in
from workflow.bpmn.model import MAX_NAME, FlowStep, Model, SequenceFlow
from workflow.bpmn.shaping import shape, split_at_boundaries
from workflow.definition import NodeType

MAX_MODEL: Final = 20_000_000
_NODE_TYPES: Final = frozenset(ELEMENT_OF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A flow's document made of a model, and what the model had beyond it."""

    document: JsonObject
    told: tuple[Text, ...]


def read_bpmn(raw: bytes, *, key: str, process: str | None = None) -> Imported:
    """Return the flow of the process with that name or id (None: the largest), or raise `UnusableDocument`."""
    root = read_xml(raw, max_bytes=MAX_MODEL)
    if root.name != "definitions":
        refuse("bpmn.no_process")
    chosen, others = _chosen(root, process)
    model = Model()
    lanes = lanes_in(root, chosen)
    _read_steps(chosen, model, lanes)
    _read_flows(chosen, model)
    _tell_of_the_rest(root, chosen, others, model)
    split_at_boundaries(chosen, model)
    around = definition_in(chosen)
    shape(model, ours=bool(around))
    document = flow_document(model, lanes, around, key=key, title=_title(root, chosen))
    return Imported(document=document, told=tuple(model.told))


def _chosen(root: Element, asked: str | None) -> tuple[Element, list[Element]]:
    processes = [each for each in root.all("process") if any(child.name in TYPE_OF for child in each.children)]
    if not processes:
        refuse("bpmn.no_process")
    if asked is None:
        chosen = max(processes, key=lambda each: sum(child.name in TYPE_OF for child in each.children))
    else:
        fitting = [each for each in processes if asked in (each.get("id"), _title(root, each))]
        if not fitting:
            known = "、".join(_title(root, each)[:40] for each in processes[:20])
            refuse("bpmn.unknown_process", name=asked[:60], known=known)
        chosen = fitting[0]
    return chosen, [each for each in processes if each is not chosen]


def _title(root: Element, process: Element) -> str:
    """Return the name of the process, else of its pool, else its id."""
    pools = (pool for each in root.all("collaboration") for pool in each.all("participant"))
    pool = next((each.get("name") for each in pools if each.get("processRef") == process.get("id")), "")
    return _line(process.get("name")) or _line(pool) or process.get("id")[:MAX_NAME]


def _read_steps(process: Element, model: Model, lanes: tuple[LaneFound, ...]) -> None:
    for element in process.children:
        kind = TYPE_OF.get(element.name)
        if kind is None:
            continue
        name = _line(element.get("name"))
        if element.get("triggeredByEvent") == "true":
            model.tell("bpmn.event_sub_process", name=name or element.get("id")[:60])
            continue
        if element.get("isForCompensation") == "true":
            continue
        step = FlowStep(
            id=element.get("id"),
            element=element.name,
            type=kind,
            name=name,
            lane=next((lane.key for lane in lanes if element.get("id") in lane.steps), None),
            definition=definition_in(element),
            is_helper=is_helper(element),
        )
        _read_kind(element, step, model)
        model.steps[step.id] = step


def _read_kind(element: Element, step: FlowStep, model: Model) -> None:
    """Settle the type: ours where the definition still fits the element, else what the element says."""
    kind = step.definition.get("type")
    if isinstance(kind, str) and kind in _NODE_TYPES and ELEMENT_OF[_as_type(kind)] == element.name:
        step.type = _as_type(kind)
        return
    if element.name.endswith("Event"):
        event_of(element, step, model)
    if element.name in NEARLY:
        model.tell(NEARLY[element.name], name=step.name or step.id[:60])
    if any(child.name.endswith("LoopCharacteristics") for child in element.children):
        model.tell("bpmn.repeats", name=step.name or step.id[:60])
    if step.type == "subflow" and element.get("calledElement"):
        step.definition.setdefault("x", {"called_element": element.get("calledElement")[:200]})
    about = element.first("documentation")
    if about is not None and about.text.strip() and step.type not in ("start", "end"):
        step.definition.setdefault("instructions", about.text.strip()[:10_000])


def _as_type(kind: str) -> NodeType:
    return next(each for each in ELEMENT_OF if each == kind)


def _read_flows(process: Element, model: Model) -> None:
    loose = conditions = 0
    defaults = {element.get("default") for element in process.children if element.get("default")}
    boundaries = {element.get("id") for element in process.all("boundaryEvent")}
    for element in process.all("sequenceFlow"):
        source, target = element.get("sourceRef"), element.get("targetRef")
        if (source not in model.steps and source not in boundaries) or target not in model.steps:
            loose += 1
            continue
        definition = definition_in(element)
        conditional = element.first("conditionExpression") is not None
        conditions += conditional and not definition
        model.flows.append(
            SequenceFlow(
                id=element.get("id"),
                source=source,
                target=target,
                name=_line(element.get("name")),
                conditional=conditional,
                default=element.get("id") in defaults,
                definition=definition,
            )
        )
    if loose:
        model.tell("bpmn.loose_flow", count=loose)
    if conditions:
        model.tell("bpmn.condition", count=conditions)


def _tell_of_the_rest(root: Element, process: Element, others: list[Element], model: Model) -> None:
    for other in others:
        model.tell("bpmn.other_process", name=_title(root, other)[:60])
    messages = sum(len(each.all("messageFlow")) for each in root.all("collaboration"))
    if messages:
        model.tell("bpmn.message_flow", count=messages)
    counts: dict[str, int] = {}
    for element in process.children:
        if element.name in LEFT_OUT:
            counts[LEFT_OUT[element.name]] = counts.get(LEFT_OUT[element.name], 0) + 1
    for code, count in counts.items():
        model.tell(code, count=count)


def _line(name: str) -> str:
    """Return a name on one line, as short as titles are."""
    return " ".join(name.split())[:MAX_NAME]
