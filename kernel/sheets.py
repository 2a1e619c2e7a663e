"""The first sheet of a table that somebody made elsewhere: an Excel workbook (.xlsx), or CSV in UTF-8 or Shift JIS.

Cells are texts as a person would type them, trimmed; nothing is computed and no macro is looked at. Workbooks are read
by openpyxl, behind a gate that lets no bomb and no DOCTYPE through (docs/adr/0033-a-gate-before-workbooks.md). What
comes out is bounded, however small the file is packed.
"""

import csv
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import Final, NoReturn
from xml.etree.ElementTree import ParseError

from kernel.errors import UnusableDocument
from kernel.messages_xml import MESSAGES
from kernel.text_ja import composed, trimmed

MAX_BYTES: Final = 5_000_000
MAX_UNPACKED: Final = 20_000_000
MAX_PARTS: Final = 200
MAX_LINES: Final = 20_000
"""Lines that are looked at, empty ones included."""
MAX_ROWS: Final = 2_000
MAX_COLUMNS: Final = 64
LONGEST_CELL: Final = 2_000
MOST_TEXT: Final = MAX_UNPACKED // 4
"""Characters of all cells together: what a workbook says once can stand in every cell."""
MOST_TAGS: Final = 2_000_000
MOST_OTHER_TAGS: Final = 200_000
"""Elements other than cells and rows: openpyxl takes 10 to 25 s for a million of them (styles, texts), 3 s of cells."""
_CELLS: Final = tuple(b"<" + name + end for name in (b"c", b"v", b"t", b"row") for end in (b" ", b">", b"/"))
_ZIP: Final = b"PK\x03\x04"
_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
"""What stands in a cell whose formula could not be computed."""
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
Rows = tuple[tuple[str, ...], ...]


def read_sheet(raw: bytes) -> Rows:
    """Return the rows that hold anything, or raise `UnusableDocument`."""
    if len(raw) > MAX_BYTES:
        _refuse("format.unpacked_too_large", limit=MAX_BYTES // 1_000_000)
    rows = _workbook(raw) if raw.startswith(_ZIP) else _csv(raw)
    kept, held = list[tuple[str, ...]](), 0
    for row in rows:
        cells = tuple(trimmed(composed(cell))[:LONGEST_CELL] for cell in row[:MAX_COLUMNS])
        if not any(cells):
            continue
        if len(kept) == MAX_ROWS:
            _refuse("format.sheet_too_long", limit=MAX_ROWS)
        held += sum(map(len, cells))
        if held > MOST_TEXT:
            _refuse("format.unpacked_too_large", limit=MAX_UNPACKED // 1_000_000)
        kept.append(cells)
    if not kept:
        _refuse("format.sheet_empty")
    return tuple(kept)


def _csv(raw: bytes) -> Iterator[list[str]]:
    text = _decoded(raw)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)  # a line at a time
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
    # Loaded by whoever reads a workbook first: 8 MB that a waiting process does not hold (docs/adr/0029).
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _gate(raw)
    try:
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                rows = sheet.iter_rows(max_row=MAX_LINES, max_col=MAX_COLUMNS, values_only=True)
                return iter([_filled([_said(value) for value in row]) for row in rows])
    except (*_BROKEN, InvalidFileException):
        pass
    return _refuse("format.sheet_unreadable")


_BROKEN: Final = (
    AttributeError, ArithmeticError, EOFError, LookupError, OSError,
    ParseError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl raises for files that are no workbooks, by where they are broken."""


def _filled(cells: list[str]) -> list[str]:
    """Return cells up to the last that holds anything: a sheet may say that it is wide."""
    width = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:width]


def _gate(raw: bytes) -> None:
    """Refuse what must not be unpacked, or not be parsed: openpyxl would do both."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            parts = packed.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                _refuse("format.unpacked_too_large", limit=MAX_UNPACKED // 1_000_000)
            if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
                _refuse("format.sheet_unreadable")
            tags = other = 0
            for part in parts:
                content = packed.read(part)
                if _declares(part.filename, content):
                    _refuse("format.xml_doctype")
                opened = content.count(b"<") - content.count(b"</")
                tags, other = tags + opened, other + opened - sum(map(content.count, _CELLS))
            if tags > MOST_TAGS or other > MOST_OTHER_TAGS:
                _refuse("format.xml_too_many", limit=MOST_TAGS if tags > MOST_TAGS else MOST_OTHER_TAGS)
    except _BROKEN:
        _refuse("format.sheet_unreadable")


def _declares(name: str, content: bytes) -> bool:
    """Say whether a part has a DOCTYPE, or is written so that one could hide in it; workbooks are UTF-8 without any.

    Every part is looked at: which of them is parsed says the workbook, not the end of a name. Pictures hold any byte.
    """
    if any(sign in content for sign in _DOCTYPES):
        return True
    return name.lower().endswith((".xml", ".rels")) and b"\0" in content


def _said(value: object) -> str:
    """Return a value as a person would type it; what a formula could not compute is nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case str() if value in _ERRORS:
            return ""
        case _:
            return str(value)


def _refuse(code: str, **params: int) -> NoReturn:
    raise UnusableDocument((MESSAGES.problem(code, "", "error", **params),))
