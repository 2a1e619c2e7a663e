"""Looking at the letter of a decision before anything is decided: it is the one that goes out afterwards."""

from typing import Final

from tests.web.town import WebTown, apply

DOG: Final = "dog-registration"
REASON: Final = "審査基準第4条のうち、犬の特徴の記載がありません。"


def test_the_letter_that_is_shown_is_the_letter_that_goes_out(town: WebTown) -> None:
    number = apply(town.resident(), town, DOG, town.answers(DOG, injected=False))
    clerk, head = town.officer("kimura"), town.officer("matsumoto")
    town.look_at(clerk, number)
    clerk.press("上司の判断を求める", reason="特徴の記載が足りない。")
    town.look_at(head, number)
    refuse = next(each for each in head.page.buttons() if each in ("却下", "登録しない", "登録できない", "却下する"))

    head.press(f"「{refuse}」の通知", reason=REASON)

    shown = head.page.text
    assert head.page.status == 200
    assert "まだ送っていません" in shown
    assert REASON in shown
    assert "審査請求" in shown
    assert town.case(number).status == "open"
    assert not [mail for mail in town.letters() if REASON in mail.get_content()]
    head.press(refuse, reason=REASON)
    town.work()
    sent = next(mail for mail in town.letters() if REASON in mail.get_content())
    assert str(sent["Subject"]) in shown


def test_an_outcome_that_is_none_shows_no_letter(town: WebTown) -> None:
    number = apply(town.resident(), town, DOG, town.answers(DOG, injected=False))
    clerk = town.officer("kimura")

    clerk.send(f"/staff/cases/{town.case_id(number)}/items/1", {"preview": "no-such-outcome", "nonce": "n"})

    assert clerk.page.status == 200
    assert "まだ送っていません" not in clerk.page.text
    assert town.case(number).status == "open"


def test_the_mail_of_a_correction_is_shown_before_it_goes_out(town: WebTown) -> None:
    number = apply(town.resident(), town, DOG, town.answers(DOG, injected=False, applicant_email="a@example.jp"))
    clerk = town.officer("kimura")
    town.look_at(clerk, number)
    typed = {"reason": "特徴が読めません。", "fields": ["dog_color"], "due": "2026-12-10"}

    clerk.press("「補正を求める」の通知", typed)

    shown = clerk.page.text
    assert "2026年12月10日" in shown
    assert "直していただく項目" in shown
    assert not [mail for mail in town.letters() if "直していただく項目" in mail.get_content()]
    clerk.press("補正を求める", typed)
    town.work()
    sent = next(mail for mail in town.letters() if "直していただく項目" in mail.get_content())
    assert str(sent["Subject"]) in shown
    assert " ".join(sent.get_content().split()) in shown
