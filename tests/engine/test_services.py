"""Service steps: asked until they are answered, with back-off; put off while a partner is down; an incident at last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from connectors.calendar import BusinessDays
from db.database import Database
from engine.core.actor import RESIDENT
from engine.core.commands import Withdraw
from engine.core.program import Program
from engine.shell import circuit, jobs, tables
from engine.shell.jobs import incidents, retry
from engine.shell.services import Question
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from tests.engine.flows import YAMADA, node, program_of
from tests.engine.office import Office

DATA: list[Json] = [
    {"key": "code", "title": "郵便番号", "type": "postal_code", "source": "resident"},
    {"key": "secret", "title": "秘密", "type": "text", "source": "resident"},
    {"key": "city", "title": "市区町村", "type": "text", "source": "system"},
    {"key": "day", "title": "日", "type": "date", "source": "system"},
]


@dataclass
class Register:
    """A register outside. It answers what a test says, or is down."""

    reply: Mapping[str, Json] = field(default_factory=lambda: {"city": "見直市"})
    down: bool = False
    asked: list[Question] = field(default_factory=list)

    def partner(self, settings: Mapping[str, Json]) -> str | None:
        return f"register:{settings.get('url')}"

    def answer(self, question: Question) -> Mapping[str, Json]:
        self.asked.append(question)
        if self.down:
            raise ConnectionRefusedError
        return self.reply


def asking(**call: Json) -> Program:
    """Return ask the register → task, beside which a notice goes out."""
    return program_of(
        [
            node("s", "start"),
            node("p", "parallel"),
            node("ask", "service", call={"connector": "webhook", "url": "https://r.example.jp/", **call},
                 reads=["code"], writes=["city"]),
            node("tell", "notice", to="resident", template="t"),
            node("q", "parallel"),
            node("t", "task", "clerk"),
            node("e", "end"),
        ],
        ["s->p", "p->ask", "p->tell", "ask->q", "tell->q", "q->t", "t->e"],
        data=DATA,
    )  # fmt: skip


def office_with(database: Database, register: Register, program: Program | None = None) -> Office:
    office = Office(database, program=program or asking(), connectors={"webhook": register})
    office.receive("one", {"code": "1000001", "secret": "x"})
    return office


def values(office: Office) -> Mapping[str, Json]:
    with office.database.read() as tx:
        return office.engine.facts.values(tx, "one")


def test_the_answer_is_on_record_and_the_case_goes_on(database: Database) -> None:
    office = office_with(database, register := Register())
    assert office.open_nodes("one") == []

    office.work()

    assert office.open_nodes("one") == ["t"]
    assert values(office)["city"] == "見直市"
    assert [dict(each.inputs) for each in register.asked] == [{"code": "1000001"}]
    office.check_laws("one")


@pytest.mark.promise("P7")
def test_a_partner_who_is_down_is_asked_again_with_the_same_id_and_holds_up_no_notice(database: Database) -> None:
    office = office_with(database, register := Register(down=True))
    office.work()
    assert [delivery.kind for delivery in office.told] == ["received", "notice"]
    assert len(register.asked) == 1

    register.down = False
    office.work(after=timedelta(seconds=16))

    assert {question.id for question in register.asked} == {register.asked[0].id}
    assert len(register.asked) == 2
    assert office.open_nodes("one") == ["t"]


def test_ten_failures_are_an_incident_and_the_token_waits_until_somebody_retries(database: Database) -> None:
    office = office_with(database, register := Register(down=True))
    for _ in range(60):
        office.work(after=jobs.LONGEST_PAUSE)

    with database.read() as tx:
        (incident,) = incidents(tx)
    assert (incident.kind, incident.error) == ("service", "ConnectionRefusedError")
    assert len(register.asked) == jobs.MOST_ATTEMPTS
    assert [wait.node for wait in office.case("one").state.pending.waits] == ["ask"]

    register.down = False
    with database.begin() as tx:
        retry(tx, "one", incident.number, office.now)
    office.work(after=circuit.LONGEST_PAUSE)

    assert office.open_nodes("one") == ["t"]
    with database.read() as tx:
        assert not incidents(tx)


def test_a_partner_who_fails_for_many_cases_is_left_alone_and_then_tried_once(database: Database) -> None:
    office = office_with(database, register := Register(down=True))
    for number in range(2, 9):
        office.receive(f"case-{number}", {"code": "1000001"})
    office.work()
    assert len(register.asked) == circuit.FAILURES

    office.work(after=timedelta(seconds=40))
    assert len(register.asked) == circuit.FAILURES

    office.work(after=timedelta(seconds=30))
    assert len(register.asked) == circuit.FAILURES + 1

    register.down = False
    for _ in range(4):
        office.work(after=circuit.LONGEST_PAUSE)
    assert {*office.case("case-8").state.resting, *office.case("one").state.resting} == {"t"}


def test_an_answer_that_comes_too_late_changes_nothing(database: Database) -> None:
    office = office_with(database, register := Register(down=True))
    office.work()
    office.do("one", Withdraw(actor=RESIDENT))
    before, register.down = office.case("one"), False

    office.work(after=timedelta(hours=1))

    assert office.case("one") == before
    assert "city" not in values(office)
    assert len(register.asked) == 1


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        pytest.param({}, "service.answer_incomplete", id="nothing"),
        pytest.param({"city": 5}, "data.unfitting", id="another type"),
    ],
)
def test_what_is_no_answer_is_asked_for_again(database: Database, reply: Mapping[str, Json], error: str) -> None:
    office = office_with(database, Register(reply=reply))
    office.work()

    with database.read() as tx:
        (row,) = tx.execute(tables.job.select().where(tables.job.c.kind == "service")).all()
    assert (row.error, row.attempts) == (error, 1)
    assert "city" not in values(office)


def test_what_the_step_does_not_write_is_not_kept(database: Database) -> None:
    office = office_with(database, Register(reply={"city": "見直市", "secret": "漏れた"}))

    office.work()

    assert values(office)["secret"] == "x"


def test_names_of_the_connector_and_of_the_case_are_translated(database: Database) -> None:
    program = program_of(
        [node("s", "start"), node("count", "service", writes=["day"],
              call={"connector": "business-days", "days": 3, "inputs": {}, "outputs": {"day": "date"}}),
         node("t", "task", "clerk"), node("e", "end")],
        ["s->count", "count->t", "t->e"],
        data=DATA,
    )  # fmt: skip
    office = Office(database, program=program, connectors={"business-days": BusinessDays()})
    office.receive("one", {})

    office.work()

    assert values(office)["day"] == "2026-06-04"
    office.complete("one", "t", by=YAMADA)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        pytest.param({"connector": "fax"}, "engine.unknown_connector", id="connector"),
        pytest.param({"url": "http://r.example.jp/"}, "engine.webhook_address", id="http"),
        pytest.param({"inputs": {"a": "secret"}}, "engine.call_undeclared", id="what is not read"),
        pytest.param({"outputs": {"secret": "a"}}, "engine.call_undeclared", id="what is not written"),
    ],
)
def test_a_call_that_cannot_be_made_is_told_at_publication(call: dict[str, Json], code: str) -> None:
    with pytest.raises(UnusableDocument) as raised:
        asking(**call)

    assert [problem.code for problem in raised.value.problems] == [code]
