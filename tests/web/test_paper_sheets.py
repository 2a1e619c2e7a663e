"""Paper applications that come as CSV: judged like typed ones, received once, nothing lost."""

import csv
import io
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict

from engine.shell.cases import case_counts
from forms.sheet_columns import columns_of
from forms.web_input import pairs_from_answers
from intake.applications import entry_form
from intake.drafts import KEPT
from intake.paper_sheets import forget_sheets
from intake.tables import paper_row
from kernel.json_types import Json
from tests.web.html_page import HtmlPage
from tests.web.town import Visitor, WebTown

DOG: Final = "dog-registration"
HOME: Final = f"/staff/counter/sheets/{DOG}"


def cells(town: WebTown, given: dict[str, Json]) -> dict[str, str]:
    """Return answers as they would stand in a sheet."""
    form = entry_form(town.bundle(DOG))
    found: dict[str, str] = {}
    for name, value in pairs_from_answers(form, given):
        key, _, part = name.rpartition(".")
        if part in ("year", "month", "day"):
            found[key] = str(given[key])
        else:
            found[name] = "○" if value == "yes" else value
    known = {column.name: column.title for column in columns_of(form)}
    return {known[name]: value for name, value in found.items() if name in known}


def sheet(*lines: dict[str, str]) -> bytes:
    heading = list(dict.fromkeys(name for line in lines for name in line))
    kept = io.StringIO()
    writer = csv.DictWriter(kept, heading)
    writer.writeheader()
    writer.writerows(lines)
    return kept.getvalue().encode("cp932", errors="replace")


def bring(officer: Visitor, raw: bytes, name: str = "ocr.csv") -> HtmlPage:
    officer.open(HOME)
    data = MultiDict(
        [
            ("csrf_token", officer.token()),
            ("file", FileStorage(io.BytesIO(raw), filename=name, content_type="text/csv")),
        ]
    )
    response = officer.client.post(HOME, data=data, follow_redirects=True)
    officer.page = HtmlPage.read(response.status_code, response.request.full_path.rstrip("?"), response.text)
    return officer.page


def receive_all(officer: Visitor, count: int) -> HtmlPage:
    officer.press(f"{count}件を受け付ける")
    while "続きを受け付ける" in officer.page.buttons():
        officer.press("続きを受け付ける")
    return officer.page


def arrivals(town: WebTown) -> int:
    with town.house.database.read() as tx:
        return sum(case_counts(tx).get(DOG, {}).values())


def test_rows_are_received_as_paper_and_wrong_ones_are_told_and_kept(town: WebTown) -> None:
    right, wrong = cells(town, town.answers(DOG, 1)), cells(town, town.answers(DOG, 2))
    email = next(name for name in wrong if "メール" in name)
    sato = town.officer("sato")

    bring(sato, sheet(right | {"備考": "x"}, wrong | {email: "これはメールではない"}))
    told = sato.page.text
    page = receive_all(sato, 2)

    assert "使いません：備考" in told
    assert "受け付けた 1件" in page.text
    assert "誤りがある 1件" in page.text
    assert "メール" in page.text
    assert arrivals(town) == 1
    number = next(href for shown, href in page.links if href.startswith("/staff/cases/0"))
    assert "紙" in sato.open(number).text


def test_the_same_file_again_makes_no_second_application(town: WebTown) -> None:
    raw = sheet(*(cells(town, town.answers(DOG, seed)) for seed in (1, 2, 3)))
    sato = town.officer("sato")
    bring(sato, raw)
    receive_all(sato, 3)

    bring(sato, raw)
    page = receive_all(sato, 3)

    assert "前に受け付けていた 3件" in page.text
    assert arrivals(town) == 3


