"""Rules and past cases in the browser: backtest, the honest answer, a rule on trial, adopted, and who may do so."""

import re

import pytest

from accounts.directory import officer_by_login
from catalog.drafts import drafts_of
from engine.shell.switches import is_stopped, stop
from kernel.json_types import JsonObject
from learning.observer import THE_WATCH
from learning.past import past_of
from learning.trials import start_trial, stop_trial, trials_of
from samples.past_cases import generate
from tests.web.test_editors import load, send
from tests.web.town import WebTown

DOG = "dog-registration"
RULES = f"/office/{DOG}/rules"


def test_without_a_past_the_pages_say_that_there_is_nothing_to_prove(town: WebTown) -> None:
    officer = town.officer("sato")

    officer.open(RULES)
    assert "過去の案件がないため、試せません" in officer.page.text
    officer.press("ルールを探す")

    assert officer.page.status == 200
    assert "証明できません" in officer.page.text
    assert "人が判断した案件がまだありません" in officer.page.text


def test_a_draft_table_goes_on_trial_once_and_ends(town: WebTown) -> None:
    officer = town.officer("sato")
    officer.open(RULES)

    officer.press("この表の試行を始める", target="0.95")
    assert "試行を始めました" in officer.page.text
    assert "証明できません。あと59件必要です（目標95.0%）" in officer.page.text
    again = officer.press("この表の試行を始める")
    assert again.status == 422
    assert "同じ判定表をもう試行しています" in again.text

    officer.press("終える")
    assert "試行を終えました" in officer.page.text


def test_what_is_not_proved_cannot_be_adopted_or_put_on_trial(town: WebTown) -> None:
    officer = town.officer("sato")

    nothing = officer.send(f"{RULES}/trials", {"target": "0.99"})
    officer.open(RULES)
    officer.press("この表の試行を始める")
    with town.house.database.read() as tx:
        (trial,) = trials_of(tx, "dog-registration")
    early = officer.send(f"{RULES}/trials/{trial.id}", {"what": "adopt"})
    foreign = officer.send(f"/office/nursery/rules/trials/{trial.id}", {"what": "end"})

    assert nothing.status == 422
    assert "試せるルールがありません" in nothing.text
    assert early.status == 422
    assert "あと 299 件" in early.text
    assert foreign.status == 404


def stopped(town: WebTown, table: JsonObject | None = None) -> None:
    """Let the watch stop the table of the dog registration that is in force, or `table`."""
    now = town.clock.now()
    with town.house.database.begin() as tx:
        designer = officer_by_login(tx, "sato")
        assert designer is not None
        known = next(each for each in drafts_of(tx, DOG) if each.kind == "table")
        trial = start_trial(tx, designer, DOG, table or known.document, target=0.99, now=now)
        stop(tx, DOG, THE_WATCH, "人の判断と違う案件がありました。", now)
        stop_trial(tx, trial, "人の判断と違う案件がありました。", now)


def another_table(town: WebTown) -> JsonObject:
    with town.house.database.read() as tx:
        known = next(each for each in drafts_of(tx, DOG) if each.kind == "table").document
    return {**known, "title": "もう使わない表"}


def test_a_stopped_rule_is_told_once_to_those_who_can_mend_it(town: WebTown) -> None:
    stopped(town)

    for _round in range(2):
        town.house.worker.go_round(town.clock.now())

    told = [each for each in town.letters() if str(each["Subject"]) == "【見直市】自動承認を止めました：犬の登録"]
    with town.house.database.read() as tx:
        designer = officer_by_login(tx, "sato")
    assert designer is not None
    assert designer.email in {str(each["To"]) for each in told}
    assert len({str(each["To"]) for each in told}) == len(told)
    text = told[0].get_content()
    assert "人の判断と違う案件がありました。" in text
    assert RULES in text


