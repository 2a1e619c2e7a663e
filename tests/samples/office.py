"""An office that works a case of the model town to its end: drawn answers, the town's officers, a set clock."""

import json
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from engine.core.actor import RESIDENT, Actor, queue_of
from engine.core.auto_approval import Safeguards
from engine.core.commands import Command, Complete, Correct, FireTimer, Open
from engine.core.context import Context
from engine.core.decide import decide
from engine.core.program import Program, compile_program
from engine.core.state import NEW, CaseState, OpenItem
from forms.definition import Form
from forms.validation import validate
from kernel.clock import local_date
from kernel.json_types import Json
from samples.answers import answers
from tests.samples.documents import SAMPLES, flow_at, forms_in, tables_in
from workflow.definition import Outcome

LONGEST: Final = 200
"""Steps after which a case that has not ended is thought to go in circles."""


def officers() -> tuple[Actor, ...]:
    """Return the town's officers."""
    town: dict[str, Any] = json.loads((SAMPLES / "town.json").read_bytes())
    return tuple(
        Actor(
            "officer",
            each["login"],
            frozenset(queue_of(post["department"], post["role"]) for post in each["posts"]),
        )
        for each in town["officers"]
    )


OFFICERS: Final = officers()


def _may(officer: Actor, item: OpenItem) -> bool:
    if item.assignee is not None:
        return officer.id == item.assignee
    return item.queue in officer.posts and officer.id not in item.excluded


@dataclass
class Office:
    """One case, from its application to its end."""

    program: Program
    forms: dict[str, Form]
    rng: random.Random
    now: datetime
    stubborn: float = 0.4
    """How often people do not simply approve."""
    state: CaseState = NEW
    facts: dict[str, Json] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path, seed: int, now: datetime) -> "Office":
        """Return an office that has the flow of `folder` in force."""
        program = compile_program(flow_at(folder / "to-be.json"), tables=tables_in(folder))
        return cls(program, forms_in(folder), random.Random(seed), now)

    @property
    def today(self) -> date:
        """The day in Japan."""
        return local_date(self.now)

    def work(self) -> CaseState:
        """Work the case to its end."""
        assert self.program.opening_form is not None
        self._answer(self.program.opening_form)
        self._do(Open(actor=RESIDENT, answered=self.program.opening_form))
        while self.state.status != "closed":
            assert len(self.steps) < LONGEST, self.steps[-20:]
            if self.state.items:
                self._work_on(self.rng.choice(self.state.items))
            else:
                timer = min(self.state.timers, key=lambda each: each.fires_at)
                self.now = max(self.now, timer.fires_at)
                self._do(FireTimer(timer=timer.number))
        return self.state

    def _work_on(self, item: OpenItem) -> None:
        self.now += timedelta(minutes=self.rng.randint(5, 600))
        if item.is_residents:
            self._answer(item.node)
            self._do(Correct(actor=RESIDENT, item=item.number))
            return
        outcomes = self.program.steps[item.node].outcomes
        outcome = self._choose([*outcomes.values()]) if outcomes else None
        who = self.rng.choice([each for each in OFFICERS if _may(each, item)])
        reason = "" if outcome is None or outcome.reason == "none" else "要綱第4条の要件を満たす書類がないため。"
        self._do(Complete(actor=who, item=item.number, outcome=outcome.key if outcome else None, reason=reason))

    def _choose(self, outcomes: list[Outcome]) -> Outcome:
        return self.rng.choice(outcomes[1:]) if len(outcomes) > 1 and self.rng.random() < self.stubborn else outcomes[0]

    def _answer(self, node: str) -> None:
        key = self.program.steps[node].node.form
        assert key is not None
        given = answers(key, self.rng, self.today, earlier=self.facts)
        validated = validate(self.forms[key], given, self.today)
        assert validated.problems == ()
        self.facts |= dict(validated.values)

    def _do(self, command: Command) -> None:
        safeguards = Safeguards(secret=b"model town", sample_share=0.05)
        context = Context(program=self.program, case_id="case", now=self.now, facts=self.facts, safeguards=safeguards)
        done = decide(self.state, command, context)
        self.state = done.state
        self.facts |= done.writes
        self.steps.append(type(command).__name__)
