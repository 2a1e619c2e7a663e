"""A million finished cases beside none: what a submission and an inbox page take on PostgreSQL.

The finished cases are copies of two that the engine did (one approved by rules, one by people), with ids and times of
their own, written by the server itself. A second database has none of them. Both are asked in turn, one submission
here, one there, then one page here, one there: whatever else the machine does meanwhile disturbs both alike. Compared
are the lower quartiles, which that touches least. Last, cases are done by one and by two processes at once.
"""

import argparse
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from multiprocessing.queues import Queue
from typing import Final

from sqlalchemy import Table, text

from benchmarks.engine import STEPS, approval_program
from db.all_tables import every_table
from db.database import Database
from engine.shell import tables
from engine.shell.inbox import inbox
from engine.shell.worklist import Worklist
from intake.tables import case_values
from tests.engine.flows import YAMADA
from tests.engine.office import Office, Shelf
from tests.services import postgresql_database

FINISHED: Final = 1_000_000
BATCH: Final = 10_000
MOST_SECONDS: Final = 300.0
"""A machine that cannot write a million in this time is measured with fewer; how many is printed."""
SPREAD: Final = int(timedelta(days=3_650).total_seconds() * 1_000_000) // FINISHED
SAMPLES: Final = 200
WARM_UP: Final = 20
WAITING: Final = 60
MOST: Final = 1.2
CASES: Final = 150
AT_LEAST: Final = 1.5
COPIED: Final = (tables.case_file, tables.history, tables.work_item, tables.decision_trace, case_values)


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--finished", type=int, default=FINISHED)
    wanted = asked.parse_args().finished
    with postgresql_database("none") as empty, postgresql_database("million") as full:
        without, beside = _waiting_office(empty), _waiting_office(full)
        begun = time.perf_counter()
        finished = finish_cases(beside, wanted)
        print(f"{finished:,} finished cases written in {time.perf_counter() - begun:.0f} s")
        measured = compared(without, beside)
        met = [_report(name, *times) for name, times in measured.items()]
        met.append(two_processes(full))
        for office in (without, beside):
            office.database.dispose()
    return int(not all(met))


def _waiting_office(url: str) -> Office:
    """Return an office in which some cases wait for people."""
    database = Database(url)
    with database.begin() as tx:
        every_table().create_all(tx)
    office = Office(database, program=approval_program())
    for number in range(WAITING):
        STEPS[1][0](office, f"w{number:031d}")
    return office


def compared(without: Office, beside: Office) -> dict[str, tuple[float, float]]:
    """Return the milliseconds of a submission and of an inbox page, without and beside finished cases."""
    both = (without, beside)
    for office in both:
        vacuum(office.database)

    def submit(office: Office, number: int) -> None:
        STEPS[0][0](office, f"a{number:031d}")

    asked: dict[str, Callable[[Office, int], None]] = {"submission": submit, "inbox page": _page}
    times: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in asked}
    for number in range(-WARM_UP, SAMPLES):
        for name, act in asked.items():
            turn = [*zip(both, times[name], strict=True)]
            for office, found in reversed(turn) if number % 2 else turn:
                took = _ms(partial(act, office, WARM_UP + number))
                if number >= 0:
                    found.append(took)
    return {name: (_quartile(first), _quartile(second)) for name, (first, second) in times.items()}


def finish_cases(office: Office, wanted: int) -> int:
    """Copy two finished cases, by turns, spread over ten years; return how many there was time for."""
    for kind, steps in enumerate(STEPS):
        for step in steps:
            step(office, f"model{kind}")
    until, written = time.perf_counter() + MOST_SECONDS, 0
    while written < wanted and time.perf_counter() < until:
        with office.database.begin() as tx:
            tx.execute(text("SET LOCAL statement_timeout = 0"))
            # Copies keep the foreign keys of what they are copied from; looking each up would take most of the time.
            tx.execute(text("SET LOCAL session_replication_role = replica"))
            tx.execute(text("SET LOCAL synchronous_commit = off"))
            for table in COPIED:
                for kind in (0, 1):
                    tx.execute(text(_copies(table, kind, written)))
        written += BATCH
    return written


def _copies(table: Table, kind: int, start: int) -> str:
    key = "id" if table is tables.case_file else "case_id"
    own = {key: "'f' || lpad(n::text, 31, '0')"}
    names = [column.name for column in table.columns]
    chosen = ", ".join(_copied(name, own) for name in names)
    numbers = f"generate_series({start + kind}, {start + BATCH - 1}, 2) AS n"
    model = f"SELECT {chosen} FROM {table.name}, {numbers} WHERE {key} = 'model{kind}'"  # noqa: S608  # names of ours
    return f"INSERT INTO {table.name} ({', '.join(names)}) {model}"


def _copied(name: str, own: dict[str, str]) -> str:
    if name in own:
        return own[name]
    return f"{name} - n::bigint * {SPREAD}" if name in ("opened_at", "decided_at", "closed_at", "at") else name


def vacuum(database: Database) -> None:
    """Let PostgreSQL know what is in its tables."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("VACUUM ANALYZE")
        connection.exec_driver_sql("CHECKPOINT")  # what was just written is not written out while somebody measures


def two_processes(url: str) -> bool:
    """Compare cases done by one process with cases done by two at once."""
    one, two = (statistics.median(_rate(url, processes, turn) for turn in range(3)) for processes in (1, 2))
    print(f"two processes do {two / one:.2f} times the cases of one ({two:.0f}/s, {one:.0f}/s; goal {AT_LEAST:g})")
    return two / one >= AT_LEAST


def _rate(url: str, processes: int, turn: int) -> float:
    spawn = multiprocessing.get_context("spawn")
    ready, done, go = spawn.Queue(), spawn.Queue(), spawn.Event()
    workers = [
        spawn.Process(target=_work, args=(url, f"{processes}{turn}{place}", ready, done, go), daemon=True)
        for place in range(processes)
    ]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.get(timeout=180)
    begun = time.perf_counter()
    go.set()
    for _ in workers:
        done.get(timeout=180)
    rate = processes * CASES / (time.perf_counter() - begun)
    for worker in workers:
        worker.join()
    return rate


def _work(url: str, prefix: str, ready: "Queue[int]", done: "Queue[int]", go: object) -> None:
    office = Office(Database(url), program=approval_program())
    STEPS[0][0](office, f"{prefix}-first")
    ready.put(1)
    go.wait()  # type: ignore[attr-defined]  # an event of multiprocessing
    for number in range(CASES):
        for step in STEPS[number % 2]:
            step(office, f"{prefix}{number:028d}")
    done.put(1)


def _page(office: Office, _number: int) -> None:
    with office.database.read() as tx:
        shelf, work = Shelf({"v1": office.program}), Worklist(officer=YAMADA.id, posts=YAMADA.posts)
        assert inbox(tx, shelf, work, limit=50).items


def _quartile(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=4)[0]


def _ms(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def _report(name: str, before: float, after: float) -> bool:
    print(f"{name}: {after:.2f} ms, {after / before:.2f} times as long as without them (goal at most {MOST})")
    return after / before <= MOST


if __name__ == "__main__":
    sys.exit(main())
