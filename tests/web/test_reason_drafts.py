"""Giving reasons: on what they can stand, drafts to be completed, and that a draft with open places is none."""

from typing import Final

import pytest

from catalog.reasons import ReasonIncomplete, drafted, provisions, require_complete
from kernel.text import say
from tests.web.town import PUBLISHED, Visitor, WebTown, apply

DOG: Final = "dog-registration"
COMPLETE: Final = "狂犬病予防法第4条に照らし、写真から毛色が確かめられません。毛色を書き足してください。"


@pytest.fixture
def clerk(town: WebTown) -> Visitor:
    """A clerk with an application open."""
    number = apply(town.resident(), town, DOG, town.answers(DOG, injected=False))
    officer = town.officer("kimura")
    officer.open(f"/staff/cases/{town.case_id(number)}")
    return officer


def test_a_draft_names_what_was_picked_and_keeps_what_was_typed(clerk: Visitor) -> None:
    clerk.press(
        "補正のひな形を入れる",
        reason="写真を見ました。",
        provisions=["criteria"],
        fields=["dog_color"],
        checked=["injection"],
    )

    page = clerk.page
    assert page.status == 200
    typed = dict(page.form_with("補正を求める")[0].filled)
    assert typed["reason"].startswith("写真を見ました。\n\n次の基準・根拠に照らして")
    assert "・狂犬病予防法第4条にもとづき、生後91日以上" in typed["reason"]
    assert "【　】" in typed["reason"]
    filled = page.form_with("補正を求める")[0].filled
    assert {("provisions", "criteria"), ("fields", "dog_color"), ("checked", "injection")} <= {*filled}


def test_a_draft_with_open_places_is_refused_and_nothing_has_happened(town: WebTown, clerk: Visitor) -> None:
    case_id = clerk.page.path.rpartition("/")[2]
    clerk.press("補正のひな形を入れる", provisions=["criteria"])

    clerk.press("補正を求める", fields=["dog_color"])

    assert clerk.page.status == 422
    assert "まだ埋めていないところ" in clerk.page.text
    clerk.open(f"/staff/cases/{case_id}")
    assert "適合" in clerk.page.buttons()
    clerk.press("補正を求める", reason=COMPLETE, fields=["dog_color"])
    assert "処理しました" in clerk.page.text


def test_sending_back_with_open_places_is_refused_too(clerk: Visitor) -> None:
    path = f"{clerk.page.path}/items/1/send-back"

    clerk.send(path, {"to": "apply", "reason": "【　】を直してください。", "nonce": "n"})

    assert clerk.page.status == 422
    assert "まだ埋めていないところ" in clerk.page.text


@pytest.mark.parametrize("procedure", PUBLISHED)
def test_every_procedure_has_something_for_reasons_to_stand_on(shared_town: WebTown, procedure: str) -> None:
    flow = shared_town.bundle(procedure).flow
    found = provisions(flow)

    assert found[0].key == "criteria"
    texts = [say(each.text, "ja") for each in found]
    assert len(texts) == len(set(texts)) > 1
    for language in ("ja", "en"):
        everything = drafted(flow, "refusal", [each.key for each in found], language)
        assert all(say(each.text, language) in everything for each in found)
        with pytest.raises(ReasonIncomplete):
            require_complete(everything)


@pytest.mark.parametrize(
    ("reason", "complete"),
    [("", True), (COMPLETE, True), ("【犬】について", True), ("【　】", False), ("【 】", False), ("x【__】y", False)],
)
def test_open_places_are_seen(reason: str, complete: bool) -> None:
    if complete:
        require_complete(reason)
    else:
        with pytest.raises(ReasonIncomplete):
            require_complete(reason)
