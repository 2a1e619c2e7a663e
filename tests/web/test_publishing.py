"""Publishing in the browser: what changes in words, at a date and time, off again, and back to an earlier version."""

import json
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any, cast

import pytest
from sqlalchemy import update

from catalog import tables
from catalog.library import freeze
from catalog.publication import draft_bundle
from catalog.subflows import with_children
from tests.web.test_procedures import HOME, document
from tests.web.town import Visitor, WebTown
from workflow.codec.flow import require_flow

MORE = "/staff/procedures/dog-registration/versions"


def changed(town: WebTown) -> Visitor:
    """Return an author whose drafts ask one thing less, send another letter and follow a stricter rule."""
    author = town.officer("inoue")
    table, page, flow = document("table-auto-approve.json"), document("procedure.json"), document("to-be.json")
    table["rules"] = table["rules"][1:]
    page["fee"] = {"ja": "登録 2,000円", "en": "2,000 yen"}
    flow["nodes"] = [node | {"minutes": 1} if node["key"] == "review" else node for node in flow["nodes"]]
    author.open(f"{HOME}import")
    author.press("下書きに取り込む", pasted=json.dumps(page))
    for each in (table, flow):
        author.open(f"{HOME}import")
        author.press("下書きに取り込む", pasted=json.dumps(each))
    return author


def proposed(town: WebTown, note: str = "手数料が変わる。") -> str:
    """Return the address of the page on which a second person decides."""
    author = changed(town)
    author.open(f"{HOME}check")
    author.press("公開を申し出る", note=note)
    author.click("内容を確かめる")
    return author.page.path


def test_the_author_sees_what_publishing_would_change_before_asking(town: WebTown) -> None:
    author = changed(town)

    page = author.open(f"{HOME}check")

    for words in (
        "公開すると変わること",
        "規則の違い",
        "文章の違い",
        "登録 2,000円",
        "職員の作業時間（1件あたり）",
        "進行中の案件は 0件",
    ):
        assert words in page.text
    assert "図で比べる" in page.text


def test_the_second_person_decides_for_a_date_and_it_happens_then(town: WebTown) -> None:
    address = proposed(town)
    head = town.officer("matsumoto")
    head.open(address)
    assert "手数料が変わる。" in head.page.text
    assert "手間と日数はどう変わるか" in head.page.text

    page = head.press("この日時に公開する", at="2026-12-01T09:00")
    assert "12月1日" in page.text
    assert "公開の予約があります" in page.text
    town.clock.advance(timedelta(days=7))
    town.house.worker.go_round(town.clock.now())

    history = town.officer("matsumoto").open(MORE).text
    assert "第2版" in history
    assert "手数料が変わる。" in history
    subjects = [str(letter["Subject"]) for letter in town.letters()]
    recipients = {str(letter["To"]) for letter in town.letters()}
    assert subjects.count("【見直市】予約どおり公開しました：犬の登録") == 2
    assert len(recipients) == 2
    town.house.worker.go_round(town.clock.now())
    assert len(town.letters()) == 2


def test_a_check_that_fails_when_the_time_has_come_publishes_nothing_and_tells_both(town: WebTown) -> None:
    head = town.officer("matsumoto")
    head.open(proposed(town))
    head.press("この日時に公開する", at="2026-12-01T09:00")
    the_check_learns_to_refuse_it(town)

    town.clock.advance(timedelta(days=7))
    town.house.worker.go_round(town.clock.now())

    letters = [each for each in town.letters() if "公開ができませんでした：犬の登録" in str(each["Subject"])]
    assert len({str(letter["To"]) for letter in letters}) == 2
    assert all("いままでの版が公開されたままです" in text_of(letter) for letter in letters)
    assert all("申請者に" in text_of(letter) for letter in letters)
    assert "第2版" not in town.officer("matsumoto").open(MORE).text
    author = town.officer("inoue")
    author.open(HOME)
    author.click("内容を確かめる")
    assert "申請者に" in author.page.text


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def the_check_learns_to_refuse_it(town: WebTown) -> None:
    """Put what is scheduled in the place of a bundle that a newer check refuses: it asks in the middle of another."""
    with town.house.database.begin() as tx:
        alone = draft_bundle(tx, "dog-registration", "to-be")
        flow = cast(dict[str, Any], alone.flow.document)
        nodes, edges = [*flow["nodes"]], [*flow["edges"]]
        end = next(node["key"] for node in nodes if node.get("result") == "approved")
        edges = [edge | ({"to": "part"} if edge["to"] == end else {}) for edge in edges]
        nodes.append({"key": "part", "type": "subflow", "flow": "dog-registration", "title": "1頭ずつ"})
        edges.append({"from": "part", "to": end})
        refused = with_children(tx, replace(alone, flow=require_flow({**flow, "nodes": nodes, "edges": edges})))
        freeze(tx, refused, town.clock.now())
        tx.execute(
            update(tables.proposal).where(tables.proposal.c.state == "scheduled").values(bundle_digest=refused.digest)
        )


