"""The engine against bare SQLAlchemy Core that writes the same rows with the same commits.

A case has two visible steps, each with a commit of its own: an application arrives (half are approved by the table,
half go to a person), then somebody completes what waits. The bare competitor has watched the engine once and knows
every row in advance: it locks the case, sends the same inserts, updates and deletes with statements built once, and
decides, checks and computes nothing. The two take turns; printed is the median, over pairs of rounds, of the engine's
share of its throughput and, because a slow disk flatters whoever waits for it, the CPU per case of both.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, func, insert, select, text, update

from db.all_tables import every_table
from db.database import Database, Tx
from engine.core.commands import Complete
from engine.shell import tables
from intake.tables import case_values
from tests.engine.flows import YAMADA
from tests.engine.office import Office
from tests.services import postgresql_database

CASES: Final = 40
ROUNDS: Final = 15
GOAL: Final = 0.5
GOOD: Final = {"chip": True, "fee": 3000}
DOUBTFUL: Final = {"chip": False, "fee": 3000}
WRITTEN: Final = (
    tables.case_file, tables.history, tables.work_item, tables.job, tables.decision_trace, case_values,
)  # fmt: skip

Row = dict[str, Any]
Snapshot = Mapping[str, Mapping[tuple[Any, ...], Row]]


@dataclass(frozen=True)
class Speed:
    """Cases a second, and milliseconds of this process's CPU per case."""

    rate: float
    cpu_ms: float


@dataclass(frozen=True)
class Write:
    """A statement and its rows, the case's id still to be filled in."""

    statement: Any
    rows: Sequence[Row]
    id_name: str


def main() -> int:
    """Print the table; 1 where the goal is missed."""
    missed = False
    print(f"{'database':<12}{'engine':>10}{'bare Core':>12}{'ratio':>8}{'CPU':>9}{'bare CPU':>10}{'bytes/case':>12}")
    with tempfile.TemporaryDirectory() as folder, postgresql_database("bench") as postgresql:
        for name, url in (("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}"), ("PostgreSQL", postgresql)):
            engine, bare, size = _compare(url)
            ratio = statistics.median(ours.rate / theirs.rate for ours, theirs in zip(engine, bare, strict=True))
            missed = missed or ratio < GOAL
            ours, theirs = _median(engine), _median(bare)
            rates = f"{ours.rate:>8.0f}/s{theirs.rate:>10.0f}/s{ratio:>8.2f}"
            print(f"{name:<12}{rates}{ours.cpu_ms:>7.2f}ms{theirs.cpu_ms:>8.2f}ms{size:>12.0f}")
    print(f"cases of two commits each; {CASES} a round, {ROUNDS} rounds; goal {GOAL}")
    return int(missed)


def _compare(url: str) -> tuple[list[Speed], list[Speed], float]:
    database = Database(url)
    with database.begin() as tx:
        every_table().create_all(tx)
    office = Office(database)
    steps = [_watched(office, f"model{kind}", kind) for kind in (0, 1)]
    engine: list[Speed] = []
    bare: list[Speed] = []
    for number in range(ROUNDS):
        engine.append(_timed(lambda case_id, kind: _by_engine(office, case_id, kind), f"e{number}"))
        bare.append(_timed(lambda case_id, kind: _by_hand(database, case_id, steps[kind]), f"b{number}"))
    size = _bytes_per_case(database)
    database.dispose()
    return engine, bare, size


def _timed(handle: Callable[[str, int], None], prefix: str) -> Speed:
    """Return how fast `handle` does cases."""
    gc.collect()
    begun, cpu = time.perf_counter(), time.process_time()
    for number in range(CASES):
        handle(f"{prefix}-{number:026d}", number % 2)
    return Speed(CASES / (time.perf_counter() - begun), 1000 * (time.process_time() - cpu) / CASES)


def _median(speeds: Sequence[Speed]) -> Speed:
    return Speed(statistics.median(speed.rate for speed in speeds), statistics.median(speed.cpu_ms for speed in speeds))


