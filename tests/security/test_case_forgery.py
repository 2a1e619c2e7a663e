"""Officers who send what no button of the case page would."""

import pytest

from tests.web.town import WebTown, apply

DOG = "dog-registration"


@pytest.mark.parametrize(
    ("forged", "kept"),
    [
        pytest.param(["dog_color", "no_such_field"], ("dog_color",), id="ない項目"),
        pytest.param(["dog_color", "fee_yen"], ("dog_color",), id="計算される項目"),
        pytest.param(["x" * 5_000] * 200, (), id="長い名前"),
    ],
)
def test_a_correction_asks_only_for_what_the_applicant_can_type(
    town: WebTown, forged: list[str], kept: tuple[str, ...]
) -> None:
    number = apply(town.resident(), town, DOG, town.answers(DOG, injected=False))
    clerk, item = town.officer("kimura"), town.case(number).state.items[0]

    path = f"/staff/cases/{town.case_id(number)}/items/{item.number}"
    clerk.send(path, {"outcome": "return", "reason": "書いてください。", "fields": forged})

    assert [(each.node, each.fields) for each in town.case(number).state.items] == [("fix", kept)]


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param({"outcome": "refuse"}, id="理由なし"),
        pytest.param({"outcome": "refuse", "reason": "\u3164\u200b\u3000"}, id="見えない理由"),
        pytest.param({"outcome": "no-such-outcome", "reason": "x"}, id="ない結果"),
        pytest.param({"status": "approved", "decided_by": "1", "department": "doro"}, id="余計な項目"),
        pytest.param({}, id="何もなし"),
    ],
)
def test_an_item_is_not_finished_by_what_it_does_not_offer(shared_town: WebTown, forged: dict[str, str]) -> None:
    number = apply(shared_town.resident(), shared_town, DOG, shared_town.answers(DOG, injected=False))
    before = shared_town.case(number)

    path = f"/staff/cases/{before.id}/items/{before.state.items[0].number}"
    page = shared_town.officer("kimura").send(path, forged)

    assert page.status == 422
    assert shared_town.case(number).state == before.state


@pytest.mark.parametrize("login", ["suzuki", "tanaka", "takahashi", "ogawa"])
def test_who_holds_no_post_of_the_step_finishes_nothing(shared_town: WebTown, login: str) -> None:
    number = apply(shared_town.resident(), shared_town, DOG, shared_town.answers(DOG, injected=False))
    before = shared_town.case(number)
    offered = shared_town.bundle(DOG).flow.nodes[before.state.items[0].node].outcomes

    path = f"/staff/cases/{before.id}/items/{before.state.items[0].number}"
    for outcome in offered:
        page = shared_town.officer(login).send(path, {"outcome": outcome.key, "reason": "理由"})
        assert page.status in (404, 422)

    assert offered
    assert shared_town.case(number).state == before.state
