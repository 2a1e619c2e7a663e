"""The engine's laws, for random flows, random work and random failures."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.actor import RESIDENT, SYSTEM, Actor
from engine.core.apply import Entry, fold
from engine.core.codec import read_entry, read_state, write_entry, write_state
from engine.core.commands import Claim, Complete, Correct, FireTimer, Open, TakeAnswer, TakeMessage
from engine.core.context import Context
from engine.core.decide import decide
from engine.core.pending import Wait
from engine.core.state import NEW, OpenItem, OpenTimer
from kernel.errors import DomainError
from tests.engine.desk import MONDAY, TRUSTING, Desk
from tests.engine.flows import SATO, SUZUKI, YAMADA
from tests.engine.random_flows import BLOCKS, Block, TokenGame, random_program, resting

STAFF = (YAMADA, SUZUKI, SATO)
ALL_POSTS = Actor("officer", "chief-of-all", YAMADA.posts | SATO.posts)
PICKS = st.lists(st.integers(0, 10_000), max_size=25)


def desk_with(block: Block, x: int) -> Desk:
    return Desk(random_program(block), facts={"x": x})


def open_desk(block: Block, x: int) -> tuple[Desk, TokenGame]:
    desk = desk_with(block, x)
    desk.do(Open(actor=RESIDENT))
    game = TokenGame(desk.program, {"x": x})
    game.give("start")
    return desk, game


def work_once(desk: Desk, pick: int) -> tuple[str, str | None]:
    """Do one of the things that wait, whichever `pick` says; return where, and with which outcome."""
    timers = [timer for timer in desk.state.timers if timer.item is None]
    waiting: list[OpenItem | OpenTimer | Wait] = [*desk.state.items, *timers, *desk.state.pending.waits]
    chosen = waiting[pick % len(waiting)]
    if isinstance(chosen, OpenTimer):
        desk.now = max(desk.now, chosen.fires_at)
        desk.do(FireTimer(timer=chosen.number))
        return chosen.node, None
    if isinstance(chosen, Wait):
        message = TakeMessage(actor=SYSTEM, name=chosen.name)
        desk.do(message if chosen.kind == "message" else TakeAnswer(wait=chosen.number))
        return chosen.node, None
    if chosen.is_residents:
        desk.do(Correct(actor=RESIDENT, item=chosen.number))
        return chosen.node, None
    outcomes = sorted(desk.program.steps[chosen.node].outcomes)
    outcome = outcomes[pick // 7 % len(outcomes)] if outcomes else None
    desk.do(Complete(actor=ALL_POSTS, item=chosen.number, outcome=outcome, reason="理由"))
    return chosen.node, outcome


@settings(max_examples=150)
@given(BLOCKS, st.integers(0, 2), PICKS)
def test_tokens_are_neither_lost_nor_doubled(block: Block, x: int, picks: list[int]) -> None:
    desk, game = open_desk(block, x)

    for pick in picks:
        assert resting(desk.state) == game.resting()
        assert (desk.state.result is not None) == game.finished
        if desk.state.result is not None:
            break
        node, outcome = work_once(desk, pick)
        game.take(node, outcome)
        desk.now += timedelta(hours=pick % 50)


@settings(max_examples=150)
@given(BLOCKS, st.integers(0, 2), PICKS)
@pytest.mark.promise("P13")
def test_a_case_is_the_sum_of_its_events(block: Block, x: int, picks: list[int]) -> None:
    desk, _ = open_desk(block, x)
    for pick in picks:
        if desk.state.result is not None:
            break
        work_once(desk, pick)

        written = [(write_entry(entry.events), entry.act) for entry in desk.entries]
        assert fold(NEW, [read_entry(text, act) for text, act in written]) == desk.state
        assert read_state(write_state(desk.state)) == desk.state


@settings(max_examples=100)
@given(BLOCKS, st.integers(0, 2), PICKS, st.integers(0, 10_000))
def test_a_command_that_fails_changes_nothing_and_one_that_is_repeated_never_counts_twice(
    block: Block, x: int, picks: list[int], late: int
) -> None:
    desk, _ = open_desk(block, x)
    done: list[Complete | Correct | FireTimer] = []
    for pick in picks:
        if desk.state.result is not None:
            break
        before = desk.state
        items = {item.number: item for item in before.items}
        work_once(desk, pick)
        gone = [item for number, item in items.items() if desk.state.find(number) is None]
        done += [Correct(actor=RESIDENT, item=item.number) for item in gone if item.is_residents]
        done += [Complete(actor=ALL_POSTS, item=item.number, outcome="approve") for item in gone if item.queue]

    for command in done:
        before = desk.state
        try:
            desk.do(command)
        except DomainError:
            assert desk.state == before
        else:
            raise AssertionError("a finished item was finished again")


@settings(max_examples=100)
@given(BLOCKS, st.integers(0, 2), PICKS)
def test_deciding_is_a_function(block: Block, x: int, picks: list[int]) -> None:
    desk, _ = open_desk(block, x)
    for pick in picks:
        if desk.state.result is not None or not desk.state.items:
            break
        item = desk.state.items[pick % len(desk.state.items)]
        command = Claim(actor=ALL_POSTS, item=item.number) if item.queue else Correct(actor=RESIDENT, item=item.number)
        context = Context(program=desk.program, case_id="case-1", now=MONDAY, facts=desk.facts, safeguards=TRUSTING)
        assert decide(desk.state, command, context) == decide(desk.state, command, context)
        work_once(desk, pick)


@given(st.lists(st.sampled_from([{"chip": True, "fee": 1}, {"chip": False, "fee": 9000}]), max_size=4))
def test_an_entry_of_any_case_reads_back(rounds: list[dict[str, bool]]) -> None:
    from_dog = Desk(random_program(("seq", (("form", ()), ("review", ())))), facts=dict(rounds[0]) if rounds else {})
    from_dog.do(Open(actor=RESIDENT))

    for entry in from_dog.entries:
        assert read_entry(write_entry(entry.events), entry.act) == entry


def test_an_older_entry_is_lifted_to_the_present_shape() -> None:
    act = Desk(random_program(("task", ()))).receive().entries[0].act

    entry = read_entry('[0,["opened","start"]]', act, upcasts={0: lambda event: ["o", *event[1:]]})

    assert entry == Entry(act, read_entry('[1,["o","start"]]', act).events)


def test_a_snapshot_of_another_version_is_not_trusted() -> None:
    assert read_state("[0]") is None
