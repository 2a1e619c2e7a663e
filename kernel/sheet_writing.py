"""Rows as CSV that spreadsheets of offices open: UTF-8 with a mark, or the older CP932.

A cell that a spreadsheet would take for a formula gets an apostrophe in front: what somebody typed into a form must
never be carried out on the machine of whoever opens the list. In CP932 a character that is absent there becomes 〓.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, TypeAlias

Encoding: TypeAlias = Literal["utf-8", "cp932"]
Cell: TypeAlias = str | int | float
MISSING: Final = "〓"
"""What offices print for a character that their machines do not have (げた記号)."""
_FORMULA: Final = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠\u2212]|[\t\r\n]")
_NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_BREAKS: Final = re.compile(r"\r\n?|\n")


def csv_lines(rows: Iterable[Sequence[Cell]], encoding: Encoding) -> Iterator[bytes]:
    """Yield `rows` as lines of a CSV file, one at a time."""
    if encoding == "utf-8":
        yield codecs.BOM_UTF8
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(str(cell)) for cell in row])
        yield _encoded(kept.getvalue(), encoding)
        kept.seek(0)
        kept.truncate()


def guarded(cell: str) -> str:
    """Return `cell` as text that no spreadsheet carries out; numbers stay numbers."""
    text = _BREAKS.sub("\n", cell.replace("\0", ""))
    return f"'{text}" if would_be_carried_out(text) else text


def would_be_carried_out(text: str) -> bool:
    """Say whether a spreadsheet may take `text` for a formula."""
    return _FORMULA.match(text) is not None and not _NUMBER.fullmatch(text)


def _encoded(text: str, encoding: Encoding) -> bytes:
    if encoding == "utf-8":
        return text.encode("utf-8")
    known = text.replace("\u2212", "－").replace("\u301c", "～")  # what Windows calls these two
    return known.encode("cp932", errors="shift_jis_missing")


def _missing(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return MISSING * (error.end - error.start), error.end


codecs.register_error("shift_jis_missing", _missing)
