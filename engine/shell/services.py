"""Asking other systems: a service step is a job, tried again until it is answered, or an incident after ten times.

The call is made outside of any transaction. It carries the same id whenever it is repeated, so that the other system
can tell a repetition; its answer counts once, and is kept only while the case still waits for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from db.database import Database
from engine.core.calls import call_of
from engine.core.commands import TakeAnswer
from engine.core.declared import require_declared
from engine.core.errors import UnknownConnector
from engine.shell.case_rows import find_case
from engine.shell.circuit import note_answer, note_failure, waits_until
from engine.shell.jobs import Job, done, postpone
from engine.shell.runner import Engine
from kernel.json_types import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a connector is asked. `id` is the same when the same question is asked again."""

    id: str
    case_id: str
    node: str
    settings: Mapping[str, Json]
    inputs: Mapping[str, Json]
    at: datetime


class Connector(Protocol):
    """Answers questions of one kind."""

    def partner(self, settings: Mapping[str, Json]) -> str | None:
        """Return with whom a call of these settings speaks, so that a partner who is down is left alone; None: with
        nobody outside."""

    def answer(self, question: Question) -> Mapping[str, Json]:
        """Return the answer, or raise: then the question is asked again later."""


Connectors: TypeAlias = Mapping[str, Connector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What it takes to ask."""

    database: Database
    engine: Engine
    connectors: Connectors

    def ask(self, job: Job, now: datetime) -> None:
        """Ask what `job` is about and let the case go on with the answer; raises when it must be tried again."""
        question = self._question(job, now)
        if question is None:
            with self.database.begin() as tx:
                done(tx, job)
            return
        name, asked = question
        connector = self.connectors.get(name)
        if connector is None:
            raise UnknownConnector(connector=name)
        partner = connector.partner(asked.settings)
        with self.database.begin() as tx:
            later = waits_until(tx, partner, now) if partner is not None else None
            if later is not None:
                postpone(tx, job, later)
                return
        try:
            answer = connector.answer(asked)
        except Exception:
            if partner is not None:
                with self.database.begin() as tx:
                    note_failure(tx, partner, now)
            raise
        self._take(job, answer, partner, now)

    def _question(self, job: Job, now: datetime) -> tuple[str, Question] | None:
        """Return the connector's name and the question; None where the case does not wait for it any more."""
        with self.database.read() as tx:
            case = find_case(tx, job.case_id)
            wait = case.state.pending.find(job.number)
            if wait is None:
                return None
            call = call_of(self.engine.definitions.program(tx, case.program).steps[wait.node].node)
            inputs = call.asked(self.engine.facts.values(tx, case.id) if call.inputs else {})
        question = Question(id=job.id, case_id=case.id, node=wait.node, settings=call.settings, inputs=inputs, at=now)
        return call.connector, question

    def _take(self, job: Job, answer: Mapping[str, Json], partner: str | None, now: datetime) -> None:
        with self.database.begin() as tx:
            if partner is not None:
                note_answer(tx, partner)
            case = find_case(tx, job.case_id, lock=True)
            wait = case.state.pending.find(job.number)
            if wait is not None:
                program = self.engine.definitions.program(tx, case.program)
                node = program.steps[wait.node].node
                values = call_of(node).answered(answer)
                require_declared(program.flow, node.writes, values)
                if values:
                    self.engine.facts.record(tx, case.id, values)
                command = TakeAnswer(wait=job.number)
                self.engine.handle(tx, case.id, command, command_id=f"service:{job.number}", now=now)
            done(tx, job)
