"""手続きナビ in a form: made, tried, kept and changed without JSON, with the same checks as its document."""

import json

import pytest

from guidance.navigator import require_navigator
from guidance.navigator_draft import document_of, draft_of
from kernel.documents import read_json
from tests.guidance.test_navigator_draft import FOLDER, OWN
from tests.web.town import Visitor, WebTown


def kept(visitor: Visitor, key: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(visitor.client.get(f"/office/navigators/{key}.json").text)
    return found


def test_the_dx_office_makes_a_navigator_and_residents_walk_it(town: WebTown) -> None:
    wada, resident = town.officer("wada"), town.resident()
    wada.open("/office/navigators")
    wada.click("新しいナビを作る")

    wada.press("この答えの行き先を加える（質問1の答え1）", {"key": "dogs", "title.ja": "犬のこと", "title.en": "Dogs"})
    wada.press("持ち物を加える（行き先1）", {"leads.0.procedure": "dog-registration", "leads.0.bring.0.ja": "前の鑑札"})
    wada.press("続けて聞く質問を加える（質問1の答え2）", {
        "otherwise.ja": "環境課へ", "questions.0.title.ja": "犬を飼っていますか",
        "questions.0.title.ja-x-easy": "犬が いますか", "leads.0.bring.1.ja": "写真",
    })  # fmt: skip
    wada.press("この答えの行き先を加える（質問2の答え1）", {
        "questions.1.title.ja": "猫を飼っていますか",
        "questions.1.options.0.label.ja": "飼っている", "questions.1.options.1.label.ja": "飼っていない",
    })  # fmt: skip
    wada.press("保存する", {"leads.1.title.ja": "猫の相談", "leads.1.note.ja": "窓口へ"})
    wada.press("住民に見せる")

    assert "犬の登録" in resident.open("/navi/dogs?q1=yes").text
    assert "写真" in resident.page.text
    assert "猫の相談" in resident.open("/navi/dogs?q1=no&q2=a1").text
    assert "環境課へ" in resident.open("/navi/dogs?q1=no&q2=a2").text
    assert resident.open("/navi/dogs?lang=ja-x-easy").heading == "犬が いますか"


@pytest.mark.parametrize("key", ["moving-in", "new-child"])
def test_keeping_without_a_change_keeps_the_document(town: WebTown, key: str) -> None:
    wada = town.officer("wada")
    wada.open(f"/office/navigators/{key}/edit")

    wada.press("保存する")

    assert kept(wada, key) == read_json((FOLDER / f"{key}.json").read_bytes())


def test_buttons_and_the_preview_lose_nothing_that_the_document_carries(town: WebTown) -> None:
    wada = town.officer("wada")
    wada.open("/office/navigators")
    wada.press("取り込む", document=json.dumps(OWN))
    wada.open("/office/navigators/dogs/edit")

    wada.press("下へ（質問1）")
    wada.press("上へ（質問2）")
    wada.press("プレビューで試す")
    wada.press("編集に戻る")
    wada.press("保存する")

    assert kept(wada, "dogs") == document_of(draft_of(require_navigator(OWN)))


def test_what_is_wrong_is_told_as_by_the_other_door_and_stays_typed(town: WebTown) -> None:
    wada = town.officer("wada")
    wada.open("/office/navigators/new-child/edit")
    before = kept(wada, "new-child")

    refused = wada.press("保存する", {"leads.1.title.ja": "", "leads.1.title.en": "", "title.ja": "赤ちゃん"})
    turned = wada.press("上へ（質問2）", {"leads.1.title.ja": "出生届"})
    late = wada.press("保存する")
    unknown = wada.send("/office/navigators/new-child/edit", {"_do": "save", "title.ja": "？"})

    assert refused.status == 422
    assert "手続き（procedure）か名前（title）がありません" in refused.text
    assert 'href="#leads.1"' in refused.html
    assert 'value="赤ちゃん"' in refused.html
    assert "いまはない答えがあります" in turned.text
    assert late.status == unknown.status == 422
    assert "それより前にない質問「born」" in late.text
    assert kept(wada, "new-child") == before


def test_a_procedure_that_does_not_exist_is_refused(town: WebTown) -> None:
    wada = town.officer("wada")
    wada.open("/office/navigators/moving-in/edit")

    page = wada.press("保存する", {"leads.4.procedure": "no-such-thing"})

    assert page.status == 422
    assert "手続き「no-such-thing」はありません" in page.text


def test_the_preview_leads_on_and_back_without_keeping_anything(town: WebTown) -> None:
    wada = town.officer("wada")
    wada.open("/office/navigators/new-child/edit")
    before = kept(wada, "new-child")

    first = wada.press("プレビューで試す", {"questions.0.title.ja": "生まれましたか"})
    unanswered = wada.press("次へ")
    second = wada.press("次へ", {"given.born": "yes"})
    back = wada.press("前の質問に戻る")
    end = wada.press("次へ", {"given.born": "no"})
    english = wada.press("このことばで見る", said_in="en")

    assert first.heading == back.heading == "生まれましたか"
    assert "当てはまるものを1つ選んでください" in unanswered.text
    assert second.heading == "出生届は出しましたか"
    assert "母子健康手帳の受け取り" in end.text
    assert "Maternal and child health handbook" in english.text
    assert kept(wada, "new-child") == before


def test_whoever_was_slower_is_told_loses_nothing_and_may_decide(town: WebTown) -> None:
    wada, other = town.officer("wada"), town.officer("wada")
    wada.open("/office/navigators/moving-in/edit")
    other.open("/office/navigators/moving-in/edit")
    wada.press("保存する", {"title.ja": "先の題"})

    told = other.press("保存する", {"title.ja": "後の題"})
    again = other.press("保存する")
    between = kept(wada, "moving-in")["title"]
    other.press("この画面の内容で上書きして保存する")

    assert told.status == again.status == 409
    assert "ほかの人が先に保存しました" in told.text
    assert 'value="後の題"' in again.html
    assert between == {"ja": "先の題", "en": "You have moved to Minaoshi"}
    assert kept(wada, "moving-in")["title"] == {"ja": "後の題", "en": "You have moved to Minaoshi"}


def test_a_new_navigator_takes_no_address_that_is_taken(town: WebTown) -> None:
    wada = town.officer("wada")
    wada.open("/office/navigators/_new")
    wada.press("行き先を加える", {"key": "moving-in", "title.ja": "題", "otherwise.ja": "なし"})

    page = wada.press("保存する", {"questions.0.title.ja": "問い", "leads.0.title.ja": "窓口"})

    assert page.status == 409
    assert "「moving-in」のナビは、もうあります" in page.text
    assert kept(wada, "moving-in")["title"] != {"ja": "題"}


def test_only_the_dx_office_of_the_whole_city_edits(town: WebTown) -> None:
    for visitor in (town.officer("kimura"), town.officer("hasegawa")):
        assert visitor.open("/office/navigators/moving-in/edit").status == 403
        assert visitor.open("/office/navigators/_new").status == 403
        assert visitor.send("/office/navigators/moving-in/edit", {"_do": "save"}).status == 403
        assert visitor.send("/office/navigators/_new", {"_do": "look"}).status == 403
