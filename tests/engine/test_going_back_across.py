"""差戻し across what a case waits for: messages, other systems, children, joint votes, timers."""

import pytest

from db.database import Database
from engine.core.actor import RESIDENT, SYSTEM, Actor
from engine.core.apply import fold
from engine.core.commands import Command, Complete, FireTimer, Open, SendBack, TakeAnswer, TakeMessage, TakeResult
from engine.core.errors import ItemAlreadyClosed, NotYourWork, UnknownItem
from engine.core.marking import tokens_of
from engine.core.office_events import Cancelled
from engine.core.pending_events import MessageRestored, VotesVoided
from engine.core.program import Program, compile_program
from engine.core.sending_back import messages_behind, steps_behind
from engine.core.state import NEW
from engine.shell.asides import open_asides
from engine.shell.children import child_id, children_of
from engine.shell.detail import case_detail
from engine.shell.services import Question
from kernel.json_types import Json
from kernel.text import say
from tests.engine.desk import Desk
from tests.engine.flows import SATO, STRANGER, YAMADA, flow_document, node, program_of
from tests.engine.office import Office
from workflow.codec import require_flow

EVERYBODY = Actor("officer", "everybody", YAMADA.posts | SATO.posts)
ANOTHER = Actor("officer", "another", EVERYBODY.posts)
APPROVE: list[Json] = [{"key": "approve", "title": "可"}]
BRANCHES = {
    "pay": node("pay", "wait", message="paid"),
    "ask": node("ask", "service", call={"connector": "postal-code"}),
    "parts": node("parts", "subflow", flow="child", each="items"),
    "panel": node(
        "panel", "approval", members=["clerk", "chief", "head"], complete_when={"at_least": 2}, outcomes=APPROVE
    ),
    "sleep": node("sleep", "timer", wait={"days": 3}),
}


def beside(*branches: str) -> Program:
    """Return first → all of `branches` at once → after."""
    nodes = [
        node("start", "start"),
        node("first", "task", "clerk"),
        node("split", "parallel"),
        node("join", "parallel"),
        node("after", "task", "clerk"),
        node("end", "end"),
        *(BRANCHES[key] for key in branches),
    ]
    edges = ["start->first", "first->split", "join->after", "after->end"]
    edges += [each for key in branches for each in (f"split->{key}", f"{key}->join")]
    return compile_program(require_flow(flow_document(nodes, edges)), tables={}, children={"child": "child-1"})


def opened(program: Program) -> Desk:
    desk = Desk(program, facts={"items": [{}, {}, {}]})
    desk.do(Open(actor=RESIDENT))
    desk.complete("first", by=YAMADA)
    return desk


def back(desk: Desk, number: int, to: str = "first", by: Actor = EVERYBODY, again: tuple[str, ...] = ()) -> None:
    command = SendBack(actor=by, item=number, to=to, reason="記載を確かめてください。", again=again)
    desk.do(command, past=True)


def number_at(desk: Desk, key: str) -> int:
    return next(token.numbers[0] for token in tokens_of(desk.state) if token.node == key)


@pytest.mark.parametrize("key", [*BRANCHES])
def test_the_work_goes_back_from_whatever_the_case_waits_for(key: str) -> None:
    desk = opened(beside(key))

    back(desk, number_at(desk, key))

    assert desk.open_nodes == ["first"]
    assert desk.state.tokens == 1
    assert not desk.state.pending.waits
    assert not desk.state.timers
    assert fold(NEW, desk.entries) == desk.state
    desk.complete("first", by=YAMADA)
    assert {token.node for token in tokens_of(desk.state)} == {key}


@pytest.mark.parametrize("key", [*BRANCHES])
def test_the_branches_beside_are_taken_back_whatever_they_wait_for(key: str) -> None:
    desk = opened(beside("sleep", key) if key != "sleep" else beside("pay", "sleep"))
    taken = [number for token in tokens_of(desk.state) for number in token.numbers]

    back(desk, taken[0])

    (cancelled,) = [event for event in desk.entries[-1].events if isinstance(event, Cancelled)]
    gone = {*cancelled.items, *cancelled.timers, *cancelled.waits, taken[0]}
    assert gone == {*taken}
    assert desk.open_nodes == ["first"]
    assert desk.state.tokens == 1


