"""Versions and running cases: what a publication means for them, moving them, and the way back."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.directory import officer_by_login
from accounts.officer import Officer
from catalog.drafts import drafts_of, save_draft
from catalog.publication import propose, publish
from tests.web.test_case_stories import at_the_clerk
from tests.web.town import WebTown

KEY = "dog-registration"


def officer(town: WebTown, login: str) -> Officer:
    with town.house.database.read() as tx:
        found = officer_by_login(tx, login)
    assert found is not None
    return found


def renamed(flow: Any, old: str, new: str) -> Any:
    """Return the flow with one of its steps under another key, derived from the old one."""
    changed = {**flow, "nodes": [], "edges": []}
    for node in flow["nodes"]:
        apart = node.get("assign", {}).get("not_same_as")
        more = {"assign": {"not_same_as": [new if each == old else each for each in apart]}} if apart else {}
        own = {"key": new, "derived_from": [old]} if node["key"] == old else {}
        changed["nodes"].append({**node, **more, **own})
    for edge in flow["edges"]:
        changed["edges"].append({**edge, **{end: new for end in ("from", "to") if edge[end] == old}})
    return changed


def propose_version(town: WebTown, change: Callable[[Any], Any]) -> str:
    """Let the designer propose a version with a changed flow; return the proposal."""
    now, designer = town.clock.now(), officer(town, "sato")
    with town.house.database.begin() as tx:
        draft = next(each for each in drafts_of(tx, KEY) if (each.kind, each.key) == ("flow", "to-be"))
        document = change(draft.document)
        save_draft(tx, designer, KEY, "flow", "to-be", document, revision=draft.revision, now=now)
        return propose(tx, designer, KEY, "to-be", now=now).id


def otherwise_called(flow: Any) -> Any:
    return renamed(flow, "review", "examine")


def with_a_form(flow: Any) -> Any:
    """Return the flow with a form that staff fill in while they examine."""
    form = next(node["form"] for node in flow["nodes"] if node["key"] == "apply")
    nodes = [{**node, "form": form} if node["key"] == "review" else node for node in flow["nodes"]]
    return {**flow, "nodes": nodes}


def publish_version(town: WebTown, change: Callable[[Any], Any] = otherwise_called) -> None:
    proposal = propose_version(town, change)
    with town.house.database.begin() as tx:
        publish(tx, town.house.library, officer(town, "suzuki"), proposal, now=town.clock.now())


def test_a_publication_says_which_running_cases_it_concerns_and_where_they_are(town: WebTown) -> None:
    for _ in range(2):
        at_the_clerk(town, town.resident())
    town.work()
    proposal = propose_version(town, otherwise_called)

    page = town.officer("suzuki").open(f"/staff/procedures/{KEY}/proposals/{proposal}")

    assert "進行中の案件への影響" in page.text
    assert "いま移せるのは 2件、移せないのは 0件" in page.text
    assert "申請内容を確かめる 2" in page.text


@pytest.mark.promise("P20")
def test_cases_move_after_a_trial_go_on_there_and_can_come_back(town: WebTown) -> None:
    numbers = [at_the_clerk(town, town.resident()) for _ in range(2)]
    town.work()
    publish_version(town)
    head, clerk = town.officer("suzuki"), town.officer("kimura")
    before = town.case(numbers[0]).program

    head.open(f"/staff/procedures/{KEY}/moving")
    assert head.page.text.count("移せる") >= 2
    assert town.case(numbers[0]).program == before  # a trial changes nothing
    head.press("印を付けた案件を第2版に移す")

    assert head.page.heading == "一括処理の結果"
    assert [town.case(number).state.items[0].node for number in numbers] == ["examine", "examine"]
    assert "新しい版に移りました" in town.look_at(clerk, numbers[0]).text
    clerk.press("適合")
    head.open(f"/staff/procedures/{KEY}/moving?to=1")
    head.press("印を付けた案件を第1版に移す", cases=[town.case_id(numbers[1])])
    assert town.case(numbers[1]).state.items[0].node == "review"
    assert town.case(numbers[1]).program == before
    audit = head.open(f"/staff/cases/{town.case_id(numbers[1])}/audit").text
    assert audit.count("→") == 2


def test_a_case_that_cannot_move_says_why_until_somebody_says_which_step_takes_its_place(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    publish_version(town)
    head = town.officer("suzuki")
    untold = head.open(f"/staff/procedures/{KEY}/moving")
    assert "まだ届けていない通知があります" in untold.text
    town.work()
    head.send(
        f"/staff/procedures/{KEY}/moving", {"cases": [town.case_id(number)], "to": "2", "step.review": "register"}
    )

    assert [item.node for item in town.case(number).state.items] == ["register"]


def test_steps_with_a_form_are_not_finished_without_a_look(town: WebTown) -> None:
    publish_version(town, with_a_form)
    number = at_the_clerk(town, town.resident())
    clerk = town.officer("kimura")
    clerk.open("/staff/?everything=1")

    page = clerk.press("まとめて処理する", action="approve")

    assert "書き込む項目があります" in page.text
    assert [item.node for item in town.case(number).state.items] == ["review"]


def test_who_may_not_publish_moves_nothing(town: WebTown) -> None:
    number = at_the_clerk(town, town.resident())
    town.work()
    publish_version(town)
    before = town.case(number)

    for login in ("kimura", "abe"):
        visitor = town.officer(login)
        assert visitor.open(f"/staff/procedures/{KEY}/moving").status in (403, 404)
        assert visitor.send(f"/staff/procedures/{KEY}/moving", {"cases": [town.case_id(number)]}).status in (403, 404)

    assert town.case(number) == before
