"""The history in words: what happened, in a sentence for clerks, auditors and residents."""

from collections.abc import Mapping
from typing import Final

from engine.core import events
from engine.core.events import Event
from engine.core.office_events import ItemMoved, OfficeEvent
from engine.core.pending_events import Awaited, PendingEvent
from engine.core.program import Program
from engine.messages import MESSAGES
from engine.shell.office_words import office_sentence
from engine.shell.words_pending import pending_sentence, result_text
from kernel.clock import local_date
from kernel.text import Text

NUMBERED: Final = (events.ItemOpened, events.TimerSet, ItemMoved, Awaited)
"""Events that give a number to something at a node; later events name only the number."""


def sentence(event: Event, program: Program, node_of: Mapping[int, str]) -> Text | None:
    """Return what `event` says, or None where it says nothing to people.

    `node_of` gives the node of everything in the case that has a number (`NUMBERED`).
    """
    match event:
        case events.Opened():
            return MESSAGES.text("history.opened")
        case events.ItemOpened(node=node, queue=queue, correction=correction):
            code = "item_opened" if queue else "correction_asked" if correction else "form_asked"
            return _about(code, program, node)
        case events.ItemClosed(number, outcome):
            return _closed(program, node_of[number], outcome)
        case events.AutoDecided():
            return _ruled(event, program)
        case events.TimerSet(node=node, fires_at=fires_at, item=None):
            return MESSAGES.text("history.timer_set", node=_title(program, node), when=local_date(fires_at).isoformat())
        case events.Closed(result):
            return MESSAGES.text("history.closed", result=result_text(result))
        case events.ItemClaimed(number):
            return _about("item_claimed", program, node_of[number])
        case events.ItemReleased(number):
            return _about("item_released", program, node_of[number])
        case _ if isinstance(event, PendingEvent):
            return pending_sentence(event, program, node_of)
        case _:
            return _other(event, program, node_of)


def _other(
    event: (
        events.Arrived | events.Joined | events.TimerSet | events.TimerFired | events.Noticed | events.Reminded
        | events.Escalated | events.Decided | events.Withdrawn | OfficeEvent
    ),
    program: Program,
    node_of: Mapping[int, str],
) -> Text | None:  # fmt: skip
    match event:
        case events.Arrived() | events.TimerSet():
            return None
        case events.Joined():
            return MESSAGES.text("history.joined")
        case events.TimerFired(number):
            return _about("timer_fired", program, node_of[number]) if _holds_a_token(program, node_of[number]) else None
        case events.Noticed(node=node):
            return _about("noticed", program, node)
        case events.Reminded(item=item):
            return _about("reminded", program, node_of[item])
        case events.Escalated(item=item):
            return _about("escalated", program, node_of[item])
        case events.Decided():
            return MESSAGES.text("history.decided")
        case events.Withdrawn():
            return MESSAGES.text("history.withdrawn")
        case _:
            return office_sentence(event, program, node_of)


def _closed(program: Program, node: str, outcome: str | None) -> Text:
    step = program.steps[node]
    if step.node.type == "form":
        return _about("form_answered", program, node)
    if outcome is None:
        return _about("item_closed", program, node)
    known = step.outcomes.get(outcome)
    return MESSAGES.text("history.item_closed_with", node=step.title, outcome=known.title if known else outcome)


def _ruled(event: events.AutoDecided, program: Program) -> Text:
    if event.referral is not None:
        why = MESSAGES.text(f"referral.{event.referral}")
        return MESSAGES.text("history.rule_referred", node=_title(program, event.node), why=why)
    code = "history.rule_counted" if event.counts else "history.rule_spoke"
    return MESSAGES.text(code, node=_title(program, event.node), rules=", ".join(event.rules) or "—")


def _holds_a_token(program: Program, node: str) -> bool:
    return program.steps[node].node.type == "timer"


def _about(code: str, program: Program, node: str) -> Text:
    return MESSAGES.text(f"history.{code}", node=_title(program, node))


def _title(program: Program, node: str) -> Text:
    step = program.steps.get(node)
    return node if step is None else step.title
