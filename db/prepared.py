"""Statements of the hot path: compiled once per dialect, then handed to the driver as strings.

Per call SQLAlchemy spends more on finding the compiled form of a statement, and on its cursor, than SQLite on
executing it; these few statements run at every step of every case and on the pages that residents look at most.
Measured on an application that arrives (13 statements): a third of its processor time. Types still convert what is
stored and read, errors are SQLAlchemy's, and transactions are `db.database`'s.

On PostgreSQL each statement of its own wakes the server and waits for it. `in_one_go` holds writes back and sends them
together: INSERTs that follow each other as one statement (each a part of a WITH), the rest in psycopg's pipeline.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.expression import BindParameter, Executable

from db.database import Tx, refused

Row = Mapping[str, Any]
Asking = Select[Any] | ReturningInsert[Any]
_Convert = Callable[[Any], Any]
_PLACE: Final = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """SQL for one dialect; by place the parameter's name, what counts without one, and what converts it."""

    sql: str
    places: tuple[tuple[str, Any, _Convert | None], ...]
    inserts: bool

    def arguments(self, row: Row) -> tuple[Any, ...]:
        """Return the parameters of `row` in the order of their places."""
        return tuple(
            [
                row.get(name, default) if convert is None else convert(row.get(name, default))
                for name, default, convert in self.places
            ]
        )


_Write = tuple[_Compiled, tuple[Any, ...]]
_WAITING: Final[WeakKeyDictionary[Tx, list[_Write]]] = WeakKeyDictionary()
"""By transaction the writes that `in_one_go` holds back."""


class Prepared:
    """A statement that writes, or one per dialect, with named parameters. `columns` are those that an INSERT fills."""

    def __init__(self, statement: Executable | Mapping[str, Executable], columns: Sequence[str] | None = None) -> None:
        self._statement: Final = statement
        self._columns: Final = None if columns is None else list(columns)
        self._compiled: Final[dict[str, _Compiled]] = {}

    def run(self, tx: Tx, row: Row) -> int:
        """Execute with the parameters of `row`; return how many rows it has changed (-1: unknown, in `in_one_go`)."""
        compiled, waiting = self._for(tx.dialect), _WAITING.get(tx)
        if waiting is not None:
            waiting.append((compiled, compiled.arguments(row)))
            return -1
        return int(_executed(tx, compiled.sql, compiled.arguments(row)).rowcount)

    def run_all(self, tx: Tx, rows: Sequence[Row]) -> None:
        """Execute once for each of `rows`, in one round trip where the driver can."""
        compiled, waiting = self._for(tx.dialect), _WAITING.get(tx)
        given = [compiled.arguments(row) for row in rows]
        if waiting is not None:
            waiting.extend((compiled, each) for each in given)
        else:
            _executed(tx, compiled.sql, given if len(given) > 1 else given[0])

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            chosen = self._statement
            statement = chosen[dialect.name] if isinstance(chosen, Mapping) else chosen
            found = self._compiled[dialect.name] = _compile(statement, dialect, self._columns)
        return found


class Question:
    """A SELECT, or an INSERT … RETURNING, with named parameters: its rows have the columns' names and read values."""

    def __init__(
        self, statement: Asking | Mapping[str, Asking], columns: Sequence[str] | None = None, *, raw: bool = False
    ) -> None:
        """Ask `statement`; `raw`: values come as the driver gives them, whatever somebody may have put there."""
        self._raw: Final = raw
        self._statement: Final = statement
        self._columns: Final = None if columns is None else list(columns)
        self._compiled: Final[dict[str, tuple[_Compiled, Callable[[Sequence[Any]], Any]]]] = {}

    def one(self, tx: Tx, row: Row) -> Any:
        """Return the first row, or None."""
        _send_waiting(tx)
        compiled, read = self._for(tx.dialect)
        found = _executed(tx, compiled.sql, compiled.arguments(row)).fetchone()
        return None if found is None else read(found)

    def all(self, tx: Tx, row: Row) -> list[Any]:
        """Return every row."""
        _send_waiting(tx)
        compiled, read = self._for(tx.dialect)
        return [read(found) for found in _executed(tx, compiled.sql, compiled.arguments(row)).fetchall()]

    def _for(self, dialect: Dialect) -> tuple[_Compiled, Callable[[Sequence[Any]], Any]]:
        found = self._compiled.get(dialect.name)
        if found is None:
            chosen = self._statement
            statement = chosen[dialect.name] if isinstance(chosen, Mapping) else chosen
            found = _compile(statement, dialect, self._columns), _reader(statement, None if self._raw else dialect)
            self._compiled[dialect.name] = found
        return found


