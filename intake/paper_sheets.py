"""Paper applications as a sheet (紙の申請書の一括受付): what OCR read, row by row, judged as if it had been typed.

Each row becomes at most one application, however often its file comes: its draft is named by the row itself, and the
draft's case by the draft. What is wrong stays with its row, to be put right here or in the file; nothing is lost. What
stood in a row is forgotten once the application has arrived, and with the sheet after `KEPT`.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from accounts.officer import Officer
from catalog.bundle import Bundle
from catalog.procedures import department_of
from db.database import Database, Tx
from forms.definition import Form
from forms.promises import PROMISES, ways_of
from forms.sheet_columns import answers_in, matched
from forms.validation import validate
from intake import tables
from intake.applications import entry_form
from intake.desk import Desk, submit
from intake.drafts import KEPT, ApplicationDraft, begin_draft, find_draft, keep_answers
from intake.errors import NOT_NOW, NoColumns, SignaturesMissing
from intake.messages import MESSAGES
from kernel.clock import local_date
from kernel.documents import canonical
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.json_types import Json
from kernel.sheets import Rows
from kernel.text import Text
from kernel.text_ja import search_key

AT_ONCE: Final = 20
"""So many rows are worked off in a request; the page asks for the next."""
PROBLEMS: Final = "確認すること"
"""The column that a file of wrong rows brings along; it means nothing when the file comes back."""
NUMBERS: Final = frozenset({"id", "番号", "管理番号", "整理番号", "文書番号", "受付簿番号"})
"""Columns that name a row; without one it is named by what stands in it."""
State: TypeAlias = Literal["waiting", "received", "known", "wrong"]
_sheet: Final = tables.paper_sheet
_row: Final = tables.paper_row


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row: what stands in it, what became of it, and why not."""

    number: int
    state: State
    cells: tuple[str, ...]
    problems: tuple[Json, ...]
    case_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """A sheet that was handed in."""

    id: str
    procedure: str
    bundle_digest: str
    name: str
    heading: tuple[str, ...]
    officer: str
    brought_at: datetime
    rows: tuple[SheetRow, ...]

    def count(self, state: State) -> int:
        """Return how many rows are in `state`."""
        return sum(row.state == state for row in self.rows)


