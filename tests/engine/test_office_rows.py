"""Acts beside the flow on real databases: rows and history say the same, and nothing is done twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.database import Database, Tx
from engine.core.actor import RESIDENT, Actor, StandIn
from engine.core.commands import (
    AskOpinion,
    Assign,
    Circulate,
    Claim,
    CloseAside,
    Complete,
    PullBack,
    RetryJob,
    SendBack,
    SendMessage,
)
from engine.core.errors import (
    AnswerMissing,
    AsideAlreadyClosed,
    CaseClosed,
    ClaimedByAnother,
    NobodyNamed,
    NotYourWork,
    OpinionPending,
    ReasonMissing,
)
from engine.shell import tables
from engine.shell.asides import asides_of_case, count_open_asides, open_asides, was_asked
from engine.shell.audit import audit_of
from engine.shell.bulk import BulkRow, begin_bulk, read_bulk, work_bulk_off
from engine.shell.circuit import FAILURES, down_partners, note_answer, note_failure
from engine.shell.inbox import inbox, worked_on_cases
from engine.shell.jobs import incidents, retry
from engine.shell.looks import has_looked, note_look, seen_before
from engine.shell.worklist import Worklist
from kernel.errors import DomainError, NotFound
from kernel.json_types import Json, JsonObject
from kernel.text import Text, say
from tests.engine.flows import AUTO, DOG, SATO, STRANGER, SUZUKI, YAMADA, program_of
from tests.engine.office import Office, Shelf

TO_PEOPLE: dict[str, Json] = {"chip": False, "fee": 300}
DEPUTY = Actor("officer", "deputy", frozenset({"kankyo/chief"}), (StandIn("sato", SATO.posts),))
LAWYER = Actor("officer", "lawyer", frozenset({"somu/legal"}))


@pytest.fixture
def office(database: Database) -> Office:
    """An office with one case that waits for a reviewer."""
    made = Office(database)
    made.receive("c1", TO_PEOPLE)
    return made


def at_the_head(office: Office) -> int:
    office.complete("c1", "review", "approve", by=YAMADA)
    return office.item("c1", "decide")


def shelf(office: Office) -> Shelf:
    return Shelf({"v1": office.program})


# -- 差戻し, 引戻し, 割当て


def test_rows_follow_work_that_is_sent_back_and_pulled_back(office: Office) -> None:
    item = at_the_head(office)
    office.do("c1", SendBack(actor=SATO, item=item, to="review", reason="写真を確かめてください。"))
    office.check_laws("c1")
    assert office.open_nodes("c1") == ["review"]

    office.complete("c1", "review", "approve", by=YAMADA)
    done = max(item.number for item in office.case("c1").state.items)
    with office.database.read() as tx:
        rows = tx.execute(select(tables.work_item).where(tables.work_item.c.node == "review")).all()
    reviewed = max(row.number for row in rows)
    office.do("c1", PullBack(actor=YAMADA, item=reviewed))

    office.check_laws("c1")
    assert done not in [item.number for item in office.case("c1").state.items]
    with office.database.read() as tx:
        held = inbox(tx, shelf(office), Worklist(officer="yamada", posts=YAMADA.posts, view="mine")).items
        sent_back = tx.scalar(select(tables.work_item.c.reason).where(tables.work_item.c.number == item))
    assert [line.node for line in held] == ["review"]
    assert sent_back == "写真を確かめてください。"


def test_the_same_sending_back_twice_is_once(office: Office) -> None:
    command = SendBack(actor=SATO, item=at_the_head(office), to="review", reason="理由")

    office.do("c1", command, command_id="page-x")
    version = office.case("c1").version
    office.do("c1", command, command_id="page-x")

    assert office.case("c1").version == version


def test_what_is_given_to_one_officer_is_in_that_inbox_only(office: Office) -> None:
    item = office.item("c1", "review")
    office.do("c1", Claim(actor=YAMADA, item=item))
    office.do("c1", Assign(actor=YAMADA, item=item, to=SUZUKI))

    office.check_laws("c1")
    with office.database.read() as tx:
        boxes = [
            len(inbox(tx, shelf(office), Worklist(officer=each.id, posts=each.posts)).items)
            for each in (YAMADA, SUZUKI)
        ]
    assert boxes == [0, 1]
    for by, to in ((STRANGER, SUZUKI), (YAMADA, STRANGER)):
        with pytest.raises(NotYourWork):
            office.do("c1", Assign(actor=by, item=item, to=to))
    office.do("c1", Assign(actor=SATO, item=item, to=None))
    assert office.case("c1").state.items[0].assignee is None


# -- 代理, 代決, 後閲


def test_a_deputy_decides_in_the_place_of_the_superior_and_leaves_a_review(office: Office) -> None:
    at_the_head(office)
    office.complete("c1", "decide", "approve", by=DEPUTY)

    case = office.case("c1")
    (aside,) = case.state.asides
    assert (aside.kind, aside.officer, aside.node) == ("after_review", "sato", "decide")
    with office.database.read() as tx:
        capacities = [row.capacity for row in tx.execute(select(tables.history).order_by(tables.history.c.number))]
        assert count_open_asides(tx, "sato", SATO.posts) == 1
        assert count_open_asides(tx, "deputy", DEPUTY.posts) == 0
    assert capacities[-1] == "kankyo/head@sato"
    office.complete("c1", "tag", by=YAMADA)
    assert office.case("c1").state.result == "approved"  # a later review stops nothing
    with pytest.raises(NotYourWork):
        office.do("c1", CloseAside(actor=DEPUTY, aside=aside.number))
    office.do("c1", CloseAside(actor=SATO, aside=aside.number))
    office.check_laws("c1")
    with pytest.raises(AsideAlreadyClosed):
        office.do("c1", CloseAside(actor=SATO, aside=aside.number))


def test_a_superior_who_decides_in_person_leaves_no_review(office: Office) -> None:
    at_the_head(office)

    office.complete("c1", "decide", "approve", by=SATO)

    assert office.case("c1").state.asides == ()


def test_who_did_the_step_before_is_no_deputy_for_the_next_one(office: Office) -> None:
    clerk = Actor("officer", "yamada", YAMADA.posts, (StandIn("sato", SATO.posts),))
    item = at_the_head(office)

    with pytest.raises(NotYourWork):
        office.do("c1", Complete(actor=clerk, item=item, outcome="approve"))


def test_a_deputy_may_go_on_with_what_the_superior_has_taken(office: Office) -> None:
    item = at_the_head(office)
    office.do("c1", Claim(actor=SATO, item=item))
    other = Actor("officer", "other", frozenset({"kankyo/head"}))

    with pytest.raises(ClaimedByAnother):
        office.do("c1", Complete(actor=other, item=item, outcome="approve"))
    office.do("c1", Complete(actor=DEPUTY, item=item, outcome="approve"))

    assert office.open_nodes("c1") == ["tag"]


# -- 供覧, 意見照会, 連絡


def test_what_is_asked_beside_the_flow_opens_the_case_to_whoever_is_asked(office: Office) -> None:
    office.do("c1", Circulate(actor=YAMADA, officers=("reader", "reader"), reason="参考まで"))
    office.do("c1", Circulate(actor=YAMADA, officers=("reader",)), command_id="again")
    due = date(2026, 6, 5)
    office.do("c1", AskOpinion(actor=YAMADA, queue="somu/legal", reason="適法でしょうか。", due_on=due))

    with office.database.read() as tx:
        assert was_asked(tx, "reader", frozenset(), "c1")
        assert was_asked(tx, "lawyer", LAWYER.posts, "c1")
        assert not was_asked(tx, "stranger", STRANGER.posts, "c1")
        (asked,) = open_asides(tx, "lawyer", LAWYER.posts)
        assert worked_on_cases(tx, Worklist(officer="yamada", posts=YAMADA.posts), ["c1", "c2"]) == {"c1"}
    assert (asked.note, asked.due_at is not None) == ("適法でしょうか。", True)
    assert len(office.case("c1").state.asides) == 2
    office.check_laws("c1")
    office.work()
    assert [delivery.kind for delivery in office.told].count("aside") == 2


def test_an_opinion_holds_a_step_only_where_somebody_said_so(office: Office) -> None:
    item = office.item("c1", "review")
    office.do("c1", AskOpinion(actor=YAMADA, queue="somu/legal", reason="適法でしょうか。", blocks=item))
    (aside,) = office.case("c1").state.asides

    with pytest.raises(OpinionPending):
        office.complete("c1", "review", "approve", by=YAMADA)
    with pytest.raises(AnswerMissing):
        office.do("c1", CloseAside(actor=LAWYER, aside=aside.number, reason="　"))
    office.do("c1", CloseAside(actor=LAWYER, aside=aside.number, reason="差し支えありません。"))
    office.complete("c1", "review", "approve", by=YAMADA)

    with office.database.read() as tx:
        (line,) = asides_of_case(tx, "c1")
    assert (line.answer, line.closed_by) == ("差し支えありません。", "lawyer")


def test_an_opinion_is_moot_once_the_case_is_over(office: Office) -> None:
    office.do("c1", AskOpinion(actor=YAMADA, queue="somu/legal", reason="適法でしょうか。"))
    at_the_head(office)
    office.complete("c1", "decide", "refuse", by=SATO, reason="理由")

    office.check_laws("c1")
    with office.database.read() as tx:
        assert open_asides(tx, "lawyer", LAWYER.posts) == []


def test_what_cannot_be_asked_changes_nothing(office: Office) -> None:
    before = office.case("c1")
    refused: list[tuple[object, type[DomainError]]] = [
        (Circulate(actor=YAMADA, officers=()), NobodyNamed),
        (Circulate(actor=STRANGER, officers=("reader",)), NotYourWork),
        (AskOpinion(actor=YAMADA, queue="", reason="?"), NobodyNamed),
        (AskOpinion(actor=YAMADA, queue="somu/legal", reason=" "), ReasonMissing),
        (SendMessage(actor=STRANGER), NotYourWork),
    ]

    for command, refusal in refused:
        with pytest.raises(refusal):
            office.do("c1", command)  # type: ignore[arg-type]  # a list of commands

    assert office.case("c1") == before


def test_a_message_waits_for_an_answer_once_and_not_after_the_end(office: Office) -> None:
    office.do("c1", SendMessage(actor=RESIDENT))
    office.do("c1", SendMessage(actor=RESIDENT))
    office.do("c1", SendMessage(actor=YAMADA))

    assert [aside.kind for aside in office.case("c1").state.asides] == ["message"]
    office.work()
    kinds = [delivery.kind for delivery in office.told]
    assert (kinds.count("enquiry"), kinds.count("message")) == (2, 1)
    at_the_head(office)
    office.complete("c1", "decide", "refuse", by=SATO, reason="理由")
    with pytest.raises(CaseClosed):
        office.do("c1", SendMessage(actor=RESIDENT))


# -- 一括処理, 障害, 前に見たとき


def test_a_bulk_run_that_was_interrupted_goes_on_with_what_is_left(office: Office) -> None:
    for name in ("c2", "c3"):
        office.receive(name, TO_PEOPLE)
    office.do("c2", Claim(actor=SUZUKI, item=office.item("c2", "review")))
    targets = [(name, office.item(name, "review")) for name in ("c1", "c2", "c3")]
    with office.database.begin() as tx:
        run_id = begin_bulk(tx, "yamada", {"name": "approve"}, targets, office.now)
    calls: list[str] = []

    def doing(tx: Tx, row: BulkRow, command_id: str) -> None:
        calls.append(row.case_id)
        if row.case_id == "c3" and calls.count("c3") == 1:
            raise RuntimeError("the power goes")
        command = Complete(actor=YAMADA, item=row.item, outcome="approve")
        office.engine.handle(tx, row.case_id, command, command_id=command_id, now=office.now)

    def told(error: DomainError) -> Text:
        return {"ja": error.code, "en": error.code}

    with pytest.raises(RuntimeError):
        work_bulk_off(office.database, _run(office, run_id), doing, told, office.now)
    half = _run(office, run_id)
    work_bulk_off(office.database, half, doing, told, office.now)

    whole = _run(office, run_id)
    assert (half.done, half.refused, half.left) == (1, 1, 1)
    assert (whole.done, whole.refused, whole.left) == (2, 1, 0)
    assert calls == ["c1", "c2", "c3", "c3"]
    assert [office.open_nodes(name) for name in ("c1", "c2", "c3")] == [["decide"], ["review"], ["decide"]]
    with office.database.read() as tx, pytest.raises(NotFound):
        read_bulk(tx, run_id, "suzuki")


def _run(office: Office, run_id: str):  # type: ignore[no-untyped-def]  # a run
    with office.database.read() as tx:
        return read_bulk(tx, run_id, "yamada")


def test_a_delivery_that_failed_ten_times_is_retried_and_the_history_says_by_whom(database: Database) -> None:
    broken = [True]

    def tell(delivery: object) -> None:
        if broken[0]:
            raise ConnectionRefusedError

    office = Office(database, tell=tell)
    office.receive("c1", TO_PEOPLE)
    for _ in range(12):
        office.work(after=timedelta(hours=2))
    with database.read() as tx:
        (incident,) = [each for each in incidents(tx) if each.kind == "received"]
    assert incident.error == "ConnectionRefusedError"

    broken[0] = False
    with database.begin() as tx:
        command = RetryJob(actor=SATO, job=incident.number)
        office.engine.handle(tx, "c1", command, command_id="retry", now=office.now)
        retry(tx, "c1", incident.number, office.now)
    office.work()

    with database.read() as tx:
        assert [each for each in incidents(tx) if each.kind == "received"] == []
        lines = audit_of(tx, shelf(office), "c1").lines
    assert ("sato", "失敗していた処理をやり直しました。") in [(line.act.id, line.text["ja"]) for line in lines]  # type: ignore[index]  # texts


def test_a_partner_who_does_not_answer_is_shown_until_called_again(database: Database) -> None:
    office = Office(database)
    with database.begin() as tx:
        for _ in range(FAILURES):
            note_failure(tx, "https://api.example.jp", office.now)
        note_failure(tx, "https://other.example.jp", office.now)
        (down,) = down_partners(tx)
        note_answer(tx, down.partner)
        after = down_partners(tx)

    assert (down.partner, down.failures) == ("https://api.example.jp", FAILURES)
    assert after == []


def test_looking_twice_at_the_same_is_one_look(office: Office) -> None:
    with office.database.begin() as tx:
        assert seen_before(tx, "c1", "sato", 1) is None
        note_look(tx, "c1", "sato", 1, office.now)
        assert seen_before(tx, "c1", "sato", 3) == 1
        note_look(tx, "c1", "sato", 3, office.now)

        assert seen_before(tx, "c1", "sato", 3) == 1
        assert seen_before(tx, "c1", "sato", 4) == 3
        assert has_looked(tx, "c1", "sato", 3)
        assert not has_looked(tx, "c1", "yamada", 3)


def test_an_auditor_reads_the_authority_under_which_somebody_decided(database: Database) -> None:
    nodes, edges = DOG
    asked: JsonObject = {"matter": "dog", "amount": {"field": "fee"}}
    nodes = [{**each, **asked} if each["key"] == "decide" else each for each in nodes]
    authority: Json = [
        {"matter": "dog", "up_to": 1000, "decided_by": "head"},
        {"matter": "dog", "decided_by": "mayor"},
    ]
    levels: Json = ["clerk", "chief", "head", "mayor"]
    office = Office(database, program=program_of(nodes, edges, [AUTO], authority=authority, levels=levels))
    office.receive("c1", TO_PEOPLE)
    at_the_head(office)
    office.complete("c1", "decide", "approve", by=SATO)
    office.receive("c2", TO_PEOPLE)
    office.complete("c2", "review", "approve", by=YAMADA)
    office.complete("c2", "decide", "approve", by=DEPUTY)

    with database.read() as tx:
        in_person, by_deputy = (audit_of(tx, shelf(office), name).lines for name in ("c1", "c2"))

    assert all(line.text for line in (*in_person, *by_deputy))
    said = [say(line.rule, "ja") for line in in_person if line.rule is not None]
    assert "専決：職務権限表「dog」（上限 1,000）" in said
    decided = next(line for line in by_deputy if line.node == "decide" and line.act.id == "deputy")
    assert decided.stood_in_for == "sato"
    assert "代決" in say(decided.rule or "", "ja")
