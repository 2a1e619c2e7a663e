"""The long run: `make soak`, or `python -m tests.durability.soak --help`.

Drivers open cases of several procedures on PostgreSQL and do whatever waits for people; four Celery workers behind
RabbitMQ fire timers and tell what is to be told. At the end every law is checked on every case.
"""

import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

import click
from sqlalchemy import func, select

from db.all_tables import every_table
from db.database import Database, Tx
from engine.core.actor import RESIDENT, Actor
from engine.core.commands import Complete, Open
from engine.core.events import Noticed, TimerFired, TimerSet
from engine.shell import tables
from engine.shell.case_rows import entries_of
from engine.shell.runner import Opening
from engine.shell.verification import Tally, last_testimonies, verify
from engine.shell.witness import WitnessFile, witnessed
from kernel.clock import SystemClock
from kernel.ids import new_id
from tests.durability.crash import servers_for
from tests.durability.pace import Laps, Memory, Pace, pace_of
from tests.durability.soak_flows import FACTS, programs, worker_of
from tests.engine.office import SECRET
from tests.services import ROOT

WORKERS = 4
QUIET_WITHIN = 600.0


@dataclass
class Soaked:
    """What the long run came to."""

    cases: int = 0
    entries: int = 0
    told: int = 0
    told_again: int = 0
    untold: int = 0
    open_cases: int = 0
    late: list[float] = field(default_factory=list)
    early: int = 0
    results: Counter[str] = field(default_factory=Counter)
    mismatches: list[str] = field(default_factory=list)
    seconds: float = 0.0
    bytes_per_case: float = 0.0
    pace: Pace = field(default_factory=lambda: Pace((0, 0), (0, 0), (0, 0)))

    @property
    def is_clean(self) -> bool:
        """Say whether every law held."""
        broken = self.untold or self.open_cases or self.early or self.mismatches
        return bool(self.cases) and not broken and self.told_again <= self.told / 100 and self.pace.is_steady

    def lines(self) -> Iterator[str]:
        """Yield the report."""
        late = sorted(self.late) or [0.0]
        p95 = late[int(len(late) * 0.95) - 1]
        a_second = self.cases / self.seconds, self.entries / self.seconds
        yield f"cases       {self.cases} in {self.seconds:.0f} s ({a_second[0]:.0f}/s), {dict(self.results)}"
        yield f"entries     {self.entries} ({a_second[1]:.0f}/s), {self.bytes_per_case:.0f} bytes a case"
        yield f"told        {self.told}, again {self.told_again}, never {self.untold}"
        lateness = f"late median {statistics.median(late):.1f} s, p95 {p95:.1f} s"
        yield f"timers      {len(self.late)}: early {self.early}, {lateness}"
        yield f"not closed  {self.open_cases}"
        yield from self.pace.lines()
        yield from (f"BROKEN      {each}" for each in self.mismatches[:20])
        yield "every law held" if self.is_clean else "A LAW WAS BROKEN"


def drive(url: str, folder: str, seed: int, cases: int, seconds: float) -> None:
    """Be a driver: open cases and finish what waits for people in them; open none after `seconds`."""
    database, chance, clock = Database(url), random.Random(seed), SystemClock()
    engine = worker_of(database, lambda _delivery: None, WitnessFile(Path(folder) / "witness")).engine
    laps, until = Laps(Path(folder) / f"laps-{seed}"), time.monotonic() + seconds
    for number in range(cases):
        if time.monotonic() > until:
            break
        key = chance.choice([*FACTS])
        now = clock.now()
        facts = FACTS[key][number % len(FACTS[key])]
        opening = Opening(case_id=new_id(now), procedure=key, department="kankyo", program=key)
        command = Open(actor=RESIDENT, answered=programs()[key].opening_form)
        with database.begin() as tx:
            case = engine.open_case(tx, opening, command, values=facts, command_id="open", now=now)
        for place in range(12):
            waiting = [item for item in case.state.items if item.queue]
            if not waiting:
                break
            item = chance.choice(waiting)
            outcomes = sorted(programs()[key].steps[item.node].outcomes)
            wanted = "return" if "return" in outcomes and key == "mend" and place == 0 else "approve"
            finish = Complete(
                actor=Actor("officer", f"{item.node}-{seed}", frozenset({item.queue})),
                item=item.number,
                outcome=wanted if outcomes else None,
                reason="確認",
            )
            with database.begin() as tx:
                case = engine.handle(tx, case.id, finish, command_id=f"{place}", now=clock.now())
        laps.done(number)
    database.dispose()


