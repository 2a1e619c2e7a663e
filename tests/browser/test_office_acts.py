"""What offices do beside the flow, by clicking: 差戻し, 代決 and 後閲, bulk approval, incident and retry, versions."""

import json
import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import insert

from accounts.directory import officer_by_login
from catalog.drafts import drafts_of, save_draft
from catalog.publication import propose, publish
from catalog.versions import current_version
from engine.shell import tables
from engine.shell.case_rows import find_case
from forms.validation import validate
from intake.applications import entry_form
from intake.desk import receive
from intake.receipt import look_up_password
from kernel.clock import local_date
from kernel.json_types import Json
from samples.answers import answers
from tests.browser.conftest import PHONE
from tests.browser.test_main_job import sign_in
from tests.browser.town import Town

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Look = Callable[[Page, str], None]
DOG: Final = "dog-registration"
MAIL: Final = "resident-record-mail"


def arrive(town: Town, seed: int, procedure: str = DOG) -> tuple[str, str]:
    """Let an application arrive that the rules leave to people; return its case and receipt number."""
    house, now = town.services, town.services.clock.now()
    changed: dict[str, Json] = {"injected": False, "injected_on": None} if procedure == DOG else {}
    with house.database.begin() as tx:
        version = current_version(tx, procedure)
        assert version is not None
        bundle = house.library.bundle(tx, version.bundle_digest)
        form = entry_form(bundle)
        typed = answers(form.key, random.Random(seed), local_date(now)) | changed
        values = validate(form, typed, local_date(now), params=bundle.flow.params).values
        receipt = receive(tx, house.desk, bundle, values, language="ja", channel="online", now=now)
    return receipt.case_id, receipt.number


def publish_joint_decision(town: Town) -> None:
    """Publish a version in which two of three superiors decide together (合議)."""
    house, now = town.services, town.services.clock.now()
    with house.database.begin() as tx:
        designer, publisher = (officer_by_login(tx, login) for login in ("sato", "suzuki"))
        assert designer is not None
        assert publisher is not None
        draft = next(each for each in drafts_of(tx, MAIL) if (each.kind, each.key) == ("flow", "to-be"))
        flow: Any = json.loads(json.dumps(draft.document))
        flow["lanes"] += [
            {"key": "chief", "title": "係長", "kind": "staff", "department": "shimin", "role": "subsection-chief"},
            {"key": "director", "title": "部長", "kind": "staff", "department": "shimin-bu", "role": "director"},
        ]
        decide = next(node for node in flow["nodes"] if node["key"] == "decide")
        decide |= {"members": ["head", "chief", "director"], "complete_when": {"at_least": 2}}
        save_draft(tx, designer, MAIL, "flow", "to-be", flow, revision=draft.revision, now=now)
        publish(tx, house.library, publisher, propose(tx, designer, MAIL, "to-be", now=now).id, now=now)


def refer(open_page: Open, case_id: str) -> Page:
    """Let the clerk pass a case on to the head."""
    clerk = sign_in(open_page, "kimura", f"/staff/cases/{case_id}")
    clerk.get_by_label("理由").fill("犬の特徴が書類だけでは判断できません。")
    clerk.get_by_role("button", name="上司の判断を求める").click()
    expect(clerk.get_by_role("status")).to_contain_text("処理しました")
    return clerk


