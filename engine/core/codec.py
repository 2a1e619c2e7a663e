"""Histories and snapshots as compact JSON, readable for ever.

An entry is `[version, [letter, value, ...], ...]`: one list per event, its fields in the order that `_SHAPES` gives,
values at their default cut off at the end. Instants are microseconds since 1970. Who and when stand beside the
entry, once. A change of the shapes raises `VERSION` and adds to `UPCASTS` what turns the version before into it;
letters and orders that were ever written are never used for something else.

A snapshot is a cache of the history: it has the version of this code, and another version means: fold again.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, Final, TypeAlias

from engine.core import events, office_events, pending_events
from engine.core.actor import Act
from engine.core.apply import Entry
from engine.core.events import Event
from engine.core.pending import NOTHING, KeptMessage, Parent, Pending, Wait
from engine.core.state import Aside, CaseState, OpenItem, OpenTimer

VERSION: Final = 1

Upcast: TypeAlias = Callable[[list[Any]], list[Any]]
"""Turns one event of a version into one of the next: letter and values in, letter and values out."""

UPCASTS: Final[Mapping[int, Upcast]] = {}
"""By version, the way to the next one."""

LETTERS: Final[Mapping[str, type[Event]]] = {
    "o": events.Opened,
    "i": events.ItemOpened,
    "c": events.ItemClosed,
    "k": events.ItemClaimed,
    "l": events.ItemReleased,
    "a": events.Arrived,
    "j": events.Joined,
    "t": events.TimerSet,
    "f": events.TimerFired,
    "d": events.AutoDecided,
    "n": events.Noticed,
    "r": events.Reminded,
    "e": events.Escalated,
    "v": events.Decided,
    "w": events.Withdrawn,
    "z": events.Closed,
    "B": office_events.SentBack,
    "P": office_events.PulledBack,
    "X": office_events.Cancelled,
    "U": office_events.Unarrived,
    "A": office_events.ItemAssigned,
    "S": office_events.AsideOpened,
    "D": office_events.AsideClosed,
    "M": office_events.MessageSent,
    "E": office_events.Amended,
    "V": office_events.Migrated,
    "W": office_events.ItemMoved,
    "R": office_events.JobRetried,
    "G": office_events.CalledOff,
    "y": pending_events.Voted,
    "q": pending_events.JointlyDecided,
    "s": pending_events.Forked,
    "h": pending_events.Awaited,
    "g": pending_events.Came,
    "m": pending_events.MessageKept,
    "u": pending_events.MessageUsed,
    "p": pending_events.PartOf,
    "x": pending_events.VotesVoided,
    "b": pending_events.MessageRestored,
}
_OF_CLASS: Final = {kind: letter for letter, kind in LETTERS.items()}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(instant: datetime) -> int:
    """Return `instant` as microseconds since 1970."""
    delta = instant - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def instant_of(count: int) -> datetime:
    """Return the instant that lies `count` microseconds after 1970, in UTC."""
    return _EPOCH + timedelta(microseconds=count)


def _values_of(names: list[str]) -> Callable[[object], tuple[Any, ...]]:
    """Return what reads the attributes `names` of an object, always as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


class _Shape:
    """How objects of one class are written: names, defaults, and which fields are instants or lists."""

    __slots__ = ("build", "defaults", "instants", "lists", "values_of")

    def __init__(self, build: type[Any]) -> None:
        self.build = build
        described = fields(build)
        self.values_of = _values_of([each.name for each in described])
        self.defaults = tuple(each.default for each in described)
        self.instants = tuple(place for place, each in enumerate(described) if each.name.endswith("_at"))
        self.lists = tuple(place for place, each in enumerate(described) if "tuple[" in str(each.type))

    def write(self, value: object) -> list[Any]:
        """Return the fields of `value`, defaults at the end cut off."""
        written = [*self.values_of(value)]
        end = len(written)
        while end and self.defaults[end - 1] is not MISSING and written[end - 1] == self.defaults[end - 1]:
            end -= 1
        del written[end:]
        for place in self.instants:
            if place < end and written[place] is not None:
                written[place] = microseconds(written[place])
        return written

    def read(self, values: list[Any]) -> Any:
        """Return what `write` was given."""
        end = len(values)
        for place in self.instants:
            if place < end and values[place] is not None:
                values[place] = instant_of(values[place])
        for place in self.lists:
            if place < end:
                values[place] = tuple(values[place])
        return self.build(*values)