@contextmanager
def at_work(url: str, broker: str, folder: Path) -> Iterator[Memory]:
    """Run four workers, one of them with the beat."""
    ours = {"SOAK_DATABASE_URL": url, "SOAK_BROKER_URL": broker, "SOAK_FOLDER": str(folder), "PYTHONPATH": str(ROOT)}
    environment = {**os.environ, **ours}
    quiet = ("--concurrency=1", "--pool=solo", "--without-gossip", "--without-mingle", "--loglevel=warning")
    running = []
    for number in range(WORKERS):
        beat = ["--beat", f"--schedule={folder / 'beat'}"] if number == 0 else []
        command = [sys.executable, "-m", "celery", "-A", "tests.durability.soak_worker", "worker", *quiet, *beat]
        with (folder / f"worker{number}.log").open("wb") as log:
            running.append(
                subprocess.Popen(
                    [*command, "-n", f"soak{number}-{os.getpid()}@localhost"], cwd=ROOT, env=environment, stdout=log,
                    stderr=log, start_new_session=True,
                )
            )  # fmt: skip
    memory = Memory([each.pid for each in running])
    try:
        with memory.watched():
            yield memory
    finally:
        for worker in running:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def soak(cases: int, drivers: int, broker: str, minutes: float) -> Soaked:
    """Run it and count; after `minutes` no case is opened any more."""
    soaked = Soaked()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drill-", ignore_cleanup_errors=True)))
        servers = servers_for(broker, folder)
        for server in servers.values():
            stack.callback(server.kill)
            server.start()
        url, house = servers["database"].url, folder / "house"
        house.mkdir()
        database = Database(url)
        with database.begin() as tx:
            every_table().create_all(tx)
        begun = time.monotonic()
        with at_work(url, servers["broker"].url, house) as memory:
            _drive_all(url, house, cases, drivers, minutes * 60)
            _wait_until_quiet(database)
        soaked.seconds = time.monotonic() - begun
        soaked.pace = pace_of(house, memory.looks)
        _count(database, house, soaked)
        database.dispose()
    return soaked


def _drive_all(url: str, folder: Path, cases: int, drivers: int, seconds: float) -> None:
    spawn = multiprocessing.get_context("spawn")
    shares = [cases // drivers + (number < cases % drivers) for number in range(drivers)]
    running = [
        spawn.Process(target=drive, args=(url, str(folder), seed, share, seconds)) for seed, share in enumerate(shares)
    ]
    for each in running:
        each.start()
    for each in running:
        each.join()
        assert each.exitcode == 0, "a driver ended with an error"


def _wait_until_quiet(database: Database) -> None:
    until = time.monotonic() + QUIET_WITHIN
    while time.monotonic() < until:
        with database.read() as tx:
            if not tx.execute(select(func.count()).select_from(tables.job)).scalar_one():
                return
        time.sleep(0.5)


def _count(database: Database, folder: Path, soaked: Soaked) -> None:
    told = Counter(line for path in folder.glob("told-*") for line in path.read_text().split())
    soaked.told, soaked.told_again = sum(told.values()), sum(count - 1 for count in told.values())
    with database.read() as tx:
        for row in tx.execute(select(tables.case_file.c.id, tables.case_file.c.result)).all():
            soaked.results[row.result or "open"] += 1
            soaked.open_cases += row.result is None
            soaked.untold += len(_expected(tx, row.id, soaked) - told.keys())
        size = tx.execute(select(func.pg_database_size(func.current_database()))).scalar_one()
    tally = Tally()
    seen = last_testimonies(witnessed(folder / "witness"))
    soaked.mismatches += [f"{each.case_id} {each.code}" for each in verify(database, SECRET, seen, tally)]
    soaked.cases, soaked.entries = tally.cases, tally.entries
    soaked.bytes_per_case = size / max(tally.cases, 1)


def _expected(tx: Tx, case_id: str, soaked: Soaked) -> set[str]:
    """Return the ids of everything that is to be told about a case; note on the way how late its timers were."""
    expected, set_for = {f"{case_id}-0"}, {}
    for entry in entries_of(tx, case_id):
        for event in entry.events:
            match event:
                case Noticed(number):
                    expected.add(f"{case_id}-{number}")
                case TimerSet(number, _node, fires_at, None):
                    set_for[number] = fires_at
                case TimerFired(number) if number in set_for:
                    late = (entry.act.at - set_for[number]).total_seconds()
                    soaked.late.append(late)
                    soaked.early += late < 0
                case _:
                    pass
    return expected


@click.command()
@click.option("--cases", default=100_000, show_default=True)
@click.option("--drivers", default=2, show_default=True)
@click.option("--minutes", default=inf, help="Open no case after so long; what was opened is finished and counted.")
@click.option("--broker", type=click.Choice(["rabbitmq", "redis"]), default="rabbitmq", show_default=True)
def main(cases: int, drivers: int, minutes: float, broker: str) -> None:
    """Drive many cases through mixed flows and check every law at the end."""
    soaked = soak(cases, drivers, broker, minutes)
    for line in soaked.lines():
        click.echo(line)
    raise SystemExit(not soaked.is_clean)


if __name__ == "__main__":
    main()
