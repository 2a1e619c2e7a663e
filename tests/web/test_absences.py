"""不在の予定: noting days off, seeing those of colleagues, and asking somebody to stand in."""

import pytest

from tests.web.town import WebTown

PAGE = "/staff/absences/"


def test_a_clerk_notes_days_off_and_a_colleague_stands_in(town: WebTown) -> None:
    clerk = town.officer("kimura")

    clerk.open(PAGE)
    clerk.press("不在を登録する", first="2026-12-01", last="2026-12-02")

    assert "不在の予定を登録しました。" in clerk.page.text
    assert "この期間の代理を頼めます" in clerk.page.text
    assert "2026年12月" in clerk.page.text
    clerk.press("代理を頼む")
    assert "代理を登録しました。" in clerk.page.text
    assert "（代理あり）" in clerk.page.text
    assert "2026年12月1日（火） から 2026年12月2日（水） まで" in clerk.open("/staff/substitutes/").text


def test_colleagues_see_it_and_others_do_not(town: WebTown) -> None:
    town.officer("kimura").send(PAGE, {"first": "2026-12-01", "part": "morning"})

    colleague = town.officer("matsumoto").open(f"{PAGE}?month=2026-12")
    stranger = town.officer("hasegawa").open(f"{PAGE}?month=2026-12")

    assert "木村 千尋" in colleague.text
    assert "2026年12月1日（火） 午前" in colleague.text
    assert "取り消す" not in colleague.text
    assert "木村 千尋" not in stranger.text


def test_it_can_be_taken_back(town: WebTown) -> None:
    clerk = town.officer("kimura")
    clerk.send(PAGE, {"first": "2026-11-26", "part": "afternoon"})

    clerk.press("取り消す（2026年11月26日（木））")

    assert "不在の予定を取り消しました。" in clerk.page.text
    assert "この月の不在の予定はありません。" in clerk.page.text


def test_nobody_asks_for_somebody_elses_days(town: WebTown) -> None:
    clerk, colleague = town.officer("kimura"), town.officer("hayashi")
    clerk.send(PAGE, {"first": "2026-12-01"})
    noted = clerk.page.path.split("noted=")[1].partition("&")[0]

    foreign = colleague.send(f"{PAGE}{noted}/substitute", {"substitute": "x"})

    assert foreign.status == 404
    assert "この期間の代理を頼めます" not in colleague.open(f"{PAGE}?noted={noted}").text


def test_holidays_are_named_and_the_calendar_ends(town: WebTown) -> None:
    clerk = town.officer("kimura")

    assert "勤労感謝の日" in clerk.open(PAGE).text
    assert "2028年11月" in clerk.open(f"{PAGE}?month=2028-11").text
    assert "次の月" not in clerk.page.text


@pytest.mark.parametrize("month", ["2099-01", "9999-99", "0001-01", "x", "2026-13"])
def test_a_month_that_is_none_is_this_one(town: WebTown, month: str) -> None:
    assert "2026年11月" in town.officer("kimura").open(f"{PAGE}?month={month}").text


@pytest.mark.parametrize("first", ["", "x", "2020-01-01", "9999-12-31"])
def test_days_that_are_none_are_refused_with_what_was_typed(town: WebTown, first: str) -> None:
    page = town.officer("kimura").send(PAGE, {"first": first})

    assert page.status == 422
    assert "期間を確かめてください。" in page.text
