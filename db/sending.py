"""How prepared statements reach the driver: at once, or held back and sent together.

On PostgreSQL each statement of its own wakes the server and waits for it. What is held back goes out in one piece:
INSERTs that follow each other as one statement (each a part of a WITH), the rest in psycopg's pipeline.

A transaction that begins late (`Database.begin`) says BEGIN only when it must: before it locks something, or with its
first write. Until then what it asks is answered without one; and when all that it writes is one statement, that
statement is the transaction. Nobody waits for a lock while a computer thinks.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby, islice
from time import monotonic, sleep
from typing import Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

Arguments: TypeAlias = tuple[Any, ...]
MOST_TOGETHER: Final = 24
"""So many INSERTs go as one statement: more would make statements that no two cases share."""
BUSY_SECONDS: Final = 10.0
BUSY_PAUSE: Final = 0.001
"""SQLite's own waiting for a lock sleeps up to 0.1 s at a time, and whoever comes later overtakes: P95 of 0.8 s."""


def _numbered(pieces: tuple[str, ...], first: int = 1) -> str:
    return pieces[0] + "".join(f"${place}{piece}" for place, piece in enumerate(pieces[1:], first))


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """SQL in pieces, a parameter between each two."""

    pieces: tuple[str, ...]
    inserts: bool = False
    """It adds a row, or changes one that nothing else in its company touches: it can be a part of a WITH."""
    locks: bool = False
    """It locks or writes although it is a question: a transaction must have begun."""
    numbered: bool = False
    """Parameters are called `$1`, `$2`; otherwise `?`."""
    sql: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sql", _numbered(self.pieces) if self.numbered else "?".join(self.pieces))


_BEGIN: Final = Statement(("BEGIN",), numbered=True)
_COMMIT: Final = Statement(("COMMIT",), numbered=True)
Write: TypeAlias = tuple[Statement, Arguments]


@dataclass(slots=True, eq=False)
class _Held:
    """What a transaction holds back. `blocks` counts the blocks that are open, a late transaction being one."""

    blocks: int
    begun: bool
    writes: list[Write] = field(default_factory=list)


_HELD: Final[WeakKeyDictionary[Connection, _Held]] = WeakKeyDictionary()


def begin_late(tx: Connection) -> None:
    """Let `tx`, which has not begun, begin when it must, and hold everything back that it writes."""
    _HELD[tx] = _Held(blocks=1, begun=False)


def forget(tx: Connection) -> None:
    """Give up what `tx` holds back."""
    _HELD.pop(tx, None)


@contextmanager
def holding(tx: Connection) -> Iterator[None]:
    """Hold back what the block writes. A block inside a block is part of it."""
    held = _HELD.get(tx) or _HELD.setdefault(tx, _Held(blocks=0, begun=True))
    held.blocks += 1
    try:
        yield
        if held.blocks == 1:
            send_held(tx)
    finally:
        held.blocks -= 1
        if not held.blocks:
            forget(tx)


def hold(tx: Connection, statement: Statement, rows: list[Arguments]) -> bool:
    """Hold the writes back, if `tx` does that at present."""
    held = _HELD.get(tx)
    if held is None:
        return False
    held.writes.extend((statement, row) for row in rows)
    return True


def send_held(tx: Connection) -> None:
    """Send what is held back; what follows sees it."""
    held = _HELD.get(tx)
    if held is None or not held.writes:
        return
    writes = _taken(held)
    if not held.begun and not _is_postgresql(tx):
        begin_on_sqlite(tx, "BEGIN IMMEDIATE")
    elif not held.begun:
        writes.insert(0, (_BEGIN.sql, ()))
    held.begun = True
    _send(tx, writes)


def send_last(tx: Connection) -> None:
    """Send what a late transaction still holds, and end it on PostgreSQL in the same breath."""
    held = _HELD.pop(tx)
    if not held.writes:
        return
    writes = _taken(held)
    if not _is_postgresql(tx):
        if not held.begun:
            begin_on_sqlite(tx, "BEGIN IMMEDIATE")
    elif held.begun or len(writes) > 1:
        writes = [*([] if held.begun else [(_BEGIN.sql, ())]), *writes, (_COMMIT.sql, ())]
    _send(tx, writes)


def begin_now(tx: Connection) -> None:
    """Begin, where `tx` has put it off, and send what it holds: a statement of SQLAlchemy's own is about to run."""
    held = _HELD.get(tx)
    if held is None:
        return
    if not held.begun and not held.writes:
        held.begun = True
        if _is_postgresql(tx):
            _send(tx, [(_BEGIN.sql, ())])
        else:
            begin_on_sqlite(tx, "BEGIN IMMEDIATE")
    send_held(tx)


