"""版の移行: a running case goes on under another version, or is told why it cannot."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.actor import RESIDENT
from engine.core.apply import fold
from engine.core.commands import Complete, Migrate, Open, SendBack
from engine.core.errors import CannotMove
from engine.core.migration import plan_move
from engine.core.program import Program, compile_program
from engine.core.state import NEW
from kernel.json_types import Json, JsonObject
from tests.engine.desk import Desk
from tests.engine.flows import SATO, YAMADA, edge, flow_document, node, program_of
from tests.engine.random_flows import WIDE_BLOCKS, Block, random_program
from tests.engine.test_going_back_across import BRANCHES
from tests.engine.test_sending_back import LONG, at, go_on, voter
from workflow.codec import require_flow

RENAMED = program_of(
    [
        node("start", "start"),
        node("first", "task", "clerk"),
        node("split", "parallel"),
        node("a1", "task", "clerk"),
        node("examine", "review", "chief", derived_from=["a2"]),
        node("b", "task", "clerk"),
        node("wait", "timer", wait={"days": 9}),
        node("join", "parallel"),
        node("after", "task", "clerk"),
        node("decide", "approval", "head", assign={"not_same_as": ["after"]}),
        node("end", "end"),
    ],
    [
        "start->first",
        "first->split",
        "split->a1",
        "a1->examine",
        edge("examine->join#approve"),
        "split->b",
        "b->join",
        "split->wait",
        "wait->join",
        "join->after",
        "after->decide",
        edge("decide->end#approve"),
    ],
)
"""The same with a2 called examine, done by the chief."""

STRAIGHT = program_of(
    [
        node("start", "start"),
        node("first", "task", "clerk"),
        node("a2", "task", "clerk"),
        node("decide", "form", "resident", form="f"),
        node("end", "end"),
    ],
    ["start->first", "first->a2", "a2->decide", "decide->end"],
)
"""Without branches, and with another kind of step under an old name."""


def move(desk: Desk, target: Program, **nodes: str) -> None:
    desk.do(Migrate(actor=SATO, before="v1", program="v2", nodes=nodes), target=target)
    desk.program = target


def test_a_case_goes_on_under_the_new_version_with_everything_that_waited() -> None:
    desk = at("first", "a1", "b")
    fires_at = desk.state.timers[0].fires_at

    move(desk, RENAMED)

    (item,) = desk.state.items
    assert (item.node, item.queue) == ("examine", "kankyo/chief")
    assert desk.state.arrived == {"join": ("b->join",)}
    assert desk.state.timers[0].fires_at == fires_at
    assert fold(NEW, desk.entries) == desk.state
    desk.complete("examine", "approve", by=SATO)
    assert desk.state.arrived == {"join": ("b->join", "examine->join#approve")}


def test_who_did_what_is_known_under_the_new_names() -> None:
    desk = at("first", "a1", "a2", "b", "wait")

    move(desk, RENAMED)

    assert desk.state.performers == {"first": "yamada", "a1": "yamada", "examine": "yamada", "b": "yamada"}
    desk.complete("after", by=YAMADA)
    desk.do(SendBack(actor=SATO, item=desk.at("decide").number, to="first", reason="理由"))
    assert desk.open_nodes == ["first"]


def test_there_is_a_way_back() -> None:
    desk = at("first", "a1", "b")
    before = desk.state

    move(desk, RENAMED)
    move(desk, LONG)

    assert [(item.node, item.queue) for item in desk.state.items] == [(item.node, item.queue) for item in before.items]
    assert (desk.state.arrived, desk.state.performers) == (before.arrived, before.performers)


@pytest.mark.parametrize(
    ("done", "codes"),
    [
        pytest.param(("first",), ["no_step", "no_step", "no_step"], id="steps that are gone"),
        pytest.param(("first", "a1", "a2", "b", "wait", "after"), ["other_kind"], id="a step of another kind"),
        pytest.param(("first", "a1", "b", "wait"), ["no_place", "no_place"], id="a branch that is gone"),
        pytest.param((), [], id="before all that"),
    ],
)
def test_a_case_that_cannot_move_is_told_why(done: tuple[str, ...], codes: list[str]) -> None:
    desk = at(*done)

    plan = plan_move(LONG, STRAIGHT, desk.state, {})

    assert [obstacle.code for obstacle in plan.obstacles] == codes
    assert all(obstacle.text for obstacle in plan.obstacles)


def test_tokens_that_could_not_stand_there_do_not_move() -> None:
    desk = Desk(STRAIGHT).receive()
    before = desk.state

    with pytest.raises(CannotMove):
        move(desk, RENAMED, first="b")

    assert desk.state == before


def test_a_step_that_has_no_counterpart_is_chosen_by_hand() -> None:
    desk = at("first", "a1", "a2", "b", "wait")

    assert plan_move(LONG, STRAIGHT, desk.state, {}).obstacles
    move(desk, STRAIGHT, after="first")

    assert desk.open_nodes == ["first"]


def renamed(program: Program) -> Program:
    """Return the same flow with every node under another key, derived from the old one."""
    document: Any = json.loads(json.dumps(program.flow.document))
    for node_ in document["nodes"]:
        node_ |= {"key": f"{node_['key']}-new", "derived_from": [node_["key"]]}
    for edge_ in document["edges"]:
        edge_ |= {"from": f"{edge_['from']}-new", "to": f"{edge_['to']}-new"}
    return compile_program(require_flow(document), tables={}, children=program.children)


@settings(max_examples=80)
@given(WIDE_BLOCKS, st.integers(0, 2), st.lists(st.integers(0, 10_000), max_size=12))
@pytest.mark.promise("P20")
def test_a_move_and_the_way_back_lose_nothing(block: Block, x: int, picks: list[int]) -> None:
    old = random_program(block)
    desk = Desk(old, facts={"x": x, "parts": [{}, {}]})
    desk.do(Open(actor=RESIDENT))
    for pick in picks:
        if desk.state.result is None:
            go_on(desk, pick)
    before, new = desk.state, renamed(old)

    if plan_move(old, new, before, {}).obstacles:
        with pytest.raises(CannotMove):
            move(desk, new)
        assert desk.state == before
        return
    move(desk, new)
    assert desk.state.tokens == before.tokens
    assert desk.state.resting == {f"{node_}-new" for node_ in before.resting}
    move(desk, old)

    assert fold(NEW, desk.entries) == desk.state
    assert (desk.state.arrived, desk.state.performers) == (before.arrived, before.performers)
    assert [item.node for item in desk.state.items] == [item.node for item in before.items]
    while desk.state.result is None:
        go_on(desk, 0)
    assert desk.state.result == "completed"


# -- cases that wait for something else than people

CALLS = ("pay", "ask", "parts", "panel", "sleep")


def waiting_at(key: str, **changes: Json) -> Program:
    """Return first → split → (`key` as it is, but for `changes`) beside b → join → end, in a version of its own."""
    changed = {"key": f"{key}-new", "derived_from": [key]} if changes.pop("renamed", None) else {}
    there = str(changed.get("key", key))
    nodes = [
        node("start", "start"),
        node("first", "task", "clerk"),
        node("split", "parallel"),
        node("join", "parallel"),
        node("b", "task", "clerk"),
        node("end", "end"),
        _without_none({**BRANCHES[key], **changed, **changes}),
    ]
    edges = ["start->first", "first->split", "split->b", "b->join", f"split->{there}", f"{there}->join", "join->end"]
    return compile_program(
        require_flow(flow_document(nodes, edges)), tables={}, children={"child": "child-2", "other": "other-1"}
    )


def _without_none(written: JsonObject) -> JsonObject:
    return {name: value for name, value in written.items() if value is not None}


def waiting(key: str) -> Desk:
    desk = Desk(waiting_at(key), facts={"items": [{}, {}]})
    desk.do(Open(actor=RESIDENT))
    desk.complete("first", by=YAMADA)
    return desk


@pytest.mark.parametrize("key", CALLS)
def test_a_case_moves_whatever_it_waits_for_and_goes_on_waiting(key: str) -> None:
    desk = waiting(key)
    before = desk.state
    if key == "panel":
        desk.do(Complete(actor=voter(desk.at("panel")), item=desk.at("panel").number, outcome="approve"))

    move(desk, waiting_at(key, renamed=True))

    assert desk.state.resting == {f"{key}-new", "b"}
    assert desk.state.tokens == before.tokens
    assert [wait.number for wait in desk.state.pending.waits] == [wait.number for wait in before.pending.waits]
    assert fold(NEW, desk.entries) == desk.state
    while desk.state.result is None:
        go_on(desk, 0)
    assert desk.state.result == "completed"


@pytest.mark.parametrize(
    ("key", "changes", "code"),
    [
        pytest.param("pay", {"message": "remitted"}, "other_message", id="another message"),
        pytest.param("pay", {"type": "timer", "message": None, "wait": {"days": 1}}, "other_kind", id="another kind"),
        pytest.param("parts", {"flow": "other"}, "other_flow", id="another procedure"),
        pytest.param("parts", {"each": "others"}, "other_flow", id="items of another group"),
        pytest.param("panel", {"members": ["clerk", "chief"]}, "other_members", id="one member fewer"),
        pytest.param("panel", {"complete_when": {"at_least": 1}}, "other_votes", id="decided by these votes already"),
        pytest.param(
            "panel",
            {"outcomes": [{"key": "good", "title": "良"}, {"key": "bad", "title": "否"}]},
            "other_votes",
            id="votes that nobody knows there",
        ),
        pytest.param(
            "panel",
            {"members": None, "complete_when": None, "lane": "head"},
            "other_members",
            id="one person where several decided",
        ),
    ],
)
def test_what_would_not_go_on_waiting_there_does_not_move(key: str, changes: dict[str, Json], code: str) -> None:
    desk = waiting(key)
    if key == "panel":
        desk.do(Complete(actor=voter(desk.at("panel")), item=desk.at("panel").number, outcome="approve"))
    before, target = desk.state, waiting_at(key, **changes)

    plan = plan_move(desk.program, target, desk.state, {})

    assert [obstacle.code for obstacle in plan.obstacles] == [code]
    assert all(obstacle.text for obstacle in plan.obstacles)
    with pytest.raises(CannotMove):
        move(desk, target)
    assert desk.state == before


def test_one_persons_work_does_not_become_the_decision_of_several() -> None:
    single = waiting_at("panel", members=None, complete_when=None, lane="head")
    desk = Desk(single)
    desk.do(Open(actor=RESIDENT))
    desk.complete("first", by=YAMADA)

    plan = plan_move(single, waiting_at("panel"), desk.state, {})

    assert [obstacle.code for obstacle in plan.obstacles] == ["other_members"]
