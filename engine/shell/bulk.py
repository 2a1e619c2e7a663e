"""Doing something to many cases at once (一括処理): up to 500, each in a transaction of its own, each with its result.

What is to be done is written down first. Whoever is interrupted goes on later with what is left: a case that was done
is not done again, because its row and its history change together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, cast

from sqlalchemy import insert, select, update

from db.database import Database, Tx
from engine.shell import tables
from kernel.errors import DomainError, NotFound
from kernel.ids import new_id
from kernel.json_types import Json
from kernel.text import Text

MOST: Final = 500
_run, _row = tables.bulk_run, tables.bulk_row


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRow:
    """One case: not yet done, done, or refused with a sentence."""

    place: int
    case_id: str
    item: int
    done_at: datetime | None
    refusal: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRun:
    """Something done to many cases by one officer."""

    id: str
    officer: str
    action: Mapping[str, Any]
    begun_at: datetime
    rows: tuple[BulkRow, ...]

    @property
    def done(self) -> int:
        """How many succeeded."""
        return sum(row.done_at is not None and row.refusal is None for row in self.rows)

    @property
    def refused(self) -> int:
        """How many could not be done."""
        return sum(row.refusal is not None for row in self.rows)

    @property
    def left(self) -> int:
        """How many were not tried yet."""
        return sum(row.done_at is None for row in self.rows)


Doing = Callable[[Tx, BulkRow, str], None]
"""Does it to one case, under the command id that it is given; raises a `DomainError` where that cannot be done."""


def begin_bulk(
    tx: Tx, officer: str, action: Mapping[str, Json], targets: Sequence[tuple[str, int]], now: datetime
) -> str:
    """Write down what is to be done to `targets` (case and item), 500 at most; return the id of the run."""
    run = new_id(now)
    tx.execute(insert(_run).values(id=run, officer=officer, action=dict(action), begun_at=now))
    rows = [
        {"run": run, "place": place, "case_id": case_id, "item": item}
        for place, (case_id, item) in enumerate(dict.fromkeys(targets[:MOST]))
    ]
    if rows:
        tx.execute(insert(_row), rows)
    return run


def read_bulk(tx: Tx, run_id: str, officer: str) -> BulkRun:
    """Return a run of `officer` or raise `NotFound`."""
    run = tx.execute(select(_run).where(_run.c.id == run_id, _run.c.officer == officer)).one_or_none()
    if run is None:
        raise NotFound
    rows = tx.execute(select(_row).where(_row.c.run == run_id).order_by(_row.c.place))
    return BulkRun(
        id=run.id,
        officer=run.officer,
        action=run.action,
        begun_at=run.begun_at,
        rows=tuple(
            BulkRow(
                place=row.place,
                case_id=row.case_id,
                item=row.item,
                done_at=row.done_at,
                refusal=cast(Text | None, row.refusal),
            )
            for row in rows
        ),
    )


def work_bulk_off(
    database: Database,
    run: BulkRun,
    doing: Doing,
    told: Callable[[DomainError], Text],
    now: datetime,
    *,
    most: int = MOST,
) -> None:
    """Do what is left of `run`, at `most` so many, case by case; one that cannot be done does not stop the others."""
    for row in islice((row for row in run.rows if row.done_at is None), most):
        try:
            with database.begin() as tx:
                doing(tx, row, f"bulk:{run.id}:{row.place}")
                _mark(tx, run, row, None, now)
        except DomainError as error:
            with database.begin() as tx:
                _mark(tx, run, row, told(error), now)


def _mark(tx: Tx, run: BulkRun, row: BulkRow, refusal: Text | None, now: datetime) -> None:
    changed = update(_row).where(_row.c.run == run.id, _row.c.place == row.place)
    tx.execute(changed.values(done_at=now, refusal=refusal))
