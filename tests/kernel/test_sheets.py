"""Sheets from elsewhere: what Excel and old office systems write is read, what is no sheet is refused in words."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from kernel.errors import UnusableDocument
from kernel.sheets import MAX_ROWS, read_sheet

BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="隠し" sheetId="1" state="hidden" r:id="rId1"/><sheet name="一覧" sheetId="2" r:id="rId2"/>'
    "</sheets></workbook>"
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{KIND}" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{KIND}" Target="/xl/worksheets/sheet2.xml"/></Relationships>'
)
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/></Types>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = (
    f"<sst {MAIN}><si><t>項目名</t></si>"
    '<si><r><t>氏</t></r><r><t>名</t></r><rPh sb="0" eb="2"><t>シメイ</t></rPh></si></sst>'
)
SHEET = (
    f'<worksheet {MAIN}><sheetData><row r="1"><c r="B1" t="s"><v>0</v></c>'
    '<c r="C1" t="inlineStr"><is><t> 必須 </t></is></c></row>'
    '<row r="2"/><row r="3"><c r="A3"><v>1</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="b"><v>1</v></c>'
    '<c r="D3" t="e"><v>#REF!</v></c><c r="E3" t="s"><v>1</v></c></row></sheetData></worksheet>'
)


def workbook(**parts: str) -> bytes:
    """Return an .xlsx of these parts, those of a small list where none is given."""
    names = {
        "types": "[Content_Types].xml",
        "book": "xl/workbook.xml",
        "relations": "xl/_rels/workbook.xml.rels",
        "strings": "xl/sharedStrings.xml",
        "sheet": "xl/worksheets/sheet2.xml",
        "hidden": "xl/worksheets/sheet2.dat",
        "styles": "xl/styles.xml",
    }
    given = {"types": TYPES, "book": BOOK, "relations": RELATIONS, "strings": STRINGS, "sheet": SHEET, **parts}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, text in given.items():
            if text:
                packed.writestr(names[part], text)
    return made.getvalue()


NAMED_OTHERWISE = RELATIONS.replace("sheet2.xml", "sheet2.dat")
GROWING = (
    f'<!DOCTYPE x [<!ENTITY a "{"い" * 9}">]><worksheet {MAIN}><sheetData><row><c t="inlineStr"><is><t>&a;</t></is></c>'
    "</row></sheetData></worksheet>"
)
"""A sheet whose name does not say that it is XML; the workbook says so."""
LINE = "<row>{}</row>".format('<c t="s"><v>0</v></c>' * 64)
SAME = f"<worksheet {MAIN}><sheetData>{LINE * 100}</sheetData></worksheet>"
"""One text in each of 6,400 cells."""


def broken_lzma() -> bytes:
    """Return a workbook that is packed in another way, and damaged."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
    raw = bytearray(made.getvalue())
    raw[80:120] = b"\xff" * 40
    return bytes(raw)


def test_the_first_sheet_that_can_be_seen_is_read_in_its_columns() -> None:
    assert read_sheet(workbook()) == (("", "項目名", "必須"), ("1", "氏名", "TRUE", "", "氏名"))


def test_days_and_numbers_are_read_as_one_would_type_them() -> None:
    book, made = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    days = [datetime.fromisoformat(day) for day in ("2026-04-01", "2026-04-01 09:30")]
    sheet.append([*days, 3.0, 2.5, "=1+1", "　氏名　"])
    book.save(made)

    (row,) = read_sheet(made.getvalue())

    assert row == ("2026-04-01", "2026-04-01 09:30", "3", "2.5", "", "氏名")


def test_a_sheet_that_says_it_is_wide_is_read_as_far_as_lists_go() -> None:
    wide = SHEET.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')

    assert read_sheet(workbook(sheet=wide)) == read_sheet(workbook())


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
        (workbook(relations=RELATIONS.replace("rId2", "rId9")), "format.sheet_unreadable"),
        (workbook(sheet="<worksheet>"), "format.sheet_unreadable"),
        (workbook(types=""), "format.sheet_unreadable"),
        (workbook(sheet=SHEET.encode("utf-16").decode("latin-1")), "format.xml_doctype"),
        (workbook(sheet='<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), "format.xml_doctype"),
        (workbook(sheet="<worksheet>" + " " * 20_000_001 + "</worksheet>"), "format.unpacked_too_large"),
        (b"x" * 5_000_001, "format.unpacked_too_large"),
        ("氏名\n".encode() * (MAX_ROWS + 1), "format.sheet_too_long"),
        (workbook(relations=NAMED_OTHERWISE, hidden=GROWING), "format.xml_doctype"),
        (workbook(relations=NAMED_OTHERWISE, hidden=GROWING.encode("utf-16").decode("latin-1")), "format.xml_doctype"),
        (
            workbook(strings=f"<sst {MAIN}><si><t>{'あ' * 2_000}</t></si></sst>", sheet=SAME),
            "format.unpacked_too_large",
        ),
        (
            workbook(styles=f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 200_001}</cellXfs></styleSheet>"),
            "format.xml_too_many",
        ),
        (
            workbook(sheet=f"<worksheet {MAIN}><sheetData><row>{'<c/>' * 2_000_001}</row></sheetData></worksheet>"),
            "format.xml_too_many",
        ),
        (broken_lzma(), "format.sheet_unreadable"),
    ],
)
def test_what_is_no_list_is_refused_in_words(raw: bytes, code: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        read_sheet(raw)

    assert [problem.code for problem in refusal.value.problems] == [code]


def test_a_workbook_with_pictures_is_read() -> None:
    packed = io.BytesIO(workbook())
    with zipfile.ZipFile(packed, "a") as book:
        book.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<<\0")

    assert read_sheet(packed.getvalue()) == read_sheet(workbook())
