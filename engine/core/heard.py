"""What came from outside (連絡) to steps that a case will pass again once it is sent back.

A bank tells once that money has come. A case that goes back to before the step that waited for it would else wait for
ever, so what was heard counts again, unless somebody wants it told anew. Read from the history, where it stands
already: nothing is remembered in advance for what is rare.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.core.apply import Entry
from engine.core.events import Event, ItemClosed, ItemOpened
from engine.core.marking import Marking
from engine.core.office_events import ItemMoved, Migrated
from engine.core.pending_events import Awaited, Came, JointlyDecided, MessageKept, MessageRestored, MessageUsed
from engine.core.program import Step


@dataclass(frozen=True, slots=True)
class Heard:
    """The message `name`, which `node` received last."""

    node: str
    name: str


def heard_behind(past: Sequence[Entry], marking: Marking, step: Step) -> tuple[Heard, ...]:
    """Return what was heard since `step` was done last, at steps that lie after it and not beside it."""
    reading = _Reading()
    for entry in past:
        for event in entry.events:
            reading.see(event)
    known, since = marking.order.number, reading.done.get(step.key, 0)
    return tuple(
        Heard(node, name)
        for node, (when, name) in sorted(reading.heard.items(), key=lambda pair: pair[1])
        if when > since and node in known and _comes_again(marking, step.key, node)
    )


def _comes_again(marking: Marking, step: str, node: str) -> bool:
    return marking.graph.reaches(step, node) and not marking.together(node, step)


class _Reading:
    """One walk through a history. `done`: by node when it was done last; `heard`: by node when it received what."""

    def __init__(self) -> None:
        self.done: dict[str, int] = {}
        self.heard: dict[str, tuple[int, str]] = {}
        self._nodes: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._place = 0

    def see(self, event: Event) -> None:
        """Note what `event` says about messages, and which step it finishes."""
        self._place += 1
        match event:
            case ItemOpened(number=number, node=node) | ItemMoved(number=number, node=node):
                self._nodes[number] = node
            case ItemClosed(number=number):
                self.done[self._nodes.get(number, "")] = self._place
            case JointlyDecided(node=node):
                self.done[node] = self._place
            case Awaited(number=number, node=node, kind="message", name=name):
                self._nodes[number], self._names[number] = node, name
            case Came(number=number) if number in self._names:
                self.heard[self._nodes[number]] = self._place, self._names[number]
            case MessageKept(number=number, name=name):
                self._names[number] = name
            case MessageUsed(number=number, node=node):
                self.heard[node] = self._place, self._names[number]
            case MessageRestored(number=number, node=node, name=name):
                self.heard.pop(node, None)
                self._names[number] = name
            case Migrated(renamed=renamed):
                self._call_anew(dict(zip(renamed[::2], renamed[1::2], strict=True)))
            case _:
                pass

    def _call_anew(self, names: Mapping[str, str]) -> None:
        self.done = {names.get(node, node): when for node, when in self.done.items()}
        self.heard = {names.get(node, node): found for node, found in self.heard.items()}
        self._nodes = {number: names.get(node, node) for number, node in self._nodes.items()}
