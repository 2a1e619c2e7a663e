"""Rows as an Excel workbook (.xlsx), written to the disk as they come: many need no more memory than one.

Text is told apart from formulas by the kind of its cell, never by how it begins: what somebody typed into a form is
never carried out on the machine of whoever opens the list, and stays text when they edit the cell.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from kernel.sheet_writing import Cell, would_be_carried_out

LONGEST_CELL: Final = 32_000
"""Excel's limit is 32,767, counted in UTF-16."""
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLES: Final = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_BREAKS: Final = re.compile(r"\r\n?")
_BOLD: Final = Font(bold=True)
_TINT: Final = PatternFill("solid", fgColor="FFE8E8EB")
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_NARROWEST, _WIDEST = 10, 40


def write_workbook(target: Path, title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a workbook with one sheet: a heading that stays in sight and can be filtered by, then `rows`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_TITLES.sub(" ", title)[:31].strip(" '") or "1")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(head), 1))}1"
    for place, name in enumerate(head, start=1):
        width = min(max(2 * len(name) + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_heading(sheet, name) for name in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(target)


def _heading(sheet: Any, name: str) -> Any:
    cell = _text(sheet, name)
    cell.font, cell.fill, cell.alignment = _BOLD, _TINT, _TOP
    return cell


def _cell(sheet: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    plain = value[:1].isalnum() and not would_be_carried_out(value)  # most cells; a cell of its own costs time
    return _clean(value) if plain else _text(sheet, value)


def _text(sheet: Any, value: str) -> Any:
    text = _clean(value)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # whatever openpyxl takes it for
    cell.quotePrefix = would_be_carried_out(text)
    return cell


def _clean(value: str) -> str:
    return _NOT_IN_XML.sub("", _BREAKS.sub("\n", value))[:LONGEST_CELL]
