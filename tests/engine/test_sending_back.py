"""差戻し and 引戻し: back to any step that a case has passed, and one's own act undone while nobody has gone on."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.actor import RESIDENT, SYSTEM, Actor
from engine.core.apply import fold
from engine.core.commands import (
    Claim,
    Complete,
    Correct,
    FireTimer,
    Open,
    PullBack,
    SendBack,
    TakeAnswer,
    TakeMessage,
    TakeResult,
)
from engine.core.errors import (
    AlreadyDecided,
    BadDeadline,
    CannotPullBack,
    NextHasBegun,
    NotAnEarlierStep,
    NotYourAct,
    NotYourWork,
    ReasonMissing,
    UnknownItem,
    WouldLoseTokens,
)
from engine.core.marking import tokens_of
from engine.core.pending import Wait
from engine.core.pulling_back import act_to_pull_back
from engine.core.sending_back import may_send_back, steps_behind
from engine.core.state import NEW, OpenItem, OpenTimer
from kernel.errors import DomainError
from tests.engine.desk import Desk
from tests.engine.flows import SATO, STRANGER, SUZUKI, YAMADA, dog_program, edge, node, program_of
from tests.engine.random_flows import BLOCKS, WIDE_BLOCKS, Block, random_program, resting

EVERYBODY = Actor("officer", "everybody", YAMADA.posts | SATO.posts)
OTHERS = tuple(Actor("officer", f"everybody-{place}", EVERYBODY.posts) for place in range(3))
PICK = st.integers(0, 10_000)
LONG = program_of(
    [
        node("start", "start"),
        node("first", "task", "clerk"),
        node("split", "parallel"),
        node("a1", "task", "clerk"),
        node("a2", "task", "clerk"),
        node("b", "task", "clerk"),
        node("wait", "timer", wait={"days": 3}),
        node("join", "parallel"),
        node("after", "task", "clerk"),
        node("decide", "approval", "head", assign={"not_same_as": ["after"]}),
        node("end", "end"),
    ],
    [
        "start->first",
        "first->split",
        "split->a1",
        "a1->a2",
        "a2->join",
        "split->b",
        "b->join",
        "split->wait",
        "wait->join",
        "join->after",
        "after->decide",
        edge("decide->end#approve"),
    ],
)
"""first, then a1→a2 beside b beside a timer, then after, then decide. No return is drawn."""


CHOSEN = program_of(
    [
        node("start", "start"),
        node("first", "task", "clerk"),
        node("choose", "inclusive"),
        node("a", "task", "clerk"),
        node("b", "task", "clerk"),
        node("c", "task", "clerk"),
        node("gather", "inclusive"),
        node("end", "end"),
    ],
    [
        "start->first",
        "first->choose",
        edge("choose->a", when={"field": "x", "op": "gte", "value": 1}),
        edge("choose->b", when={"field": "x", "op": "gte", "value": 1}),
        edge("choose->c", default=True),
        "a->gather",
        "b->gather",
        "c->gather",
        "gather->end",
    ],
)
"""first, then those of a, b, c that apply."""


def at(*done: str) -> Desk:
    desk = Desk(LONG)
    desk.do(Open(actor=RESIDENT))
    for key in done:
        if key == "wait":
            timer = next(timer for timer in desk.state.timers if timer.item is None)
            desk.now = timer.fires_at
            desk.do(FireTimer(timer=timer.number))
        else:
            desk.complete(key, by=YAMADA)
    return desk


def send_back(
    desk: Desk, node_key: str, to: str, *, by: Actor = YAMADA, reason: str = "記載を確かめてください。"
) -> None:
    desk.do(SendBack(actor=by, item=desk.at(node_key).number, to=to, reason=reason))


def behind(desk: Desk, node_key: str) -> list[str]:
    return [step.key for step in steps_behind(desk.program, desk.state, desk.at(node_key).number)]


def test_work_goes_back_to_a_step_that_no_edge_leads_back_to() -> None:
    desk = at("first", "a1", "a2", "b", "wait", "after")

    send_back(desk, "decide", "after", by=SATO)

    assert desk.open_nodes == ["after"]
    assert fold(NEW, desk.entries) == desk.state
    assert desk.entries[-1].act.capacity == "kankyo/head"


def test_inside_a_branch_the_other_branches_go_on() -> None:
    desk = at("first", "a1", "b")

    send_back(desk, "a2", "a1")

    assert desk.open_nodes == ["a1"]
    assert desk.state.arrived == {"join": ("b->join",)}
    assert [timer.node for timer in desk.state.timers] == ["wait"]


def test_back_before_the_branches_part_all_of_them_are_taken_back() -> None:
    desk = at("first", "a1", "b")

    send_back(desk, "a2", "first")

    assert desk.open_nodes == ["first"]
    assert desk.state.tokens == 1
    desk.complete("first", by=YAMADA)
    assert sorted(desk.open_nodes) == ["a1", "b"]
    assert desk.state.tokens == 3


def test_into_a_branch_whose_neighbours_are_over_nothing_goes_back() -> None:
    desk = at("first", "a1", "a2", "b", "wait", "after")
    before = desk.state

    with pytest.raises(WouldLoseTokens):
        send_back(desk, "decide", "b", by=SATO)

    assert desk.state == before
    assert behind(desk, "decide") == ["first", "after"]


def test_from_one_branch_into_another_there_is_no_way() -> None:
    desk = at("first", "a1", "b")

    with pytest.raises(NotAnEarlierStep):
        send_back(desk, "a2", "b")


@pytest.mark.parametrize(
    ("by", "to", "reason", "due", "refusal"),
    [
        pytest.param(YAMADA, "first", "　", None, ReasonMissing, id="no reason"),
        pytest.param(STRANGER, "first", "理由", None, NotYourWork, id="a stranger"),
        pytest.param(YAMADA, "decide", "理由", None, NotAnEarlierStep, id="a later step"),
        pytest.param(YAMADA, "a1", "理由", None, NotAnEarlierStep, id="itself"),
        pytest.param(YAMADA, "split", "理由", None, NotAnEarlierStep, id="a gateway"),
        pytest.param(YAMADA, "nowhere", "理由", None, NotAnEarlierStep, id="an unknown step"),
        pytest.param(YAMADA, "first", "理由", date(2020, 1, 1), BadDeadline, id="a deadline in the past"),
    ],
)
def test_what_cannot_be_sent_back_changes_nothing(
    by: Actor, to: str, reason: str, due: date | None, refusal: type[DomainError]
) -> None:
    desk = at("first")
    before = desk.state

    with pytest.raises(refusal):
        desk.do(SendBack(actor=by, item=desk.at("a1").number, to=to, reason=reason, due_on=due))
    with pytest.raises(UnknownItem):
        desk.do(SendBack(actor=YAMADA, item=99, to="first", reason="理由"))

    assert desk.state == before


def test_an_applicant_is_asked_to_mend_from_any_step() -> None:
    desk = Desk(dog_program(), facts={"chip": False, "fee": 300}).receive()
    desk.complete("review", "approve", by=YAMADA)

    command = SendBack(
        actor=SATO, item=desk.at("decide").number, to="apply", reason="写真が不鮮明です。", fields=("photo",)
    )
    desk.do(command)

    (item,) = desk.state.items
    assert (item.node, item.correction, item.fields) == ("apply", True, ("photo",))
    assert desk.state.paused_since == desk.now
    desk.correct("apply")
    assert desk.open_nodes == ["review"]


def test_branches_that_were_chosen_are_called_off_and_chosen_anew() -> None:
    desk = Desk(CHOSEN, facts={"x": 1})
    desk.do(Open(actor=RESIDENT))
    desk.complete("first", by=YAMADA)
    desk.complete("b", by=YAMADA)

    send_back(desk, "a", "first")
    assert desk.state.tokens == 1
    desk.facts["x"] = 0
    desk.complete("first", by=YAMADA)
    assert desk.open_nodes == ["c"]
    desk.complete("c", by=YAMADA)

    assert desk.state.result == "completed"


def test_after_the_decision_nothing_goes_back_before_it() -> None:
    desk = Desk(dog_program(), facts={"chip": False, "fee": 300}).receive()
    desk.complete("review", "approve", by=YAMADA)
    desk.complete("decide", "approve", by=SATO)

    with pytest.raises(AlreadyDecided):
        send_back(desk, "tag", "review", by=SUZUKI)


@settings(max_examples=300)
@given(
    WIDE_BLOCKS,
    st.integers(0, 2),
    st.lists(st.tuples(st.lists(PICK, max_size=8), PICK, PICK), min_size=1, max_size=3),
    st.lists(PICK, max_size=10),
)
def test_sending_back_neither_loses_nor_doubles_a_token(
    block: Block, x: int, rounds: list[tuple[list[int], int, int]], after: list[int]
) -> None:
    """Whatever the case waits for: items, timers, messages, calls, children, votes; and however often."""
    desk = Desk(random_program(block), facts={"x": x, "parts": [{}, {}]})
    desk.do(Open(actor=RESIDENT))
    for picks, whence, whither in rounds:
        for pick in picks:
            if desk.state.result is None:
                go_on(desk, pick)
        send_back_somewhere(desk, whence, whither)

        assert fold(NEW, desk.entries) == desk.state
        places = resting(desk.state)
        assert set(places.values()) <= {1} | {places[join] for join in desk.state.arrived}
        assert set(desk.state.pending.votes) <= {item.node for item in desk.state.items}
        assert set(desk.state.pending.results) <= {wait.node for wait in desk.state.pending.waits}
    for pick in (*after, *[0] * 300):
        if desk.state.result is not None:
            break
        go_on(desk, pick)
    assert desk.state.result == "completed"


def send_back_somewhere(desk: Desk, whence: int, whither: int) -> None:
    """Send back from one of the tokens to one of the steps behind it, if it can go anywhere."""
    origins = [
        token
        for token in tokens_of(desk.state)
        if may_send_back(desk.program, desk.state, token, EVERYBODY)
        and steps_behind(desk.program, desk.state, token.numbers[0])
    ]
    if not origins:
        return
    number = origins[whence % len(origins)].numbers[-1]
    steps = steps_behind(desk.program, desk.state, number)
    desk.do(SendBack(actor=EVERYBODY, item=number, to=steps[whither % len(steps)].key, reason="理由"), past=True)


@settings(max_examples=150)
@given(BLOCKS, st.integers(0, 2), st.lists(st.integers(0, 10_000), max_size=12))
def test_what_was_pulled_back_is_as_if_it_had_not_been(block: Block, x: int, picks: list[int]) -> None:
    desk = Desk(random_program(block), facts={"x": x})
    desk.do(Open(actor=RESIDENT))
    for pick in picks:
        before = desk.state
        if desk.state.result is None:
            go_on(desk, pick)
        number = act_to_pull_back(desk.entries, desk.state, EVERYBODY.id)
        if number is None or before.find(number) is None:
            continue
        desk.do(PullBack(actor=EVERYBODY, item=number), past=True)

        assert sorted(item.node for item in desk.state.items) == sorted(item.node for item in before.items)
        assert desk.state.arrived == before.arrived
        assert desk.state.pending == before.pending
        assert desk.state.performers == before.performers
        assert (desk.state.refused, desk.state.judged) == (before.refused, before.judged)
        assert fold(NEW, desk.entries) == desk.state
        go_on(desk, pick)


def go_on(desk: Desk, pick: int) -> None:
    """Do one of the things that wait, always forwards."""
    timers = [timer for timer in desk.state.timers if timer.item is None]
    waiting: list[OpenItem | OpenTimer | Wait] = [*desk.state.items, *timers, *desk.state.pending.waits]
    chosen = waiting[pick % len(waiting)]
    if isinstance(chosen, Wait):
        desk.do(heard(chosen))
    elif isinstance(chosen, OpenTimer):
        desk.now = max(desk.now, chosen.fires_at)
        desk.do(FireTimer(timer=chosen.number))
    elif chosen.is_residents:
        desk.do(Correct(actor=RESIDENT, item=chosen.number))
    else:
        outcome = "approve" if desk.program.steps[chosen.node].outcomes else None
        desk.do(Complete(actor=voter(chosen), item=chosen.number, outcome=outcome))


def heard(wait: Wait) -> TakeMessage | TakeAnswer | TakeResult:
    """Return what lets the case go on that waits for `wait`."""
    if wait.kind == "message":
        return TakeMessage(actor=SYSTEM, name=wait.name)
    if wait.kind == "service":
        return TakeAnswer(wait=wait.number)
    return TakeResult(wait=wait.number, result="approved")


def voter(item: OpenItem) -> Actor:
    """Return somebody with every post who has not voted yet."""
    return next(each for each in (EVERYBODY, *OTHERS) if each.id not in item.excluded)


def test_an_act_is_pulled_back_and_the_same_person_holds_it_again() -> None:
    desk = at("first")
    done = act_to_pull_back(desk.entries, desk.state, "yamada")
    assert done is not None

    desk.do(PullBack(actor=YAMADA, item=done), past=True)

    (item,) = desk.state.items
    assert (item.node, item.claimed_by) == ("first", "yamada")
    assert desk.state.performers == {}
    assert desk.state.tokens == 1
    assert act_to_pull_back(desk.entries, desk.state, "yamada") is None


def test_the_last_branch_to_arrive_is_pulled_back_out_of_the_join() -> None:
    desk = at("first", "a1", "wait", "b", "a2")
    number = act_to_pull_back(desk.entries, desk.state, "yamada")

    desk.do(PullBack(actor=YAMADA, item=number or 0), past=True)

    assert desk.open_nodes == ["a2"]
    assert sorted(desk.state.arrived["join"]) == ["b->join", "wait->join"]
    desk.complete("a2", by=YAMADA)
    assert desk.open_nodes == ["after"]


def test_what_somebody_has_begun_or_what_was_told_is_not_pulled_back() -> None:
    desk = at("first")
    first = act_to_pull_back(desk.entries, desk.state, "yamada") or 0
    with pytest.raises(NotYourAct):
        desk.do(PullBack(actor=SUZUKI, item=first), past=True)
    desk.do(Claim(actor=SUZUKI, item=desk.at("b").number))
    with pytest.raises(NextHasBegun):
        desk.do(PullBack(actor=YAMADA, item=first), past=True)

    told = Desk(dog_program(), facts={"chip": False, "fee": 300}).receive()
    told.complete("review", "approve", by=YAMADA)
    number = told.at("decide").number
    told.complete("decide", "approve", by=SATO)
    with pytest.raises(CannotPullBack):
        told.do(PullBack(actor=SATO, item=number), past=True)


def test_an_act_after_which_a_message_is_awaited_is_pulled_back_until_it_comes() -> None:
    program = program_of(
        [node("s", "start"), node("a", "task", "clerk"), node("w", "wait", message="paid"), node("e", "end")],
        ["s->a", "a->w", "w->e"],
    )
    desk = Desk(program)
    desk.do(Open(actor=RESIDENT))
    desk.complete("a", by=YAMADA)
    number = act_to_pull_back(desk.entries, desk.state, "yamada")

    desk.do(PullBack(actor=YAMADA, item=number or 0), past=True)

    assert desk.open_nodes == ["a"]
    assert not desk.state.pending.waits
