"""kill -9 under load, long form: `make crash`, or `python -m tests.durability.crash --help`.

Residents apply through the web and officers decide while web, workers, beat, broker and database are killed at random
moments. Then everything is left alone until nothing is under way any more, and every promise is counted.
"""

import random
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
from sqlalchemy import func, select, update

from bootstrap import Services
from cli.upkeep import installation_of
from engine.shell import tables
from engine.shell.jobs import incidents
from forms.validation import validate
from intake import tables as intake_tables
from intake.applications import entry_form
from intake.drafts import find_draft
from kernel.clock import local_date
from notify import tables as notify_tables
from tests.durability.history import Recorder, impossible
from tests.durability.load import Officers, Residents
from tests.durability.product import Product
from tests.durability.servers import Postgres, Rabbit, Redis
from tests.durability.sink import Sink, mail_sink
from upkeep.inspection import Inspection, inspect_everything

RESIDENTS = 4
OFFICERS = 2
DRAFTS = 400
QUIET_WITHIN = 120.0


@dataclass
class Report:
    """What was counted."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    lost: int = 0
    duplicated: int = 0
    altered: int = 0
    letters: int = 0
    letters_missing: int = 0
    letters_repeated: int = 0
    letters_out_of_order: int = 0
    stuck: int = 0
    operations: int = 0
    ready_after: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Say whether every promise was kept."""
        broken = (self.lost, self.duplicated, self.altered, self.letters_missing, self.letters_out_of_order, self.stuck)
        return not any(broken) and not self.found and self.acknowledged > 0

    def lines(self) -> Iterator[str]:
        """Yield the report."""
        ready = sorted(self.ready_after)
        p95 = ready[max(0, int(len(ready) * 0.95) - 1)] if ready else 0.0
        victims = ", ".join(f"{name} {count}" for name, count in sorted(self.kills.items()))
        yield f"kills         {sum(self.kills.values())} ({victims})"
        fates = f"lost {self.lost}, duplicated {self.duplicated}, altered {self.altered}"
        yield f"acknowledged  {self.acknowledged}: {fates}"
        yield (
            f"letters       {self.letters}: missing {self.letters_missing}, told again {self.letters_repeated}, "
            f"out of order {self.letters_out_of_order}"
        )
        yield f"decisions     {dict(self.decisions)}"
        yield f"answers       {dict(sorted(self.answers.items()))}"
        yield f"operations    {self.operations} read and written; cases stuck {self.stuck}"
        if ready:
            yield f"ready again   median {statistics.median(ready):.1f} s, p95 {p95:.1f} s, worst {ready[-1]:.1f} s"
        yield from (f"BROKEN        {each}" for each in self.found[:20])
        yield "every promise was kept" if self.is_clean else "A PROMISE WAS BROKEN"