def test_what_runs_beside_the_step_that_is_done_again_goes_on_waiting() -> None:
    program = program_of(
        [node("start", "start"), node("split", "parallel"), node("a", "task", "clerk"), node("b", "task", "clerk"),
         node("join", "parallel"), node("end", "end"), BRANCHES["pay"], BRANCHES["panel"]],
        ["start->split", "split->a", "a->b", "b->join", "split->pay", "pay->join", "split->panel", "panel->join",
         "join->end"],
    )  # fmt: skip
    desk = Desk(program)
    desk.do(Open(actor=RESIDENT))
    desk.complete("a", by=YAMADA)
    vote(desk, EVERYBODY)

    back(desk, number_at(desk, "b"), "a")

    assert {token.node for token in tokens_of(desk.state)} == {"a", "pay", "panel"}
    assert desk.state.pending.votes == {"panel": ("approve",)}


def vote(desk: Desk, by: Actor) -> None:
    item = next(item for item in desk.state.items if item.joint)
    desk.do(Complete(actor=by, item=item.number, outcome="approve"))


def test_votes_that_were_cast_are_void_and_stay_in_the_history() -> None:
    desk = opened(beside("panel"))
    vote(desk, EVERYBODY)

    back(desk, next(item.number for item in desk.state.items), by=ANOTHER)

    assert [event for event in desk.entries[-1].events if isinstance(event, VotesVoided)] == [VotesVoided(2, "panel")]
    assert desk.state.pending.votes == {}
    desk.complete("first", by=YAMADA)
    vote(desk, EVERYBODY)  # who voted before votes anew
    assert len(desk.open_nodes) == 2
    vote(desk, ANOTHER)
    assert desk.open_nodes == ["after"]


def late(desk: Desk, key: str, number: int) -> Command:
    match key:
        case "ask":
            return TakeAnswer(wait=number)
        case "parts":
            return TakeResult(wait=number, result="approved")
        case _:
            return FireTimer(timer=number)


@pytest.mark.parametrize("key", ["ask", "parts", "sleep"])
def test_what_comes_after_the_case_went_back_changes_nothing(key: str) -> None:
    desk = opened(beside(key))
    number = number_at(desk, key)
    back(desk, number)
    before = desk.state

    desk.do(late(desk, key, number))

    assert desk.state == before


def test_a_vote_that_comes_after_the_case_went_back_is_told_so() -> None:
    desk = opened(beside("panel"))
    first, second, *_ = (item.number for item in desk.state.items)
    back(desk, first)
    before = desk.state

    with pytest.raises(ItemAlreadyClosed):
        desk.do(Complete(actor=EVERYBODY, item=second, outcome="approve"))
    assert desk.state == before


def test_children_that_were_over_count_no_more_and_all_begin_anew() -> None:
    desk = opened(beside("parts"))
    one, two, _ = (wait.number for wait in desk.state.pending.waits)
    desk.do(TakeResult(wait=one, result="approved"))

    back(desk, two)

    assert desk.state.pending.results == {}
    desk.complete("first", by=YAMADA)
    assert [wait.place for wait in desk.state.pending.waits] == [1, 2, 3]
    assert {wait.number for wait in desk.state.pending.waits}.isdisjoint({one, two})


@pytest.mark.parametrize(
    ("again", "then"),
    [
        pytest.param((), ["after"], id="what was heard counts again"),
        pytest.param(("pay",), [], id="somebody wants it told anew"),
    ],
)
@pytest.mark.parametrize("early", [True, False])
def test_a_message_that_a_step_has_received_is_not_lost(again: tuple[str, ...], then: list[str], early: bool) -> None:
    desk = Desk(beside("pay"))
    desk.do(Open(actor=RESIDENT))
    paid = TakeMessage(actor=SYSTEM, name="paid")
    if early:
        desk.do(paid)
    desk.complete("first", by=YAMADA)
    if not early:
        desk.do(paid)
    (heard,) = messages_behind(
        desk.program, desk.entries, steps_behind(desk.program, desk.state, number_at(desk, "after"))
    )
    assert (heard.node, heard.name) == ("pay", "paid")

    back(desk, number_at(desk, "after"), again=again)
    desk.complete("first", by=YAMADA)

    assert desk.open_nodes == then
    assert fold(NEW, desk.entries) == desk.state


def test_a_message_is_given_back_once_however_often_the_case_goes_back() -> None:
    program = program_of(
        [node("start", "start"), node("first", "task", "clerk"), node("second", "task", "clerk"), BRANCHES["pay"],
         node("after", "task", "clerk"), node("end", "end")],
        ["start->first", "first->second", "second->pay", "pay->after", "after->end"],
    )  # fmt: skip
    desk = opened(program)
    desk.complete("second", by=YAMADA)
    desk.do(TakeMessage(actor=SYSTEM, name="paid"))

    back(desk, number_at(desk, "after"), "second")
    back(desk, number_at(desk, "second"), "first")

    restored = [event for entry in desk.entries for event in entry.events if isinstance(event, MessageRestored)]
    assert len(restored) == len(desk.state.pending.kept) == 1


