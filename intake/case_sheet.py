"""The cases of a procedure as a sheet (一覧の書き出し): what identifies them, where they stand, their answers.

Read batch by batch, newest first, so that a large sheet costs little memory. The columns of answers are the fields of
the version in force; what only older versions asked is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from accounts.officer import Officer
from catalog.library import Library
from catalog.procedures import procedure
from catalog.versions import current_version
from db.database import Tx
from engine.core.state import Status
from engine.shell.cases import CaseLine, case_list
from forms.definition import Field
from forms.fields.registry import display
from intake.applications import Application, applications
from intake.record import CaseRecord
from kernel.clock import JAPAN
from kernel.errors import NotFound
from kernel.json_types import Json
from kernel.text import say

BATCH: Final = 500
MOST_CASES: Final = 50_000
SILENT: Final = frozenset({"note", "file"})
"""Types of fields that have nothing to say in a sheet."""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Which cases, and which fields; `officer` was allowed to read them when the plan was made."""

    procedure: str
    status: Status | None
    fields: tuple[Field, ...]
    language: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of answers."""
        return tuple(say(field.label, self.language) for field in self.fields)


@dataclass(frozen=True, slots=True)
class SheetBatch:
    """Some rows, as cells; `after` is where the next ones begin, None behind the last."""

    lines: Sequence[tuple[CaseLine, Application | None, tuple[str, ...]]]
    after: str | None


def plan_sheet(
    tx: Tx, library: Library, officer: Officer, key: str, status: Status | None, *, answers: bool, language: str
) -> SheetPlan:
    """Return what is to be read, or raise `NotFound` for a procedure that `officer` does not see."""
    if not officer.sees(procedure(tx, key).department):
        raise NotFound
    version = current_version(tx, key) if answers else None
    forms = library.bundle(tx, version.bundle_digest).forms.values() if version else ()
    fields = {field.key: field for form in forms for field in form.fields() if field.type not in SILENT}
    return SheetPlan(key, status, tuple(fields.values()), language)


def sheet_batch(tx: Tx, plan: SheetPlan, after: str | None) -> SheetBatch:
    """Read the next rows in three queries."""
    page = case_list(tx, plan.procedure, plan.status, after=after, limit=BATCH)
    ids = [line.id for line in page.cases]
    known = applications(tx, ids)
    records = CaseRecord().values_of(tx, ids) if plan.fields else {}
    lines = [(line, known.get(line.id), _answers(plan, records.get(line.id, {}))) for line in page.cases]
    return SheetBatch(lines, page.after)


def moment(at: datetime | None) -> str:
    """Return an instant as spreadsheets read it, in Japan."""
    return "" if at is None else f"{at.astimezone(JAPAN):%Y-%m-%d %H:%M}"


def _answers(plan: SheetPlan, record: Mapping[str, Json]) -> tuple[str, ...]:
    return tuple(
        display(field, record[field.key], plan.language) if field.key in record else "" for field in plan.fields
    )