def test_work_is_sent_back_to_a_chosen_step_and_the_clerk_sees_what_is_new(
    open_page: Open, look: Look, town: Town
) -> None:
    case_id, number = arrive(town, 1)
    clerk = refer(open_page, case_id)
    clerk.goto(f"/staff/cases/{case_id}")
    expect(clerk.get_by_text("あなたの処理は、まだ引き戻せます")).to_be_visible()
    look(clerk, "case-pull-back")

    head = sign_in(open_page, "matsumoto", f"/staff/cases/{case_id}")
    look(head, "case-head")
    head.get_by_role("link", name="前の工程へ差し戻す").click()
    look(head, "send-back")
    head.get_by_label("申請内容を確かめる").check()
    head.get_by_role("button", name="差し戻す").click()
    expect(head.get_by_text("理由が必要です")).to_be_visible()
    look(head, "send-back-reason-missing")
    head.get_by_role("textbox", name=re.compile("理由")).fill("写真を見て、毛色と体格を確かめてください。")
    head.get_by_role("button", name="差し戻す").click()
    expect(head.get_by_role("status")).to_contain_text("差し戻しました")

    clerk.reload()
    expect(clerk.get_by_role("heading", name="前に見たときからの変化")).to_be_visible()
    expect(clerk.get_by_text("写真を見て、毛色と体格を確かめてください。").first).to_be_visible()
    look(clerk, "case-sent-back")
    clerk.get_by_role("link", name="職権で補正する").click()
    clerk.get_by_label("毛色").fill("茶トラ")
    clerk.get_by_label("補正の理由").fill("写真から明らかな誤記のため。")
    look(clerk, "case-amend")
    clerk.get_by_role("button", name="この内容に補正する").click()
    expect(clerk.get_by_role("status")).to_contain_text("補正しました")
    clerk.get_by_text("申請者に連絡する").click()
    clerk.get_by_label("伝えること").fill("毛色を「茶トラ」と記録しました。違うときはお知らせください。")
    clerk.get_by_role("button", name="連絡を送る").click()
    expect(clerk.get_by_text("申請者に連絡しました。").first).to_be_visible()
    resident = open_page("/s", width=PHONE, scripts=False)
    resident.get_by_label("受付番号").fill(number)
    resident.get_by_label("照会用パスワード").fill(look_up_password(town.services.settings.secret_key, case_id))
    resident.get_by_role("button", name="状況を見る").click()
    expect(resident.get_by_text("違うときはお知らせください。")).to_be_visible()
    resident.get_by_text("担当課に連絡する").click()
    resident.get_by_label("伝えたいこと").fill("茶トラで合っています。")
    look(resident, "status-conversation")
    resident.get_by_role("button", name="送る", exact=True).click()
    expect(resident.get_by_text("茶トラで合っています。")).to_be_visible()
    head.goto(f"/staff/cases/{case_id}")
    expect(head.get_by_text("変わった項目")).to_be_visible()
    look(head, "case-changed-answers")
    head.get_by_role("link", name="監査のための説明").click()
    look(head, "case-audit")


def test_a_deputy_decides_and_the_superior_looks_at_it_afterwards(open_page: Open, look: Look, town: Town) -> None:
    case_id, _number = arrive(town, 2)
    refer(open_page, case_id)
    head = sign_in(open_page, "matsumoto", "/staff/substitutes/")
    last = local_date(town.services.clock.now()) + timedelta(days=5)
    head.get_by_label("代理を頼む人").select_option(label="井上 翔（環境課）")
    head.get_by_label("終わりの日").fill(last.isoformat())
    look(head, "substitutes-naming")
    head.get_by_role("button", name="代理を登録する").click()
    expect(head.get_by_role("status")).to_contain_text("代理を登録しました")
    look(head, "substitutes")

    deputy = sign_in(open_page, "inoue")
    expect(deputy.get_by_text("松本 智子 さんの代理です")).to_be_visible()
    look(deputy, "inbox-deputy")
    deputy.goto(f"/staff/cases/{case_id}")
    deputy.get_by_role("button", name="承認する").click()
    expect(deputy.get_by_role("status")).to_contain_text("処理しました")

    head.goto("/staff/asked")
    look(head, "asked")
    head.get_by_role("link", name="後閲").first.click()
    look(head, "case-after-review")
    head.get_by_role("button", name="後閲を済ませる").first.click()
    expect(head.get_by_role("status")).to_contain_text("確認しました")
    expect(head.get_by_text("さんが確認").first).to_be_visible()
    head.goto("/staff/substitutes/")
    head.get_by_role("button", name="終える").first.click()
    expect(head.get_by_role("status")).to_contain_text("代理を終えました")


def test_two_of_three_decide_together(open_page: Open, look: Look, town: Town) -> None:
    publish_joint_decision(town)
    case_id = next(found for seed in range(30) if (found := arrive(town, seed, MAIL)[0]) and at(town, found))
    clerk = sign_in(open_page, "yoshida", f"/staff/cases/{case_id}")
    clerk.get_by_role("textbox", name="理由").fill("請求の理由を三人で確かめてください。")
    clerk.get_by_role("button", name="上司の判断を求める").click()
    expect(clerk.get_by_role("status")).to_contain_text("処理しました")

    head = sign_in(open_page, "kobayashi", f"/staff/cases/{case_id}")
    look(head, "case-joint")
    head.get_by_role("button", name="承認する").click()
    expect(head.get_by_role("status")).to_contain_text("処理しました")
    assert at(town, case_id) == ["decide", "decide"]
    director = sign_in(open_page, "ito", f"/staff/cases/{case_id}")
    look(director, "case-joint-second")
    director.get_by_role("button", name="承認する").click()
    expect(director.get_by_role("status")).to_contain_text("処理しました")

    assert "decide" not in at(town, case_id)
    head.goto(f"/staff/cases/{case_id}")
    look(head, "case-joint-decided")
    publisher = sign_in(open_page, "suzuki", f"/staff/procedures/{MAIL}/moving?to=1")
    expect(publisher.get_by_role("heading", level=1)).to_contain_text("進行中の案件を第1版に移す")
    look(publisher, "moving")


