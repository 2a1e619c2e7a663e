"""The list from which a case was opened: where the case stands in it, and what comes next, without going back.

The address of the case carries the list (`web.inbox_query`), the item, and how many were done since the list was
opened. What is done leaves the list; counting it, "3 of 12" stays true until the twelfth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from flask import request, url_for

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from bootstrap import Tx
from engine.core.actor import Actor
from engine.shell.inbox import InboxItem, InboxPlace, first_in_inbox, inbox, place_in_inbox
from engine.shell.worklist import Worklist
from intake.applications import Application
from web.access import current_officer
from web.casework import actor_of, applications_of, lists_of
from web.inbox_query import InboxQuery
from web.services import services

SHOWN: Final = 25
MOST_DONE: Final = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQueue:
    """A list of the inbox beside one of its cases. Addresses are ready to be followed."""

    place: InboxPlace
    item: int
    done: int
    lines: tuple[InboxItem, ...]
    applications: Mapping[str, Application]
    back: str
    previous: str | None
    next: str | None
    words: Mapping[str, str]
    """What the address of a case of this list says beside the item."""

    @property
    def number(self) -> int:
        """Return which one it is, those that were done included."""
        return self.done + self.place.number

    @property
    def total(self) -> int:
        """Return how many there were when the list was opened."""
        return self.done + self.place.total


def queue_of_case(
    tx: Tx, officer: Officer, actor: Actor, directory: Directory, case_id: str, now: datetime
) -> CaseQueue | None:
    """Return the list that the address of the page names, or None for a case that was opened by itself."""
    item = _count(request.args.get("item", ""))
    if item is None:
        return None
    query, done = InboxQuery.of(request.args), _count(request.args.get("done", "")) or 0
    worklist = query.worklist(lists_of(officer, actor, directory, now), now)
    place = place_in_inbox(tx, worklist, case_id, item)
    if place is None:
        return None
    lines = inbox(tx, services().library, worklist, after=place.page, limit=SHOWN).items
    return CaseQueue(
        place=place,
        item=item,
        done=done,
        lines=tuple(lines),
        applications=applications_of(tx, [line.case_id for line in lines]),
        back=_address(url_for("inbox.page"), query.pairs()),
        previous=_address_of(place.previous, query, done),
        next=_address_of(place.next, query, done),
        words=_words(query, done),
    )


def after_deciding(case_id: str, item: int) -> str:
    """Return where an officer goes on after an item: to the next of the list, round to its first, or to the inbox."""
    if _count(request.args.get("item", "")) is None:
        return url_for("inbox.page")
    context, officer, query = services(), current_officer(), InboxQuery.of(request.args)
    now, done = context.clock.now(), (_count(request.args.get("done", "")) or 0) + 1
    with context.database.read() as tx:
        actor, directory = actor_of(tx, officer, now), read_directory(tx)
        worklist = query.worklist(lists_of(officer, actor, directory, now), now)
        following = _following(tx, worklist, case_id, item)
    return _address_of(following, query, done) or _address(url_for("inbox.page"), query.pairs())


def staying_at(case_id: str) -> str:
    """Return the address of a case with the list that it was opened from."""
    query, item = InboxQuery.of(request.args), _count(request.args.get("item", ""))
    done = _count(request.args.get("done", "")) or 0
    return _address_of(None if item is None else (case_id, item), query, done) or url_for("cases.case", case_id=case_id)


def _following(tx: Tx, worklist: Worklist, case_id: str, item: int) -> tuple[str, int] | None:
    place = place_in_inbox(tx, worklist, case_id, item)
    return (place.next if place else None) or first_in_inbox(tx, worklist)


def _address_of(target: tuple[str, int] | None, query: InboxQuery, done: int) -> str | None:
    if target is None:
        return None
    return _address(url_for("cases.case", case_id=target[0]), {"item": str(target[1]), **_words(query, done)})


def _words(query: InboxQuery, done: int) -> dict[str, str]:
    return {**query.pairs(), **({"done": str(min(done, MOST_DONE))} if done else {})}


def _address(path: str, words: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(words)}" if words else path


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
