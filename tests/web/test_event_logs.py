"""An event log in the browser: brought in, looked at, taken over; what cannot be used is said."""

import io
from typing import Any

import pytest

from catalog.drafts import drafts_of
from tests.services import shared_data
from tests.web.html_page import HtmlPage
from tests.web.town import Visitor, WebTown
from workflow.codec import require_flow

LOG = "/office/dog-registration/log"
CSV = """受付番号,工程,完了日時,担当者
1,受付,2026-04-01 09:00,佐藤花子
1,内容を審査,2026-04-02 10:00,鈴木一郎
1,鑑札を渡す,2026-04-03 11:00,佐藤花子
2,受付,2026-06-05 09:00,佐藤花子
2,内容を審査,2026-06-08 10:00,鈴木一郎
2,内容を審査,2026-06-10 10:00,鈴木一郎
2,鑑札を渡す,2026-06-11 11:00,佐藤花子
"""


def bring(visitor: Visitor, content: bytes | str, name: str = "log.csv", **typed: str) -> HtmlPage:
    raw = content if isinstance(content, bytes) else content.encode()
    data: dict[str, Any] = {"log": (io.BytesIO(raw), name), **typed}
    return visitor.send(LOG, data)


def test_a_log_is_looked_at_and_taken_over_beside_the_as_is(town: WebTown) -> None:
    officer = town.officer("sato")

    page = bring(officer, CSV)

    assert page.status == 200
    assert "2件のうち2件（100.0%）が、この図のとおりに進んでいました" in page.text
    assert "<svg" in page.html
    assert "鈴木" not in page.html, "names of staff are counted, not kept"
    officer.press("現状の流れとして取り込む")
    assert "別の下書き（as-is-log）にしました" in officer.page.text
    with town.house.database.read() as tx:
        drafts = {each.key: each.document for each in drafts_of(tx, "dog-registration") if each.kind == "flow"}
    flow = require_flow(drafts["as-is-log"])
    assert (flow.key, flow.owner, flow.stage) == ("dog-registration", "kankyo", "as-is")
    officer.open(LOG)
    officer.click("log.csv")
    assert "作業ごとの件数と待ち" in officer.page.text


def test_a_procedure_without_a_description_gets_its_as_is_from_the_log(town: WebTown) -> None:
    officer = town.officer("sato")
    officer.open("/staff/new-procedure")
    officer.press("加える", title="空き家の届出", key="vacant-house", department="kankyo")
    data: dict[str, Any] = {"log": (io.BytesIO(CSV.encode("cp932")), "記録.csv")}
    officer.send("/office/vacant-house/log", data)

    officer.press("現状の流れとして取り込む")

    assert "現状の流れの下書きにしました" in officer.page.text
    assert officer.open("/office/vacant-house/").status == 200


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "log.csv", "ファイルが空です"),
        ("番号,作業\n1,受付\n", "log.csv", "案件番号の列が分かりません"),
        (CSV.replace("2026-04-02 10:00", "4月2日"), "log.csv", "3行目の日時「4月2日」が読めません"),
        ("<log></log>", "log.xes", "ログに案件がありません"),
        (CSV, "log.xes", "XMLとして読めません"),
        (b"\x1f\x8b broken", "log.xes.gz", "圧縮ファイル（gz）が壊れています"),
        ("<!DOCTYPE log><log></log>", "log.xes", "文書型宣言（DOCTYPE）"),
    ],
)
def test_an_unusable_log_gets_a_sentence_and_keeps_what_was_typed(
    shared_town: WebTown, content: bytes | str, name: str, said: str
) -> None:
    officer = shared_town.officer("sato")

    page = bring(officer, content, name, time="完了日時", time_format="")

    assert page.status == 422
    assert said in page.text
    assert 'name="time" value="完了日時"' in page.html


def test_a_file_must_be_chosen(shared_town: WebTown) -> None:
    page = shared_town.officer("sato").send(LOG, {"case": "受付番号"})

    assert page.status == 422
    assert "業務記録のファイルを選んでください" in page.text
    assert 'value="受付番号"' in page.html


def test_a_real_log_is_shown_with_its_figures(shared_town: WebTown) -> None:
    officer = shared_town.officer("sato")
    raw = (shared_data("receipt_wabo") / "receipt.xes.gz").read_bytes()

    page = bring(officer, raw, "receipt.xes.gz")

    assert page.status == 200
    for figure in ("1,434", "8,577", "116", "5.4日", "6.3%", "1,377件（96.0%）"):
        assert figure in page.text


def test_who_does_not_design_sees_studies_and_brings_none(town: WebTown) -> None:
    chief, stranger = town.officer("tanaka"), town.officer("hasegawa")

    assert chief.open(LOG).status == 200
    assert "調べる" not in chief.page.buttons()
    assert bring(chief, CSV).status == 403
    assert bring(stranger, CSV).status == 404
