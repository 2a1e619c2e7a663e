"""Statements of the hot path: compiled once per dialect, then sent as strings.

Per call SQLAlchemy spends more on finding the compiled form of a statement than SQLite on executing it; these few
statements run at every step of every case. Types still convert what is stored (`bind_processor`), transactions are
still SQLAlchemy's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import CursorResult, Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import Executable

from db.database import Tx

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """SQL for one dialect; `names` in the order of its places, with what converts each value, if anything does."""

    sql: str
    names: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    positional: bool

    def arguments(self, row: Row) -> Any:
        """Return the parameters of `row` as the driver wants them; what is not named is NULL."""
        values = [row.get(name) if convert is None else convert(row.get(name)) for name, convert in self.names]
        return tuple(values) if self.positional else dict(zip((name for name, _ in self.names), values, strict=True))


class Prepared:
    """A statement with named parameters, or one per dialect. `columns` are those that an INSERT fills.

    What a SELECT returns is as the driver gives it: instants are microseconds, JSON is text.
    """

    def __init__(self, statement: Executable | Mapping[str, Executable], columns: Sequence[str] | None = None) -> None:
        self._statement: Final = statement
        self._columns: Final = None if columns is None else list(columns)
        self._compiled: Final[dict[str, _Compiled]] = {}

    def run(self, tx: Tx, row: Row) -> CursorResult[Any]:
        """Execute with the parameters of `row`."""
        compiled = self._for(tx.dialect)
        return tx.exec_driver_sql(compiled.sql, compiled.arguments(row))

    def run_all(self, tx: Tx, rows: Sequence[Row]) -> None:
        """Execute once for each of `rows`, in one round trip where the driver can."""
        compiled = self._for(tx.dialect)
        arguments = [compiled.arguments(row) for row in rows]
        tx.exec_driver_sql(compiled.sql, arguments if len(arguments) > 1 else arguments[0])

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> _Compiled:
        chosen = self._statement
        statement = chosen[dialect.name] if isinstance(chosen, Mapping) else chosen
        compiled = statement.compile(dialect=dialect, column_keys=self._columns)  # type: ignore[attr-defined]  # of ClauseElement
        assert isinstance(compiled, SQLCompiler)
        names = compiled.positiontup if dialect.positional else None
        processors = (
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in names or compiled.binds
        )
        return _Compiled(str(compiled), tuple(processors), bool(dialect.positional))
