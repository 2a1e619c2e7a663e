"""The engine against bare SQLAlchemy Core that writes the same rows with the same commits, and against its peers.

The workload: an application arrives, a table decides; half are approved by it, half go to a reviewer and then to an
authority; a notice ends both. Every visible step has a commit of its own and one row of history. The bare competitor
has watched the engine once and knows every row in advance: it locks the case, sends the same inserts, updates and
deletes with statements built once, and decides, checks and computes nothing. SpiffWorkflow and viewflow do the same
steps in an environment of their own (`tools/peers.sh`), each the way its documentation keeps cases, with a row for
what waits for people: an office has an inbox. All take turns; printed is the median, over rounds that follow each
other, of the engine's share of bare Core's throughput, and the CPU per case of each: peers are judged by that, for a
busy machine flatters whoever computes least. SQLite's file lies in memory, so that nobody's figure is the disk's.

Bytes are what a database grows by, case by case, once every letter is out and after vacuuming: counted over the second
half of the cases, whose work items and letters lie where those of the first half were cleared away. Their ids are as
random as real ones, which packs indexes less tightly than ids in order would.
"""

import gc
import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, func, insert, select, text, update

from benchmarks.peers.asking import PEERS, peer
from db.all_tables import every_table
from db.database import Database, Tx
from engine.core.actor import Actor
from engine.core.commands import Complete
from engine.core.program import Program
from engine.shell import tables
from intake.tables import case_values
from kernel.json_types import Json, JsonObject
from tests.engine.flows import AUTO, SATO, YAMADA, edge, node, program_of
from tests.engine.office import Office
from tests.services import postgresql_database

CASES: Final = 40
ROUNDS: Final = 15
PEER_ROUNDS: Final = 3
"""Peers take long; their rounds stand beside the first ones of ours."""
GOAL: Final = 0.8
PEER_GOALS: Final = {"spiff": 3.0, "django_viewflow": 10.0}
MOST_BYTES: Final = 2_500
MEASURED_CASES: Final = 1_500
"""So many more before bytes are counted, and so many while they are: empty pages and maps are no case's."""
GOOD: Final = {"chip": True, "fee": 3000}
DOUBTFUL: Final = {"chip": False, "fee": 3000}
WRITTEN: Final = (
    tables.case_file, tables.history, tables.work_item, tables.job, tables.decision_trace, case_values,
)  # fmt: skip

IN_MEMORY: Final = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # a folder of this run's own in it
"""Where the file of SQLite lies: a disk that is waited for would be all that anybody measures."""

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
    """Print the tables; 1 where a goal is missed."""
    met = []
    print(f"{'database':<12}{'engine':>10}{'bare Core':>12}{'ratio':>8}{'CPU':>9}{'bare CPU':>10}{'bytes/case':>12}")
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder, postgresql_database("bench") as postgresql:
        for name, url in (("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}"), ("PostgreSQL", postgresql)):
            met.append(_report(name, url))
    print(f"cases of one or three commits; {CASES} a round, {ROUNDS} rounds; goal {GOAL}, {MOST_BYTES:,} bytes")
    return int(not all(met))


def _report(name: str, url: str) -> bool:
    engine, bare, peers, size = _compare(url)
    ratio = statistics.median(ours.rate / theirs.rate for ours, theirs in zip(engine, bare, strict=True))
    ours, theirs = _median(engine), _median(bare)
    rates = f"{ours.rate:>8.0f}/s{theirs.rate:>10.0f}/s{ratio:>8.2f}"
    print(f"{name:<12}{rates}{ours.cpu_ms:>7.2f}ms{theirs.cpu_ms:>8.2f}ms{size:>12.0f}")
    met = ratio >= GOAL and size <= MOST_BYTES
    for other, answers in peers.items():
        rate, cpu_ms = (statistics.median(each) for each in zip(*answers, strict=True))
        times = cpu_ms / ours.cpu_ms
        print(f"{'':<12}{other:<18}{rate:>6.0f}/s{cpu_ms:>8.2f}ms{times:>8.1f} times; goal {PEER_GOALS[other]:g}")
        met = met and times >= PEER_GOALS[other]
    return met


