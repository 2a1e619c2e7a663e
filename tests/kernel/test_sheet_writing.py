"""CSV for offices: no cell is ever carried out, both encodings open, numbers stay numbers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.sheet_writing import csv_lines, guarded


@pytest.mark.parametrize(
    "cell", ["=1+1", "+81", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "＠x", "\ufeff=1", '=HYPERLINK("x")', "-"]
)
def test_a_formula_is_text(cell: str) -> None:
    assert guarded(cell).startswith("'")


@pytest.mark.parametrize("cell", ["12", "-3", "0.5", "山田 花子", "2026-11-26 10:00", "a=b", ""])
def test_what_is_none_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=5))
def test_what_is_written_is_read_and_never_begins_like_a_formula(rows: list[list[str]]) -> None:
    kept = [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in rows]

    text = b"".join(csv_lines(kept, "utf-8")).decode("utf-8-sig")
    read = [*csv.reader(io.StringIO(text, newline=""))]

    assert [[guarded(cell) for cell in row] for row in kept if row != [""]] == [
        row for row in read if row and row != [""]
    ]
    assert not [cell for row in read for cell in row if cell[:1] in ("=", "+", "@")]


def test_older_programs_get_what_they_know() -> None:
    raw = b"".join(csv_lines([["髙﨑", "𠮷野家", "1〜2", "−5"]], "cp932"))

    assert raw.decode("cp932") == "髙﨑,〓野家,1～2,'－5\r\n"