def test_two_rows_that_say_the_same_are_two_applications_unless_they_have_one_number(town: WebTown) -> None:
    line = cells(town, town.answers(DOG, 1))
    sato = town.officer("sato")

    bring(sato, sheet(line, line))
    receive_all(sato, 2)
    bring(sato, sheet({"管理番号": "7", **line}, {"管理番号": "7", **line}))
    page = receive_all(sato, 2)

    assert "受け付けた 1件" in page.text
    assert "前に受け付けていた 1件" in page.text
    assert arrivals(town) == 3


def test_a_long_sheet_is_received_in_parts_and_says_how_far_it_is(town: WebTown) -> None:
    line = cells(town, town.answers(DOG, 1))
    sato = town.officer("sato")
    bring(sato, sheet(*({"管理番号": str(number), **line} for number in range(23))))

    first = sato.press("23件を受け付ける")
    last = sato.press("続きを受け付ける")

    assert "23件のうち 20件が終わりました" in first.text
    assert "まだ 0件" in last.text
    assert arrivals(town) == 23


def test_wrong_rows_come_back_as_a_file_that_can_be_brought_again(town: WebTown) -> None:
    line = cells(town, town.answers(DOG, 1))
    phone = next(name for name in line if "電話" in name)
    sato = town.officer("sato")
    bring(sato, sheet(line | {phone: "=cmd"}))
    page = receive_all(sato, 1)

    given = sato.client.get(page.link("誤りのある行をCSVで受け取る")).data.decode("utf-8-sig")
    (back,) = csv.DictReader(io.StringIO(given))
    bring(sato, sheet(back | {phone: line[phone]}))
    again = receive_all(sato, 1)

    assert back["確認すること"]
    assert back[phone] == "'=cmd"
    assert "確認すること" not in sato.page.text.partition("ocr.csv の受付")[0]
    assert "受け付けた 1件" in again.text


def test_a_wrong_row_is_put_right_at_the_counter_and_counts_as_received(town: WebTown) -> None:
    given = town.answers(DOG, 1)
    line = cells(town, given)
    phone = next(name for name in line if "電話" in name)
    sato = town.officer("sato")
    bring(sato, sheet(line | {phone: "x"}))
    page = receive_all(sato, 1)
    rows = page.path

    sato.press(next(each for each in page.buttons() if each.startswith("この行を直して")))
    sato.click("変更する")
    sato.press("次へ", applicant_phone=str(given["applicant_phone"]))
    sato.press("申請する")
    after = sato.open(rows)

    assert "受け付けた 1件" in after.text
    bring(sato, sheet(line | {phone: "x"}))
    assert "前に受け付けていた 1件" in receive_all(sato, 1).text
    assert arrivals(town) == 1


def test_what_stood_in_a_row_is_forgotten(town: WebTown) -> None:
    line = cells(town, town.answers(DOG, 1))
    email = next(name for name in line if "メール" in name)
    sato = town.officer("sato")
    bring(sato, sheet(line, line | {email: "x"}))
    receive_all(sato, 2)

    with town.house.database.begin() as tx:
        before = [list(cells) for cells in tx.scalars(select(paper_row.c.cells).order_by(paper_row.c.number))]
        forget_sheets(tx, town.clock.now() + KEPT + timedelta(days=1))
        after = [list(cells) for cells in tx.scalars(select(paper_row.c.cells))]

    assert before[0] == []
    assert before[1] != []
    assert after == [[]]


def test_what_is_no_sheet_and_what_fits_no_field_is_refused_in_words(town: WebTown) -> None:
    sato = town.officer("sato")

    assert bring(sato, b"").status == 422
    page = bring(sato, "なにか,べつの\n1,2\n".encode())

    assert page.status == 422
    assert "見出しにこの申請書の項目がない" in page.text


def test_other_departments_bring_nothing_and_see_nothing(town: WebTown) -> None:
    sato = town.officer("sato")
    bring(sato, sheet(cells(town, town.answers(DOG, 1))))
    rows = sato.page.path
    other = town.officer("takahashi")

    assert other.open(HOME).status == 404
    assert other.open(rows).status == 404
