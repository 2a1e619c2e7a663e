"""文書の保存と廃棄: two people part with a case; nothing of its applicant is left, and its chain still fits."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import String, Text, insert, select

from cli.upkeep import installation_of
from db.all_tables import every_table
from db.types import JsonText
from engine.shell.case_rows import find_case
from intake import tables as intake_tables
from kernel.text_ja import search_key
from records.retention import closed_by, kept_until
from tests.security.uploads import PDF
from tests.web.town import Visitor, WebTown, apply
from tests.web.walks import followed, officer_id, password_on
from upkeep.inspection import Inspection, inspect_everything

DOG = "dog-registration"
PLANTED = "うえこみ"
"""Stands in everything that anybody writes about the case that is erased."""
LATER = timedelta(days=365 * 2 + 150)


def attach(town: WebTown, case_id: str, content: bytes) -> None:
    """Keep a file for a case."""
    stored = town.house.files.store(BytesIO(content), max_bytes=1_000_000, accept=frozenset())
    row = {
        "id": f"a{case_id[1:]}", "owner": case_id, "field": "photo", "name": f"{PLANTED}.pdf",
        "media_type": "application/pdf", "size": stored.size, "sha256": stored.sha256,
        "stored_at": town.clock.now(),
    }  # fmt: skip
    with town.house.database.begin() as tx:
        tx.execute(insert(intake_tables.attachment).values(row))


def a_refused_case(town: WebTown) -> str:
    """Let a case go through everything in which people write something, up to a refusal; return its number."""
    given = town.answers(DOG, injected=False, dog_name=f"{PLANTED}丸", dog_color=f"{PLANTED}色")
    resident = town.resident()
    number = apply(resident, town, DOG, given)
    watcher = followed(town, number, password_on(resident))
    clerk = town.officer("kimura")
    town.look_at(clerk, number)
    clerk.press("連絡を送る", body=f"{PLANTED}の件です。")
    watcher.open(watcher.page.path)
    watcher.press("送る", body=f"{PLANTED}について。")
    town.look_at(clerk, number)
    clerk.press("対応を済ませる")
    town.look_at(clerk, number)
    clerk.click("供覧する")
    clerk.press("供覧する", officers=[officer_id(town, "ogawa")], reason=f"{PLANTED}を見てください。")
    town.look_at(clerk, number)
    clerk.press("補正を求める", reason=f"{PLANTED}が読めません。", fields=["dog_color"])
    town.work()
    watcher.open(watcher.page.path)
    watcher.open(f"/s/{number}/answer")
    watcher.press("この内容で送信する", dog_color=f"{PLANTED}の黒")
    town.look_at(clerk, number)
    clerk.click("職権で補正する")
    clerk.press("この内容に補正する", dog_color=f"{PLANTED}の茶", reason=f"{PLANTED}は誤記のため。")
    rows = f"{town.case_id(number)}.{town.case(number).state.items[-1].number}"
    clerk.send("/staff/bulk/", {"rows": rows, "action": "claim", "reason": f"{PLANTED}をまとめて"})
    town.look_at(clerk, number)
    clerk.press("上司の判断を求める", reason=f"{PLANTED}の記載が足りない。")
    head = town.officer("matsumoto")
    town.look_at(head, number)
    head.press("却下する", reason=f"{PLANTED}は登録できません。法4条による。")
    town.work()
    attach(town, town.case_id(number), PDF)
    return number


def texts(town: WebTown) -> Iterator[tuple[str, str, str]]:
    """Yield every text that stands in any column of any table, as the database holds it."""
    with town.house.database.read() as tx:
        for table in every_table().sorted_tables:
            columns = [each for each in table.columns if isinstance(each.type, String | Text | JsonText)]
            for row in tx.execute(select(*columns)) if columns else ():
                for column, value in zip(columns, row, strict=True):
                    yield table.name, column.name, str(value)


def where(town: WebTown, word: str) -> set[tuple[str, str]]:
    folded = search_key(word)
    return {(table, column) for table, column, text in texts(town) if word in text or folded in text}


def faults(town: WebTown) -> list[object]:
    return [*inspect_everything(installation_of(town.house), Inspection())]


@pytest.fixture
def number(town: WebTown) -> str:
    """The number of a case that was refused, and became due long ago."""
    made = a_refused_case(town)
    assert town.case(made).status == "closed", town.case(made)
    return made


def due_on(town: WebTown, officer: Visitor) -> None:
    officer.open(f"/staff/records/procedures/{DOG}")
    officer.press("保存期間を決める", years="1", basis="文書管理規程 別表第1 第4類")


@pytest.mark.promise("P38")
def test_what_two_people_part_with_is_gone_from_everywhere(town: WebTown, number: str) -> None:
    case_id, before = town.case_id(number), town.case(number)
    name = town.answers(DOG)["applicant_name"]
    assert isinstance(name, dict)
    held = {table for table, _ in where(town, PLANTED)}
    expected = {"submission", "case_values", "case_words", "case_message", "amendment", "attachment", "work_item"}
    assert expected | {"aside", "bulk_run", "message"} <= held
    clerk = town.officer("kimura")
    clerk.open(f"/staff/sheets/new?procedure={DOG}")
    clerk.press("書き出す", answers="yes")
    town.clock.advance(LATER)
    first, second = town.officer("matsumoto"), town.officer("suzuki")
    due_on(town, first)
    assert number in first.page.text
    first.press("印を付けた案件の廃棄を申し出る")
    proposal = first.page.path
    assert "ほかの職員の決定を待っています" in first.page.text
    assert where(town, PLANTED), "nothing goes before the second person has agreed"

    second.open(proposal)
    second.press("1件を廃棄する")

    assert not where(town, PLANTED)
    assert not where(town, str(name["family"]) + str(name["given"]))
    assert not [each for each in (town.house.settings.data_dir / "files").rglob("*") if each.is_file()]
    assert not [*town.house.exporter.folder.iterdir()]
    assert faults(town) == []
    with town.house.database.read() as tx:
        assert find_case(tx, case_id) == before
    assert number in second.page.text
    assert "消去済み 1件" in second.page.text


def test_of_an_erased_case_the_skeleton_can_be_looked_at(town: WebTown, number: str) -> None:
    case_id = town.case_id(number)
    town.clock.advance(LATER)
    first, second = town.officer("matsumoto"), town.officer("suzuki")
    due_on(town, first)
    first.press("印を付けた案件の廃棄を申し出る")
    second.open(first.page.path)
    second.press("1件を廃棄する")

    clerk = town.officer("kimura")

    assert "消去されました" in clerk.open(f"/staff/cases/{case_id}").text
    assert clerk.open(clerk.page.link("いつ、だれが、何をしたか")).status == 200
    assert PLANTED not in clerk.page.html
    for path in (f"/staff/cases/?procedure={DOG}", "/staff/load", "/staff/asked"):
        assert clerk.open(path).status in (200, 404), path
    assert "当てはまる案件はありません" in clerk.open(f"/staff/cases/?q={number}").text


def test_the_file_that_another_case_holds_too_stays(town: WebTown, number: str) -> None:
    town.clock.advance(LATER)
    other = apply(town.resident(), town, DOG, town.answers(DOG, seed=5, injected=False))
    attach(town, town.case_id(other), PDF)
    first, second = town.officer("matsumoto"), town.officer("suzuki")
    due_on(town, first)
    first.press("印を付けた案件の廃棄を申し出る")
    second.open(first.page.path)
    second.press("1件を廃棄する")

    assert [each for each in (town.house.settings.data_dir / "files").rglob("*") if each.is_file()]
    assert faults(town) == []


def test_one_person_alone_parts_with_nothing(town: WebTown, number: str) -> None:
    town.clock.advance(LATER)
    first, second = town.officer("matsumoto"), town.officer("suzuki")
    due_on(town, first)
    first.press("印を付けた案件の廃棄を申し出る")
    proposal = first.page.path

    refused = first.send(proposal, {"decision": "agree"})
    assert (refused.status, "申し出た人は決定できません" in refused.text) == (422, True)
    second.open(proposal)
    second.press("断る")

    assert where(town, PLANTED)
    assert number in first.open(f"/staff/records/procedures/{DOG}").text
    assert "先に処理しました" in second.send(proposal, {"decision": "agree"}).text
    assert where(town, PLANTED)


def test_what_is_not_due_cannot_be_chosen_and_a_period_stands_on_a_rule(town: WebTown, number: str) -> None:
    officer = town.officer("matsumoto")
    due_on(town, officer)

    refused = officer.send(f"/staff/records/procedures/{DOG}", {"cases": town.case_id(number)})
    assert "印を付けてください" in refused.text
    for years, basis in (("0", "規程"), ("31", "規程"), ("２", "規程"), ("3", " "), ("x", "規程"), ("00011", "規程")):
        officer.open(f"/staff/records/procedures/{DOG}")
        assert officer.press("保存期間を決める", years=years, basis=basis).status == 422, (years, basis)
    officer.open(f"/staff/records/procedures/{DOG}")
    officer.press("保存期間を決める", years="", basis="")
    assert "保存期間を決めると" in officer.page.text


def test_records_of_other_departments_look_absent(town: WebTown) -> None:
    officer = town.officer("matsumoto")

    assert officer.open("/staff/records/procedures/nursery").status == 404
    assert officer.send("/staff/records/procedures/nursery/period", {"years": "1", "basis": "x"}).status == 404
    assert town.officer("kimura").open("/staff/records/").status == 403


@pytest.mark.parametrize(
    ("closed", "years", "last"),
    [
        pytest.param(datetime(2026, 4, 1, tzinfo=UTC), 1, date(2028, 3, 31), id="年度の初め"),
        pytest.param(datetime(2027, 3, 31, 14, 59, tzinfo=UTC), 1, date(2028, 3, 31), id="年度の末"),
        pytest.param(datetime(2027, 3, 31, 15, 0, tzinfo=UTC), 1, date(2029, 3, 31), id="日本では翌年度"),
        pytest.param(datetime(2026, 5, 1, tzinfo=UTC), 30, date(2057, 3, 31), id="30年"),
    ],
)
def test_a_period_begins_with_the_next_fiscal_year(closed: datetime, years: int, last: date) -> None:
    assert kept_until(closed, years) == last
    assert not closed < closed_by(last, years)
    assert closed < closed_by(last + timedelta(days=1), years)
