"""Deterministic simulation (P12): the engine in one process, a clock moved by hand, a crash at the writes.

A history is what a seed says: a random flow, two cases, random work, and crashes before any statement that
writes, before the commit, and between telling and noting that it was told. Whoever asked does not know then
what became of it, and asks again with the same command, as browsers and workers do. After every step the stored case
is compared with an independent model (a plain token game, with rules of its own for what is told and when timers
fire), and with the sum of its history. The same seed is the same history.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any, Final, TypeVar

import click
from sqlalchemy import delete, event, select

from db.all_tables import every_table
from db.database import Database
from engine.core.actor import RESIDENT, Actor
from engine.core.apply import fold
from engine.core.commands import Claim, Complete, Correct, Open
from engine.core.program import Program
from engine.core.state import NEW, OpenItem
from engine.shell import tables
from engine.shell.case_rows import entries_of, find_case
from engine.shell.jobs import give_back_all, incidents, retry
from engine.shell.ports import DELIVERY_KINDS, Delivery
from engine.shell.runner import Engine, Opening
from engine.shell.view import CaseView
from engine.shell.worker import Worker
from intake.record import CaseRecord
from kernel.clock import JAPAN
from tests.engine.desk import MONDAY
from tests.engine.flows import SATO, YAMADA
from tests.engine.office import SECRET, Shelf
from tests.engine.random_flows import LEAVES, Block, TokenGame, random_program, resting
from workflow.definition import Edge

T = TypeVar("T")
EVERYBODY: Final = Actor("officer", "everybody", YAMADA.posts | SATO.posts)
CASES: Final = ("a", "b")
WORKING: Final = 0.7
FLOWS_SHARED_BY: Final = 20
"""So many seeds in a row run the same flow: compiling one costs more than running it."""
WRITES: Final = ("INSERT", "UPDATE", "DELETE")


class Crash(BaseException):
    """The process is gone. No `except Exception` of the product sees it."""


@dataclass
class Power:
    """Counts down the writes and then cuts the power."""

    left: int | None = None

    def spend(self) -> None:
        """Use up one write."""
        if self.left is not None and current_thread() is main_thread():
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Crash


class Store:
    """A database that loses nothing but what was not committed; each of its writes spends power."""

    def __init__(self, path: Path) -> None:
        self.power: Final = Power()
        self.database: Final = Database(f"sqlite:///{path}")
        event.listen(self.database.engine, "connect", _forget_the_disk)
        with self.database.begin() as tx:
            every_table().create_all(tx)
        of_cases = [table for table in every_table().sorted_tables if "case_id" in table.c or table is tables.case_file]
        self._clearing: Final = [delete(table) for table in reversed(of_cases)]
        event.listen(self.database.engine, "before_cursor_execute", self._statement)
        event.listen(self.database.engine, "commit", lambda _connection: self.power.spend())

    def _statement(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith(WRITES):
            self.power.spend()

    def clear(self) -> None:
        """Take every case away."""
        with self.database.begin() as tx:
            for each in self._clearing:
                tx.execute(each)


def _forget_the_disk(connection: Any, _record: Any) -> None:
    """A crash is an exception here: what was committed is there, whether the disk has it or not."""
    connection.execute("PRAGMA synchronous=OFF")


class Model(TokenGame):
    """What must be true of one case: tokens, what was told, which deadlines are watched."""

    def __init__(self, program: Program, x: int, now: datetime) -> None:
        super().__init__(program, {"x": x})
        self.now = now
        self.told: Counter[str] = Counter({"received": 1})
        self.wakes: list[tuple[datetime, str]] = []
        self.reminds: list[tuple[datetime, str]] = []
        self.commands = {"open"}
        self.give("start")

    def _arrive(self, came: Edge) -> None:
        super()._arrive(came)
        node = self.program.flow.nodes[came.target]
        if node.type == "notice":
            self.told["notice"] += 1
        elif node.type == "timer":
            self.wakes.append((self.now + timedelta(days=2), node.key))
        elif node.type == "review" and node.on_overdue:
            late = (self.now.astimezone(JAPAN) + timedelta(days=2)).replace(
                hour=23, minute=59, second=59, microsecond=0
            )
            self.reminds.append((late, node.key))

    def finish(self, node: str, outcome: str | None, now: datetime) -> None:
        """Let somebody finish the oldest work at `node`."""
        self.now = now
        watched = next((each for each in self.reminds if each[1] == node), None)
        if watched is not None:
            self.reminds.remove(watched)
        self.take(node, outcome)

    def next_timer(self, until: datetime) -> tuple[datetime, str, bool] | None:
        """Return the next thing that the clock sets going: when, where, and whether a token wakes up."""
        waking = [(at, node, True) for at, node in self.wakes] + [(at, node, False) for at, node in self.reminds]
        due = sorted(each for each in waking if each[0] <= until)
        return due[0] if due and not self.finished else None


@dataclass
class Run:
    """One history."""

    seed: int
    store: Store
    every_write: bool
    """Crash at each write of each step, not at a random one of some."""
    steps: int = 4
    now: datetime = MONDAY
    told: list[Delivery] = field(default_factory=list)
    models: dict[str, Model] = field(default_factory=dict)
    crashes: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        if self.seed % FLOWS_SHARED_BY == 0:
            self.store.clear()
        self.program = program_of_seed(self.seed // FLOWS_SHARED_BY)
        self._start()

    def play(self) -> None:
        """Let the history happen; raises AssertionError where store and model part."""
        cases = [f"{self.seed}{name}" for name in CASES]
        for case_id in cases:
            self._receive(case_id)
            self._compare(case_id)
        for _ in range(self.steps):
            case_id = self.chance.choice(cases)
            if self.chance.random() < WORKING:
                self._work_on(case_id)
                self._compare(case_id)
            else:
                self._let_time_pass()
                for each in cases:
                    self._compare(each)
        self._compare_told()

    def _start(self) -> None:
        """Be a new process on the same database."""
        self.engine = Engine(definitions=Shelf({"v1": self.program}), facts=CaseRecord(), secret=SECRET, sample_share=0)
        handlers = dict.fromkeys(DELIVERY_KINDS, self._tell)
        self.worker = Worker(database=self.store.database, engine=self.engine, handlers=handlers)

    def _tell(self, delivery: Delivery) -> None:
        self.told.append(delivery)
        self.store.power.spend()

    def _insist(self, act: Callable[[], T]) -> T:
        """Do `act` again and again until no crash is in its way; what crashed is a new process each time."""
        writes = 0 if self.every_write else self.chance.randrange(12)
        while True:
            self.store.power.left = writes if self.every_write or self.chance.random() < 0.5 else None
            try:
                return act()
            except Crash:
                self.crashes += 1
                writes += 1
            finally:
                self.store.power.left = None
            self._start()
            with self.store.database.begin() as tx:
                give_back_all(tx)
                for each in incidents(tx):  # hit by one crash after the other: somebody looks and retries
                    retry(tx, each.case_id, each.number, self.now)

    def _receive(self, case_id: str) -> None:
        x = self.chance.randrange(3)
        self.models[case_id] = Model(self.program, x, self.now)
        opening = Opening(case_id=case_id, procedure="p", department="kankyo", program="v1")

        def receive() -> None:
            with self.store.database.begin() as tx:
                self.engine.open_case(
                    tx, opening, Open(actor=RESIDENT), values={"x": x}, command_id="open", now=self.now
                )

        self._insist(receive)

    def _work_on(self, case_id: str) -> None:
        model, case = self.models[case_id], self._case(case_id)
        waiting = case.state.items
        if model.finished or not waiting:
            return
        item = self.chance.choice(waiting)
        if item.queue and self.chance.random() < 0.2:
            self._do(case, Claim(actor=EVERYBODY, item=item.number))
            return
        outcome = self._outcome(item)
        model.finish(item.node, outcome, self.now)
        if item.is_residents:
            self._do(case, Correct(actor=RESIDENT, item=item.number))
        else:
            self._do(case, Complete(actor=EVERYBODY, item=item.number, outcome=outcome, reason="理由"))

    def _outcome(self, item: OpenItem) -> str | None:
        outcomes = sorted(self.program.steps[item.node].outcomes)
        return self.chance.choice(outcomes) if outcomes and not item.is_residents else None

    def _do(self, case: CaseView, command: Complete | Correct | Claim) -> None:
        command_id = f"{self.chance.getrandbits(48):x}"

        def do() -> CaseView:
            with self.store.database.begin() as tx:
                return self.engine.handle(tx, case.id, command, command_id=command_id, now=self.now)

        after = self._insist(do)
        if after.version > case.version:  # taking what one holds already is nothing that happens
            self.models[case.id].commands.add(command_id)

    def _let_time_pass(self) -> None:
        """Move the clock, now and then back, and let the worker do whatever is due, a timer at a time."""
        until = self.now + timedelta(hours=self.chance.choice((-30, -1, 1, 20, 50, 100)))
        if until <= self.now:
            self.now = until
            self._insist(self._work)
            return
        while due := self._next_timer(until):
            at, node, wakes, model = due
            self.now = max(self.now, at)
            model.now = self.now
            if wakes:
                model.wakes.remove((at, node))
                model.take(node)
            else:
                model.reminds.remove((at, node))
                model.told["remind"] += 1
            self._insist(self._work)
        self.now = until
        self._insist(self._work)

    def _next_timer(self, until: datetime) -> tuple[datetime, str, bool, Model] | None:
        found = [(*due, model) for model in self.models.values() if (due := model.next_timer(until)) is not None]
        return min(found, key=lambda each: each[:2], default=None)

    def _work(self) -> None:
        while self.worker.work_once(self.now):
            pass

    def _case(self, case_id: str) -> CaseView:
        with self.store.database.read() as tx:
            return find_case(tx, case_id)

    def _compare(self, case_id: str) -> None:
        model = self.models[case_id]
        with self.store.database.read() as tx:
            case, entries = find_case(tx, case_id), entries_of(tx, case_id)
            known = [*tx.scalars(select(tables.history.c.command_id).where(tables.history.c.case_id == case_id))]
        state = case.state
        assert fold(NEW, entries) == state, f"{case_id} is not the sum of its history"
        assert len(entries) == case.version, f"{case_id} counts wrongly"
        assert (state.result is not None) == model.finished, f"{case_id} ended too early or too late"
        assert model.finished or resting(state) == model.resting(), f"{case_id} rests at {resting(state)}"
        by_people = [each for each in known if not each.startswith("timer:")]
        assert sorted(by_people) == sorted(model.commands), f"{case_id} lost or doubled a command"

    def _compare_told(self) -> None:
        """Everything is told, in order, under one id each; reminders only while somebody was late."""
        self._insist(self._work)
        for case_id, model in self.models.items():
            own = [each for each in self.told if each.case_id == case_id]
            kinds = Counter({each.id: each.kind for each in own}.values())
            firsts = [int(each.id.rpartition("-")[2]) for each in dict.fromkeys(_ids(own))]
            assert kinds == +model.told, f"{case_id} was told {kinds}, not {model.told}"
            assert firsts == sorted(firsts), f"{case_id} was told out of order"


def _ids(deliveries: list[Delivery]) -> Iterator[Any]:
    return ({each.id: each for each in deliveries}[each.id] for each in deliveries)


@lru_cache(maxsize=64)
def program_of_seed(seed: int) -> Program:
    """Return the random flow that belongs to `seed`."""
    return random_program(_block(random.Random(seed), depth=2))


def _block(chance: random.Random, depth: int) -> Block:
    if not depth or chance.random() < 0.25:
        return chance.choice(LEAVES), ()
    kind = chance.choice(("seq", "and", "xor", "or", "loop", "seq"))
    return kind, tuple(_block(chance, depth - 1) for _ in range(chance.randrange(2, 4)))


def play(seeds: range, store: Store, *, every_write: bool, steps: int = 4) -> tuple[int, list[str]]:
    """Play the histories of `seeds`; return how many crashes there were, and what went differently."""
    crashes, different = 0, list[str]()
    for seed in seeds:
        run = Run(seed, store, every_write, steps)
        try:
            run.play()
        except AssertionError as difference:
            different.append(f"seed {seed}: {difference}")
            store.clear()
        crashes += run.crashes
    return crashes, different


@click.command()
@click.option("--histories", default=20_000, show_default=True)
@click.option("--first", default=0, show_default=True, help="The first seed; one history replays with --histories 1.")
@click.option("--steps", default=8, show_default=True)
@click.option("--every-write/--some-writes", default=True, show_default=True)
def main(histories: int, first: int, steps: int, every_write: bool) -> None:
    """Play histories and report those that differ from the model."""
    folder = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=folder) as name:
        store = Store(Path(name) / "simulation.sqlite3")
        crashes, different = play(range(first, first + histories), store, every_write=every_write, steps=steps)
    for each in different[:20]:
        click.echo(each)
    click.echo(f"{histories} histories, {crashes} crashes, {len(different)} different from the model")
    raise SystemExit(bool(different))


if __name__ == "__main__":
    main()