@dataclass
class Drill:
    """One installation under load, and who gets killed."""

    product: Product
    sink: Sink
    chance: random.Random
    servers: dict[str, Postgres | Redis | Rabbit]
    report: Report = field(default_factory=Report)

    def run(self, kills: int, pause: float = 1.5) -> Report:
        """Kill `kills` times with up to twice `pause` seconds of work between, then count."""
        self.product.move_in()
        house, recorder = self.product.house(), Recorder()
        for name in self.product.names:
            self.product.start(name)
        residents = Residents(self.product, random.Random(self.chance.random()))
        residents.open_the_site()
        residents.fill_in(house, DRAFTS)
        officers = Officers(house, random.Random(self.chance.random()), recorder)
        with _at_work(residents, officers):
            for _ in range(kills):
                time.sleep(self.chance.random() * 2 * pause)
                self._kill_one()
                if len(residents.waiting) < DRAFTS / 2:
                    residents.fill_in(house, DRAFTS)
        self._let_it_come_to_rest(house)
        self._count(house, residents, officers, recorder)
        self.product.stop()
        house.database.dispose()
        return self.report

    def _kill_one(self) -> None:
        victim = self.chance.choice([*self.product.names, *self.servers])
        self.report.kills[victim.rstrip("0123456789")] += 1
        if victim in self.servers:
            self.servers[victim].kill()
            time.sleep(self.chance.random() / 2)
            self.servers[victim].start()
        else:
            self.product.kill(victim)
            self.product.start(victim)

    def _let_it_come_to_rest(self, house: Services) -> None:
        """Wait until nothing is under way; pauses after failures are cut short. Incidents stay, and are counted.

        However slow the machine is: only when nothing at all gets done for a while is it given up.
        """
        least, moved, job = 1 << 60, time.monotonic(), tables.job
        while time.monotonic() - moved < QUIET_WITHIN:
            with house.database.begin() as tx:
                left = tx.execute(
                    select(func.count()).select_from(job).where(job.c.kind != "timer", job.c.failed_at.is_(None))
                ).scalar_one()
                waiting = (job.c.error.is_not(None), job.c.failed_at.is_(None), job.c.lease_until == 0)
                tx.execute(update(job).where(*waiting).values(due_at=house.clock.now()))
            if not left:
                return
            if left < least:
                least, moved = left, time.monotonic()
            time.sleep(3)
        self.report.found.append(f"{left} deliveries are still under way, and none was done for {QUIET_WITHIN:.0f} s")

    def _count(self, house: Services, residents: Residents, officers: Officers, recorder: Recorder) -> None:
        report = self.report
        self._count_applications(house, residents)
        self._count_letters(house)
        report.answers, report.decisions = residents.answered, officers.decided
        report.operations, report.ready_after = len(recorder.operations), self.product.ready_after[1:]
        report.found += [*residents.strange, *impossible(recorder.operations)]
        found = [*inspect_everything(installation_of(house), Inspection())]
        with house.database.read() as tx:
            report.found += [f"{each.case_id} is an incident: {each.error}" for each in incidents(tx)]
        report.stuck = sum(each.code in ("verify.items_differ", "verify.timers_differ") for each in found)
        report.found += [f"{each.place}: {each.code} {each.number}" for each in found]

    def _count_applications(self, house: Services, residents: Residents) -> None:
        report, now = self.report, house.clock.now()
        application, submission = intake_tables.application, intake_tables.submission
        report.acknowledged = len(residents.receipts)
        cases = Counter[str]()
        with house.database.read() as tx:
            for token, number in residents.receipts.items():
                case_id = tx.scalar(select(application.c.case_id).where(application.c.number == number))
                draft = find_draft(tx, token, now)
                if case_id is None or draft.case_id != case_id:
                    report.lost += 1
                    continue
                cases[case_id] += 1
                bundle = house.library.bundle(tx, draft.bundle_digest)
                sent = validate(entry_form(bundle), residents.typed[token], local_date(now), params=bundle.flow.params)
                kept = tx.scalars(select(submission.c.answers).where(submission.c.case_id == case_id)).all()
                report.altered += kept != [dict(sent.values)]
            drafts = select(intake_tables.application_draft.c.case_id)
            everything = tx.scalars(select(tables.case_file.c.id)).all()
            known = {*tx.scalars(drafts.where(intake_tables.application_draft.c.case_id.is_not(None)))}
        report.duplicated = sum(count - 1 for count in cases.values()) + len(set(everything) - known)

    def _count_letters(self, house: Services) -> None:
        message, report = notify_tables.message, self.report
        with house.database.read() as tx:
            rows = tx.execute(select(message.c.id, message.c.mailed_at, message.c.recipient)).all()
            received = {*tx.scalars(select(tables.case_file.c.id))}
        taken = {each.rpartition("-")[0] for each in self.sink.taken}
        report.letters = len(self.sink.taken)
        report.letters_repeated = self.sink.repeated
        report.letters_out_of_order = len(self.sink.out_of_order())
        told = {row.id for row in rows if row.recipient == "applicant"}
        report.letters_missing = len(told - taken) + len({f"{case_id}-0" for case_id in received} - told)


@contextmanager
def _at_work(residents: Residents, officers: Officers) -> Iterator[None]:
    over = threading.Event()
    tasks: list[tuple[Callable[[Callable[[], bool]], None], int]] = [
        (residents.send_until, RESIDENTS), (officers.work_until, OFFICERS),
    ]  # fmt: skip
    threads = [threading.Thread(target=task, args=(over.is_set,)) for task, count in tasks for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


@contextmanager
def a_drill(kind: str, seed: int, *, failing: float = 0.12) -> Iterator[Drill]:
    """Set up an installation: `sqlite`, `redis` (PostgreSQL and Redis) or `rabbitmq` (PostgreSQL and RabbitMQ)."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drill-", ignore_cleanup_errors=True)))
        servers = servers_for(kind, folder)
        for server in servers.values():
            stack.callback(server.kill)
            server.start()
        sink = stack.enter_context(mail_sink(failing, seed))
        database = servers.get("database")
        url = database.url if database is not None else f"sqlite:///{folder / 'drill.sqlite3'}"
        broker = servers["broker"].url if "broker" in servers else ""
        (folder / "house").mkdir()
        product = Product(folder / "house", url, sink.url, broker)
        stack.callback(product.stop)
        yield Drill(product, sink, random.Random(seed), servers)


def servers_for(kind: str, folder: Path) -> dict[str, Postgres | Redis | Rabbit]:
    """Make the private servers that `kind` needs; none is started."""
    if kind == "sqlite":
        return {}
    database = Postgres(folder / "postgresql")
    database.make()
    broker: Redis | Rabbit
    if kind == "redis":
        broker = Redis(folder / "redis")
        broker.folder.mkdir()
    else:
        broker = Rabbit(folder / "rabbitmq")
        broker.make()
    return {"database": database, "broker": broker}


@click.command()
@click.option("--kills", default=60, show_default=True, help="Kills per installation.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--on", "kinds", multiple=True, type=click.Choice(["sqlite", "redis", "rabbitmq"]),
    default=("sqlite", "redis", "rabbitmq"), show_default=True,
)  # fmt: skip
def main(kills: int, seed: int, kinds: Sequence[str]) -> None:
    """Kill everything again and again, and report."""
    clean = True
    for kind in kinds:
        click.echo(f"== {kind}: {kills} kills, seed {seed}")
        with a_drill(kind, seed) as drill:
            report = drill.run(kills)
        for line in report.lines():
            click.echo(line)
        clean = clean and report.is_clean
    raise SystemExit(not clean)


if __name__ == "__main__":
    main()