_SHAPES: Final = {letter: _Shape(kind) for letter, kind in LETTERS.items()}
_ITEM: Final = _Shape(OpenItem)
_TIMER: Final = _Shape(OpenTimer)
_ASIDE: Final = _Shape(Aside)
_WAIT: Final = _Shape(Wait)


def write_entry(happened: tuple[Event, ...]) -> str:
    """Return the events of one entry as text."""
    parts: list[Any] = [VERSION]
    for event in happened:
        letter = _OF_CLASS[type(event)]
        parts.append([letter, *_SHAPES[letter].write(event)])
    return _dumped(parts)


def read_entry(text: str, act: Act, *, upcasts: Mapping[int, Upcast] = UPCASTS) -> Entry:
    """Return the entry that `write_entry`, of this or any earlier version, has written."""
    version, *parts = json.loads(text)
    while version != VERSION:
        step = upcasts[version]
        parts = [step(part) for part in parts]
        version += 1
    return Entry(act, tuple(_SHAPES[letter].read(values) for letter, *values in parts))


def write_state(state: CaseState) -> str:
    """Return the snapshot of a case."""
    flags = state.refused + 2 * state.judged + 4 * state.ruled
    plain: list[Any] = [
        VERSION, _moment(state.opened_at), _moment(state.decided_at), state.result, state.last, flags,
        _moment(state.paused_since), state.paused_days, [_ITEM.write(item) for item in state.items],
        [_TIMER.write(timer) for timer in state.timers], state.arrived, state.performers,
    ]  # fmt: skip
    more: dict[str, Any] = {}  # few cases have any of it; the others stay as short as they are
    if state.asides:
        more["asides"] = [_ASIDE.write(aside) for aside in state.asides]
    if state.pending is not NOTHING and state.pending != NOTHING:
        more["pending"] = _write_pending(state.pending)
    if more:
        plain.append(more)
    return _dumped(plain)


def read_state(text: str) -> CaseState | None:
    """Return the case that a snapshot shows; None where another version of this code wrote it."""
    version, *parts = json.loads(text)
    if version != VERSION:
        return None
    opened_at, decided_at, result, last, flags, paused_since, paused_days, items, timers, arrived, performers = parts[
        :11
    ]
    more: dict[str, Any] = parts[11] if len(parts) > 11 else {}
    return CaseState(
        opened_at=_instant(opened_at),
        decided_at=_instant(decided_at),
        result=result,
        last=last,
        refused=bool(flags & 1),
        judged=bool(flags & 2),
        ruled=bool(flags & 4),
        paused_since=_instant(paused_since),
        paused_days=paused_days,
        items=tuple(_ITEM.read(item) for item in items),
        timers=tuple(_TIMER.read(timer) for timer in timers),
        arrived=_tuples(arrived),
        performers=performers,
        asides=tuple(_ASIDE.read(aside) for aside in more.get("asides", ())),
        pending=_read_pending(more["pending"]) if "pending" in more else NOTHING,
    )


def _write_pending(pending: Pending) -> list[Any]:
    return [
        [_WAIT.write(wait) for wait in pending.waits], [[each.number, each.name] for each in pending.kept],
        pending.votes, pending.voters, pending.expected, pending.results,
        None if pending.parent is None else [pending.parent.case_id, pending.parent.number],
    ]  # fmt: skip


def _read_pending(parts: list[Any]) -> Pending:
    waits, kept, votes, voters, expected, results, parent = parts
    return Pending(
        waits=tuple(_WAIT.read(wait) for wait in waits),
        kept=tuple(KeptMessage(number, name) for number, name in kept),
        votes=_tuples(votes),
        voters=_tuples(voters),
        expected=expected,
        results=_tuples(results),
        parent=None if parent is None else Parent(*parent),
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def _moment(instant: datetime | None) -> int | None:
    return None if instant is None else microseconds(instant)


def _instant(count: int | None) -> datetime | None:
    return None if count is None else instant_of(count)


_dumped: Final[Callable[[Any], str]] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
