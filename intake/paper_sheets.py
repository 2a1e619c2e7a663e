"""Paper applications as a sheet (紙の申請書の一括受付): what OCR read is kept row by row, looked at, and forgotten.

What becomes of a row is `intake.paper_rows`'s. What stood in it is forgotten once the application has arrived, and with
the sheet after `KEPT`.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Row, delete, insert, select, update

from accounts.officer import Officer
from catalog.bundle import Bundle
from catalog.procedures import department_of
from db.database import Tx
from forms.sheet_columns import matched
from intake import tables
from intake.applications import entry_form
from intake.drafts import KEPT
from intake.errors import NoColumns
from kernel.documents import canonical
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.json_types import Json
from kernel.sheets import Rows
from kernel.text_ja import search_key

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


def forget_sheets(tx: Tx, now: datetime, sheet_id: str | None = None) -> int:
    """Erase what stood in sheets that are older than drafts may be, or in one at the wish of an officer.

    That a row was received stays, without a word of it, so that the file can come again and makes no second case.
    """
    old = select(_sheet.c.id).where(_sheet.c.brought_at < now - KEPT if sheet_id is None else _sheet.c.id == sheet_id)
    tx.execute(delete(_row).where(_row.c.sheet.in_(old), _row.c.case_id.is_(None)))
    return tx.execute(update(_row).where(_row.c.sheet.in_(old)).values(cells=[], problems=[])).rowcount


def _read(tx: Tx, found: Row[Any]) -> PaperSheet:
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
