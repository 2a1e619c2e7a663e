"""Workbooks: whatever is written is read back as text, and nothing of it is a formula."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from intake.workbook import write_workbook
from kernel.sheet_writing import Cell

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    ["=1+1", "@x", "+1", "#REF!", "=", "\t=1", "＝1", "-", "2026-11-26", "TRUE", "1e5", "'=1"]
)


def _read(head: list[str], rows: list[list[Cell]]) -> list[list[tuple[object, str]]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_workbook(path, "一覧/[1]", head, rows)
        sheet = load_workbook(path).active
        assert sheet is not None
        return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_TEXT.map(str.strip), min_size=2, max_size=2), min_size=1, max_size=4))
def test_text_comes_back_as_text(rows: list[list[str]]) -> None:
    read = _read(["甲", "=乙"], [[*row] for row in rows])

    assert [[value or "" for value, _ in row] for row in read] == [["甲", "=乙"], *rows]
    assert {kind for row in read for _, kind in row} <= {"s", "n", "inlineStr"}
    assert not [value for row in read for value, kind in row if kind == "n" and value is not None]


def test_numbers_are_numbers_and_what_no_workbook_can_hold_is_left_out() -> None:
    read = _read(["額"], [[12_300], [0.5], ["a\x01\ud800b\r\nc"]])

    assert [row[0][0] for row in read[1:]] == [12_300, 0.5, "ab\nc"]
