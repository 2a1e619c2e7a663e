"""Rules on trial (試行): a table says what it would do to every new case, beside the person and without effect.

The verdict is written down on arrival, before any person decides. When the trial has proved the target, the table can
be adopted: it becomes a draft that goes the usual way to publication by a second person, and from then on the sampled
cases are watched (`learning.observer`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, cast

from sqlalchemy import bindparam, insert, select, update

from accounts.officer import Officer
from catalog.drafts import drafts_of, save_draft
from catalog.procedures import procedure
from db.database import Tx
from db.prepared import Prepared, Question
from db.seldom import changed, remembered
from engine.shell.judged import judged_among, sampled_cases
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.json_types import JsonObject
from learning import tables
from learning.errors import AlreadyOnTrial, NotProvedYet, TrialOver
from workflow.learning.watch import WatchState, watch_state, window_for
from workflow.table.codec import require_table
from workflow.table.model import Table

State: TypeAlias = Literal["shadow", "live", "stopped", "ended"]
RUNNING: Final[tuple[State, ...]] = ("shadow", "live")
MOST_TRIALS: Final = 20
MILLION: Final = 1_000_000
_RUNNING: Final = Question(
    select(tables.trial).where(
        tables.trial.c.procedure == bindparam("procedure"), tables.trial.c.state == bindparam("state")
    )
)
_VERDICT: Final = Prepared(insert(tables.shadow_verdict), tables.shadow_verdict.columns.keys())


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A table on trial."""

    id: str
    procedure: str
    table: Table
    target: float
    state: State
    started_by: str
    started_at: datetime
    adopted_at: datetime | None
    ended_by: str | None
    ended_at: datetime | None
    reason: str | None
    resumed_by: str | None = None
    resumed_at: datetime | None = None
    resumed_why: str | None = None
    """After a stop: who let automatic decisions go on, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFigures:
    """A trial with what it has shown so far: verdicts, cases over, and the state of the watch."""

    trial: Trial
    recorded: int
    approving: int
    waiting: int
    """Approving verdicts whose case no person has decided yet."""
    watch: WatchState
    against: tuple[str, ...]
    """Cases that the table would have approved and people did not, the newest first."""


def start_trial(
    tx: Tx, officer: Officer, procedure_key: str, document: JsonObject, *, target: float, now: datetime
) -> Trial:
    """Put a table on trial."""
    officer.require("design", procedure(tx, procedure_key).department)
    table = require_table(document)
    if any(each.table.digest == table.digest for each in trials_of(tx, procedure_key) if each.state in RUNNING):
        raise AlreadyOnTrial
    trial_id = new_id(now)
    tx.execute(
        insert(tables.trial).values(
            id=trial_id,
            procedure=procedure_key,
            table_digest=table.digest,
            document=document,
            target=round(target * MILLION),
            state="shadow",
            started_by=officer.id,
            started_at=now,
        )
    )
    changed(tx)
    return trial(tx, trial_id)


def trial(tx: Tx, trial_id: str) -> Trial:
    """Return a trial or raise `NotFound`."""
    row = tx.execute(select(tables.trial).where(tables.trial.c.id == trial_id)).one_or_none()
    if row is None:
        raise NotFound
    return read_trial(row)


def trials_of(tx: Tx, procedure_key: str) -> tuple[Trial, ...]:
    """Return the trials of a procedure, newest first."""
    query = select(tables.trial).where(tables.trial.c.procedure == procedure_key)
    return tuple(map(read_trial, tx.execute(query.order_by(tables.trial.c.started_at.desc()).limit(MOST_TRIALS))))


def running_trials(tx: Tx, procedure_key: str, state: State) -> tuple[Trial, ...]:
    """Return the trials of a procedure in one state: asked at every application, and among other writes."""

    def ask() -> tuple[Trial, ...]:
        return tuple(map(read_trial, _RUNNING.all(tx, {"procedure": procedure_key, "state": state})))

    return remembered(tx, ("trials", procedure_key, state), ask)


def figures_of(tx: Tx, found: Trial) -> TrialFigures:
    """Return what a trial has shown so far."""
    verdict = tables.shadow_verdict
    rows = tx.execute(select(verdict).where(verdict.c.trial == found.id).order_by(verdict.c.recorded_at)).all()
    approved = [row.case_id for row in rows if row.approves]
    judged = judged_among(tx, approved)
    decided = [judged[case] for case in approved if case in judged and judged[case].verdict is not None]
    if found.adopted_at is not None:
        decided += sampled_cases(tx, found.procedure, found.table.digest, limit=window_for(found.target))
    ordered = sorted({case.id: case for case in decided}.values(), key=lambda case: (case.closed_at, case.id))
    return TrialFigures(
        trial=found,
        recorded=len(rows),
        approving=len(approved),
        waiting=sum(case not in judged for case in approved),
        watch=watch_state([case.verdict == "approved" for case in ordered], found.target),
        against=tuple(case.id for case in reversed(ordered) if case.verdict != "approved"),
    )


def adopt(tx: Tx, officer: Officer, trial_id: str, *, now: datetime) -> Trial:
    """Make the table of a proved trial a draft, to be published as usual, and watch it from now on."""
    found = _running(tx, officer, trial_id)
    watch = figures_of(tx, found).watch
    if not watch.proved:
        raise NotProvedYet(needed=watch.needed)
    key = found.table.key
    known = next((each for each in drafts_of(tx, found.procedure) if (each.kind, each.key) == ("table", key)), None)
    document = found.table.document
    if known is None or known.document != document:
        revision = None if known is None else known.revision
        save_draft(tx, officer, found.procedure, "table", key, document, revision=revision, now=now)
    _change(tx, found, {"state": "live", "adopted_at": now})
    return trial(tx, trial_id)


def end_trial(tx: Tx, officer: Officer, trial_id: str, *, now: datetime) -> Trial:
    """End a trial; what it showed is kept."""
    found = _running(tx, officer, trial_id)
    _change(tx, found, {"state": "ended", "ended_by": officer.id, "ended_at": now})
    return trial(tx, trial_id)


def stop_trial(tx: Tx, found: Trial, reason: str, now: datetime) -> None:
    """Note that the watch has stopped a rule in effect; people are told as soon as the mail goes round."""
    _change(tx, found, {"state": "stopped", "ended_at": now, "reason": reason, "tell_at": now})


def record_verdict(
    tx: Tx, found: Trial, case_id: str, *, approves: bool, rules: Sequence[str], now: datetime
) -> None:  # fmt: skip
    """Write down what a table on trial says about a case that has just arrived."""
    row = {
        "trial": found.id, "case_id": case_id, "approves": approves, "rules": [*rules], "recorded_at": now,
    }  # fmt: skip
    _VERDICT.run(tx, row)


def _running(tx: Tx, officer: Officer, trial_id: str) -> Trial:
    found = trial(tx, trial_id)
    officer.require("design", procedure(tx, found.procedure).department)
    if found.state not in RUNNING:
        raise TrialOver
    return found


def _change(tx: Tx, found: Trial, values: Mapping[str, object]) -> None:
    table = tables.trial
    done = tx.execute(update(table).where(table.c.id == found.id, table.c.state == found.state).values(values))
    if done.rowcount != 1:
        raise TrialOver
    changed(tx)


def read_trial(row: Any) -> Trial:
    """Return a row of the table as a value."""
    return Trial(
        id=row.id,
        procedure=row.procedure,
        table=require_table(row.document),
        target=row.target / MILLION,
        state=cast(State, row.state),
        started_by=row.started_by,
        started_at=row.started_at,
        adopted_at=row.adopted_at,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        reason=row.reason,
        resumed_by=row.resumed_by,
        resumed_at=row.resumed_at,
        resumed_why=row.resumed_why,
    )
