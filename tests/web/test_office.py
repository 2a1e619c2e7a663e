"""The DX office by clicking without scripts: inventory, findings, choices, comparison."""

import re
from typing import Final

from accounts.directory import officer_by_login
from catalog.drafts import save_draft
from catalog.procedures import create_procedure
from tests.web.town import MORNING, WebTown
from tests.workflow.analysis.office import document
from tests.workflow.analysis.test_s01_rule_by_hand import COMPLETE, judged

RECORD: Final = "/office/resident-record-mail/"


def test_the_inventory_puts_the_largest_saving_first_and_sorts_as_asked(town: WebTown) -> None:
    officer = town.officer("sato")

    firsts = {
        sort: re.findall(
            "住民票の写し|児童手当|犬の登録|保育所等|道路占用|地域活動|受付段階",
            officer.open(f"/office/?sort={sort}").text,
        )[0]
        for sort in ("saving", "volume", "lead")
    }

    assert firsts == {"saving": "住民票の写し", "volume": "住民票の写し", "lead": "地域活動"}
    assert "児童手当" not in officer.open("/office/?department=kankyo").text


def test_accepting_proposals_makes_a_redesign_that_can_be_compared(town: WebTown) -> None:
    officer = town.officer("sato")
    officer.open(RECORD)
    accept = [each for each in officer.page.buttons() if each.startswith("採用する")]

    officer.press(accept[0])

    assert len(accept) > 1
    assert "採用した提案で、年間" in officer.page.text
    officer.click("現状と見直し案を比べる")
    assert "1件あたり" in officer.page.text
    assert "統制は守られているか" in officer.page.text
    assert officer.page.html.count("<svg") >= 2
    found = officer.client.get(f"{RECORD}compare.json").get_json()
    assert all(control["kept"] for control in found["controls"])
    officer.open(RECORD)
    officer.press("選択を取り消す")
    assert "採用した提案で、年間" not in officer.page.text


def test_a_proposal_is_dismissed_only_with_a_reason(town: WebTown) -> None:
    officer = town.officer("sato")
    officer.open(RECORD)

    page = officer.press("理由を残して見送る", reason="　")
    assert page.status == 422
    assert "見送る理由を書いてください" in page.text
    officer.press("理由を残して見送る", reason="来年度の制度改正を待つ。")

    assert "来年度の制度改正を待つ。" in officer.page.text


def test_who_may_not_design_sees_findings_and_chooses_nothing(town: WebTown) -> None:
    head = town.officer("tanaka")
    page = head.open(RECORD)

    assert page.status == 200
    assert not [each for each in page.buttons() if each.startswith("採用する")]
    refused = head.send(f"{RECORD}choices", {"code": "E01", "node": "log", "verdict": "accept"})
    assert refused.status == 403


def test_a_finding_that_is_gone_is_told(town: WebTown) -> None:
    officer = town.officer("sato")

    page = officer.send(f"{RECORD}choices", {"code": "E99", "node": "nothing", "verdict": "accept"})

    assert page.status == 409
    assert "この指摘はもうありません" in page.text


def test_what_only_a_drafted_table_shows_is_proposed_and_every_page_states_one_saving(town: WebTown) -> None:
    with town.house.database.begin() as tx:
        sato = officer_by_login(tx, "sato")
        assert sato is not None
        create_procedure(tx, sato, "judged", "dx", "judged", MORNING)
        flow = document(judged(), volume_per_year=20_000)
        save_draft(tx, sato, "judged", "flow", "as-is", {**flow, "key": "judged"}, revision=None, now=MORNING)
        save_draft(tx, sato, "judged", "table", "limit", COMPLETE, revision=None, now=MORNING)
    officer = town.officer("sato")
    officer.open("/office/judged/")
    assert 'id="finding-S01-judge"' in officer.page.html

    officer.send("/office/judged/choices", {"code": "S01", "node": "judge", "verdict": "accept"})

    stated = re.search("採用した提案で、年間([^・]+)・", officer.page.text)
    assert stated is not None
    assert f"年間 {stated[1]} の削減" in officer.click("現状と見直し案を比べる").text
    assert stated[1] in officer.open("/office/judged/ways").text
    accepted = officer.open("/office/").text
    assert stated[1] in accepted
