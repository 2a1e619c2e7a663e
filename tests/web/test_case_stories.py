"""Cases as people live them: a resident, the officers who work on it, what each of them reads on the way."""

from datetime import timedelta
from typing import Final

import pytest

from tests.web.town import Visitor, WebTown, apply
from tests.web.walks import directory_of, followed, officer_id, password_on

REASON: Final = "審査基準第4条のうち、犬の特徴の記載がありません。"


def at_the_clerk(town: WebTown, visitor: Visitor) -> str:
    """Let somebody register a dog that the rules leave to a clerk; return the receipt number."""
    return apply(visitor, town, "dog-registration", town.answers("dog-registration", injected=False))


def test_what_the_rules_can_approve_is_approved_and_the_case_page_says_why(town: WebTown) -> None:
    given = town.answers("dog-registration", previously_registered=False, has_microchip=True, injected=True)
    number = apply(town.resident(), town, "dog-registration", given | {"microchip_number": "392200000000001"})
    table = town.bundle("dog-registration").tables["dog-registration-auto"]

    page = town.look_at(town.officer("kimura"), number)

    for told in (
        "判定の根拠",
        "自動で判定",
        table.digest[:12],
        "complete",
        "必要な事項がそろい、個体が特定できる",
        "→ 判定 承認",
    ):
        assert told in page.text, told
    assert "マイクロチップがある はい" in page.text
    assert [item.node for item in town.case(number).state.items] == ["register"]