@pytest.mark.parametrize("address", [RULES, "/staff/procedures/dog-registration/"])
def test_the_pages_say_that_automatic_approval_is_off_and_why(town: WebTown, address: str) -> None:
    stopped(town)

    page = town.officer("sato").open(address)

    assert "自動承認を止めています" in page.text
    assert "人の判断と違う案件がありました。" in page.text


def test_a_table_that_was_stopped_does_not_go_on_as_it_was(town: WebTown) -> None:
    stopped(town)
    head = town.officer("matsumoto")
    head.open(RULES)

    page = head.press("理由を残して再開する", why="たまたまだと思う。")

    assert page.status == 422
    assert "止めた判定表が、公開中の版にまだ入っています" in page.text


def test_automatic_approval_goes_on_with_a_reason_by_somebody_who_may_publish(town: WebTown) -> None:
    stopped(town, another_table(town))
    head = town.officer("matsumoto")
    head.open(RULES)

    nobody = town.officer("tanaka").send(f"{RULES}/resume", {"why": "急ぐ。"})
    silent = head.press("理由を残して再開する", why=" ")
    done = head.press("理由を残して再開する", why="表を直して公開した。")

    assert nobody.status == 403
    assert (silent.status, "再開してよい理由を書いてください" in silent.text) == (422, True)
    assert "自動承認を再開しました。" in done.text
    assert "理由：表を直して公開した。" in done.text
    with town.house.database.read() as tx:
        assert not is_stopped(tx, DOG)


def test_who_does_not_design_looks_and_changes_nothing(town: WebTown) -> None:
    chief, stranger = town.officer("tanaka"), town.officer("hasegawa")

    assert chief.open(RULES).status == 200
    assert "この表の試行を始める" not in chief.page.buttons()
    assert chief.send(f"{RULES}/trials", {"table": "dog-registration-auto"}).status == 403
    assert stranger.open(RULES).status == 404


def test_the_past_of_the_model_town_proves_what_it_proves_and_no_more(town: WebTown) -> None:
    house = town.house
    for _ in generate(house.database, house.library, house.desk, until=town.clock.now(), cases=150):
        pass
    officer = town.officer("sato")

    page = officer.open("/office/resident-record-mail/rules")
    with house.database.read() as tx:
        designer = officer_by_login(tx, "sato")
        assert designer is not None
        past = past_of(tx, house.library, designer, "resident-record-mail")

    assert len(past.cases) > 20
    assert f"過去の{len(past.cases)}件のうち" in page.text
    officer.press("ルールを探す", target="0.99")
    assert re.search(
        "証明できません。あと[0-9,]+件必要です|どの条件でも、人の判断と違う案件の割合が目標", officer.page.text
    )
    assert "証明できたルールの試行を始める" not in officer.page.buttons()


def test_the_editor_of_a_table_tells_what_its_rules_would_have_done(town: WebTown) -> None:
    house, officer = town.house, town.officer("sato")
    address = "/staff/procedures/resident-record-mail/edit/table/resident-record-auto"
    table = load(officer, address)["document"]
    lenient = {**table["rules"][0], "when": [None] * 3, "then": ["approve"]}
    everything = table | {"rules": [lenient]}

    _status, nothing = send(officer, f"{address}/preview", {"document": table, "past": True})
    for _ in generate(house.database, house.library, house.desk, until=town.clock.now(), cases=150):
        pass
    _status, found = send(officer, f"{address}/preview", {"document": table, "past": True})
    _status, careless = send(officer, f"{address}/preview", {"document": everything, "past": True})
    broken, _answer = send(officer, f"{address}/preview", {"document": {}, "past": True})

    assert nothing["cases"] == 0
    assert found["cases"] > 20
    assert {rule["key"] for rule in found["rules"]} <= {rule["key"] for rule in table["rules"]}
    assert careless["approved"] == careless["cases"] == found["cases"]
    assert careless["refused"] + careless["changed"] >= found["refused"] + found["changed"]
    assert all(each.startswith("/staff/cases/") for each in careless["examples"])
    assert broken == 422
