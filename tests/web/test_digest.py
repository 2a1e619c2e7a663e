"""お知らせメール: over a real mail server, once a day, at the chosen hour, without a word about residents."""

from datetime import timedelta

import pytest

from tests.web.town import WebTown, apply

PAGE = "/staff/digest/"
DOG = "dog-registration"


@pytest.fixture
def waiting(town: WebTown) -> WebTown:
    """A Tuesday, ten o'clock; an application has waited for a month, and nobody has been told yet."""
    apply(town.resident(), town, DOG, town.answers(DOG, injected=False))
    town.work(timedelta(days=28))
    return town


def go_round(town: WebTown, after: timedelta = timedelta()) -> list[str]:
    """Let time pass, look after what is due as two workers would, and return the subjects of the daily mails."""
    town.clock.advance(after)
    for _worker in range(2):
        town.house.worker.go_round(town.clock.now())
    return [str(each["Subject"]) for each in town.letters() if "きょうの仕事" in str(each["Subject"])]


def choose(town: WebTown, login: str, hour: str) -> None:
    officer = town.officer(login)
    officer.open(PAGE)
    officer.press("保存する", hour=hour)
    assert "お知らせメールの時刻を保存しました。" in officer.page.text


def test_it_comes_once_a_day_from_the_chosen_hour_on(waiting: WebTown) -> None:
    choose(waiting, "kimura", "11")

    assert go_round(waiting) == []
    assert len(go_round(waiting, timedelta(hours=1))) == 1
    assert len(go_round(waiting, timedelta(hours=5))) == 1
    assert len(go_round(waiting, timedelta(hours=19))) == 2


def test_it_counts_and_names_late_cases_and_no_resident(waiting: WebTown) -> None:
    choose(waiting, "kimura", "9")

    (subject,) = go_round(waiting)
    (mail,) = [each for each in waiting.letters() if each["Subject"] == subject]
    body = mail.get_content()

    assert "1件、うち期限を過ぎたもの 1件" in subject
    assert "申請内容を確かめる" in body
    assert "/staff/" in body
    given = waiting.answers(DOG, injected=False)
    name = given["applicant_name"]
    assert isinstance(name, dict)
    assert str(name["family"]) not in body
    assert str(given["applicant_phone"]) not in body


def test_nothing_comes_on_days_off_or_where_nothing_waits_or_nobody_asked(waiting: WebTown) -> None:
    choose(waiting, "kimura", "9")
    choose(waiting, "hasegawa", "9")
    waiting.clock.advance(timedelta(days=4))

    assert go_round(waiting) == []  # a Saturday
    assert len(go_round(waiting, timedelta(days=2))) == 1  # only the clerk with work


def test_a_mail_server_that_is_away_is_tried_again(waiting: WebTown) -> None:
    choose(waiting, "kimura", "9")
    broken = waiting.house.digests.mail
    object.__setattr__(waiting.house.digests, "mail", type(broken)(url="smtp://127.0.0.1:1", sender=broken.sender))

    assert go_round(waiting) == []
    object.__setattr__(waiting.house.digests, "mail", broken)

    assert len(go_round(waiting)) == 1


@pytest.mark.parametrize("hour", ["", "3", "99", "x"])
def test_it_can_be_ended(waiting: WebTown, hour: str) -> None:
    choose(waiting, "kimura", "9")
    waiting.officer("kimura").send(PAGE, {"hour": hour})

    assert go_round(waiting) == []