def test_what_the_rules_leave_to_people_waits_in_the_inbox_of_the_right_department(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    clerk = town.officer("kimura")

    assert "申請内容を確かめる" in clerk.open("/staff/").text
    assert "職員の判断へ" in town.look_at(clerk, number).text
    assert "申請内容を確かめる" not in town.officer("ogawa").open("/staff/").text


def test_a_clerk_works_a_case_to_its_end_and_the_resident_reads_it(town: WebTown) -> None:
    resident = town.resident()
    number = at_the_clerk(town, resident)
    watcher = followed(town, number, password_on(resident))
    clerk = town.officer("kimura")

    town.look_at(clerk, number)
    clerk.press("適合")
    assert clerk.page.path == "/staff/"
    assert "処理しました" in clerk.page.text
    clerk.open(next(href for _shown, href in clerk.page.links if "/staff/cases/" in href and "item=" in href))
    for _task in range(3):
        clerk.press("済みにする")
    town.work()

    assert town.case(number).status == "closed"
    assert "処理は終わっています" in town.look_at(clerk, number).text
    text = watcher.open(f"/s/{number}").text
    assert "お知らせ" in text
    assert "木村" not in text
    assert any(number in letter.get_content() for letter in town.letters())


def test_a_correction_goes_to_the_resident_and_comes_back(town: WebTown) -> None:
    resident = town.resident()
    number = at_the_clerk(town, resident)
    watcher, clerk = followed(town, number, password_on(resident)), town.officer("kimura")

    town.look_at(clerk, number)
    clerk.press("補正を求める", reason=REASON, fields=["dog_color"])
    assert "申請者の返事を待っています" in town.look_at(clerk, number).text
    assert "補正のため停止中" in clerk.page.text
    watcher.open(f"/s/{number}")
    assert REASON in watcher.page.text
    watcher.click("内容を直す")
    asked = {name for form in watcher.page.forms for name, _ in form.filled}
    assert "dog_color" in asked
    assert "dog_name" not in asked
    sent = watcher.page
    watcher.press("この内容で送信する", dog_color="茶と白", dog_name="すりかえ")
    assert "送信しました" in watcher.page.text
    watcher.page = sent
    assert watcher.press("この内容で送信する", dog_color="黒").status in (200, 409)

    page = town.look_at(clerk, number)
    assert "茶と白" in page.text
    assert "すりかえ" not in page.text
    assert "適合" in page.buttons()
    town.work()
    assert any(REASON in letter.get_content() for letter in town.letters())


def test_a_correction_that_is_wrong_keeps_what_was_typed(town: WebTown) -> None:
    resident = town.resident()
    number = at_the_clerk(town, resident)
    watcher, clerk = followed(town, number, password_on(resident)), town.officer("kimura")
    town.look_at(clerk, number)
    clerk.press("補正を求める", reason=REASON, fields=["applicant_phone", "dog_color"])

    watcher.open(f"/s/{number}/answer")
    page = watcher.press("この内容で送信する", applicant_phone="でんわ", dog_color="三毛")

    assert page.status == 422
    assert 'value="でんわ"' in page.html
    assert 'value="三毛"' in page.html
    assert "申請者の返事を待っています" in town.look_at(clerk, number).text


def test_a_resident_takes_an_application_back(town: WebTown) -> None:
    resident = town.resident()
    number = at_the_clerk(town, resident)
    watcher = followed(town, number, password_on(resident))

    watcher.click("申請を取り下げる")
    watcher.press("取り下げる", reason="引っ越すことになったため")

    assert "取り下げ" in watcher.page.heading
    assert town.case(number).state.result == "withdrawn"
    page = town.look_at(town.officer("kimura"), number)
    assert "引っ越すことになったため" in page.text
    assert watcher.open(f"/s/{number}/answer").status == 409


@pytest.mark.promise("P41")
def test_a_refusal_needs_a_reason_and_the_letter_tells_how_to_appeal(town: WebTown) -> None:
    resident = town.resident()
    number = at_the_clerk(town, resident)
    watcher, head = followed(town, number, password_on(resident)), town.officer("matsumoto")
    clerk = town.officer("kimura")
    town.look_at(clerk, number)
    clerk.press("上司の判断を求める", reason="特徴の記載が足りない。")

    town.look_at(head, number)
    refuse = next(each for each in head.page.buttons() if each in ("却下", "登録しない", "登録できない", "却下する"))
    head.press(refuse, reason="　", fields=["dog_color"])
    assert head.page.status == 422
    assert "理由が必要です" in head.page.text
    assert ("fields", "dog_color") in [pair for form in head.page.forms for pair in form.filled]
    assert town.case(number).status == "open"
    head.press(refuse, reason=REASON)
    town.work()

    assert town.case(number).state.result == "refused"
    page = watcher.open(f"/s/{number}")
    assert REASON in page.text
    assert "審査請求" in page.text
    assert "翌日から起算して3か月以内" in page.text
    assert "申請を取り下げる" not in page.text


@pytest.mark.promise("P4")
def test_the_second_officer_is_told_who_was_first_and_when_and_keeps_what_was_typed(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    first, second = town.officer("kimura"), town.officer("hayashi")
    town.look_at(first, number)
    town.look_at(second, number)

    first.press("適合")
    page = second.press("補正を求める", reason=REASON, fields=["dog_color"])

    assert page.status == 409
    assert "すでに処理されています" in page.text
    assert directory_of(town).name_of(officer_id(town, "kimura")) in page.text
    assert "適合" in page.text
    assert "11月24日" in page.text
    assert REASON in page.html


def test_the_same_click_twice_is_once(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    clerk = town.officer("kimura")
    shown = town.look_at(clerk, number)

    clerk.press("適合")
    version = town.case(number).version
    clerk.page = shown
    page = clerk.press("適合")

    assert page.status == 200
    assert town.case(number).version == version


def test_what_a_colleague_has_taken_is_left_to_the_colleague(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    first, second = town.officer("kimura"), town.officer("hayashi")
    town.look_at(second, number)
    town.look_at(first, number)
    first.press("自分が引き受ける")

    page = second.press("適合")
    assert page.status == 409
    assert "ほかの担当者が引き受けています" in page.text
    town.look_at(first, number)
    first.press("担当を外れる")
    town.look_at(second, number)

    assert second.press("適合").path == "/staff/"


def test_a_deadline_in_the_past_is_refused_and_what_was_typed_stays(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    clerk = town.officer("kimura")
    town.look_at(clerk, number)

    page = clerk.press("補正を求める", reason=REASON, fields=["dog_color"], due="2026-11-01")

    assert page.status == 422
    assert "今日以降の日付" in page.text
    assert REASON in page.html
    assert ("due", "2026-11-01") in [pair for form in page.forms for pair in form.filled]
    assert ("fields", "dog_color") in [pair for form in page.forms for pair in form.filled]


def test_being_late_is_said_in_words_and_reminds_the_office(town: WebTown) -> None:
    at_the_clerk(town, town.resident())

    town.work(after=timedelta(days=9))
    clerk = town.officer("kimura")

    assert "日おくれ" in clerk.open("/staff/?view=late").text
    assert any("申請内容を確かめる" in letter.get_content() for letter in town.letters())


def test_a_case_is_found_by_number_and_by_part_of_a_name_in_any_kana(town: WebTown) -> None:
    given = town.answers("dog-registration", injected=False)
    given["applicant_name"] = {"family": "カワバタ", "given": "ﾊﾅ", "family_kana": "カワバタ", "given_kana": "ハナ"}
    number = apply(town.resident(), town, "dog-registration", given)
    town.work()
    clerk = town.officer("kimura")

    for query in (number, number.lower().replace("-", ""), "かわばた", "ﾜﾊﾞ"):
        clerk.open("/staff/cases/")
        clerk.press("さがす", q=query)
        assert number in clerk.page.text, query
    clerk.press("さがす", q="%")
    assert number not in clerk.page.text


def test_the_head_cannot_do_the_step_of_the_clerk_nor_the_clerk_that_of_the_head(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    head = town.officer("matsumoto")

    page = town.look_at(head, number)
    assert "適合" not in page.buttons()
    assert "ほかの担当の仕事です" in page.text
    refused = head.send(f"/staff/cases/{town.case_id(number)}/items/1", {"outcome": "approve", "nonce": "n"})

    assert refused.status == 422
    assert "あなたの担当ではありません" in refused.text
