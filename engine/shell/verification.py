"""Looking whether the history of every case is what was written (検証), a page of cases at a time.

Each entry must fit its link, the last one the case's head, the sum of all the case's snapshot, and what the witness
has seen must be there. Whatever does not fit is reported with its case and its entry.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Final

from sqlalchemy import BigInteger, Select, Table, bindparam, select

from db.database import Database, Tx
from db.prepared import Question
from engine.core.actor import Act
from engine.core.apply import fold
from engine.core.codec import instant_of, read_entry, read_state
from engine.core.state import NEW
from engine.shell import tables
from engine.shell.chain import head_of, last_link, link_of
from engine.shell.view import read_case
from engine.shell.witness import Testimony

PAGE: Final = 500
"""Cases per transaction: writers wait for no longer than a page takes."""
LAST: Final = "\U0010ffff"
_case, _entry, _item, _job = tables.case_file, tables.history, tables.work_item, tables.job


def _of_page(query: Select[Any], table: Table) -> Question:
    place = (table.c.case_id > bindparam("after"), table.c.case_id <= bindparam("until"))
    return Question(query.where(*place).order_by(table.c.case_id, table.c.number), raw=True)


# As the driver gives it: what somebody else wrote may not even have the column's type.
_CASES: Final = Question(
    select(_case)
    .where(_case.c.id > bindparam("after"))
    .order_by(_case.c.id)
    .limit(bindparam("most", type_=BigInteger))
    .offset(bindparam("none", type_=BigInteger)),
    raw=True,
)
_ENTRIES: Final = _of_page(select(_entry), _entry)
_ITEMS: Final = _of_page(select(_item.c.case_id, _item.c.number).where(_item.c.closed_at.is_(None)), _item)
_TIMERS: Final = _of_page(select(_job.c.case_id, _job.c.number).where(_job.c.kind == bindparam("kind")), _job)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that is not as it was written. `number` is the entry; 0: the case as a whole."""

    code: str
    case_id: str
    number: int = 0


@dataclass(slots=True)
class Tally:
    """How much was looked at."""

    cases: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class _Page:
    """Some cases, in order, and all rows that belong to ids up to the last of them."""

    cases: Sequence[Any]
    entries: Mapping[str, Sequence[Any]]
    items: Mapping[str, Sequence[Any]]
    timers: Mapping[str, Sequence[Any]]


def last_testimonies(seen: Iterator[Testimony]) -> dict[str, Testimony]:
    """Return for each case the furthest entry that the witness saw: its link vouches for all before it."""
    found: dict[str, Testimony] = {}
    for each in seen:
        known = found.get(each.case_id)
        if known is None or known.number < each.number:
            found[each.case_id] = each
    return found


def verify(database: Database, secret: bytes, witnessed: Mapping[str, Testimony], tally: Tally) -> Iterator[Mismatch]:
    """Yield everything that does not fit, in the order of cases; count in `tally` what was looked at."""
    unseen = dict(witnessed)
    after = ""
    while True:
        with database.snapshot() as tx:
            page = _read_page(tx, after)
        after = page.cases[-1].id if page.cases else LAST
        known = {case.id for case in page.cases}
        yield from (Mismatch("verify.case_missing", case_id) for case_id in page.entries if case_id not in known)
        for case in page.cases:
            tally.cases += 1
            tally.entries += len(page.entries.get(case.id, ()))
            yield from _case_mismatches(case, page, secret, unseen.pop(case.id, None))
        if not page.cases:
            break
    yield from (Mismatch("verify.case_missing", case_id, each.number) for case_id, each in unseen.items() if case_id)
    if "" in unseen:
        yield Mismatch("verify.witness_unreadable", unseen[""].where)


def _read_page(tx: Tx, after: str) -> _Page:
    cases = _CASES.all(tx, {"after": after, "most": PAGE, "none": 0})
    until = cases[-1].id if len(cases) == PAGE else LAST

    def rows(query: Question) -> Mapping[str, Sequence[Any]]:
        found = query.all(tx, {"after": after, "until": until, "kind": "timer"})
        return {case_id: [*group] for case_id, group in groupby(found, lambda row: str(row.case_id))}

    return _Page(cases=cases, entries=rows(_ENTRIES), items=rows(_ITEMS), timers=rows(_TIMERS))


def _case_mismatches(case: Any, page: _Page, secret: bytes, seen: Testimony | None) -> Iterator[Mismatch]:
    entries = page.entries.get(case.id, ())
    try:
        yield from _chain_mismatches(case, entries, secret)
        if seen is not None:
            yield from _witness_mismatches(case.id, entries, seen)
        yield from _state_mismatches(case, entries, page)
    except Exception:  # whatever stands there, the engine did not write it
        yield Mismatch("verify.unreadable", case.id)


def _chain_mismatches(case: Any, entries: Sequence[Any], secret: bytes) -> Iterator[Mismatch]:
    """Compare link by link. After one that does not fit the stored one counts, so that only the culprit is named."""
    number, before = 0, last_link(secret, case.id, None)
    for row in entries:
        number += 1
        if number < row.number:
            yield from (Mismatch("verify.entry_missing", case.id, gone) for gone in range(number, row.number))
        elif row.link is None:
            yield Mismatch("verify.entry_unlinked", case.id, number)
        elif link_of(secret, before, row._asdict()) != row.link:
            yield Mismatch("verify.entry_changed", case.id, number)
        number, before = row.number, row.link or last_link(secret, case.id, None)
    if number < case.version:
        yield from (Mismatch("verify.entry_missing", case.id, gone) for gone in range(number + 1, case.version + 1))
    elif case.head != head_of(secret, before, case.version, read_case(_as_meant(case), NEW)):
        yield Mismatch("verify.head_changed", case.id, number)


def _as_meant(case: Any) -> Any:
    """Return the row of a case with the values that its columns stand for."""
    closed_at = None if case.closed_at is None else instant_of(case.closed_at)
    return case._replace(authorised=bool(case.authorised), opened_at=instant_of(case.opened_at), closed_at=closed_at)


def _witness_mismatches(case_id: str, entries: Sequence[Any], seen: Testimony) -> Iterator[Mismatch]:
    row = next((row for row in islice(entries, seen.number - 1, None) if row.number == seen.number), None)
    if row is None:
        yield Mismatch("verify.witnessed_entry_missing", case_id, seen.number)
    elif row.link != seen.link:
        yield Mismatch("verify.witnessed_otherwise", case_id, seen.number)


def _state_mismatches(case: Any, entries: Sequence[Any], page: _Page) -> Iterator[Mismatch]:
    acts = ((row.events, Act(instant_of(row.at), row.actor_kind, row.actor, row.capacity)) for row in entries)
    replayed, stored = fold(NEW, (read_entry(events, act) for events, act in acts)), read_state(case.state)
    if stored is not None and stored != replayed:
        yield Mismatch("verify.state_differs", case.id, case.version)
    if _numbers(page.items, case.id) != {item.number for item in replayed.items}:
        yield Mismatch("verify.items_differ", case.id)
    if _numbers(page.timers, case.id) != {timer.number for timer in replayed.timers}:
        yield Mismatch("verify.timers_differ", case.id)


def _numbers(rows: Mapping[str, Sequence[Any]], case_id: str) -> set[int]:
    return {row.number for row in rows.get(case_id, ())}