def at(town: Town, case_id: str) -> list[str]:
    """Return on which steps of people a case rests."""
    with town.services.database.read() as tx:
        return [item.node for item in find_case(tx, case_id).state.items if item.node in ("review", "decide")]


def test_many_are_approved_at_once_and_each_says_what_became_of_it(
    open_page: Open, look: Look, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.bulk.AT_ONCE", 2)  # the page goes on by itself
    cases = [arrive(town, seed) for seed in (3, 4, 5)]
    colleague = sign_in(open_page, "hayashi", f"/staff/cases/{cases[0][0]}")
    colleague.get_by_role("button", name="自分が引き受ける").click()
    expect(colleague.get_by_role("status")).to_be_visible()

    clerk = sign_in(open_page, "kimura", f"/staff/?procedure={DOG}&many=1")
    for case_id, _number in cases:
        clerk.locator(f"input[name=rows][value^='{case_id}']").check()
    clerk.get_by_text("印を付けた案件をまとめて処理する").click()
    look(clerk, "inbox-bulk")
    clerk.get_by_role("button", name="まとめて処理する").click()

    expect(clerk.get_by_role("heading", name="一括処理の結果")).to_be_visible()
    expect(clerk.get_by_text("ほかの担当者が引き受けています")).to_be_visible()
    expect(clerk.get_by_text("できた", exact=True)).to_have_count(3)
    look(clerk, "bulk-result")


def test_an_operator_sees_what_failed_and_retries_it(open_page: Open, look: Look, town: Town) -> None:
    case_id, _number = arrive(town, 6)
    with town.services.database.begin() as tx:
        values = {"case_id": case_id, "number": 99, "kind": "received", "due_at": town.services.clock.now()}
        failed = {"failed_at": town.services.clock.now(), "attempts": 10, "error": "ConnectionRefusedError"}
        tx.execute(insert(tables.job).values(lease_until=0, **values, **failed))

    operator = sign_in(open_page, "takahashi", "/staff/incidents/")
    expect(operator.get_by_text("相手のサーバーにつながりません")).to_be_visible()
    look(operator, "incidents")
    operator.get_by_role("button", name="件すべてやり直す").first.click()
    expect(operator.get_by_role("status")).to_contain_text("やり直します")
    for _try in range(20):
        operator.reload()
        if operator.get_by_text("いま、障害はありません").count():
            break
        operator.wait_for_timeout(250)
    look(operator, "incidents-none")
    clerk = sign_in(open_page, "kimura", f"/staff/cases/{case_id}")
    expect(clerk.get_by_text("失敗していた処理をやり直しました")).to_be_visible()


def test_a_case_is_shown_for_information_and_an_opinion_is_asked(open_page: Open, look: Look, town: Town) -> None:
    case_id, _number = arrive(town, 7)
    clerk = sign_in(open_page, "kimura", f"/staff/cases/{case_id}")
    clerk.get_by_role("link", name="意見を照会する").click()
    clerk.get_by_label("照会先").select_option(value="zeimu/clerk")
    clerk.get_by_label("照会すること").fill("この住所は市内でしょうか。")
    look(clerk, "ask-opinion")
    clerk.get_by_role("button", name="照会する").click()
    expect(clerk.get_by_role("status")).to_contain_text("照会しました")
    clerk.get_by_role("link", name="供覧する").click()
    look(clerk, "ask-circulation")

    expert = sign_in(open_page, "nakayama", f"/staff/cases/{case_id}")
    expert.get_by_role("textbox", name="意見").fill("市内の住所です。")
    look(expert, "case-opinion")
    expert.get_by_role("button", name="回答する").click()
    clerk.goto(f"/staff/cases/{case_id}")
    expect(clerk.get_by_text("市内の住所です。")).to_be_visible()
