"""Cases as rows of a sheet (一覧の書き出し): what identifies them, where they stand, their answers or the work to do.

Read batch by batch, so that a large sheet costs little memory. The columns of answers are the fields of the version in
force; what only older versions asked is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from catalog.library import Library
from catalog.procedures import procedure, procedures
from catalog.versions import current_version
from db.database import Tx
from engine.shell.cases import CaseLine, case_lines
from engine.shell.children import roots_of
from engine.shell.inbox import InboxItem, inbox_items
from forms.definition import Field
from forms.fields.numbers import unit_of
from forms.fields.registry import display
from intake.applications import Application, applications
from intake.record import CaseRecord
from kernel.clock import JAPAN
from kernel.errors import NotFound
from kernel.json_types import Json
from kernel.sheet_writing import Cell
from kernel.text import Text, say

BATCH: Final = 500
SILENT: Final = frozenset({"note", "file"})
"""Types of fields that have nothing to say in a sheet."""
NUMBERS: Final = frozenset({"number", "money"})
Source: TypeAlias = Literal["procedure", "search", "inbox"]
Target: TypeAlias = tuple[str, int]
"""A case, and the work item as which it stood in the list; 0 where it stood for itself."""

_HEAD: Final[tuple[Text, ...]] = (
    {"ja": "受付番号", "en": "Receipt number"},
    {"ja": "申請者", "en": "Applicant"},
    {"ja": "手続", "en": "Procedure"},
    {"ja": "届いた日時", "en": "Arrived"},
    {"ja": "状態", "en": "State"},
    {"ja": "結果", "en": "Result"},
    {"ja": "決定した日時", "en": "Decided"},
    {"ja": "終わった日時", "en": "Finished"},
    {"ja": "標準処理期間の末日", "en": "Standard period ends"},
)
_WORK: Final[tuple[Text, ...]] = (
    {"ja": "すること", "en": "To do"},
    {"ja": "期限", "en": "Due"},
    {"ja": "担当", "en": "With"},
)
_WORDS: Final[Mapping[str, Text]] = {
    "open": {"ja": "審査中", "en": "Under review"},
    "decided": {"ja": "決定後の処理中", "en": "Decided, being finished"},
    "closed": {"ja": "完了", "en": "Finished"},
    "approved": {"ja": "認定・許可", "en": "Approved"},
    "refused": {"ja": "却下", "en": "Refused"},
    "withdrawn": {"ja": "取下げ", "en": "Withdrawn"},
}


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Which columns there are. Whoever makes a plan has asked what the officer may read."""

    source: Source
    fields: tuple[Field, ...]
    language: str

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns; what is written as a number has its unit there."""
        work = _WORK if self.source == "inbox" else ()
        return (*(say(each, self.language) for each in (*_HEAD, *work)), *map(self._named, self.fields))

    def _named(self, field: Field) -> str:
        label = say(field.label, self.language)
        unit = unit_of(field, self.language).strip() if field.type in NUMBERS else ""
        return f"{label}（{unit}）" if unit else label


def fields_of(tx: Tx, library: Library, key: str) -> tuple[Field, ...]:
    """Return what the forms of a procedure ask, as far as it can stand in a sheet."""
    version = current_version(tx, key)
    forms = library.bundle(tx, version.bundle_digest).forms.values() if version else ()
    fields = {field.key: field for form in forms for field in form.fields() if field.type not in SILENT}
    return tuple(fields.values())


def seen_procedure(tx: Tx, officer: Officer, key: str) -> None:
    """Raise `NotFound` for a procedure that `officer` does not see."""
    if not officer.sees(procedure(tx, key).department):
        raise NotFound


def sheet_rows(tx: Tx, library: Library, plan: SheetPlan, targets: Sequence[Target]) -> list[tuple[Cell, ...]]:
    """Read some rows in a handful of queries; a case that is gone meanwhile is left out."""
    ids = [case_id for case_id, _ in targets]
    roots = roots_of(tx, ids)
    known = applications(tx, [*{roots.get(each, each) for each in ids}])
    lines, titles = case_lines(tx, ids), {each.key: each.title for each in procedures(tx)}
    records = CaseRecord().values_of(tx, ids) if plan.fields else {}
    work = inbox_items(tx, library, targets) if plan.source == "inbox" else {}
    directory = read_directory(tx) if work else None
    return [
        (
            *_about(plan, line, known.get(roots.get(line.id, line.id)), say(titles[line.procedure], plan.language)),
            *(_work(plan, work.get(target), directory) if plan.source == "inbox" else ()),
            *_answers(plan, records.get(line.id, {})),
        )
        for target in targets
        if (line := lines.get(target[0])) is not None
    ]


def moment(at: datetime | None) -> str:
    """Return an instant as spreadsheets read it, in Japan."""
    return "" if at is None else f"{at.astimezone(JAPAN):%Y-%m-%d %H:%M}"


def _about(plan: SheetPlan, line: CaseLine, applied: Application | None, title: str) -> tuple[str, ...]:
    def word(code: str | None) -> str:
        return say(_WORDS.get(code or "", code or ""), plan.language)

    return (
        applied.number if applied else line.id,
        applied.applicant_name if applied else "",
        title,
        moment(line.opened_at),
        word(line.status),
        word(line.result),
        moment(line.decided_at),
        moment(line.closed_at),
        line.standard_due or "",
    )


def _work(plan: SheetPlan, item: InboxItem | None, directory: Directory | None) -> tuple[str, ...]:
    if item is None or directory is None:
        return ("", "", "")
    officer = item.claimed_by or item.assignee
    return (say(item.title, plan.language), moment(item.due_at), directory.name_of(officer) if officer else "")


def _answers(plan: SheetPlan, record: Mapping[str, Json]) -> tuple[Cell, ...]:
    return tuple(_answer(field, record.get(field.key), plan.language) for field in plan.fields)


def _answer(field: Field, value: Json, language: str) -> Cell:
    if value is None:
        return ""
    if field.type in NUMBERS and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return display(field, value, language)
