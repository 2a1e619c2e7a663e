"""The first sheet of a table that somebody made elsewhere: an Excel workbook (.xlsx), or CSV in UTF-8 or Shift JIS.

Cells are texts as a person sees them, trimmed; nothing is computed and no macro is looked at. What comes out is
bounded, however small the file is packed.
"""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from typing import Final, NoReturn

from kernel.errors import UnusableDocument
from kernel.messages_xml import MESSAGES
from kernel.text_ja import composed, trimmed
from kernel.xml_reader import Element, read_xml

MAX_BYTES: Final = 5_000_000
MAX_PART: Final = 20_000_000
MAX_ROWS: Final = 2_000
MAX_COLUMNS: Final = 64
LONGEST_CELL: Final = 2_000
_ZIP: Final = b"PK\x03\x04"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})[0-9]+")
_SHORT: Final = re.compile(r"[0-9]{1,7}")
Rows = tuple[tuple[str, ...], ...]


def read_sheet(raw: bytes) -> Rows:
    """Return the rows that hold anything, or raise `UnusableDocument`."""
    if len(raw) > MAX_BYTES:
        _refuse("format.unpacked_too_large", limit=MAX_BYTES // 1_000_000)
    rows = _workbook(raw) if raw.startswith(_ZIP) else _csv(raw)
    kept: list[tuple[str, ...]] = []
    for row in rows:
        cells = tuple(trimmed(composed(cell))[:LONGEST_CELL] for cell in row[:MAX_COLUMNS])
        if not any(cells):
            continue
        if len(kept) == MAX_ROWS:
            _refuse("format.sheet_too_long", limit=MAX_ROWS)
        kept.append(cells)
    if not kept:
        _refuse("format.sheet_empty")
    return tuple(kept)


def _csv(raw: bytes) -> Iterator[list[str]]:
    text = _decoded(raw)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    except csv.Error:
        _refuse("format.sheet_unreadable")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            if "\0" not in text:
                return text
    return _refuse("format.sheet_unreadable")


def _workbook(raw: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            shared = [_said(each) for each in _part(packed, "xl/sharedStrings.xml", absent="<sst/>").all("si")]
            sheet = _part(packed, _first_sheet(packed))
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError):
        _refuse("format.sheet_unreadable")
    for rows in sheet.all("sheetData"):
        for row in rows.all("row"):
            yield _cells(row, shared)


def _first_sheet(packed: zipfile.ZipFile) -> str:
    """Return where the first sheet lies: the workbook names it by a relation, as its neighbours may be hidden."""
    book, relations = _part(packed, "xl/workbook.xml"), _part(packed, "xl/_rels/workbook.xml.rels")
    targets = {each.get("Id"): each.get("Target") for each in relations.all("Relationship")}
    listed = book.first("sheets")
    for sheet in listed.all("sheet") if listed is not None else ():
        relation = next((value for name, value in sheet.attributes.items() if name.endswith("}id")), "")
        target = targets.get(relation, "")
        if target and sheet.get("state", "visible") == "visible":
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError("sheet")


def _part(packed: zipfile.ZipFile, name: str, *, absent: str = "") -> Element:
    if absent and name not in packed.namelist():
        return read_xml(absent.encode())
    with packed.open(name) as part:
        unpacked = part.read(MAX_PART + 1)
    if len(unpacked) > MAX_PART:
        _refuse("format.unpacked_too_large", limit=MAX_PART // 1_000_000)
    return read_xml(unpacked, max_bytes=MAX_PART)


def _cells(row: Element, shared: list[str]) -> list[str]:
    """Return the cells of a row in their columns: a workbook leaves the empty ones out."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row.all("c")):
        column = _column(cell.get("r"), place)
        if column < MAX_COLUMNS:
            found[column] = _value(cell, shared)
    return [found.get(column, "") for column in range(max(found, default=-1) + 1)]


def _column(reference: str, place: int) -> int:
    named = _REFERENCE.fullmatch(reference)
    if named is None:
        return place
    number = 0
    for letter in named[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, shared: list[str]) -> str:
    inner = cell.first("v")
    written = inner.text if inner is not None else ""
    match cell.get("t"):
        case "s":
            return shared[int(written)] if _SHORT.fullmatch(written) and int(written) < len(shared) else ""
        case "inlineStr":
            inline = cell.first("is")
            return _said(inline) if inline is not None else ""
        case "b":
            return _TRUTH.get(written, "")
        case "e":
            return ""
        case _:
            return written


_TRUTH: Final[Mapping[str, str]] = {"1": "TRUE", "0": "FALSE"}


def _said(text: Element) -> str:
    """Return a text of a workbook without its formats and without the reading aids (ふりがな) that Excel keeps."""
    plain = text.all("t")
    runs = [run.first("t") for run in text.all("r")]
    return "".join(part.text for part in (*plain, *runs) if part is not None)


def _refuse(code: str, **params: int) -> NoReturn:
    raise UnusableDocument((MESSAGES.problem(code, "", "error", **params),))
