"""Messages from outside (外部からの連絡): for one case, taken once, kept when they come early, bounded."""

from dataclasses import replace

import pytest

from db.database import Database
from engine.core.actor import RESIDENT, Actor
from engine.core.apply import fold
from engine.core.arrivals import MOST_KEPT
from engine.core.commands import TakeMessage, Withdraw
from engine.core.errors import (
    BadMessage,
    CaseClosed,
    MessageNotExpected,
    NotYourWork,
    TooManyMessages,
    TooMuchData,
    UndeclaredData,
    UnfittingData,
)
from engine.core.program import Program
from engine.core.state import NEW
from engine.shell.incoming import Message, take_message
from engine.shell.view import CaseView
from kernel.errors import DomainError, NotFound
from kernel.json_types import Json
from tests.engine.desk import Desk
from tests.engine.flows import STRANGER, YAMADA, edge, node, program_of
from tests.engine.office import Office

BANK = Actor("system", "bank")
DATA: list[Json] = [
    {"key": "paid_amount", "title": "入金額", "type": "money", "source": "system"},
    {"key": "paid_on", "title": "入金日", "type": "date", "source": "system"},
]


def paying() -> Program:
    """Return check → wait for the payment → receipt, or a reminder where too little came."""
    return program_of(
        [
            node("s", "start"),
            node("check", "task", "clerk"),
            node("pay", "wait", message="paid", writes=["paid_amount", "paid_on"]),
            node("enough", "exclusive"),
            node("receipt", "task", "clerk"),
            node("ask", "task", "clerk"),
            node("e", "end"),
            node("f", "end"),
        ],
        [
            "s->check", "check->pay", "pay->enough", "receipt->e", "ask->f",
            edge("enough->receipt", when={"field": "paid_amount", "op": "gte", "value": 500}),
            edge("enough->ask", default=True),
        ],
        data=DATA,
    )  # fmt: skip


@pytest.fixture
def office(database: Database) -> Office:
    """One case that is being checked."""
    office = Office(database, program=paying())
    office.receive("one", {})
    return office


def send(office: Office, message: Message, case_id: str = "one") -> CaseView:
    with office.database.begin() as tx:
        return take_message(tx, office.engine, case_id, message, office.now)


PAID = Message(id="m-1", name="paid", sender=BANK, values={"paid_amount": 500, "paid_on": "2026-06-02"})


def test_a_message_lets_the_case_go_on_and_what_it_says_is_on_record(office: Office) -> None:
    office.complete("one", "check", by=YAMADA)
    assert office.open_nodes("one") == []
    assert [wait.node for wait in office.case("one").state.pending.waits] == ["pay"]

    send(office, PAID)

    assert office.open_nodes("one") == ["receipt"]
    with office.database.read() as tx:
        assert office.engine.facts.values(tx, "one")["paid_amount"] == 500
    office.check_laws("one")


def test_a_message_that_comes_early_is_kept_until_the_case_waits_for_it(office: Office) -> None:
    send(office, PAID)
    assert office.open_nodes("one") == ["check"]

    office.complete("one", "check", by=YAMADA)

    assert office.open_nodes("one") == ["receipt"]
    assert not office.case("one").state.pending.kept
    office.check_laws("one")


def test_the_same_message_twice_is_the_same_as_once(office: Office) -> None:
    send(office, PAID)
    again = send(office, replace(PAID, values={"paid_amount": 1}))
    other = send(office, replace(PAID, sender=Actor("system", "post"), values={}))

    assert again.version == 2
    assert len(other.state.pending.kept) == 2
    with office.database.read() as tx:
        assert office.engine.facts.values(tx, "one")["paid_amount"] == 500


@pytest.mark.parametrize(
    ("message", "error"),
    [
        pytest.param(replace(PAID, name="sunk"), MessageNotExpected, id="unknown name"),
        pytest.param(replace(PAID, id=""), BadMessage, id="no id"),
        pytest.param(replace(PAID, id="あ"), BadMessage, id="an id that is none"),
        pytest.param(replace(PAID, values={"fee": 0}), UndeclaredData, id="data of somebody else"),
        pytest.param(replace(PAID, values={"paid_amount": "500"}), UnfittingData, id="a text for a number"),
        pytest.param(replace(PAID, values={"paid_amount": True}), UnfittingData, id="a truth for a number"),
        pytest.param(replace(PAID, values={"paid_amount": 0.5}), UnfittingData, id="half a yen"),
        pytest.param(replace(PAID, values={"paid_on": "20260602"}), UnfittingData, id="a day written otherwise"),
        pytest.param(replace(PAID, values={"paid_on": "1" * 70_000}), TooMuchData, id="too much"),
    ],
)
def test_what_a_message_may_not_say_changes_nothing(office: Office, message: Message, error: type[DomainError]) -> None:
    before = office.case("one")

    with pytest.raises(error):
        send(office, message)

    assert office.case("one") == before
    with office.database.read() as tx:
        assert office.engine.facts.values(tx, "one") == {}


def test_a_message_to_a_closed_or_unknown_case_is_told_so_and_changes_nothing(office: Office) -> None:
    office.do("one", Withdraw(actor=RESIDENT))
    before = office.case("one")

    with pytest.raises(CaseClosed):
        send(office, PAID)
    with pytest.raises(NotFound):
        send(office, PAID, "two")

    assert office.case("one") == before


def test_a_case_keeps_so_many_messages_and_no_more(office: Office) -> None:
    for number in range(MOST_KEPT):
        send(office, replace(PAID, id=f"m-{number}"))

    with pytest.raises(TooManyMessages):
        send(office, replace(PAID, id="m-last"))
    assert len(office.case("one").state.pending.kept) == MOST_KEPT


def test_staff_of_the_procedure_may_enter_a_message_others_may_not(office: Office) -> None:
    for stranger in (STRANGER, RESIDENT):
        with pytest.raises(NotYourWork):
            send(office, replace(PAID, sender=stranger))

    send(office, replace(PAID, sender=YAMADA))

    assert len(office.case("one").state.pending.kept) == 1


def test_messages_serve_the_steps_that_have_waited_longest_and_each_only_one() -> None:
    program = program_of(
        [node("s", "start"), node("p", "parallel"), node("a", "wait", message="done"), node("q", "parallel"),
         node("b", "wait", message="done"), node("e", "end")],
        ["s->p", "p->a", "p->b", "a->q", "b->q", "q->e"],
    )  # fmt: skip
    desk = Desk(program).receive()

    desk.do(TakeMessage(actor=BANK, name="done"))
    assert [wait.node for wait in desk.state.pending.waits] == ["b"]
    desk.do(TakeMessage(actor=BANK, name="done"))

    assert desk.state.result == "completed"
    assert fold(NEW, desk.entries) == desk.state