@contextmanager
def in_one_go(tx: Tx) -> Iterator[None]:
    """Let the writes of the block go out together at its end, or before the next question.

    Only statements of this module may stand in the block. A block inside a block is part of it. On SQLite, where no
    server waits, everything happens at once.
    """
    if tx.dialect.name == "sqlite" or tx in _WAITING:
        yield
        return
    _WAITING[tx] = []
    try:
        yield
        _send_waiting(tx)
    finally:
        del _WAITING[tx]


def _send_waiting(tx: Tx) -> None:
    waiting = _WAITING.get(tx)
    if not waiting:
        return
    writes = [*_merged(waiting)]
    waiting.clear()
    if len(writes) == 1:
        _executed(tx, *writes[0])
        return
    connection: Any = tx.connection.driver_connection
    try:
        with connection.pipeline():
            for sql, arguments in writes:
                _executed(tx, sql, arguments)
    except tx.dialect.loaded_dbapi.Error as error:
        raise refused(tx, error) from error


def _merged(waiting: list[_Write]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the writes in their order, INSERTs that follow each other as one.

    The parts of a WITH do not see one another, which is nothing to rows that are new: foreign keys are checked at its
    end. An UPDATE could meet a row that another part changes, and stays alone.
    """
    for inserts, group in groupby(waiting, key=lambda write: write[0].inserts):
        writes = [*group]
        if not inserts or len(writes) == 1:
            yield from ((compiled.sql, arguments) for compiled, arguments in writes)
            continue
        *others, last = [compiled.sql for compiled, _ in writes]
        parts = ", ".join(f"w{place} AS ({sql})" for place, sql in enumerate(others))
        yield f"WITH {parts} {last}", tuple(chain.from_iterable(arguments for _, arguments in writes))


def _executed(tx: Tx, sql: str, arguments: tuple[Any, ...] | list[tuple[Any, ...]]) -> Any:
    """Execute, once for each of a list of arguments, and return the driver's cursor."""
    cursor: Any = tx.connection.cursor()
    many = isinstance(arguments, list)
    for told in tx.dispatch.before_cursor_execute:  # whoever listens to statements (tracing, tests) hears these, too
        told(tx, cursor, sql, arguments, None, many)
    try:
        (cursor.executemany if many else cursor.execute)(sql, arguments)
    except tx.dialect.loaded_dbapi.Error as error:
        raise refused(tx, error) from error
    return cursor


def _compile(statement: Executable, dialect: Dialect, columns: list[str] | None) -> _Compiled:
    compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]  # of ClauseElement
    assert isinstance(compiled, SQLCompiler)
    # psycopg would rewrite named places at every call; here they become positional once.
    names = compiled.positiontup if dialect.positional else _PLACE.findall(str(compiled))
    places = tuple(_place(compiled.binds[name], name, dialect) for name in names or ())
    return _Compiled(_PLACE.sub("%s", str(compiled)), places, bool(compiled.isinsert))


def _place(bind: BindParameter[Any], name: str, dialect: Dialect) -> tuple[str, Any, _Convert | None]:
    default = None if bind.required else bind.effective_value
    return name, default, bind.type.dialect_impl(dialect).bind_processor(dialect)


def _reader(statement: Asking, dialect: Dialect | None) -> Callable[[Sequence[Any]], Any]:
    columns = statement.exported_columns
    build: Callable[[Sequence[Any]], Any] = namedtuple("Row", list(map(str, columns.keys())))._make  # type: ignore[attr-defined]  # fields known only here
    converts = [
        None if dialect is None else column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in columns
    ]
    places = [(place, convert) for place, convert in enumerate(converts) if convert is not None]
    if not places:
        return build

    def read(found: Sequence[Any]) -> Any:
        values = list(found)
        for place, convert in places:
            values[place] = convert(values[place])
        return build(values)

    return read