def _compare(url: str) -> tuple[list[Speed], list[Speed], dict[str, list[tuple[float, float]]], float]:
    database = Database(url)
    with database.begin() as tx:
        every_table().create_all(tx)
    office = Office(database, program=approval_program())
    steps = [_watched(office, f"model{kind}", kind) for kind in (0, 1)]
    engine: list[Speed] = []
    bare: list[Speed] = []
    with ExitStack() as running:
        peers = {name: running.enter_context(peer(name, url)) for name in PEER_GOALS if PEERS.exists()}
        rates: dict[str, list[tuple[float, float]]] = {name: [] for name in peers}
        for number in range(ROUNDS):
            engine.append(_timed(lambda case_id, kind: _by_engine(office, case_id, kind), f"e{number}"))
            bare.append(_timed(lambda case_id, kind: _by_hand(database, case_id, steps[kind]), f"b{number}"))
            for name, ask in peers.items() if number < PEER_ROUNDS else ():
                rates[name].append(ask(CASES))
    sizes = [_size_after(office, turn) for turn in ("before", "while")]
    size = (sizes[1] - sizes[0]) / MEASURED_CASES
    database.dispose()
    return engine, bare, rates, size


def approval_program() -> Program:
    """Compile the flow of the workload."""
    nodes = (
        node("start", "start"),
        node("apply", "form", "resident", form="dog"),
        node("auto", "decision", "system", table="auto"),
        node("route", "exclusive"),
        node("review", "review", "clerk", due={"business_days": 3}),
        node("decide", "approval", "head", assign={"not_same_as": ["review"]}),
        node("accepted", "notice", "system", to="resident", template="accepted"),
        node("end", "end", result="approved"),
        node("refused", "end", result="refused"),
    )
    edges: tuple[str | JsonObject, ...] = (
        "start->apply",
        "apply->auto",
        "auto->route",
        edge("route->accepted", when={"field": "verdict", "op": "eq", "value": "approve"}),
        edge("route->review", default=True),
        "review->decide#approve",
        "review->apply#return",
        "decide->accepted#approve",
        "decide->review#return",
        "decide->refused#refuse",
        "accepted->end",
    )
    return program_of(nodes, edges, [AUTO], standard_days=14)


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
    for step in STEPS[kind]:
        step(office, case_id)


def _arrive(office: Office, case_id: str, values: Mapping[str, Json]) -> None:
    office.receive(case_id, values)


def _approve(office: Office, case_id: str, item: int, actor: Actor) -> None:
    office.do(case_id, Complete(actor=actor, item=item, outcome="approve"), command_id=f"page-{item}")


Step = Callable[[Office, str], None]
STEPS: Final[tuple[tuple[Step, ...], ...]] = (
    (partial(_arrive, values=GOOD),),
    (partial(_arrive, values=DOUBTFUL), partial(_approve, item=1, actor=YAMADA), partial(_approve, item=2, actor=SATO)),
)
"""By kind of case the visible steps, each with a commit: what the rules approve, and what people decide."""


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
    seen = [_snapshot(office.database, case_id)]
    for step in STEPS[kind]:
        step(office, case_id)
        seen.append(_snapshot(office.database, case_id))
    return [_writes(before, after) for before, after in pairwise(seen)]


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


def _size_after(office: Office, turn: str) -> int:
    """Do the cases of a turn and return the bytes that tables and indexes take once every letter is out."""
    database = office.database
    for number in range(MEASURED_CASES):
        _by_engine(office, hashlib.md5(f"{turn} {number}".encode(), usedforsecurity=False).hexdigest(), number % 2)
    with database.begin() as tx:
        tx.execute(delete(tables.job))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
    with database.begin() as tx:
        if database.is_sqlite:
            pages = tx.execute(text("SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"))
            size = tx.execute(text("PRAGMA page_size")).scalar_one()
            return int(pages.scalar_one() * size)
        sizes = [tx.execute(func.pg_total_relation_size(table.name).select()).scalar_one() for table in WRITTEN]
        return int(sum(sizes))


if __name__ == "__main__":
    sys.exit(main())
