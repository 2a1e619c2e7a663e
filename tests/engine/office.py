"""A small office on a real database: drives the engine's shell the way intake and the web do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from sqlalchemy import func, select

from db.database import Database, Tx
from engine.core.actor import RESIDENT, Actor
from engine.core.apply import fold
from engine.core.commands import Command, Complete, Correct, Open
from engine.core.program import Program
from engine.core.state import NEW
from engine.shell import tables
from engine.shell.case_rows import entries_of, find_case
from engine.shell.opening import Opening
from engine.shell.ports import DELIVERY_KINDS, Delivery, Witness
from engine.shell.runner import Engine
from engine.shell.services import Connectors
from engine.shell.view import CaseView
from engine.shell.worker import Worker
from intake.record import CaseRecord
from kernel.errors import NotFound
from kernel.json_types import Json
from tests.engine.desk import MONDAY
from tests.engine.flows import dog_program

SECRET: Final = b"secret of the tests"


@dataclass(frozen=True)
class Shelf:
    """Programs by digest, in memory: the engine's port `Definitions`."""

    programs: Mapping[str, Program]

    def program(self, tx: Tx, digest: str) -> Program:
        """Return the program with `digest` or raise `NotFound`."""
        if digest not in self.programs:
            raise NotFound
        return self.programs[digest]


@dataclass
class Office:
    """Cases of one procedure. `told` are the deliveries that went out."""

    database: Database
    program: Program = field(default_factory=dog_program)
    now: datetime = MONDAY
    told: list[Delivery] = field(default_factory=list)
    sample_share: float = 0.0
    tell: Callable[[Delivery], None] | None = None
    connectors: Connectors = field(default_factory=dict)
    children: Mapping[str, Program] = field(default_factory=dict)
    """Programs of subflows, by digest."""
    witness: Witness | None = None

    def __post_init__(self) -> None:
        self.engine = Engine(
            definitions=Shelf({"v1": self.program, **self.children}),
            facts=CaseRecord(),
            secret=SECRET,
            sample_share=self.sample_share,
            witness=self.witness,
        )
        handlers = dict.fromkeys(DELIVERY_KINDS, self.tell or self.told.append)
        self.worker = Worker(database=self.database, engine=self.engine, handlers=handlers, connectors=self.connectors)
        self._numbers = count(1)

    def receive(self, case_id: str, values: Mapping[str, Json], *, command_id: str = "submit") -> CaseView:
        """Let an application arrive."""
        opening, command = self.opening(case_id)
        with self.database.begin() as tx:
            return self.engine.open_case(tx, opening, command, values=values, command_id=command_id, now=self.now)

    def opening(self, case_id: str) -> tuple[Opening, Open]:
        """Return where a new case belongs, and the command that opens it."""
        opening = Opening(case_id=case_id, procedure="dog", department="kankyo", program="v1")
        return opening, Open(actor=RESIDENT, answered=self.program.opening_form)

    def do(self, case_id: str, command: Command, *, command_id: str | None = None) -> CaseView:
        """Carry out `command` in a transaction of its own."""
        name = command_id or f"page-{next(self._numbers)}"
        with self.database.begin() as tx:
            return self.engine.handle(tx, case_id, command, command_id=name, now=self.now)

    def complete(
        self, case_id: str, node: str, outcome: str | None = None, *, by: Actor, reason: str = "", command_id: str = ""
    ) -> CaseView:
        """Finish the item at `node`."""
        item = self.item(case_id, node)
        command = Complete(actor=by, item=item, outcome=outcome, reason=reason)
        return self.do(case_id, command, command_id=command_id or None)

    def correct(self, case_id: str, node: str, values: Mapping[str, Json]) -> CaseView:
        """Answer the resident's item at `node`, as intake does: lock the case, write the record, then the command."""
        with self.database.begin() as tx:
            case = find_case(tx, case_id, lock=True)
            item = next((item.number for item in case.state.items if item.node == node), 0)
            command = Correct(actor=RESIDENT, item=item)
            self.engine.facts.record(tx, case_id, values)
            return self.engine.handle(tx, case_id, command, command_id=f"fix-{next(self._numbers)}", now=self.now)

    def case(self, case_id: str) -> CaseView:
        """Return the case as it is now."""
        with self.database.read() as tx:
            return find_case(tx, case_id)

    def item(self, case_id: str, node: str) -> int:
        """Return the number of the open item at `node`."""
        return next(item.number for item in self.case(case_id).state.items if item.node == node)

    def open_nodes(self, case_id: str) -> list[str]:
        """The nodes at which somebody has something to do."""
        return [item.node for item in self.case(case_id).state.items]

    def work(self, after: timedelta = timedelta()) -> int:
        """Let time pass, then work off every job that is due."""
        self.now += after
        tried = 0
        while done := self.worker.work_once(self.now):
            tried += done
        return tried

    def count(self, name: str) -> int:
        """Return how many rows the table has."""
        with self.database.read() as tx:
            return tx.execute(select(func.count()).select_from(getattr(tables, name))).scalar_one()

    def check_laws(self, case_id: str) -> None:
        """See that history, snapshot, work items and timers of a case say the same."""
        with self.database.read() as tx:
            case = find_case(tx, case_id)
            assert fold(NEW, entries_of(tx, case_id)) == case.state
            assert len(entries_of(tx, case_id)) == case.version
            item, job = tables.work_item.c, tables.job.c
            open_items = tx.scalars(select(item.number).where(item.case_id == case_id, item.closed_at.is_(None)))
            assert sorted(open_items) == sorted(each.number for each in case.state.items)
            aside = tables.aside.c
            asked = tx.scalars(select(aside.number).where(aside.case_id == case_id, aside.closed_at.is_(None)))
            assert sorted(asked) == sorted(each.number for each in case.state.asides)
            timers = tx.scalars(select(job.number).where(job.case_id == case_id, job.kind == "timer"))
            assert sorted(timers) == sorted(timer.number for timer in case.state.timers)
