"""Statements of the hot path: compiled once per dialect, then handed to the driver as strings.

Per call SQLAlchemy spends more on finding the compiled form of a statement, and on its cursor, than SQLite on
executing it; these few statements run at every step of every case and on the pages that residents look at most.
Measured on an application that arrives (13 statements): a third of its processor time. Types still convert what is
stored and read, errors are SQLAlchemy's, and transactions are `db.database`'s.
How they reach the driver, at once or together, stands in `db.sending`.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.expression import BindParameter, Executable

from db.database import Tx
from db.sending import Statement, executed, executed_together, hold, holding

Row = Mapping[str, Any]
Asking = Select[Any] | ReturningInsert[Any]
_Convert = Callable[[Any], Any]
_PLACE: Final = re.compile(r"%\((\w+)\)s")
_BETWEEN: Final = re.compile(r"%\(\w+\)s")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement for one dialect; by place the parameter's name, what counts without one, and what converts it."""

    statement: Statement
    places: tuple[tuple[str, Any, _Convert | None], ...]

    def arguments(self, row: Row) -> tuple[Any, ...]:
        """Return the parameters of `row` in the order of their places."""
        return tuple(
            [
                row.get(name, default) if convert is None else convert(row.get(name, default))
                for name, default, convert in self.places
            ]
        )


class Prepared:
    """A statement that writes, or one per dialect, with named parameters. `columns` are those that an INSERT fills."""

    def __init__(
        self,
        statement: Executable | Mapping[str, Executable],
        columns: Sequence[str] | None = None,
        *,
        apart: bool = False,
    ) -> None:
        """Write `statement`; `apart`: it changes a row that no other write of the same block touches."""
        self._statement: Final = statement
        self._columns: Final = None if columns is None else list(columns)
        self._apart: Final = apart
        self._compiled: Final[dict[str, _Compiled]] = {}

    def run(self, tx: Tx, row: Row) -> int:
        """Execute with the parameters of `row`; return how many rows it has changed (-1: unknown, it is held back)."""
        compiled = self._for(tx.dialect)
        arguments = compiled.arguments(row)
        if hold(tx, compiled.statement, [arguments]):
            return -1
        return int(executed(tx, compiled.statement, arguments).rowcount)

    def run_all(self, tx: Tx, rows: Sequence[Row]) -> None:
        """Execute once for each of `rows`, in one round trip where the driver can."""
        compiled = self._for(tx.dialect)
        given = [compiled.arguments(row) for row in rows]
        if not hold(tx, compiled.statement, given):
            executed(tx, compiled.statement, given if len(given) > 1 else given[0])

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            chosen = self._statement
            statement = chosen[dialect.name] if isinstance(chosen, Mapping) else chosen
            found = self._compiled[dialect.name] = _compile(statement, dialect, self._columns, apart=self._apart)
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
        compiled, read = self._for(tx.dialect)
        arguments = compiled.arguments(row)
        if (rows := self._answered(tx, arguments)) is not None:
            return read(rows[0]) if rows else None
        found = executed(tx, compiled.statement, arguments).fetchone()
        return None if found is None else read(found)

    def all(self, tx: Tx, row: Row) -> list[Any]:
        """Return every row."""
        compiled, read = self._for(tx.dialect)
        arguments = compiled.arguments(row)
        if (rows := self._answered(tx, arguments)) is None:
            rows = executed(tx, compiled.statement, arguments).fetchall()
        return [read(found) for found in rows]

    def written(self, tx: Tx, row: Row) -> tuple[Statement, tuple[Any, ...]]:
        """Return the statement and its parameters, as the driver of `tx` takes them."""
        compiled, _read = self._for(tx.dialect)
        return compiled.statement, compiled.arguments(row)

    def _answered(self, tx: Tx, arguments: tuple[Any, ...]) -> list[Any] | None:
        ahead = _AHEAD.get(tx)
        return None if ahead is None else ahead.get((self, arguments))

    def _for(self, dialect: Dialect) -> tuple[_Compiled, Callable[[Sequence[Any]], Any]]:
        found = self._compiled.get(dialect.name)
        if found is None:
            chosen = self._statement
            statement = chosen[dialect.name] if isinstance(chosen, Mapping) else chosen
            found = _compile(statement, dialect, self._columns), _reader(statement, None if self._raw else dialect)
            self._compiled[dialect.name] = found
        return found


Asked: TypeAlias = tuple[Question, Row]
_AHEAD: Final[WeakKeyDictionary[Tx, dict[tuple[Question, tuple[Any, ...]], list[Any]]]] = WeakKeyDictionary()


@contextmanager
def foreseen(tx: Tx, *asked: Asked) -> Iterator[None]:
    """Ask together what the block is going to ask, in one trip to the server; there the answers are at hand.

    For pages that read: what the block itself changed meanwhile would not be seen in it.
    """
    written = [question.written(tx, row) for question, row in asked]
    rows = executed_together(tx, written)
    _AHEAD[tx] = {
        (question, arguments): found for (question, _), (_, arguments), found in zip(asked, written, rows, strict=True)
    }
    try:
        yield
    finally:
        del _AHEAD[tx]


@contextmanager
def in_one_go(tx: Tx) -> Iterator[None]:
    """Let the writes of the block go out together at its end, or before the next question.

    Only statements of this module may stand in the block. On SQLite, where no server waits, everything happens at once.
    """
    if tx.dialect.name == "sqlite":
        yield
        return
    with holding(tx):
        yield


def _compile(
    statement: Executable, dialect: Dialect, columns: list[str] | None, *, apart: bool = False
) -> _Compiled:  # fmt: skip
    compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]  # of ClauseElement
    assert isinstance(compiled, SQLCompiler)
    # Drivers would look for named places at every call; here they get a number, or an order, once.
    names = compiled.positiontup if dialect.positional else _PLACE.findall(str(compiled))
    places = tuple(_place(compiled.binds[name], name, dialect) for name in names or ())
    pieces = str(compiled).split("?") if dialect.positional else _BETWEEN.split(str(compiled).replace("%%", "%"))
    locks = bool(compiled.isinsert) or getattr(statement, "_for_update_arg", None) is not None
    return _Compiled(
        Statement(
            tuple(pieces),
            inserts=apart or bool(compiled.isinsert),
            locks=locks,
            numbered=not dialect.positional,
        ),
        places,
    )


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