def _by_engine(office: Office, case_id: str, kind: int) -> None:
    _complete(office, case_id, kind, _arrive(office, case_id, kind))


def _arrive(office: Office, case_id: str, kind: int) -> int:
    return office.receive(case_id, DOUBTFUL if kind else GOOD).state.items[0].number


def _complete(office: Office, case_id: str, kind: int, item: int) -> None:
    office.do(case_id, Complete(actor=YAMADA, item=item, outcome="approve" if kind else None), command_id="done")


def _by_hand(database: Database, case_id: str, steps: Sequence[Sequence[Write]]) -> None:
    for place, step in enumerate(steps):
        with database.begin() as tx:
            if place:
                tx.execute(_LOCK, {"id": case_id}).one()
            for write in step:
                rows = [{**row, write.id_name: case_id} for row in write.rows]
                tx.execute(write.statement, rows if len(rows) > 1 else rows[0])


_LOCK: Final = select(tables.case_file).where(tables.case_file.c.id == bindparam("id")).with_for_update()


def _watched(office: Office, case_id: str, kind: int) -> list[list[Write]]:
    """Let the engine do a case and return what it wrote in each step."""
    before = _snapshot(office.database, case_id)
    item = _arrive(office, case_id, kind)
    arrived = _snapshot(office.database, case_id)
    _complete(office, case_id, kind, item)
    return [_writes(before, arrived), _writes(arrived, _snapshot(office.database, case_id))]


def _snapshot(database: Database, case_id: str) -> Snapshot:
    def rows(tx: Tx, table: Table) -> Mapping[tuple[Any, ...], Row]:
        own = select(table).where(table.c[_id_of(table)] == case_id)
        keys = [column.name for column in table.primary_key]
        return {tuple(row._mapping[key] for key in keys): dict(row._mapping) for row in tx.execute(own)}

    with database.read() as tx:
        return {table.name: rows(tx, table) for table in WRITTEN}


def _writes(before: Snapshot, after: Snapshot) -> list[Write]:
    writes: list[Write] = []
    for table in WRITTEN:
        old, new, name = before[table.name], after[table.name], _id_of(table)
        if added := [row for key, row in new.items() if key not in old]:
            writes.append(Write(insert(table), added, name))
        for key, row in new.items():
            changed = {column: value for column, value in row.items() if key in old and old[key][column] != value}
            if changed:
                writes.append(_update(table, key, changed))
        writes += [
            Write(_named(delete(table), table), [_key(table, key)], "k_" + name) for key in old.keys() - new.keys()
        ]
    return writes


def _update(table: Table, key: tuple[Any, ...], changed: Row) -> Write:
    statement = _named(update(table), table).values({name: bindparam(f"n_{name}") for name in changed})
    return Write(
        statement, [_key(table, key) | {f"n_{name}": value for name, value in changed.items()}], "k_" + _id_of(table)
    )


def _named(statement: Any, table: Table) -> Any:
    return statement.where(*(column == bindparam(f"k_{column.name}") for column in table.primary_key))


def _key(table: Table, key: tuple[Any, ...]) -> Row:
    return {f"k_{column.name}": value for column, value in zip(table.primary_key, key, strict=True)}


def _id_of(table: Table) -> str:
    return "id" if table is tables.case_file else "case_id"


def _bytes_per_case(database: Database) -> float:
    """Return the space that tables and indexes take, by case."""
    with database.begin() as tx:
        cases = tx.execute(select(func.count()).select_from(tables.case_file)).scalar_one()
        if database.is_sqlite:
            pages = tx.execute(text("SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"))
            size = tx.execute(text("PRAGMA page_size")).scalar_one()
            return float(pages.scalar_one() * size) / cases
        sizes = [tx.execute(func.pg_total_relation_size(table.name).select()).scalar_one() for table in WRITTEN]
        return float(sum(sizes)) / cases


if __name__ == "__main__":
    sys.exit(main())