def test_the_author_practises_the_draft_before_asking(town: WebTown) -> None:
    author = changed(town)
    author.open(f"{HOME}check")

    page = author.press("この下書きを練習の場に用意する")

    assert "練習の場に用意しました" in page.text
    assert "登録 2,000円" in town.resident().open("/practice/p/dog-registration").text
    assert "登録 3,000円" in town.resident().open("/p/dog-registration").text


@pytest.mark.parametrize("at", ["", "yesterday", "2026-11-01T09:00", "2029-01-01T09:00"])
def test_a_time_that_cannot_be_is_told_at_its_box(town: WebTown, at: str) -> None:
    address = proposed(town)
    head = town.officer("matsumoto")
    head.open(address)

    page = head.press("この日時に公開する", at=at)

    assert page.status == 422
    assert "いまより後の、1年以内の日時を入れてください。" in page.text


def test_a_scheduled_publication_is_called_off(town: WebTown) -> None:
    address = proposed(town)
    head = town.officer("matsumoto")
    head.open(address)
    head.press("この日時に公開する", at="2026-12-01T09:00")
    author = town.officer("inoue")
    author.open(address)

    page = author.press("予約を取りやめる")

    assert "公開の予約を取りやめました" in page.text
    town.clock.advance(timedelta(days=30))
    town.house.worker.go_round(town.clock.now())
    history = town.officer("inoue").open(MORE).text
    assert "第1版" in history
    assert "第2版" not in history


def test_going_back_needs_a_reason_and_a_second_person(town: WebTown) -> None:
    head = town.officer("matsumoto")
    head.open(proposed(town))
    head.press("公開する")
    author = town.officer("inoue")
    author.open(MORE)
    author.click("この版に戻す")

    page = author.press("戻すことを申し出る", reason=" ")
    assert page.status == 422
    page = author.press("戻すことを申し出る", reason="手数料の改定が延期になった。")
    assert "第1版に戻す申し出です。" in page.text
    head.open(page.path)
    head.press("公開する")

    history = head.open(MORE).text
    assert "第1版に戻したもの" in history
    assert "手数料の改定が延期になった。" in history
    compared = head.open(f"{MORE}/compare?before=1&after=3").text
    assert "流れは同じなので" in compared


def test_two_versions_side_by_side_and_one_of_them_as_the_draft(town: WebTown) -> None:
    head = town.officer("matsumoto")
    head.open(proposed(town))
    head.press("公開する")

    head.open(MORE)
    page = head.click("前の版と比べる")
    assert "第1版と第2版を比べる" in page.text
    assert "登録 2,000円" in page.text
    assert head.open(f"{MORE}/compare?before=1&after=77").status == 404

    author = town.officer("inoue")
    author.open(MORE)
    author.send(f"{MORE}/1/drafts", {})
    assert "第1版を下書きに戻しました（変わった文書 3件）。" in author.page.text
    assert head.send(f"{MORE}/1/drafts", {}).status == 403


def test_a_mail_server_that_is_away_is_tried_again(town: WebTown, monkeypatch: pytest.MonkeyPatch) -> None:
    head = town.officer("matsumoto")
    head.open(proposed(town))
    head.press("この日時に公開する", at="2026-12-01T09:00")
    town.clock.advance(timedelta(days=7))
    monkeypatch.setattr(type(town.house.mail), "send", _away)
    town.house.worker.go_round(town.clock.now())
    monkeypatch.undo()
    assert not town.letters()

    town.house.worker.go_round(town.clock.now())
    assert not town.letters()
    town.clock.advance(timedelta(minutes=5))
    town.house.worker.go_round(town.clock.now())

    assert len(town.letters()) == 2


def _away(*_: object) -> None:
    raise OSError("the mail server is away")
