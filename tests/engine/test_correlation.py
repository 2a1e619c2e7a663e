"""Messages that name a value instead of a case (相関): found by what the case knows, whichever comes first."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from db.database import Database
from engine.core.actor import RESIDENT, Actor
from engine.core.commands import SendBack, Withdraw
from engine.core.errors import BadMessage, TooManyMessages, UndeclaredData
from engine.core.program import Program
from engine.shell import tables
from engine.shell.correlation import MOST_OF_ONE_KEY, text_of_key
from engine.shell.correlation_round import KEPT_FOR, Correlation
from engine.shell.incoming import Message, shelve, take_message
from kernel.errors import DomainError
from kernel.json_types import Json
from tests.engine.flows import YAMADA, node, program_of
from tests.engine.office import Office

BANK = Actor("system", "bank")
DATA: list[Json] = [
    {"key": "invoice", "title": "納付番号", "type": "text", "source": "staff"},
    {"key": "paid_amount", "title": "入金額", "type": "money", "source": "system"},
]
PAID = Message(id="m-1", name="paid", sender=BANK, values={"paid_amount": 500})


def paying() -> Program:
    """Return check → wait for the payment of the invoice → receipt."""
    return program_of(
        [
            node("s", "start"),
            node("check", "task", "clerk"),
            node("pay", "wait", message="paid", correlate={"field": "invoice"}, writes=["paid_amount"]),
            node("receipt", "task", "clerk"),
            node("e", "end"),
        ],
        ["s->check", "check->pay", "pay->receipt", "receipt->e"],
        data=DATA,
    )


@pytest.fixture
def office(database: Database) -> Office:
    """An office that waits for payments."""
    return Office(database, program=paying())


def waiting(office: Office, case_id: str, invoice: Json = "2026-0815") -> None:
    office.receive(case_id, {} if invoice is None else {"invoice": invoice})
    office.complete(case_id, "check", by=YAMADA)
    office.now += timedelta(minutes=1)


def send(office: Office, key: Json = "2026-0815", message: Message = PAID) -> bool:
    with office.database.begin() as tx:
        return shelve(tx, office.engine, message, key, office.now)


def go_round(office: Office) -> None:
    Correlation(database=office.database, engine=office.engine)(office.now)


def rows(office: Office) -> tuple[int, int]:
    return office.count("awaited_message"), office.count("early_message")


def test_a_message_finds_the_case_that_knows_its_value(office: Office) -> None:
    waiting(office, "one", "2026-0814")
    waiting(office, "two", "2026-0815")

    assert send(office)
    go_round(office)

    assert office.open_nodes("one") == []
    assert office.open_nodes("two") == ["receipt"]
    with office.database.read() as tx:
        assert office.engine.facts.values(tx, "two")["paid_amount"] == 500
        (shelf,) = tx.execute(select(tables.early_message))
    assert (shelf.said, shelf.refusal) == (None, None)
    assert "2026-0815" not in f"{shelf}"
    office.check_laws("two")


def test_a_message_that_comes_before_there_is_a_case_waits_for_it(office: Office) -> None:
    assert not send(office)
    go_round(office)

    waiting(office, "one")
    go_round(office)

    assert office.open_nodes("one") == ["receipt"]
    assert office.count("awaited_message") == 0


def test_two_cases_with_the_same_value_are_served_in_turn_each_by_a_message_of_its_own(office: Office) -> None:
    waiting(office, "late")
    office.do("late", SendBack(actor=YAMADA, item=wait_of(office, "late"), to="check", reason="確認"))
    waiting(office, "first")
    office.complete("late", "check", by=YAMADA)

    send(office)
    go_round(office)
    assert (office.open_nodes("first"), office.open_nodes("late")) == (["receipt"], [])
    send(office, message=replace(PAID, id="m-2"))
    go_round(office)

    assert office.open_nodes("late") == ["receipt"]


def wait_of(office: Office, case_id: str) -> int:
    (wait,) = office.case(case_id).state.pending.waits
    return wait.number


def test_the_same_message_twice_is_the_same_as_once(office: Office) -> None:
    waiting(office, "one")
    waiting(office, "two")

    send(office)
    send(office)
    go_round(office)
    send(office)
    go_round(office)

    assert [office.open_nodes(case) for case in ("one", "two")] == [["receipt"], []]


@pytest.mark.parametrize("how", ["by number", "withdrawn", "sent back"])
def test_what_a_case_awaits_no_more_is_not_looked_for(office: Office, how: str) -> None:
    waiting(office, "one")
    assert rows(office) == (1, 0)

    if how == "by number":
        with office.database.begin() as tx:
            take_message(tx, office.engine, "one", replace(PAID, id="other"), office.now)
    elif how == "withdrawn":
        office.do("one", Withdraw(actor=RESIDENT))
    else:
        office.do("one", SendBack(actor=YAMADA, item=wait_of(office, "one"), to="check", reason="確認"))

    assert rows(office) == (0, 0)
    assert not send(office)
    go_round(office)
    assert office.open_nodes("one") == {"by number": ["receipt"], "withdrawn": [], "sent back": ["check"]}[how]


def test_a_case_without_the_value_waits_for_its_number_only(office: Office) -> None:
    waiting(office, "one", None)

    assert rows(office) == (0, 0)


@pytest.mark.parametrize(
    ("key", "message", "error"),
    [
        pytest.param(None, PAID, BadMessage, id="no value"),
        pytest.param("　", PAID, BadMessage, id="a blank"),
        pytest.param(["2026-0815"], PAID, BadMessage, id="a list"),
        pytest.param("2026-0815", replace(PAID, id="あ"), BadMessage, id="an id that is none"),
        pytest.param("2026-0815", replace(PAID, values={"fee": 1}), UndeclaredData, id="data of somebody else"),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(
    office: Office, key: Json, message: Message, error: type[DomainError]
) -> None:
    waiting(office, "one")
    before = office.case("one")

    with pytest.raises(error):
        send(office, key, message)

    assert (office.case("one"), rows(office)) == (before, (1, 0))


def test_an_early_message_that_does_not_fit_is_noted_and_stops_nobody(office: Office) -> None:
    send(office, message=replace(PAID, id="bad", values={"fee": 1}))
    send(office)
    waiting(office, "one")

    go_round(office)
    go_round(office)

    assert office.open_nodes("one") == ["receipt"]
    with office.database.read() as tx:
        refused = tx.scalars(select(tables.early_message.c.refusal).where(tables.early_message.c.refusal.is_not(None)))
        assert [*refused] == ["data.undeclared"]


def test_a_message_that_cannot_even_be_read_keeps_no_other_waiting(office: Office) -> None:
    waiting(office, "first", "2026-0814")
    waiting(office, "second", "2026-0815")
    spoiled = replace(PAID, id="spoiled")
    send(office, "2026-0814", spoiled)
    send(office)
    with office.database.begin() as tx:
        tx.execute(text("UPDATE early_message SET said = '{' WHERE id = :id"), {"id": spoiled.command_id})

    go_round(office)

    assert [office.open_nodes(case) for case in ("first", "second")] == [[], ["receipt"]]


def test_the_shelf_has_bounds(office: Office) -> None:
    for count in range(MOST_OF_ONE_KEY):
        send(office, message=replace(PAID, id=f"m-{count}"))
    with pytest.raises(TooManyMessages):
        send(office, message=replace(PAID, id="one-more"))

    office.now += KEPT_FOR + timedelta(days=1)
    go_round(office)

    assert rows(office) == (0, 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("２０２６－０８１５ ", "2026-0815"),
        ("ｱｲ", "アイ"),
        (815, "815"),
        (815.0, "815"),
        (Decimal("815.50"), "815.5"),
        (date(2026, 8, 15), "2026-08-15"),
        (True, None),
        (None, None),
        ("", None),
        ("x" * 201, None),
    ],
)
def test_values_are_compared_as_people_mean_them(value: object, text: str | None) -> None:
    assert text_of_key(value) == text
