"""What offices do beside the steps of a flow, as officers and residents live it."""

from datetime import timedelta

import pytest

from tests.web.html_page import HtmlPage
from tests.web.test_case_stories import REASON, at_the_clerk
from tests.web.town import Visitor, WebTown
from tests.web.walks import followed, officer_id, password_on


def referred(town: WebTown) -> str:
    """Let a clerk refer a case to the head."""
    number = at_the_clerk(town, town.resident())
    clerk = town.officer("kimura")
    town.look_at(clerk, number)
    clerk.press("上司の判断を求める", reason="判断に迷う点があります。")
    return number


def name_substitute(town: WebTown, absent: str, substitute: str, *, days: int = 3) -> HtmlPage:
    """Let an officer name who stands in, from today on."""
    visitor = town.officer(absent)
    visitor.open("/staff/substitutes/")
    last = (town.clock.now() + timedelta(days=days)).date().isoformat()
    return visitor.press("代理を登録する", substitute=officer_id(town, substitute), last=last)


def open_nodes(town: WebTown, number: str) -> list[str]:
    return [item.node for item in town.case(number).state.items]


# -- 差戻し, 引戻し, 割当て


def test_work_is_sent_back_to_the_step_that_somebody_chose_and_says_what_changed(town: WebTown) -> None:
    number = referred(town)
    head, clerk = town.officer("matsumoto"), town.officer("kimura")
    town.look_at(head, number)

    head.click("前の工程へ差し戻す")
    head.press("差し戻す", to="review", reason="　")
    assert head.page.status == 422
    assert "理由が必要です" in head.page.text
    assert open_nodes(town, number) == ["decide"]
    head.press("差し戻す", to="review", reason="犬の特徴を写真で確かめてください。")

    assert open_nodes(town, number) == ["review"]
    page = town.look_at(clerk, number)
    assert "前に見たときからの変化" in page.text
    assert "犬の特徴を写真で確かめてください。" in page.text
    assert "差し戻しました" in page.text


def test_a_correction_shows_the_officer_which_answers_changed(town: WebTown) -> None:
    resident = town.resident()
    number = at_the_clerk(town, resident)
    watcher, clerk = followed(town, number, password_on(resident)), town.officer("kimura")
    before = town.look_at(clerk, number)
    clerk.press("補正を求める", reason=REASON, fields=["dog_color"])
    town.work(after=timedelta(hours=1))
    watcher.open(f"/s/{number}/answer")
    watcher.press("この内容で送信する", dog_color="虎毛と白")

    page = town.look_at(clerk, number)

    assert "前に見たときからの変化" not in before.text
    assert "変わった項目" in page.text
    assert "<ins>虎毛と白</ins>" in page.html
    assert "変わった項目" in town.look_at(clerk, number).text  # looking twice is one look


def test_the_applicant_is_asked_from_a_step_that_draws_no_way_there(town: WebTown) -> None:
    number = referred(town)
    head = town.officer("matsumoto")
    town.look_at(head, number)

    head.click("前の工程へ差し戻す")
    head.press("差し戻す", to="apply", reason=REASON, fields=["dog_color"])
    town.work()

    assert open_nodes(town, number) == ["apply"]
    assert any(REASON in letter.get_content() for letter in town.letters())


def test_whoever_has_not_the_work_cannot_send_it_back(town: WebTown) -> None:
    number = referred(town)
    clerk = town.officer("kimura")
    path = f"/staff/cases/{town.case_id(number)}/items/{town.case(number).state.items[0].number}/send-back"

    assert clerk.open(path).status == 404
    refused = clerk.send(path, {"to": "review", "reason": "戻します", "nonce": "n"})

    assert refused.status == 409
    assert "あなたの担当ではありません" in refused.text
    assert open_nodes(town, number) == ["decide"]


