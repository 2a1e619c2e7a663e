"""手続きナビ on the web: the way is in the address, back works, and the DX office changes it without code."""

import json

from tests.web.town import WebTown


def test_a_resident_is_led_to_what_to_do_and_what_to_bring(shared_town: WebTown) -> None:
    resident = shared_town.resident()
    resident.open("/")
    resident.click("見直市に引っ越してきた")

    resident.press("次へ", {"from": "japan"})
    resident.press("次へ", {"child": "yes"})
    resident.press("次へ", {"nursery": "no"})
    page = resident.press("次へ", {"dog": "yes"})

    assert "あなたに必要な手続きは5件です" in page.text
    for said in ("転入届（市民課の窓口）", "転出証明書", "児童手当 認定請求", "犬の登録", "マイクロチップ番号"):
        assert said in page.text
    assert "保育所等" not in page.text
    assert resident.click("オンラインで申請する（児童手当").heading == "児童手当 認定請求"


def test_the_address_holds_the_way_so_that_it_can_be_opened_elsewhere_and_gone_back(shared_town: WebTown) -> None:
    resident, other = shared_town.resident(), shared_town.resident()
    resident.open("/navi/moving-in")
    resident.press("次へ", {"from": "inside"})
    resident.press("次へ", {"child": "no"})

    there = other.open(resident.page.path)
    back = other.click("前の質問に戻る")

    assert there.heading == "犬を飼っていますか"
    assert back.heading.startswith("18歳くらいまでの子ども")


def test_going_on_without_an_answer_says_what_to_do(shared_town: WebTown) -> None:
    resident = shared_town.resident()
    resident.open("/navi/moving-in")

    page = resident.press("次へ")

    assert "当てはまるものを1つ選んでください" in page.text
    assert page.heading == "どこから引っ越してきましたか"


def test_the_dx_office_changes_a_navigator_and_is_told_what_is_wrong(town: WebTown) -> None:
    wada, resident = town.officer("wada"), town.resident()
    wada.open("/office/")
    wada.click("手続きナビ")
    wada.click("子どもが生まれた")
    exported = town.app.test_client()
    document = json.loads(wada.client.get("/office/navigators/new-child.json").text)
    assert exported.get("/office/navigators/new-child.json").status_code == 303

    document["leads"][0]["when"] = {"born": ["perhaps"]}
    refused = wada.press("保存する", document=json.dumps(document, ensure_ascii=False))
    document["leads"][0] |= {"when": {"born": ["no"]}, "note": {"ja": "予約はいりません。"}}
    kept = wada.press("保存する", document=json.dumps(document, ensure_ascii=False))

    assert refused.status == 422
    assert "選択肢にありません" in refused.text
    assert "perhaps" in refused.html
    assert "保存しました" in kept.text
    assert "予約はいりません" in resident.open("/navi/new-child?born=no").text


def test_a_navigator_is_shown_hidden_and_taken_away(town: WebTown) -> None:
    wada, resident = town.officer("wada"), town.resident()
    wada.open("/office/navigators")
    wada.press("取り込む")

    assert resident.open("/navi/my-navigator").status == 404
    wada.open("/office/navigators/my-navigator")
    wada.press("住民に見せる")
    assert resident.open("/navi/my-navigator").status == 200
    wada.press("住民に見せない")
    assert resident.open("/navi/my-navigator").status == 404
    wada.press("消す")
    assert wada.open("/office/navigators/my-navigator").status == 404


def test_two_who_change_one_navigator_are_told(town: WebTown) -> None:
    wada, other = town.officer("wada"), town.officer("wada")
    wada.open("/office/navigators/moving-in")
    other.open("/office/navigators/moving-in")
    wada.press("保存する")

    page = other.press("保存する")

    assert page.status == 409
    assert "ほかの人が先に保存しました" in page.text