def bring_sheet(
    tx: Tx, officer: Officer, bundle: Bundle, name: str, rows: Rows, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """Keep the rows of a sheet; return its id and the columns that mean nothing; `NoColumns` when none does."""
    if not officer.sees(department_of(tx, bundle.procedure)):
        raise NotFound
    heading, *body = rows
    columns, unknown = matched(entry_form(bundle), heading)
    if not columns or not body:
        raise NoColumns
    numbered = next((place for place, cell in enumerate(heading) if search_key(cell) in NUMBERS), None)
    sheet_id, seen = new_id(now), dict[str, int]()
    tx.execute(
        insert(_sheet).values(
            id=sheet_id, procedure=bundle.procedure, bundle_digest=bundle.digest, name=name[:120],
            heading=[*heading], officer=officer.id, brought_at=now,
        )
    )  # fmt: skip
    lines = []
    for number, cells in enumerate(body, start=2):  # as a spreadsheet counts them
        named = cells[numbered] if numbered is not None and numbered < len(cells) else ""
        said = ["number", named] if named else ["row", *(cells[place] for place in columns if place < len(cells))]
        key = hashlib.sha256(canonical([*said])).hexdigest()
        seen[key] = seen.get(key, 0) + 1
        if not named and seen[key] > 1:  # two people may have written the very same
            key = hashlib.sha256(canonical([*said, seen[key]])).hexdigest()
        lines.append({"sheet": sheet_id, "number": number, "key": key, "cells": [*cells], "state": "waiting"})
    tx.execute(insert(_row), [{**line, "problems": [], "case_id": None} for line in lines])
    return sheet_id, tuple(cell for cell in unknown if search_key(cell) not in NUMBERS)


def read_sheet_of(tx: Tx, officer: Officer, sheet_id: str) -> PaperSheet:
    """Return a sheet of the departments of `officer`, or raise `NotFound`."""
    found = tx.execute(select(_sheet).where(_sheet.c.id == sheet_id)).one_or_none()
    if found is None or not officer.sees(department_of(tx, found.procedure)):
        raise NotFound
    return _read(tx, found)


def sheets_of(tx: Tx, officer: Officer, procedure: str) -> tuple[PaperSheet, ...]:
    """Return the sheets of a procedure, newest first."""
    if not officer.sees(department_of(tx, procedure)):
        raise NotFound
    found = tx.execute(select(_sheet).where(_sheet.c.procedure == procedure).order_by(_sheet.c.id.desc()).limit(20))
    return tuple(_read(tx, each) for each in found)


def work_sheet_off(database: Database, desk: Desk, bundle: Bundle, sheet: PaperSheet, now: datetime) -> None:
    """Receive the next rows, each in a transaction of its own."""
    columns, _unknown = matched(entry_form(bundle), sheet.heading)
    for row in [each for each in sheet.rows if each.state == "waiting"][:AT_ONCE]:
        with suppress(IntegrityError), database.begin() as tx:  # the same row, brought twice at once: it waits a round
            answers = with_papers(entry_form(bundle), answers_in(columns, row.cells))
            _receive(tx, desk, bundle, sheet, row.number, answers, now)


def _receive(
    tx: Tx, desk: Desk, bundle: Bundle, sheet: PaperSheet, number: int, answers: Mapping[str, Json], now: datetime
) -> None:
    line = tx.execute(_line(sheet, number).with_for_update()).one()
    if line.state != "waiting":
        return
    if (earlier := _earlier(tx, sheet.procedure, line.key)) is not None:
        _note(tx, sheet, number, state="known", case_id=earlier)
        return
    draft = _draft(tx, desk, sheet, number, line.key, answers, now, officer=sheet.officer)
    if draft.case_id is not None:
        _note(tx, sheet, number, state="known", case_id=draft.case_id)
        return
    judged = validate(entry_form(bundle), draft.answers, local_date(now), params=bundle.flow.params)
    if not judged.ok:
        _note(tx, sheet, number, state="wrong", problems=[_said(each.message) for each in judged.errors])
        return
    try:
        receipt = submit(tx, desk, draft, bundle, language="ja", now=now)
    except (SignaturesMissing, *NOT_NOW) as error:
        _note(tx, sheet, number, state="wrong", problems=[MESSAGES.text(error.code, **error.params)])
        return
    assert receipt is not None  # it was judged above
    _note(tx, sheet, number, state="received", case_id=receipt.case_id)


def entry_of(
    tx: Tx, desk: Desk, officer: Officer, sheet: PaperSheet, number: int, bundle: Bundle, now: datetime
) -> str:
    """Return the token of the entry in which an officer puts a row right, as at the counter."""
    line = tx.execute(_line(sheet, number).with_for_update()).one_or_none()
    if line is None or line.state != "wrong":
        raise NotFound
    columns, _unknown = matched(entry_form(bundle), sheet.heading)
    answers = with_papers(entry_form(bundle), answers_in(columns, line.cells))
    _draft(tx, desk, sheet, number, line.key, answers, now, officer=officer.id)
    return _token(desk.secret_key, sheet.procedure, line.key)


def forget_sheets(tx: Tx, now: datetime, sheet_id: str | None = None) -> int:
    """Erase what stood in sheets that are older than drafts may be, or in one at the wish of an officer.

    That a row was received stays, without a word of it, so that the file can come again and makes no second case.
    """
    old = select(_sheet.c.id).where(_sheet.c.brought_at < now - KEPT if sheet_id is None else _sheet.c.id == sheet_id)
    tx.execute(delete(_row).where(_row.c.sheet.in_(old), _row.c.case_id.is_(None)))
    return tx.execute(update(_row).where(_row.c.sheet.in_(old)).values(cells=[], problems=[])).rowcount


def with_papers(form: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return `answers` with every attachment that may come on paper promised so: it lies with the application."""
    papers: dict[str, Json] = {each.key: "paper" for each in form.fields() if "paper" in ways_of(each)}
    return {**answers, **({PROMISES: papers} if papers else {})}


def _draft(
    tx: Tx, desk: Desk, sheet: PaperSheet, number: int, key: str, answers: Mapping[str, Json], now: datetime,
    *, officer: str,
) -> ApplicationDraft:  # fmt: skip
    """Return the draft of a row with these answers; there is one for every row, whatever file it comes in."""
    token = _token(desk.secret_key, sheet.procedure, key)
    try:
        draft = find_draft(tx, token, now, lock=True)
    except NotFound:
        begin_draft(tx, sheet, now, channel="paper", officer=officer, token=token)
        draft = find_draft(tx, token, now, lock=True)
    if draft.case_id is None:
        keep_answers(tx, draft, answers, now)
    tx.execute(update(_row).where(_row.c.sheet == sheet.id, _row.c.number == number).values(draft=draft.id))
    return find_draft(tx, token, now)


def _token(secret_key: str, procedure: str, key: str) -> str:
    named = f"paper\0{procedure}\0{key}".encode()
    return hmac.new(secret_key.encode(), named, hashlib.sha256).hexdigest()[:40]


def _said(message: Text) -> Json:
    return message if isinstance(message, str) else dict(message)


def _earlier(tx: Tx, procedure: str, key: str) -> str | None:
    """Return the case that this row has become before."""
    found = (
        select(_row.c.case_id)
        .join(_sheet, _sheet.c.id == _row.c.sheet)
        .where(_sheet.c.procedure == procedure, _row.c.key == key, _row.c.case_id.is_not(None))
    )
    case_id = tx.scalar(found.limit(1))
    return None if case_id is None else str(case_id)


def _line(sheet: PaperSheet, number: int) -> Select[Any]:
    return select(_row).where(_row.c.sheet == sheet.id, _row.c.number == number)


def _note(
    tx: Tx, sheet: PaperSheet, number: int, *, state: State, problems: Sequence[Json] = (), case_id: str | None = None
) -> None:
    """Note what became of a row; what stood in it is forgotten once it is an application."""
    values: dict[str, Any] = {"state": state, "problems": [*problems], "case_id": case_id}
    if case_id is not None:
        values["cells"] = []
    tx.execute(update(_row).where(_row.c.sheet == sheet.id, _row.c.number == number).values(values))


def _read(tx: Tx, found: Any) -> PaperSheet:
    draft = tables.application_draft
    rows = tx.execute(
        select(_row, draft.c.case_id.label("put_right"))
        .outerjoin(draft, draft.c.id == _row.c.draft)
        .where(_row.c.sheet == found.id)
        .order_by(_row.c.number)
    )
    return PaperSheet(
        id=found.id,
        procedure=found.procedure,
        bundle_digest=found.bundle_digest,
        name=found.name,
        heading=tuple(found.heading),
        officer=found.officer,
        brought_at=found.brought_at,
        rows=tuple(
            SheetRow(
                number=row.number,
                state="received" if row.state == "wrong" and row.put_right else row.state,
                cells=tuple(row.cells),
                problems=tuple(row.problems),
                case_id=row.case_id or row.put_right,
            )
            for row in rows
        ),
    )
