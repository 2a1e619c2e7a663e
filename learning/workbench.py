"""Everything that the pages about rules show: the past, backtests of drafts, proposals, and rules on trial.

Reading happens in a transaction, thinking outside of it: `Evidence`, `Tested` and `Proposed` are values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from accounts.officer import Officer
from catalog.drafts import drafts_of
from catalog.library import Library
from catalog.procedures import Procedure, procedure
from catalog.versions import current_version
from db.database import Tx
from forms.definition import Form
from intake.applications import entry_form
from kernel.errors import NotFound
from kernel.json_types import JsonObject
from kernel.text import Text
from learning.past import Past, past_of
from learning.questions import questions_of
from learning.trials import TrialFigures, figures_of, trials_of
from learning.wording import rule_words
from workflow.learning.backtest import Backtest, backtest
from workflow.learning.certificate import Certificate
from workflow.learning.propose import Proposal, propose
from workflow.table.codec import read_table
from workflow.table.model import Table

TARGETS: Final = (0.95, 0.99, 0.995)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What was read: the procedure, its past, the draft tables that could approve, the trials."""

    procedure: Procedure
    past: Past
    form: Form | None
    tables: tuple[Table, ...]
    trials: tuple[TrialFigures, ...]

    def tested(self) -> tuple["Tested", ...]:
        """Run every draft table over the past."""
        return tuple(Tested(table=table, backtest=backtest(table, self.past.cases)) for table in self.tables)

    def proposed(self, target: float) -> "Proposed":
        """Look for rules."""
        questions = questions_of(self.form) if self.form is not None else ()
        found = propose(self.past.cases, questions, target=target, key="learnt-auto")
        words = tuple(
            rule_words(each.rule.atoms, questions, self.form) if self.form is not None else ""
            for each in found.certificates
        )
        return Proposed(proposal=found, words=words, titles={each.key: each.title for each in questions})

    def draft(self, key: str) -> JsonObject | None:
        """Return the document of a draft table."""
        return next((table.document for table in self.tables if table.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A draft table on the past."""

    table: Table
    backtest: Backtest


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal, and its rules in words."""

    proposal: Proposal
    words: tuple[Text, ...]
    titles: Mapping[str, Text]
    """What the questions are called."""

    @property
    def rows(self) -> tuple[tuple[Text, Certificate], ...]:
        """Each rule in words with its certificate."""
        return tuple(zip(self.words, self.proposal.certificates, strict=True))


def bench_of(tx: Tx, library: Library, officer: Officer, procedure_key: str) -> Bench:
    """Read what the pages about the rules of a procedure need, or raise `NotFound`."""
    found = procedure(tx, procedure_key)
    if not officer.sees(found.department):
        raise NotFound
    version = current_version(tx, procedure_key)
    drafts = (read_table(each.document)[0] for each in drafts_of(tx, procedure_key) if each.kind == "table")
    return Bench(
        procedure=found,
        past=past_of(tx, library, officer, procedure_key),
        form=entry_form(library.bundle(tx, version.bundle_digest)) if version is not None else None,
        tables=tuple(table for table in drafts if table is not None and _may_approve(table)),
        trials=tuple(figures_of(tx, each) for each in trials_of(tx, procedure_key)),
    )


def _may_approve(table: Table) -> bool:
    """Say whether a table refers by default: then what its rules say otherwise relieves people."""
    return any(output.default is not None for output in table.outputs)