def test_a_message_that_came_before_the_step_was_done_last_stays_used() -> None:
    outcomes: list[Json] = [{"key": "approve", "title": "可"}, {"key": "return", "title": "戻"}]
    program = program_of(
        [node("start", "start"), node("first", "task", "clerk"), BRANCHES["pay"], node("mid", "task", "clerk"),
         node("judge", "review", "chief", outcomes=outcomes), node("end", "end")],
        ["start->first", "first->pay", "pay->mid", "mid->judge", "judge->end#approve", "judge->first#return"],
    )  # fmt: skip
    desk = opened(program)
    desk.do(TakeMessage(actor=SYSTEM, name="paid"))
    desk.complete("mid", by=YAMADA)

    back(desk, number_at(desk, "judge"), "mid", by=SATO)

    assert not desk.state.pending.kept


def test_only_people_of_the_procedure_send_back_what_is_nobodys_work() -> None:
    desk = opened(beside("pay"))
    number = number_at(desk, "pay")

    for stranger in (STRANGER, RESIDENT):
        with pytest.raises(NotYourWork):
            back(desk, number, by=stranger)
    with pytest.raises(UnknownItem):
        back(desk, 99)

    assert desk.state.pending.find(number)


# -- in the database: rows, children and what officers are told


class Silent:
    """A partner who never answers."""

    def partner(self, settings: object) -> str | None:
        """Nobody outside."""
        return None

    def answer(self, question: Question) -> dict[str, Json]:
        """Fail."""
        raise TimeoutError


def child_program() -> Program:
    return program_of(
        [node("s", "start"), node("look", "task", "clerk"), node("sign", "task", "head"), node("e", "end")],
        ["s->look", "look->sign", "sign->e"],
        key="child",
    )


@pytest.fixture
def office(database: Database) -> Office:
    """A case with two children at work, a call that nobody answers, and a message that has not come."""
    office = Office(
        database,
        program=beside("parts", "ask", "pay"),
        children={"child-1": child_program()},
        connectors={"postal-code": Silent()},
    )
    office.receive("one", {"items": [{}, {}]})
    office.complete("one", "first", by=YAMADA)
    office.work()
    return office


def go_back(office: Office) -> None:
    wait = next(wait for wait in office.case("one").state.pending.waits if wait.kind == "message")
    office.do("one", SendBack(actor=EVERYBODY, item=wait.number, to="first", reason="申請内容に誤りがあります。"))


def children(office: Office) -> list[str]:
    with office.database.read() as tx:
        return [line.case_id for line in children_of(tx, "one")]


def test_children_end_with_an_entry_and_whoever_worked_on_them_is_told(office: Office) -> None:
    worked_on, untouched = children(office)
    office.complete(worked_on, "look", by=YAMADA)

    go_back(office)
    office.work()

    assert [office.case(each).state.result for each in (worked_on, untouched)] == ["cancelled", "cancelled"]
    with office.database.read() as tx:
        (line,) = open_asides(tx, "yamada", YAMADA.posts)
    assert (line.case_id, line.kind) == (worked_on, "called_off")
    for each in ("one", worked_on, untouched):
        office.check_laws(each)
    with office.database.read() as tx:
        history = case_detail(tx, office.engine.definitions, "one").history
    told = [say(line.text, "ja") for line in history]
    assert any("取りやめ" in text for text in told)
    assert [line.reason for line in history if line.reason] == ["申請内容に誤りがあります。"]


def test_nobody_is_asked_any_more_and_new_children_begin_when_the_case_comes_there_again(office: Office) -> None:
    old = children(office)
    assert office.count("job") == 1

    go_back(office)
    assert office.count("job") == 2  # that the children are over; nobody awaits them
    office.work()
    assert office.count("job") == 0
    office.complete("one", "first", by=YAMADA)

    new = [each for each in children(office) if each not in old]
    assert len(new) == 2
    assert child_id("one", 1) not in new
    office.check_laws("one")


def test_a_child_that_finishes_while_its_parent_goes_back_is_over_and_changes_nothing(office: Office) -> None:
    (first, _) = children(office)
    office.complete(first, "look", by=YAMADA)
    office.complete(first, "sign", by=SATO)
    go_back(office)
    before = office.case("one")

    office.work()

    assert office.case(first).state.result == "completed"
    assert office.case("one") == before
