"""What an event of a model becomes: a start, an end, a wait, a timer or a notice."""

import re
from typing import Final

from kernel.json_types import Json
from kernel.xml_reader import Element
from workflow.bpmn.messages import MESSAGES
from workflow.bpmn.model import FlowStep, Model

_PERIOD: Final = re.compile(
    r"P(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,4})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:\d+(?:\.\d+)?S)?)?"
)
_PLAIN: Final = frozenset({"", "message", "timer", "terminate"})
"""Kinds that a flow can say, each at its place."""


def kind_of(event: Element) -> str:
    """Return the kind of an event: `message`, `timer`, …; empty for none."""
    found = next((child.name for child in event.children if child.name.endswith("EventDefinition")), "")
    return found.removesuffix("EventDefinition")


def event_of(event: Element, step: FlowStep, model: Model) -> None:
    """Settle what the event `step` becomes."""
    kind = kind_of(event)
    if step.type in ("start", "end"):
        if kind == "terminate":
            step.definition["terminate"] = True
        elif kind not in _PLAIN:
            _tell(step, kind, "bpmn.became_plain", model)
        return
    if event.name == "intermediateCatchEvent" and kind == "timer":
        step.type = "timer"
        wait = _wait(event)
        if wait:
            step.definition["wait"] = wait
        return
    if kind not in ("message", ""):
        _tell(step, kind, "bpmn.became_wait" if step.type == "wait" else "bpmn.became_notice", model)


def _tell(step: FlowStep, kind: str, became: str, model: Model) -> None:
    model.tell("bpmn.event_kind", name=step.name or step.id[:60], kind=kind[:40], became=MESSAGES.text(became))


def _wait(event: Element) -> dict[str, Json]:
    """Return how long a timer waits, where it says so as an ISO 8601 duration."""
    definition = event.first("timerEventDefinition")
    length = definition.first("timeDuration") if definition else None
    found = _PERIOD.fullmatch(length.text.strip()) if length else None
    if found is None:
        return {}
    parts = {name: int(value or 0) for name, value in found.groupdict().items()}
    days = parts["years"] * 365 + parts["months"] * 30 + parts["weeks"] * 7 + parts["days"]
    hours = parts["hours"] + parts["minutes"] / 60
    if not days and not hours:
        return {}
    return {"hours": days * 24 + hours} if hours else {"days": min(days, 36_500)}
