"""計画と実績: what was planned stands beside what the cases really took."""

import re

from guidance.satisfaction import rate
from tests.web.town import WebTown, apply

DOG = "/office/dog-registration/effect"


def test_plan_target_and_real_figures_stand_side_by_side(town: WebTown) -> None:
    clerk = town.officer("kimura")
    apply(town.resident(), town, "dog-registration", town.answers("dog-registration", injected=True))
    officer = town.officer("sato")

    officer.open("/office/dog-registration/compare")
    officer.click("計画と実績を見る")

    assert officer.page.path == DOG
    assert "第1版" in officer.page.text
    rows = re.findall(r"所要日数（平均）|職員の作業（1件）|オンライン申請の割合", officer.page.text)
    assert len(rows) >= 3
    assert "月ごとの数字" in officer.page.text
    assert clerk.open(DOG).status == 200


def test_a_procedure_that_was_never_published_says_what_to_do(town: WebTown) -> None:
    officer = town.officer("sato")

    page = officer.open("/office/receipt-phase/effect")

    assert "まだ公開していません" in page.text
    officer.click("見直しの提案を見る")
    assert officer.page.path == "/office/receipt-phase/"


def test_another_departments_figures_look_absent(town: WebTown) -> None:
    assert town.officer("hasegawa").open(DOG).status == 404


def test_what_residents_thought_is_measured_from_five_answers_on(town: WebTown) -> None:
    officer, now = town.officer("sato"), town.clock.now()
    with town.house.database.begin() as tx:
        for score in (5, 4, 4, 3):
            rate(tx, "dog-registration", "receipt", score, now)
    before = officer.open(DOG).text
    with town.house.database.begin() as tx:
        rate(tx, "dog-registration", "decision", 5, now)

    after = officer.open(DOG).text

    assert "満足度" not in before
    assert re.search(r"満足度 — — — 4\.2点", after)