def begin_on_sqlite(tx: Connection, statement: str) -> None:
    """Execute `statement`, which begins a transaction; wait for others in turns that are short and fair."""
    cursor: Any = tx.connection.cursor()
    try:
        if statement != "BEGIN IMMEDIATE":
            cursor.execute(statement)
            return
        cursor.execute("PRAGMA busy_timeout=0")
        try:
            _insist(cursor, statement)
        finally:
            cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
    except sqlite3.Error as error:
        raise refused(tx, error) from error


def _insist(cursor: Any, statement: str) -> None:
    ends = monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > ends:
                raise
            sleep(BUSY_PAUSE)
        else:
            return


def executed(tx: Connection, statement: Statement, arguments: Arguments | list[Arguments]) -> Any:
    """Execute, once for each of a list of arguments, after what is held back; return the driver's cursor."""
    held = _HELD.get(tx)
    if held is not None:
        if statement.locks:
            begin_now(tx)
        else:
            send_held(tx)
    return _executed(tx, statement.sql, arguments)


def executed_together(tx: Connection, asked: list[tuple[Statement, Arguments]]) -> list[list[Arguments]]:
    """Execute questions that lock nothing, on PostgreSQL in one trip; return the rows of each."""
    if not _is_postgresql(tx):
        return [_executed(tx, statement.sql, arguments).fetchall() for statement, arguments in asked]
    connection: Any = tx.connection.driver_connection
    try:
        with connection.pipeline():
            cursors = [_executed(tx, statement.sql, arguments) for statement, arguments in asked]
        return [cursor.fetchall() for cursor in cursors]
    except tx.dialect.loaded_dbapi.Error as error:
        raise refused(tx, error) from error


def refused(tx: Connection, error: Any) -> Exception:
    """Return what SQLAlchemy would raise for the driver's `error`; a connection that is gone is not used again."""
    driver = tx.dialect.loaded_dbapi.Error
    lost = tx.invalidated or tx.dialect.is_disconnect(error, tx.connection.driver_connection, None)
    if lost and not tx.invalidated:
        tx.invalidate(error)
    wrapped: Exception = DBAPIError.instance(None, None, error, driver, connection_invalidated=lost, dialect=tx.dialect)
    return wrapped


def _is_postgresql(tx: Connection) -> bool:
    return tx.dialect.name == "postgresql"


def _taken(held: _Held) -> list[tuple[str, Arguments]]:
    """Take the writes in their order, INSERTs that follow each other as one.

    The parts of a WITH do not see one another, which is nothing to rows that are new: foreign keys are checked at its
    end. An UPDATE could meet a row that another part changes, and stays alone unless it says that it does not.
    """
    taken: list[tuple[str, Arguments]] = []
    for inserts, group in groupby(held.writes, key=lambda write: write[0].inserts and write[0].numbered):
        writes = iter(group)
        while part := [*islice(writes, MOST_TOGETHER if inserts else 1)]:
            text = _together(tuple(statement for statement, _ in part)) if len(part) > 1 else part[0][0].sql
            taken.append((text, tuple(chain.from_iterable(arguments for _, arguments in part))))
    held.writes.clear()
    return taken


@lru_cache(maxsize=1_024)
def _together(statements: tuple[Statement, ...]) -> str:
    """Return several writes as one statement, their parameters numbered through."""
    parts, first = [], 1
    for statement in statements:
        parts.append(_numbered(statement.pieces, first))
        first += len(statement.pieces) - 1
    *others, last = parts
    named = ", ".join(f"w{place} AS ({sql})" for place, sql in enumerate(others))
    return f"WITH {named} {last}"


def _send(tx: Connection, writes: list[tuple[str, Arguments]]) -> None:
    if len(writes) == 1 or not _is_postgresql(tx):
        for sql, arguments in writes:
            _executed(tx, sql, arguments)
        return
    connection: Any = tx.connection.driver_connection
    try:
        with connection.pipeline():
            for sql, arguments in writes:
                _executed(tx, sql, arguments)
    except tx.dialect.loaded_dbapi.Error as error:
        raise refused(tx, error) from error


def _executed(tx: Connection, sql: str, arguments: Arguments | list[Arguments]) -> Any:
    driver: Any = tx.connection.driver_connection
    # psycopg's usual cursor would look for places in the text of each statement.
    cursor: Any = tx.dialect.loaded_dbapi.RawCursor(driver) if _is_postgresql(tx) else driver.cursor()
    many = isinstance(arguments, list)
    for told in tx.dispatch.before_cursor_execute:  # whoever listens to statements (tracing, tests) hears these, too
        told(tx, cursor, sql, arguments, None, many)
    try:
        (cursor.executemany if many else cursor.execute)(sql, arguments)
    except tx.dialect.loaded_dbapi.Error as error:
        raise refused(tx, error) from error
    return cursor
