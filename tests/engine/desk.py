"""A case on a desk: carries out commands in memory with the pure half of the engine, and keeps the history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.core.actor import RESIDENT, Actor
from engine.core.apply import Entry
from engine.core.auto_approval import Safeguards
from engine.core.commands import Command, Complete, Correct, FireTimer, Open
from engine.core.context import Context
from engine.core.decide import Resolution, decide
from engine.core.program import Program
from engine.core.state import NEW, CaseState, OpenItem, Status
from kernel.json_types import Json

MONDAY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
"""10 o'clock in Japan on a Monday of an ordinary week."""

TRUSTING = Safeguards(secret=b"secret of the tests", sample_share=0.0)


@dataclass
class Desk:
    """One case. `now` is moved by hand."""

    program: Program
    facts: dict[str, Json] = field(default_factory=dict)
    safeguards: Safeguards = TRUSTING
    case_id: str = "case-1"
    now: datetime = MONDAY
    state: CaseState = NEW
    entries: list[Entry] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)

    def do(self, command: Command, *, past: bool = False, target: Program | None = None) -> Resolution:
        """Carry out `command`; `past` shows it the history, `target` another version."""
        context = Context(
            program=self.program,
            case_id=self.case_id,
            now=self.now,
            facts=self.facts,
            safeguards=self.safeguards,
            past=tuple(self.entries) if past else (),
            target=target,
        )
        resolution = decide(self.state, command, context)
        self.state = resolution.state
        self.facts |= resolution.writes
        if resolution.events:
            self.entries.append(resolution.entry)
        self.resolutions.append(resolution)
        return resolution

    def receive(self, facts: Mapping[str, Json] | None = None) -> "Desk":
        """Let the application arrive with its form answered."""
        self.facts |= facts or {}
        self.do(Open(actor=RESIDENT, answered=self.program.opening_form))
        return self

    def at(self, node: str) -> OpenItem:
        """Return the open item at `node`."""
        return next(item for item in self.state.items if item.node == node)

    def complete(self, node: str, outcome: str | None = None, *, by: Actor, reason: str = "") -> Resolution:
        """Finish the item at `node`."""
        return self.do(Complete(actor=by, item=self.at(node).number, outcome=outcome, reason=reason))

    def correct(self, node: str, facts: Mapping[str, Json] | None = None) -> Resolution:
        """Answer the resident's item at `node`."""
        self.facts |= facts or {}
        return self.do(Correct(actor=RESIDENT, item=self.at(node).number))

    def wait(self, by: timedelta) -> None:
        """Let time pass and fire every timer that comes due, in order."""
        until = self.now + by
        while due := sorted((timer.fires_at, timer.number) for timer in self.state.timers if timer.fires_at <= until):
            self.now = max(self.now, due[0][0])
            self.do(FireTimer(timer=due[0][1]))
        self.now = until

    def status(self) -> Status:
        """Return how far the case is."""
        return self.state.status

    @property
    def open_nodes(self) -> list[str]:
        """The nodes at which somebody has something to do."""
        return [item.node for item in self.state.items]
