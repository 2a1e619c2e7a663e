"""版の移行: a running case goes on under another version, or is told why it cannot."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.actor import RESIDENT
from engine.core.apply import fold
from engine.core.commands import Migrate, Open, SendBack
from engine.core.errors import CannotMove
from engine.core.migration import plan_move
from engine.core.program import Program, compile_program
from engine.core.state import NEW
from tests.engine.desk import Desk
from tests.engine.flows import SATO, YAMADA, edge, node, program_of
from tests.engine.random_flows import BLOCKS, Block, random_program
from tests.engine.test_sending_back import LONG, at, go_on
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
    return compile_program(require_flow(document), tables={})


@settings(max_examples=80)
@given(BLOCKS, st.integers(0, 2), st.lists(st.integers(0, 10_000), max_size=12))
@pytest.mark.promise("P20")
def test_a_move_and_the_way_back_lose_nothing(block: Block, x: int, picks: list[int]) -> None:
    old = random_program(block)
    desk = Desk(old, facts={"x": x})
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
