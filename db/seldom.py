"""What is asked at every application and seldom changes: kept in memory until somebody changes any of it.

A mark stands for the state of all such things. A transaction reads the mark once and trusts what was read under the
same mark, in this process and before this transaction: a change takes effect everywhere with the next transaction
that begins after it. Whoever changes such things calls `changed` in the same transaction. The mark is random, not a
count: after a database was put back from a copy nothing that was remembered passes for what is there now.
"""

import secrets
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Engine, Select, SmallInteger, String, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from db.database import Tx
from db.prepared import Question
from db.schema import metadata

Value = TypeVar("Value")
THE_ROW: Final = 1
UNCERTAIN: Final = ""
"""The mark of a transaction that has changed something itself: it asks anew, and nobody may trust its answers."""
mark_of_change: Final = Table(
    "mark_of_change",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("mark", String(32), nullable=False),
)
_MARK: Final = Question(select(mark_of_change.c.mark))
_SEEN: Final[WeakKeyDictionary[Tx, str]] = WeakKeyDictionary()
_MEMORY: Final[WeakKeyDictionary[Engine, tuple[str, dict[Hashable, Any]]]] = WeakKeyDictionary()


def changed(tx: Tx) -> None:
    """Let everybody forget, once `tx` is committed."""
    new, mark = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert, secrets.token_hex(16)
    tx.execute(
        new(mark_of_change)
        .values(id=THE_ROW, mark=mark)
        .on_conflict_do_update(index_elements=["id"], set_={"mark": mark})
    )
    _SEEN[tx] = UNCERTAIN


def with_mark(question: Select[Any]) -> Select[Any]:
    """Return `question` with one column more, `mark`: for `noted`, so that what is remembered costs no question."""
    return question.add_columns(select(mark_of_change.c.mark).scalar_subquery().label("mark"))


def noted(tx: Tx, mark: str | None) -> None:
    """Trust from now on in `tx` what was read under `mark`; an earlier mark of the same transaction counts more."""
    _SEEN.setdefault(tx, UNCERTAIN if mark is None else mark)


def remembered(tx: Tx, key: Hashable, ask: Callable[[], Value]) -> Value:
    """Return what `ask` answers, or what it has answered under `key` since the last change."""
    mark = _SEEN.get(tx)
    if mark is None:
        found = _MARK.one(tx, {})
        noted(tx, None if found is None else found.mark)
        mark = _SEEN[tx]
    if mark == UNCERTAIN:
        return ask()
    since, memory = _MEMORY.get(tx.engine) or (UNCERTAIN, {})
    if since != mark:
        memory = {}
        _MEMORY[tx.engine] = mark, memory
    if key not in memory:
        memory[key] = ask()
    value: Value = memory[key]
    return value
