"""仕事の状況: the manager's morning. Late work first, then load by step, weeks and people; each sees their own."""

from datetime import timedelta

import pytest

from tests.web.town import WebTown, apply

LOAD = "/staff/load/"


@pytest.fixture
def late(town: WebTown) -> WebTown:
    """A town in which an application of the Environment Section has waited for a month, and one for a day."""
    apply(town.resident(), town, "dog-registration", town.answers("dog-registration", injected=False))
    town.clock.advance(timedelta(days=30))
    apply(town.resident(), town, "dog-registration", town.answers("dog-registration", injected=False))
    town.clock.advance(timedelta(hours=1))
    return town


def test_a_manager_opens_the_latest_case_from_the_list(late: WebTown) -> None:
    head = late.officer("matsumoto")

    head.open(LOAD)

    assert head.page.heading == "仕事の状況"
    assert "期限を過ぎたもの 1件" in head.page.text
    assert "おくれ" in head.page.text
    assert "だれも引き受けていない" in head.page.text
    head.click("申請内容を確かめる")
    assert head.page.path.startswith("/staff/cases/")


def test_numbers_lead_to_the_inbox_with_its_filters(late: WebTown) -> None:
    chief = late.officer("kimura")

    chief.open(LOAD)

    assert "/staff/?view=late&procedure=dog-registration" in chief.page.html.replace("&amp;", "&")
    chief.open("/staff/?view=late&procedure=dog-registration")
    assert "期限を過ぎたもの" in chief.page.text
    assert chief.page.text.count("日おくれ") == 1


def test_only_who_leads_sees_people(late: WebTown) -> None:
    head, clerk = late.officer("matsumoto"), late.officer("kimura")
    clerk.open(LOAD)

    assert "人ごとの量" in head.open(LOAD).text
    assert "人ごとの量" not in clerk.open(LOAD).text
    assert "期限を過ぎたもの 1件" in clerk.page.text


def test_a_director_looks_over_the_sections_below(late: WebTown) -> None:
    director = late.officer("ito")

    everything = director.open(LOAD)
    of_section = director.open(f"{LOAD}?department=kankyo")
    of_other = director.open(f"{LOAD}?department=shimin")

    assert "期限を過ぎたもの 1件" in everything.text
    assert "期限を過ぎたもの 1件" in of_section.text
    assert "期限を過ぎたもの 0件" in of_other.text


@pytest.mark.parametrize("department", ["kankyo", "no-such-section"])
def test_another_section_looks_absent(late: WebTown, department: str) -> None:
    stranger = late.officer("hasegawa")

    assert stranger.open(f"{LOAD}?department={department}").status == 404
    assert "犬の登録" not in stranger.open(LOAD).text


def test_a_director_opens_a_late_case_of_a_section_below_and_can_only_read(late: WebTown) -> None:
    director = late.officer("ito")
    director.open(LOAD)

    director.click("申請内容を確かめる")

    shown = director.page
    assert shown.status == 200
    assert shown.path.startswith("/staff/cases/")
    assert not {"適合", "補正を求める", "連絡を送る", "自分が引き受ける", "割り当てる"} & {*shown.buttons()}
    assert director.open(f"{shown.path}/audit").status == 200
    for path, typed in (
        ("/messages", {"body": "急いでください。"}),
        ("/items/1", {"outcome": "approve"}),
        ("/items/1/claim", {"decision": "claim"}),
        ("/ask", {"kind": "circulation", "reason": "見て", "officers": "x"}),
    ):
        assert director.send(f"{shown.path}{path}", {**typed, "nonce": "n"}).status == 404, path
    assert late.officer("hasegawa").open(shown.path).status == 404
    assert late.officer("kato").open(shown.path).status == 404