def test_a_stale_page_of_sending_back_says_who_was_faster(town: WebTown) -> None:
    number = referred(town)
    head = town.officer("matsumoto")
    town.look_at(head, number)
    head.click("前の工程へ差し戻す")
    shown = head.page
    head.press("差し戻す", to="review", reason="一度目")

    head.page = shown
    again = head.press("差し戻す", to="review", reason="一度目")
    assert again.status == 200  # the same click twice is once
    stale = head.send(shown.path, {"to": "review", "reason": "二度目の理由", "nonce": "other"})

    assert stale.status == 409
    assert "すでに処理されています" in stale.text
    assert "二度目の理由" in stale.html


def test_an_own_act_is_pulled_back_until_somebody_has_begun(town: WebTown) -> None:
    number = referred(town)
    clerk, head = town.officer("kimura"), town.officer("matsumoto")
    town.look_at(clerk, number)
    clerk.press("引き戻す")
    assert open_nodes(town, number) == ["review"]
    assert "木村 千尋" in clerk.page.text

    clerk.press("上司の判断を求める", reason="やはり判断をお願いします。")
    shown = town.look_at(clerk, number)
    town.look_at(head, number)
    head.press("自分が引き受ける")
    clerk.page = shown
    refused = clerk.press("引き戻す")

    assert refused.status == 409
    assert "すでに取りかかっている" in refused.text
    assert "引き戻す" not in town.look_at(clerk, number).buttons()


