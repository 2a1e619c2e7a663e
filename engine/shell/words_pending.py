"""The history in words, for what comes from many or from outside: joint decisions, messages, services, children."""

from collections.abc import Mapping
from typing import Final, assert_never

from engine.core import pending_events as events
from engine.core.pending_events import PendingEvent
from engine.core.program import Program
from engine.messages import MESSAGES
from kernel.text import Text

KNOWN_RESULTS: Final = frozenset({"approved", "refused", "withdrawn", "completed", "cancelled", "mixed"})


def pending_sentence(event: PendingEvent, program: Program, node_of: Mapping[int, str]) -> Text | None:
    """Return what `event` says, or None where it says nothing to people. See `engine.shell.words.sentence`."""
    match event:
        case events.Voted(number, outcome):
            return _decided("history.voted", program, node_of[number], outcome)
        case events.JointlyDecided(node=node, outcome=outcome):
            return _decided("history.jointly_decided", program, node, outcome)
        case events.Awaited():
            return _awaited(event, program)
        case events.Came():
            return _came(event, program, node_of[event.number])
        case events.MessageKept():
            return MESSAGES.text("history.message_kept")
        case events.MessageUsed(node=node):
            return MESSAGES.text("history.message_used", node=program.steps[node].title)
        case events.VotesVoided(node=node):
            return MESSAGES.text("history.votes_voided", node=program.steps[node].title)
        case events.MessageRestored(node=node):
            return MESSAGES.text("history.message_restored", node=program.steps[node].title)
        case events.PartOf():
            return MESSAGES.text("history.part_of")
        case events.Forked():
            return None
        case _:
            assert_never(event)


def result_text(result: str) -> Text:
    """Return how a case ended, in words; a result of the flow's own stands as it is."""
    return MESSAGES.text(f"result.{result}") if result in KNOWN_RESULTS else result


def _awaited(event: events.Awaited, program: Program) -> Text:
    title = program.steps[event.node].title
    if event.place:
        return MESSAGES.text("history.child_awaited_each", node=title, place=str(event.place))
    return MESSAGES.text(f"history.{event.kind}_awaited", node=title)


def _came(event: events.Came, program: Program, node: str) -> Text:
    step = program.steps[node]
    if event.result is not None:
        return MESSAGES.text("history.child_came", node=step.title, result=result_text(event.result))
    kind = "service" if step.node.type == "service" else "message"
    return MESSAGES.text(f"history.{kind}_came", node=step.title)


def _decided(code: str, program: Program, node: str, outcome: str) -> Text:
    step = program.steps[node]
    known = step.outcomes.get(outcome)
    return MESSAGES.text(code, node=step.title, outcome=known.title if known else outcome)
