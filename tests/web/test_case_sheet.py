"""一覧の書き出し: sheets of cases for those who may see them, that carry nothing out and are noted."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import delete

from accounts.directory import officer_by_login
from accounts.tables import grant, membership
from db.seldom import changed
from engine.shell.cases import case_ids
from intake.exports import Export, Exporter, Wanted, begin_export, exports
from tests.web.town import Visitor, WebTown, apply

DOG = "dog-registration"
ASK = f"/staff/sheets/new?procedure={DOG}"


def take(officer: Visitor, ask: str = ASK, **chosen: str) -> bytes:
    """Ask for a list, and take the file."""
    assert officer.open(ask).status == 200
    officer.press("書き出す", **chosen)
    response = officer.client.get(
        officer.page.link("ファイルを受け取る"), environ_overrides={"REMOTE_ADDR": officer.address}
    )
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    raw: bytes = response.data
    return raw


def lines(raw: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return [*csv.reader(io.StringIO(raw.decode(encoding), newline=""))]


def sheet(raw: bytes) -> Worksheet:
    found = load_workbook(io.BytesIO(raw)).active
    assert isinstance(found, Worksheet)
    return found


@pytest.fixture
def number(town: WebTown) -> str:
    """The receipt number of an application whose dog has a dangerous name."""
    given = town.answers(DOG, injected=False, dog_name="=HYPERLINK(1)")
    return apply(town.resident(), town, DOG, given)


@pytest.mark.parametrize(("form", "encoding"), [("csv", "utf-8-sig"), ("cp932", "cp932")])
def test_a_clerk_takes_the_cases_with_their_answers(town: WebTown, number: str, form: str, encoding: str) -> None:
    head, line = lines(take(town.officer("kimura"), form=form, answers="yes"), encoding)

    found = dict(zip(head, line, strict=True))
    assert found["受付番号"] == number
    assert found["状態"] == "審査中"
    assert found["犬の名前"] == "'=HYPERLINK(1)"
    assert found["届いた日時"] == "2026-11-24 10:00"


def test_in_a_workbook_what_looks_like_a_formula_is_text_and_stays_text(town: WebTown, number: str) -> None:
    book = sheet(take(town.officer("kimura"), form="xlsx", answers="yes"))

    head = [cell.value for cell in book[1]]
    cell = book[2][head.index("犬の名前")]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert book[2][head.index("受付番号")].value == number
    assert book.freeze_panes == "A2"


def test_answers_are_left_out_unless_asked_for_and_states_can_be_chosen(town: WebTown, number: str) -> None:
    clerk = town.officer("kimura")

    assert "犬の名前" not in lines(take(clerk, form="csv"))[0]
    assert len(lines(take(clerk, f"{ASK}&status=open", form="csv"))) == 2
    assert "書き出す案件がありません" in clerk.open(f"{ASK}&status=closed").text


def test_the_list_of_cases_a_search_and_the_inbox_lead_to_it(town: WebTown, number: str) -> None:
    clerk = town.officer("kimura")
    for address in (f"/staff/cases/?procedure={DOG}&status=open", f"/staff/cases/?q={number}", "/staff/?view=section"):
        clerk.open(address)

        head, line = lines(take(clerk, clerk.page.link("この一覧を書き出す"), form="csv"))

        assert line[head.index("受付番号")] == number, address
        assert ("すること" in head) == address.startswith("/staff/?")
        assert "犬の名前" not in head


def test_another_departments_sheet_looks_absent(town: WebTown, number: str) -> None:
    clerk, stranger = town.officer("kimura"), town.officer("hasegawa")
    take(clerk)
    made = clerk.page.path

    assert stranger.open(ASK).status == 404
    assert stranger.open(made).status == stranger.open(f"{made}/file").status == 404
    assert number not in stranger.open("/staff/sheets/").text
    stranger.open(f"/staff/sheets/new?source=search&q={number}")
    assert "書き出す案件がありません" in stranger.page.text


def test_a_long_list_is_made_in_parts_by_the_worker_and_tells_what_is_missing(
    town: WebTown, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in (("AT_ONCE", 0), ("MOST_ROWS", 2)):
        monkeypatch.setattr(f"web.case_sheet.{name}", most)
    monkeypatch.setattr("intake.exports.MOST_ROWS", 2)
    monkeypatch.setattr("intake.exports.BATCH", 1)
    monkeypatch.setattr("intake.exports.PARTS_A_ROUND", 1)
    for seed in (2, 3):
        apply(town.resident(), town, DOG, town.answers(DOG, seed=seed, injected=False))
    clerk = town.officer("kimura")

    assert "2件までを書き出します" in clerk.open(ASK).text
    clerk.press("書き出す", form="csv")
    assert "2件のうち 0件まで" in clerk.page.text
    town.house.exporter.go_round(town.clock.now())
    assert "2件のうち 1件まで" in clerk.open(clerk.page.path).text
    town.house.exporter.go_round(town.clock.now())

    assert "すべては入っていません" in clerk.open(clerk.page.path).text
    assert "ファイルを受け取る" in clerk.page.text
    assert not [each for each in town.house.exporter.folder.iterdir() if each.is_dir()]


def test_the_file_goes_after_a_day_and_what_was_taken_stays_known(town: WebTown, number: str) -> None:
    clerk = town.officer("kimura")
    take(clerk, answers="yes")
    made = clerk.page.path

    town.clock.advance(timedelta(days=1, minutes=1))
    town.house.exporter.go_round(town.clock.now())

    clerk = town.officer("kimura")
    assert "このファイルはもうありません" in clerk.open(made).text
    assert clerk.open(f"{made}/file").status == 404
    assert not [*town.house.exporter.folder.iterdir()]
    assert "回答つき" in clerk.open("/staff/sheets/").text
    with town.house.database.read() as tx:
        assert [(each.total, each.answers) for each in exports(tx, None, 10)] == [(1, True)]


def test_whoever_dies_over_a_list_is_followed_by_another(town: WebTown, number: str) -> None:
    now = town.clock.now()
    with town.house.database.begin() as tx:
        clerk = officer_by_login(tx, "kimura")
        assert clerk is not None
        targets = [(each, 0) for each in case_ids(tx, DOG, None, 10)]
        wanted = Wanted(source="procedure", targets=targets, form="xlsx", language="ja", procedure=DOG, narrowed={})
        run_id = begin_export(tx, clerk, wanted, now)
    town.house.exporter.work_on(run_id, now, 0)  # takes it on, and gets no further than that

    town.house.exporter.go_round(now + timedelta(minutes=6))

    with town.house.database.read() as tx:
        assert exports(tx, clerk, 1)[0].is_ready


class _Overtaken(Exporter):
    """An exporter between whose reading and writing everything that was taken along is taken away."""

    def path(self, export: Export) -> Path:
        kept = Exporter(database=self.database, library=self.library, folder=self.folder)
        with self.database.read() as tx:
            is_there = exports(tx, None, 1)[0].removed_at is None
        if is_there:
            with self.database.begin() as tx:
                kept.remove_all(tx, export.asked_at)
        return Exporter.path(self, export)


def test_a_list_that_is_taken_away_while_it_is_made_leaves_no_file(town: WebTown, number: str) -> None:
    now, kept = town.clock.now(), town.house.exporter
    overtaken = _Overtaken(database=kept.database, library=kept.library, folder=kept.folder)
    with town.house.database.begin() as tx:
        clerk = officer_by_login(tx, "kimura")
        assert clerk is not None
        targets = [(town.case_id(number), 0)]
        wanted = Wanted(source="procedure", targets=targets, form="csv", language="ja", procedure=DOG, narrowed={})
        run_id = begin_export(tx, clerk, wanted, now)

    overtaken.work_on(run_id, now, 10)

    assert not [*kept.folder.rglob("*")]
    with town.house.database.read() as tx:
        assert not exports(tx, clerk, 1)[0].is_ready


def test_whoever_has_left_the_section_takes_no_file_any_more(town: WebTown, number: str) -> None:
    clerk = town.officer("kimura")
    take(clerk)
    made = f"{clerk.page.path}/file"
    with town.house.database.begin() as tx:
        found = officer_by_login(tx, "kimura")
        assert found is not None
        for table in (membership, grant):
            tx.execute(delete(table).where(table.c.officer_id == found.id))
        changed(tx)

    assert town.officer("kimura").open(made).status == 404