def test_an_item_is_given_to_a_colleague_and_back_to_everybody(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    chief, colleague, clerk = town.officer("inoue"), town.officer("hayashi"), town.officer("kimura")
    town.look_at(chief, number)

    chief.press("割り当てる", officer=officer_id(town, "hayashi"))

    assert "林 祐介 さんに割り当てました" in chief.page.text
    assert "適合" not in town.look_at(clerk, number).buttons()
    assert "適合" in town.look_at(colleague, number).buttons()
    refused = chief.send(
        f"/staff/cases/{town.case_id(number)}/items/{town.case(number).state.items[0].number}/assign",
        {"officer": officer_id(town, "abe"), "nonce": "x"},
    )
    assert refused.status == 409
    colleague.press("割り当てる", officer="")
    assert "適合" in town.look_at(clerk, number).buttons()


# -- 一括処理


def test_many_are_done_at_once_and_each_says_what_became_of_it(town: WebTown) -> None:
    numbers = [at_the_clerk(town, town.resident()) for _ in range(3)]
    first, second = town.officer("kimura"), town.officer("hayashi")
    first.open("/staff/?everything=1")
    town.look_at(second, numbers[0])
    second.press("自分が引き受ける")

    page = first.press("まとめて処理する", action="approve")

    assert page.heading == "一括処理の結果"
    assert [page.text.count(each) for each in ("できた", "できなかった")] >= [2, 1]
    assert "ほかの担当者が引き受けています" in page.text
    assert [town.case(number).state.items[0].node for number in numbers] == ["review", "register", "register"]
    assert first.open(page.path).status == 200
    assert second.open(page.path).status == 404  # somebody else's run


def test_a_long_run_is_done_in_parts_that_say_how_far_it_is(town: WebTown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.bulk.AT_ONCE", 2)
    numbers = [at_the_clerk(town, town.resident()) for _ in range(3)]
    clerk = town.officer("kimura")
    clerk.open("/staff/?everything=1")

    page = clerk.press("まとめて処理する", action="approve")

    assert "3件のうち 2件が終わりました" in page.text
    assert sorted(open_nodes(town, number) for number in numbers) == [["register"], ["register"], ["review"]]
    assert "続きを行う" not in clerk.press("続きを行う").text
    assert [open_nodes(town, number) for number in numbers] == [["register"]] * 3


def test_a_bulk_run_that_names_foreign_or_odd_cases_changes_none_of_them(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    stranger = town.officer("ogawa")
    rows = [f"{town.case_id(number)}.{town.case(number).state.items[0].number}", "x", f"{'0' * 32}.1"]

    page = stranger.send("/staff/bulk/", {"rows": rows, "action": "approve"})

    assert page.heading == "一括処理の結果"
    assert number not in page.text
    assert open_nodes(town, number) == ["review"]
    assert "印を付け" in stranger.send("/staff/bulk/", {"action": "approve"}).text


# -- 代理, 代決, 後閲


def test_a_deputy_decides_and_the_superior_looks_at_it_afterwards(town: WebTown) -> None:
    number = referred(town)
    deputy, head = town.officer("inoue"), town.officer("matsumoto")
    assert "承認する" not in town.look_at(deputy, number).buttons()
    assert "代理を登録しました" in name_substitute(town, "matsumoto", "inoue").text

    assert "松本 智子 さんの代理です" in deputy.open("/staff/").text
    town.look_at(deputy, number)
    deputy.press("承認する")

    case = town.case(number)
    assert [aside.kind for aside in case.state.asides] == ["after_review"]
    assert "松本 智子 さんの代理" in town.look_at(deputy, number).text
    assert "後閲" in head.open("/staff/asked").text
    town.look_at(head, number)
    head.press("後閲を済ませる", answer="確認しました。")
    assert town.case(number).state.asides == ()
    assert "代決" in head.open(f"/staff/cases/{town.case_id(number)}/audit").text


def test_a_substitute_has_no_substitute_and_is_over_by_itself(town: WebTown) -> None:
    number = referred(town)
    name_substitute(town, "matsumoto", "inoue", days=2)
    name_substitute(town, "inoue", "hayashi", days=9)

    assert "前の工程へ差し戻す" not in town.look_at(town.officer("hayashi"), number).text
    town.clock.advance(timedelta(days=4))
    deputy = town.officer("inoue")

    assert "前の工程へ差し戻す" not in town.look_at(deputy, number).text


def test_a_substitution_that_cannot_be_is_told_and_keeps_what_was_typed(town: WebTown) -> None:
    page = name_substitute(town, "matsumoto", "inoue", days=-3)
    assert page.status == 422
    assert "期間を確かめてください" in page.text
    assert page.html.count("selected") >= 1
    assert name_substitute(town, "matsumoto", "matsumoto").status == 422

    visitor = town.officer("kimura")
    visitor.open("/staff/substitutes/")
    forged = {"absent": officer_id(town, "matsumoto"), "substitute": officer_id(town, "kimura"), "last": "2027-01-01"}
    refused = visitor.send("/staff/substitutes/", {**forged, "first": "2026-11-24"})
    assert "できません" in refused.text or refused.status in (403, 422)
    assert "登録された代理はありません" in visitor.open("/staff/substitutes/").text


# -- 供覧, 意見照会, 連絡, 職権補正


def test_a_case_is_shown_for_information_and_marked_as_seen(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    clerk, reader = town.officer("kimura"), town.officer("ogawa")
    assert reader.open(f"/staff/cases/{town.case_id(number)}").status == 404
    town.look_at(clerk, number)
    clerk.click("供覧する")
    clerk.press("供覧する", officers=[officer_id(town, "ogawa")], reason="参考に見てください。")
    town.work()

    assert "供覧" in reader.open("/staff/asked").text
    assert "参考に見てください。" in town.look_at(reader, number).text
    reader.press("見ました")

    assert "小川 美咲 さんが確認" in town.look_at(clerk, number).text


def test_an_opinion_is_asked_for_and_holds_the_step_only_if_somebody_says_so(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    clerk, expert = town.officer("kimura"), town.officer("nakayama")
    item = str(town.case(number).state.items[0].number)
    town.look_at(clerk, number)
    clerk.click("意見を照会する")
    assert clerk.press("照会する", reason="住所の扱いについて").status == 422
    clerk.press("照会する", queue="zeimu/clerk", reason="住所の扱いについて", waits=item, due="2026-12-01")

    town.look_at(clerk, number)
    assert "意見照会の回答を待っています" in clerk.press("適合").text
    town.look_at(expert, number)
    assert "意見を書いてください" in expert.press("回答する", answer="　").text
    expert.press("回答する", answer="差し支えありません。")

    assert "差し支えありません。" in town.look_at(clerk, number).text
    assert clerk.press("適合").path == "/staff/"


def test_office_and_applicant_write_to_one_another(town: WebTown) -> None:
    resident = town.resident()
    number = at_the_clerk(town, resident)
    watcher, clerk = followed(town, number, password_on(resident)), town.officer("kimura")
    town.look_at(clerk, number)
    assert clerk.press("連絡を送る", body=" ").status == 422
    clerk.press("連絡を送る", body="窓口に写真をお持ちください。")
    town.work()

    assert "窓口に写真をお持ちください。" in watcher.open(f"/s/{number}").text
    assert "木村" not in watcher.page.text
    watcher.press("送る", body="明日うかがいます。")
    town.work()
    assert "申請者からの連絡" in clerk.open("/staff/asked").text
    assert "明日うかがいます。" in town.look_at(clerk, number).text
    clerk.press("対応を済ませる")
    assert town.case(number).state.asides == ()
    subjects = [str(letter["Subject"]) for letter in town.letters()]
    assert any("申請について連絡があります" in subject for subject in subjects)
    assert any("申請者から連絡がありました" in subject for subject in subjects)


def test_a_message_to_a_case_that_is_over_is_refused_and_kept_on_the_page(town: WebTown) -> None:
    resident = town.resident()
    number = at_the_clerk(town, resident)
    watcher = followed(town, number, password_on(resident))
    shown = watcher.open(f"/s/{number}")
    watcher.click("申請を取り下げる")
    watcher.press("取り下げる")

    watcher.page = shown
    refused = watcher.press("送る", body="まだ間に合いますか。")

    assert refused.status == 422
    assert "この案件は終了しています" in refused.text
    assert "まだ間に合いますか。" in refused.html


def test_staff_correct_an_obvious_error_with_a_reason_and_the_old_value_is_kept(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    clerk = town.officer("kimura")
    town.look_at(clerk, number)
    clerk.click("職権で補正する")
    assert clerk.press("この内容に補正する", dog_color="茶", reason="").status == 422
    assert 'value="茶"' in clerk.page.html
    assert clerk.press("この内容に補正する", applicant_phone="でんわ", reason="誤記").status == 422
    clerk.open(f"/staff/cases/{town.case_id(number)}/amend")
    clerk.press("この内容に補正する", dog_color="茶トラ", reason="写真から明らかな誤記のため。")

    assert "申請内容を補正しました" in clerk.page.text
    audit = clerk.open(f"/staff/cases/{town.case_id(number)}/audit").text
    assert "茶トラ" in audit
    assert "写真から明らかな誤記のため。" in audit
    with town.house.database.read() as tx:
        events = "".join(str(row) for row in tx.exec_driver_sql("SELECT events FROM case_history"))
    assert "茶トラ" not in events
    assert "dog_color" in events


# -- 障害, 監査


def operator(town: WebTown) -> Visitor:
    return town.officer("takahashi")


def test_what_failed_ten_times_is_work_for_an_operator_and_is_retried(town: WebTown) -> None:
    numbers = [at_the_clerk(town, town.resident()) for _ in range(2)]
    with town.house.database.begin() as tx:
        failed = "failed_at = 1, attempts = 10, error = 'ConnectionRefusedError'"
        tx.exec_driver_sql(f"UPDATE engine_job SET {failed} WHERE kind = 'received'")  # no input
    page = operator(town).open("/staff/incidents/")
    assert "相手のサーバーにつながりません" in page.text
    assert all(number in page.text for number in numbers)
    assert town.officer("kimura").open("/staff/incidents/").status == 403

    visitor = operator(town)
    visitor.open("/staff/incidents/")
    visitor.press("2件すべてやり直す")
    town.work()

    assert "いま、障害はありません" in visitor.open("/staff/incidents/").text
    assert "失敗していた処理をやり直しました" in town.look_at(town.officer("kimura"), numbers[0]).text
    assert len(town.letters()) == 2


@pytest.mark.promise("P44")
def test_an_auditor_reads_who_did_what_in_which_capacity_under_which_rule_on_which_data(town: WebTown) -> None:
    number = referred(town)
    auditor = town.officer("suzuki")

    page = auditor.open(f"/staff/cases/{town.case_id(number)}/audit")

    for told in ("申請者", "木村 千尋", "環境課", "判定表", "工程の担当として", "様式", "判断に迷う点があります。"):
        assert told in page.text, told
    assert page.html.count("<tr>") > 5
