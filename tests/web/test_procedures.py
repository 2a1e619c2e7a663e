"""From documents to a version in force: bringing in, checking, proposing, and the second person."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from catalog.drafts import drafts_of
from catalog.versions import versions
from kernel.documents import read_json
from tests.web.town import WebTown, apply

DOG: Final = Path(__file__).resolve().parents[2] / "samples" / "dog-registration"
HOME: Final = "/staff/procedures/dog-registration/"


def document(name: str) -> dict[str, Any]:
    """Return a document of the dog registration."""
    found: dict[str, Any] = read_json((DOG / name).read_bytes())  # type: ignore[assignment]  # ours: an object
    return found


def revisions(town: WebTown) -> dict[tuple[str, str], int]:
    """Return how often each draft was changed."""
    with town.house.database.read() as tx:
        return {(each.kind, each.key): each.revision for each in drafts_of(tx, "dog-registration")}


@pytest.mark.parametrize(
    ("pasted", "pointer"),
    [
        ("{", ""),
        ("[]", ""),
        ('{"format": "minaoshi.form/9"}', "/format"),
        (
            json.dumps(document("form.json") | {"pages": [{"key": "a", "title": "x", "fields": [{"key": "é"}]}]}),
            "/pages/0",
        ),
        (json.dumps(document("to-be.json") | {"lanes": "none"}), "/lanes"),
        ('{"a": NaN}', ""),
        ("[" * 100_000, ""),
        ('{"a": 1, "a": 2}', ""),
    ],
)
def test_a_broken_document_is_told_place_by_place_and_changes_nothing(town: WebTown, pasted: str, pointer: str) -> None:
    officer, before = town.officer("kimura"), revisions(town)
    officer.open(f"{HOME}import")

    page = officer.press("下書きに取り込む", pasted=pasted)

    assert page.status == 422
    assert "取り込めませんでした。何も変わっていません" in page.text
    assert pointer in page.text
    assert dict(page.forms[-1].filled)["pasted"].startswith(pasted[:50])
    assert revisions(town) == before


def test_one_broken_document_keeps_the_good_ones_out_too(town: WebTown) -> None:
    officer, before = town.officer("kimura"), revisions(town)
    officer.open(f"{HOME}import")

    page = officer.press("下書きに取り込む")
    assert "ファイルを選ぶか、内容を貼り付けてください" in page.text
    page = officer.press("下書きに取り込む", pasted=json.dumps(document("form.json")) + "{}")

    assert page.status == 422
    assert revisions(town) == before


def test_the_author_cannot_publish_and_a_second_person_can(town: WebTown) -> None:
    changed = document("form.json")
    changed["title"] = {"ja": "犬の登録申請（新）", "en": "Dog registration (new)"}
    old = apply(town.resident(), town, "dog-registration", town.answers("dog-registration", injected=False))
    author = town.officer("inoue")
    author.open(f"{HOME}import")
    author.press("下書きに取り込む", pasted=json.dumps(changed))
    author.open(f"{HOME}check")
    author.press("公開を申し出る", note="題名を直しました。")
    author.click("内容を確かめる")
    assert "別の担当者の確認が必要です" in author.page.text
    address = author.page.path
    refused = author.send(address, {"decision": "publish"})
    assert refused.status == 409
    assert "公開できません" in refused.text

    head = town.officer("matsumoto")
    head.open(address)
    assert "題名を直しました" in head.page.text
    assert "進行中の案件は 1件" in head.page.text
    shown = head.page
    head.press("公開する")
    assert "第2版を公開しました" in head.page.text
    head.page = shown
    assert head.press("公開する").status == 409

    new = apply(town.resident(), town, "dog-registration", town.answers("dog-registration"))
    assert town.case(new).program != town.case(old).program
    with town.house.database.read() as tx:
        assert [each.number for each in versions(tx, "dog-registration")] == [2, 1]


def test_what_the_check_finds_stops_the_proposal_and_is_told_in_words(town: WebTown) -> None:
    flow = document("to-be.json")
    flow["nodes"] = [node for node in flow["nodes"] if node["key"] != "review"]
    flow["edges"] = [edge for edge in flow["edges"] if "review" not in (edge["from"], edge["to"])]
    officer = town.officer("kimura")
    officer.open(f"{HOME}import")
    officer.press("下書きに取り込む", pasted=json.dumps(flow))

    page = officer.open(f"{HOME}check")
    assert "直すまで公開できません" in page.text
    assert "公開を申し出る" not in page.buttons()
    refused = officer.send(f"{HOME}propose", {"slot": "to-be"})

    assert refused.status == 422
    assert "直すまで公開できません" in refused.text


def test_a_proposal_that_is_sent_back_leaves_the_drafts(town: WebTown) -> None:
    author, head, before = town.officer("kimura"), town.officer("matsumoto"), revisions(town)
    author.open(f"{HOME}check")
    author.press("公開を申し出る")
    author.click("内容を確かめる")

    head.open(author.page.path)
    head.press("戻す")

    assert "公開の申し出を戻しました" in head.page.text
    assert revisions(town) == before


def test_a_retired_procedure_takes_no_applications_until_it_is_opened_again(town: WebTown) -> None:
    head, resident = town.officer("matsumoto"), town.resident()
    head.open(HOME)
    head.press("受付を止める")

    assert "犬の登録" not in resident.open("/").text
    assert resident.open("/p/dog-registration").status in (404, 409)
    head.press("受付を再開する")
    assert resident.open("/p/dog-registration").status == 200


def test_an_export_can_be_brought_in_again(town: WebTown) -> None:
    officer = town.officer("kimura")
    exported = officer.client.get(f"{HOME}drafts/form/dog-registration.json").text
    officer.open(f"{HOME}import")

    page = officer.press("下書きに取り込む", pasted=exported)

    assert "1件の文書を下書きに取り込みました" in page.text
    assert json.loads(exported) == document("form.json")


def test_a_procedure_is_added_for_a_department_of_one_s_own_and_mistakes_keep_what_was_typed(town: WebTown) -> None:
    officer = town.officer("kimura")
    officer.open("/staff/new-procedure")

    page = officer.press("加える", title="猫の登録", key="犬", department="kodomo")
    assert page.status == 422
    assert 'value="猫の登録"' in page.html
    officer.press("加える", title="猫の登録", key="dog-registration", department="kankyo")
    assert "この記号は使われています" in officer.page.text
    officer.press("加える", key="cat-registration")

    assert officer.page.path == "/staff/procedures/cat-registration/"
    assert "猫の登録" in officer.open("/staff/procedures/").text
    assert "猫の登録" not in town.resident().open("/").text
    assert town.officer("ogawa").open("/staff/procedures/cat-registration/").status == 404


def test_a_whole_procedure_goes_out_as_one_file_and_comes_in_elsewhere(town: WebTown) -> None:
    kimura, ogawa = town.officer("kimura"), town.officer("ogawa")
    packed = kimura.client.get(f"{HOME}procedure.json").text
    ogawa.open("/staff/new-procedure")
    ogawa.press("加える", title="うちの犬の登録", key="our-dogs", department="kodomo")
    ogawa.open("/staff/procedures/our-dogs/import")

    page = ogawa.press("下書きに取り込む", pasted=packed)

    assert page.path == "/staff/procedures/our-dogs/", page.text
    with town.house.database.read() as tx:
        ours, theirs = (drafts_of(tx, key) for key in ("our-dogs", "dog-registration"))
    assert [(each.kind, each.key, each.document) for each in ours] == [
        (each.kind, each.key, each.document) for each in theirs
    ]


@pytest.mark.parametrize("drafts", [None, "x", [5], [{"key": "a"}], [{"key": "a", "document": {"format": "x"}}]])
def test_a_broken_file_of_a_procedure_changes_nothing(town: WebTown, drafts: Any) -> None:
    kimura, before = town.officer("kimura"), revisions(town)
    kimura.open(f"{HOME}import")
    form = {"kind": "form", "key": "new", "document": document("form.json")}
    listed = [form, *drafts] if isinstance(drafts, list) else drafts

    page = kimura.press(
        "下書きに取り込む", pasted=json.dumps({"format": "minaoshi.procedure-file/1", "drafts": listed})
    )

    assert page.status == 422
    assert "/drafts" in page.text
    assert revisions(town) == before
