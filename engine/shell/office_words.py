"""What offices did beside the steps of the flow, in words. See `engine.shell.words`."""

from collections.abc import Mapping
from typing import assert_never

from engine.core import office_events
from engine.core.office_events import OfficeEvent
from engine.core.program import Program
from engine.messages import MESSAGES
from kernel.text import Text, say


def office_sentence(event: OfficeEvent, program: Program, node_of: Mapping[int, str]) -> Text | None:
    """Return what `event` says, or None where it says nothing to people. `node_of` holds the kinds of asides, too."""
    match event:
        case office_events.SentBack(number, to):
            return MESSAGES.text("history.sent_back", node=_title(program, node_of[number]), to=_title(program, to))
        case office_events.PulledBack(node=node):
            return MESSAGES.text("history.pulled_back", node=_title(program, node))
        case office_events.Cancelled(items, timers, waits):
            return _cancelled(program, [node_of[number] for number in (*items, *timers, *waits)])
        case office_events.ItemAssigned(number, officer):
            code = "history.assigned" if officer else "history.unassigned"
            return MESSAGES.text(code, node=_title(program, node_of[number]))
        case office_events.AsideOpened(kind=kind, node=node):
            return MESSAGES.text(f"history.{kind}", node=_title(program, node))
        case office_events.AsideClosed(number):
            return MESSAGES.text(f"history.{node_of[number]}_done")
        case office_events.MessageSent(from_applicant=from_applicant):
            return MESSAGES.text("history.message_received" if from_applicant else "history.message_sent")
        case office_events.Amended(fields=fields):
            return MESSAGES.text("history.amended", fields=_listed([_data_title(program, field) for field in fields]))
        case office_events.Migrated():
            return MESSAGES.text("history.migrated")
        case office_events.JobRetried():
            return MESSAGES.text("history.job_retried")
        case office_events.Unarrived() | office_events.ItemMoved() | office_events.CalledOff():
            return None
        case _:
            assert_never(event)


def _cancelled(program: Program, nodes: list[str]) -> Text | None:
    if not nodes:
        return None
    return MESSAGES.text("history.cancelled", node=_listed([_title(program, node) for node in dict.fromkeys(nodes)]))


def _listed(titles: list[Text]) -> Text:
    """Return `titles` one after the other, in each language."""
    return {language: mark.join(say(title, language) for title in titles) for language, mark in SEPARATORS.items()}


def _data_title(program: Program, field: str) -> Text:
    known = program.flow.data.get(field)
    return field if known is None else known.title or field


def _title(program: Program, node: str) -> Text:
    step = program.steps.get(node)
    return node if step is None else step.title


SEPARATORS = {"ja": "、", "en": ", "}
