"""Finding a case and its history."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, select

from db.database import Tx
from db.prepared import Question
from engine.core.actor import Act
from engine.core.apply import Entry, fold
from engine.core.codec import read_entry, read_state
from engine.core.state import NEW
from engine.shell import tables
from engine.shell.view import CaseView, read_case
from kernel.errors import NotFound

_SELECT: Final = select(tables.case_file).where(tables.case_file.c.id == bindparam("case_id"))
ONE_CASE: Final = Question(_SELECT)
_LOCKED: Final = Question(_SELECT.with_for_update(key_share=True))
"""Ids never change: rows that refer to a case (a child's, say) need not wait until it is free."""
HISTORY: Final = Question(
    select(tables.history).where(tables.history.c.case_id == bindparam("case_id")).order_by(tables.history.c.number)
)
_KNOWN: Final = Question(
    select(tables.history.c.number).where(
        tables.history.c.case_id == bindparam("case_id"), tables.history.c.command_id == bindparam("command_id")
    )
)


def find_case(tx: Tx, case_id: str, *, lock: bool = False) -> CaseView:
    """Return the case or raise `NotFound`; with `lock` nobody else changes it before this transaction ends."""
    row = (_LOCKED if lock else ONE_CASE).one(tx, {"case_id": case_id})
    if row is None:
        raise NotFound
    state = read_state(row.state)
    return read_case(row, fold(NEW, entries_of(tx, case_id)) if state is None else state)


def find_cases(tx: Tx, case_ids: Sequence[str]) -> tuple[CaseView, ...]:
    """Return many cases in one query, in the order of `case_ids`; one with a snapshot of other code is folded."""
    rows = {row.id: row for row in tx.execute(select(tables.case_file).where(tables.case_file.c.id.in_(case_ids)))}
    found = []
    for case_id in case_ids:
        state = read_state(rows[case_id].state)
        found.append(read_case(rows[case_id], fold(NEW, entries_of(tx, case_id)) if state is None else state))
    return tuple(found)


def entries_of(tx: Tx, case_id: str) -> tuple[Entry, ...]:
    """Return the history of a case, oldest first."""
    rows = HISTORY.all(tx, {"case_id": case_id})
    return tuple(read_entry(row.events, Act(row.at, row.actor_kind, row.actor, row.capacity)) for row in rows)


def is_known(tx: Tx, case_id: str, command_id: str) -> bool:
    """Say whether a command has been carried out."""
    return _KNOWN.one(tx, {"case_id": case_id, "command_id": command_id}) is not None
