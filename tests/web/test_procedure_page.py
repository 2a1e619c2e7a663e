"""The procedure's page and its letters, written by staff in boxes: kept as the format, nothing overwritten or lost."""

from typing import Any, Final

import pytest

from catalog.drafts import Draft, drafts_of
from catalog.letter_rules import missing_in_letters, refusing_notices
from catalog.page_form import boxes_of, page_from
from kernel.documents import digest, read_json
from tests.architecture.rules import ROOT
from tests.web.town import WebTown, apply

DOG: Final = "/staff/procedures/dog-registration/page"
NEW: Final = "/staff/procedures/swimming-pool"
SAMPLES: Final = sorted((ROOT / "samples").glob("*/procedure.json"))


def page_of(town: WebTown, procedure: str) -> Draft | None:
    with town.house.database.read() as tx:
        return next((each for each in drafts_of(tx, procedure) if each.kind == "page"), None)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_a_page_survives_the_boxes_unchanged(path: Any) -> None:
    document = read_json(path.read_bytes())
    assert isinstance(document, dict)

    assert digest(page_from(document, boxes_of(document))) == digest(document)


def test_what_is_changed_in_one_box_changes_there_only(town: WebTown) -> None:
    kimura, before = town.officer("kimura"), page_of(town, "dog-registration")
    assert before is not None
    kimura.open(DOG)

    kimura.press("保存する", {"fee.ja": "1頭 3,000円"})

    after = page_of(town, "dog-registration")
    assert after is not None
    assert kimura.page.path == DOG
    assert "保存しました" in kimura.page.text
    fee = before.document["fee"]
    assert isinstance(fee, dict)
    assert after.document == {**before.document, "fee": {**fee, "ja": "1頭 3,000円"}}


def test_a_page_is_written_from_blank_with_a_letter(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open("/staff/new-procedure")
    kimura.press("加える", title="プールの利用", key="swimming-pool", department="kankyo")
    kimura.click("手続案内と通知文を書く")
    kimura.press("通知文を加える", {"summary.ja": "市民プールを使うための手続です。", "needs.ja": "水着\n帽子"})
    letter = {"title": "利用の許可", "subject": "許可しました", "body": "{{ applicant_name }} 様\n許可しました。"}

    kimura.press("保存する", {f"letters.0.{name}.ja": said for name, said in letter.items()})

    page = page_of(town, "swimming-pool")
    assert page is not None
    assert page.document == {
        "format": "minaoshi.procedure/1",
        "key": "swimming-pool",
        "title": "プールの利用",
        "summary": "市民プールを使うための手続です。",
        "needs": ["水着", "帽子"],
        "letters": [{"key": "letter-1", **letter}],
    }


def test_a_letter_without_words_is_told_and_everything_typed_stays(town: WebTown) -> None:
    kimura, before = town.officer("kimura"), page_of(town, "dog-registration")
    kimura.open(DOG)
    kimura.press("通知文を加える", {"summary.ja": "書きかけ"})

    page = kimura.press("保存する")

    assert page.status == 422
    assert "名前を入力してください" in page.text
    assert dict(page.forms[-1].filled)["summary.ja"] == "書きかけ"
    assert page_of(town, "dog-registration") == before


def test_the_second_who_saves_is_told_and_keeps_what_was_typed(town: WebTown) -> None:
    kimura, sato = town.officer("kimura"), town.officer("sato")
    kimura.open(DOG)
    sato.open(DOG)
    sato.press("保存する", {"fee.ja": "無料"})

    page = kimura.press("保存する", {"fee.ja": "有料"})

    assert page.status == 409
    assert "ほかの人が先に保存しました" in page.text
    assert dict(page.forms[-1].filled)["fee.ja"] == "有料"
    after = page_of(town, "dog-registration")
    assert after is not None
    assert isinstance(after.document["fee"], dict)
    assert after.document["fee"]["ja"] == "無料"


def test_a_letter_is_taken_away(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open(DOG)
    count = kimura.page.text.count("この通知文を消す")

    kimura.press("この通知文を消す（1）")

    assert kimura.page.text.count("この通知文を消す") == count - 1


def test_a_chip_puts_the_place_into_the_letter_without_any_script(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open(DOG)
    before = dict(kimura.page.form_with("保存する")[0].filled)["letters.0.body.ja"]

    kimura.press("受付番号")

    after = dict(kimura.page.form_with("保存する")[0].filled)["letters.0.body.ja"]
    assert after == f"{before}{{{{ receipt_number }}}}"


def test_a_letter_is_previewed_with_sample_answers_and_nothing_is_kept(town: WebTown) -> None:
    kimura, before = town.officer("kimura"), page_of(town, "dog-registration")
    kimura.open(DOG)

    page = kimura.press(
        "見本の内容で見る", {"letters.0.body.ja": "{{ applicant_name }} 様\n{{ dog_name }}／{{ today }}"}
    )

    assert "見本 花子 様" in page.text
    assert "見本の内容／2026年11月24日" in page.text
    assert page_of(town, "dog-registration") == before


def test_a_letter_is_previewed_with_a_case_that_the_officer_may_see(town: WebTown) -> None:
    given = town.answers("dog-registration", injected=False)
    number = apply(town.resident(), town, "dog-registration", given)
    kimura = town.officer("kimura")
    kimura.open(DOG)

    page = kimura.press(
        "この案件で見る", {"letters.0.body.ja": "{{ dog_name }}：{{ receipt_number }}"}, preview_number=number
    )
    assert f"{given['dog_name']}：{number}" in page.text
    kimura.open(DOG)
    page = kimura.press("この案件で見る", preview_number="7KQ3-AAAA-AAAA-AAAA")

    assert page.status == 422
    assert "その受付番号の案件は見つかりません" in page.text


def test_a_refusal_without_reasons_or_notice_of_appeal_is_told_at_the_letter_and_by_the_check(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open(DOG)
    boxes = dict(kimura.page.form_with("保存する")[0].filled)
    place = next(
        name.split(".")[1] for name, value in boxes.items() if "審査請求" in value and name.endswith("body.ja")
    )

    kimura.press("保存する", {f"letters.{place}.body.{tag}": "却下しました。" for tag in ("ja", "en")})

    assert "教示がありません" in kimura.page.text
    assert "理由がありません" in kimura.page.text
    checked = kimura.open("/staff/procedures/dog-registration/check").text
    assert "教示がありません" in checked
    assert "誤りはありません" in checked


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_samples_tell_refusals_as_the_law_asks(shared_town: WebTown, path: Any) -> None:
    bundle = shared_town.bundle(path.parent.name)

    assert refusing_notices(bundle.flow)
    assert not [*missing_in_letters(bundle.flow, bundle.page.letters)]


def test_who_may_do_what_stands_in_one_table(shared_town: WebTown) -> None:
    kimura = shared_town.officer("kimura")
    kimura.open("/staff/procedures/dog-registration/")

    page = kimura.click("だれが何をできるか")

    assert "松本 智子" in page.text
    assert "公開する（申し出を確認して公開し" in page.text
    assert "申請内容を確かめる" in page.text
