"""Makes a process of BPMN what a flow demands: outcomes at their steps, a start and an end, no twins, nothing loose.

A model of ours is only given its outcomes back; everything else in it stays as it was drawn.
"""

from collections import Counter
from typing import Final

from kernel.json_types import Json
from kernel.xml_reader import Element
from workflow.bpmn.events import kind_of
from workflow.bpmn.model import FlowStep, Model, SequenceFlow, key_for
from workflow.definition import GATEWAYS

MOST_NAMED: Final = 10


def split_at_boundaries(process: Element, model: Model) -> None:
    """Turn interrupting boundary events into a choice behind their steps; tell of the others."""
    for event in process.all("boundaryEvent"):
        host = model.steps.get(event.get("attachedToRef"))
        name = " ".join(event.get("name").split())[:200] or kind_of(event)
        mine = [flow for flow in model.flows if flow.source == event.get("id")]
        if host is None or event.get("cancelActivity") == "false" or kind_of(event) == "compensate":
            model.flows = [flow for flow in model.flows if flow not in mine]
            model.tell("bpmn.boundary_left_out", host=model.called(event.get("attachedToRef")), name=name)
            continue
        gateway = model.add("exclusive", host)
        onward = model.leaving(host.id)
        carrier = gateway if len(onward) < 2 else model.add("parallel", host)
        for flow in onward:
            flow.source = carrier.id
        model.join(host.id, gateway.id)
        if carrier is not gateway:
            model.join(gateway.id, carrier.id)
        for flow in mine:
            flow.source, flow.name = gateway.id, flow.name or name
        model.tell("bpmn.boundary", host=model.called(host.id), name=name)


def shape(model: Model, *, ours: bool) -> None:
    """Make `model` a graph that a flow can be."""
    for step in [each for each in model.steps.values() if each.is_helper]:
        _give_back(model, step)
    if ours:
        return
    _split_conditions(model)
    _drop_twins(model)
    _begin_and_end(model)
    _tell_of_unreached(model)


def _give_back(model: Model, helper: FlowStep) -> None:
    """Let the ways of a helper gateway be the outcomes of the step before it."""
    entering = model.entering(helper.id)
    owner = model.steps.get(entering[0].source) if len(entering) == 1 else None
    if owner is None or owner.type in GATEWAYS:
        return
    outcomes = owner.definition.get("outcomes")
    known = [each for each in outcomes if isinstance(each, dict)] if isinstance(outcomes, list) else []
    for flow in model.leaving(helper.id):
        flow.source = owner.id
        if not flow.definition.get("outcome"):
            key = key_for(flow.name, "way", [str(each.get("key")) for each in known])
            flow.definition["outcome"] = key
            known.append({"key": key, "title": flow.name or key})
            new: list[Json] = [*known]
            owner.definition["outcomes"] = new
    model.flows.remove(entering[0])
    del model.steps[helper.id]


def _split_conditions(model: Model) -> None:
    """Put an inclusive gateway behind a step that is left by conditional flows: that is what they mean."""
    for step in [each for each in model.steps.values() if each.type not in GATEWAYS]:
        leaving = model.leaving(step.id)
        if len(leaving) < 2 or not any(flow.conditional for flow in leaving):
            continue
        gateway = model.add("inclusive", step)
        for flow in leaving:
            flow.source = gateway.id
        model.join(step.id, gateway.id)
        model.tell("bpmn.conditional_flows", name=model.called(step.id))


def _drop_twins(model: Model) -> None:
    seen: set[tuple[str, str]] = set()
    kept: list[SequenceFlow] = []
    for flow in model.flows:
        ends = (flow.source, flow.target)
        if ends in seen:
            model.tell("bpmn.twin_flow", source=model.called(flow.source), target=model.called(flow.target))
            continue
        seen.add(ends)
        kept.append(flow)
    model.flows = kept


def _begin_and_end(model: Model) -> None:
    """Say explicitly where a process begins and ends; BPMN lets both be left out."""
    coming, going = Counter(flow.target for flow in model.flows), Counter(flow.source for flow in model.flows)
    first = [step for step in model.steps.values() if not coming[step.id]]
    if not any(step.type == "start" for step in model.steps.values()):
        entries = first or [next(iter(model.steps.values()))]
        start = model.add("start", entries[0])
        fork = start if len(entries) == 1 else model.add("parallel", start)
        if fork is not start:
            model.join(start.id, fork.id)
        for step in entries:
            model.join(fork.id, step.id)
        model.tell("bpmn.start_added")
    last = [step for step in model.steps.values() if not going[step.id] and step.type not in ("start", "end")]
    last = [step for step in last if not model.leaving(step.id)]
    if last:
        for step in last:
            model.join(step.id, model.add("end", step).id)
        model.tell("bpmn.end_added", count=len(last))


def _tell_of_unreached(model: Model) -> None:
    """Name steps that nothing leads to. They are kept: what somebody drew is theirs to join or to take out."""
    reached = {step.id for step in model.steps.values() if step.type == "start"}
    waiting = [*reached]
    onward: dict[str, list[str]] = {}
    for flow in model.flows:
        onward.setdefault(flow.source, []).append(flow.target)
    while waiting:
        for target in onward.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    lost = [step for step in model.steps.values() if step.id not in reached]
    if lost:
        names = "、".join(model.called(step.id) for step in lost[:MOST_NAMED]) + ("…" if len(lost) > MOST_NAMED else "")
        model.tell("bpmn.unreached", names=names)
