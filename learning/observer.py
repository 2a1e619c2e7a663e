"""Beside the engine: writes down what tables on trial say about a new case, and watches tables that decide.

Called inside the transaction of the step, so that a verdict stands exactly when the case does, and stands before any
person's. It changes nothing about the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from catalog.library import Library
from db.database import Tx
from engine.shell.judged import was_sampled
from engine.shell.switches import stop
from engine.shell.view import CaseView
from kernel.clock import local_date
from kernel.json_types import Json
from kernel.text import say
from learning.messages import MESSAGES
from learning.trials import figures_of, record_verdict, running_trials, stop_trial
from workflow.learning.backtest import verdict_of
from workflow.learning.cases import PastCase
from workflow.table.evaluate import compile_table

THE_WATCH: Final = "watch"
"""Who has thrown the switch, where no person did."""


@dataclass(frozen=True, slots=True)
class TrialObserver:
    """Implements the engine's port `Observer`."""

    library: Library

    def opened(self, tx: Tx, case: CaseView, values: Mapping[str, Json], now: datetime) -> None:
        """Let every table on trial speak about a case that has just arrived."""
        trials = running_trials(tx, case.procedure, "shadow")
        if not trials:
            return
        params = self.library.bundle(tx, case.program).flow.params
        arrived = PastCase(
            id=case.id, arrived=now, today=local_date(now), facts=values, verdict="approved", params=params
        )
        for trial in trials:
            approves, rules = verdict_of(compile_table(trial.table), arrived)
            record_verdict(tx, trial, case.id, approves=approves, rules=rules, now=now)

    def closed(self, tx: Tx, case: CaseView, now: datetime) -> None:
        """Stop automatic decisions where a sampled case has shown that the target cannot be kept."""
        trials = running_trials(tx, case.procedure, "live")
        if not trials or not was_sampled(tx, case.id):
            return
        for trial in trials:
            watch = figures_of(tx, trial).watch
            if watch.must_stop:
                told = MESSAGES.text("learning.stopped", errors=watch.evidence.errors, target=f"{100 * trial.target:g}")
                stop(tx, case.procedure, THE_WATCH, say(told), now)
                stop_trial(tx, trial, say(told), now)
