"""Sheets from elsewhere: what Excel and old office systems write is read, what is no sheet is refused in words."""

import io
import zipfile

import pytest

from kernel.errors import UnusableDocument
from kernel.sheets import MAX_ROWS, read_sheet

BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="隠し" sheetId="1" state="hidden" r:id="rId1"/><sheet name="一覧" sheetId="2" r:id="rId2"/>'
    "</sheets></workbook>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>'
)
STRINGS = "<sst><si><t>項目名</t></si><si><r><t>氏</t></r><r><t>名</t></r><rPh><t>シメイ</t></rPh></si></sst>"
SHEET = (
    '<worksheet><sheetData><row r="1"><c r="B1" t="s"><v>0</v></c>'
    '<c r="C1" t="inlineStr"><is><t> 必須 </t></is></c></row>'
    '<row r="2"/><row r="3"><c r="A3"><v>1</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="b"><v>1</v></c>'
    '<c r="D3" t="e"><v>#REF!</v></c><c r="E3" t="s"><v>99</v></c></row></sheetData></worksheet>'
)


def workbook(**parts: str) -> bytes:
    """Return an .xlsx of these parts, those of a small list where none is given."""
    names = {"book": "xl/workbook.xml", "relations": "xl/_rels/workbook.xml.rels", "strings": "xl/sharedStrings.xml",
             "sheet": "xl/worksheets/sheet2.xml"}  # fmt: skip
    given = {"book": BOOK, "relations": RELATIONS, "strings": STRINGS, "sheet": SHEET, **parts}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, text in given.items():
            if text:
                packed.writestr(names[part], text)
    return made.getvalue()


def test_the_first_sheet_that_can_be_seen_is_read_in_its_columns() -> None:
    assert read_sheet(workbook()) == (("", "項目名", "必須"), ("1", "氏名", "TRUE", "", ""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_as_offices_write_it(encoding: str, delimiter: str) -> None:
    text = f'項目{delimiter}説明\r\n氏名{delimiter}"住民票の{delimiter}とおり"\r\n{delimiter}\r\n'

    assert read_sheet(text.encode(encoding)) == (("項目", "説明"), ("氏名", f"住民票の{delimiter}とおり"))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "format.sheet_empty"),
        (b"\r\n,,\r\n", "format.sheet_empty"),
        (b"\xff\xfe\x00\x81", "format.sheet_unreadable"),
        (b"PK\x03\x04 nothing", "format.sheet_unreadable"),
        (workbook(book=""), "format.sheet_unreadable"),
        (workbook(relations="<Relationships/>"), "format.sheet_unreadable"),
        (workbook(sheet="<worksheet>"), "format.not_xml"),
        (workbook(sheet='<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), "format.xml_doctype"),
        (workbook(sheet="<worksheet>" + " " * 20_000_001 + "</worksheet>"), "format.unpacked_too_large"),
        (b"x" * 5_000_001, "format.unpacked_too_large"),
        ("氏名\n".encode() * (MAX_ROWS + 1), "format.sheet_too_long"),
    ],
)
def test_what_is_no_list_is_refused_in_words(raw: bytes, code: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        read_sheet(raw)

    assert [problem.code for problem in refusal.value.problems] == [code]
