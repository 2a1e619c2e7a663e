"""What offices do with a case: stories told with the pure half of the engine."""

from datetime import date, timedelta

import pytest

from engine.core.actor import RESIDENT, SYSTEM
from engine.core.commands import Claim, Complete, Correct, FireTimer, Open, Release, Withdraw
from engine.core.errors import (
    AlreadyDecided,
    AlreadyOpened,
    BadDeadline,
    CaseClosed,
    ClaimedByAnother,
    ItemAlreadyClosed,
    NotYourWork,
    ReasonMissing,
    TimerNotDue,
    UnknownItem,
    UnknownOutcome,
)
from engine.core.events import AutoDecided, Decided, Noticed
from kernel.clock import local_date
from kernel.errors import DomainError
from tests.engine.desk import Desk
from tests.engine.flows import MAYOR, SATO, STRANGER, SUZUKI, YAMADA, dog_program, node, program_of

SIMPLE = {"chip": True, "fee": 3000}
DOUBTFUL = {"chip": False, "fee": 3000}


def test_a_plain_application_is_approved_at_once_and_goes_to_whoever_makes_the_tag() -> None:
    desk = Desk(dog_program()).receive(SIMPLE)

    assert desk.open_nodes == ["tag"]
    assert desk.status() == "decided"
    assert not desk.state.judged
    assert [event.node for event in desk.resolutions[0].events if isinstance(event, Noticed)] == ["accepted"]

    desk.complete("tag", by=YAMADA)

    assert desk.state.result == "approved"
    assert desk.state.tokens == 0


def test_what_the_rules_refer_is_reviewed_and_decided_by_two_persons() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    assert desk.open_nodes == ["review"]

    desk.complete("review", "approve", by=YAMADA)
    assert desk.at("decide").excluded == ("yamada",)
    assert desk.status() == "open"
    desk.complete("decide", "approve", by=SATO)

    assert desk.status() == "decided"
    assert desk.state.judged
    assert desk.open_nodes == ["tag"]


def test_a_correction_goes_to_the_applicant_with_what_to_mend_and_comes_back_to_the_rules() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    item = desk.at("review").number

    desk.do(
        Complete(
            actor=YAMADA,
            item=item,
            outcome="return",
            reason="番号が読めません。",
            fields=("chip",),
            due_on=date(2026, 6, 12),
        )
    )

    asked = desk.at("fix")
    assert asked.is_residents
    assert asked.correction
    assert asked.fields == ("chip",)
    assert asked.due_at is not None
    assert local_date(asked.due_at) == date(2026, 6, 12)

    desk.wait(timedelta(days=4))
    desk.correct("fix", SIMPLE)

    assert desk.open_nodes == ["tag"]
    assert desk.state.paused_days == 4
    assert desk.state.paused_since is None


def test_a_refusal_needs_a_reason_and_a_person() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    desk.complete("review", "approve", by=YAMADA)

    for blank in ("", "　 ", "\u3164"):
        with pytest.raises(ReasonMissing):
            desk.complete("decide", "refuse", by=SATO, reason=blank)
    desk.complete("decide", "refuse", by=SATO, reason="生後90日以内のため（狂犬病予防法4条）。")

    assert desk.state.result == "refused"
    assert desk.state.refused


def test_a_return_to_a_colleague_needs_a_reason_too() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    desk.complete("review", "approve", by=YAMADA)

    with pytest.raises(ReasonMissing):
        desk.complete("decide", "return", by=SATO)
    desk.complete("decide", "return", by=SATO, reason="住所を確かめてください。")

    assert desk.open_nodes == ["review"]
    assert desk.status() == "open"


def test_the_second_officer_to_close_an_item_is_told() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    item = desk.at("review").number
    desk.do(Complete(actor=YAMADA, item=item, outcome="approve"))

    with pytest.raises(ItemAlreadyClosed):
        desk.do(Complete(actor=SUZUKI, item=item, outcome="approve"))


@pytest.mark.parametrize("officer", [STRANGER, SATO, MAYOR])
def test_people_of_other_queues_may_not_work_on_an_item(officer: object) -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)

    with pytest.raises(NotYourWork):
        desk.complete("review", "approve", by=officer)  # type: ignore[arg-type]  # parametrized actors


def test_who_reviewed_may_not_decide_even_with_both_posts() -> None:
    both = type(SATO)("officer", "both", SATO.posts | YAMADA.posts)
    desk = Desk(dog_program()).receive(DOUBTFUL)
    desk.complete("review", "approve", by=both)

    with pytest.raises(NotYourWork):
        desk.complete("decide", "approve", by=both)
    desk.complete("decide", "approve", by=SATO)


def test_a_claimed_item_is_done_by_whoever_claimed_it_or_released_first() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    item = desk.at("review").number
    desk.do(Claim(actor=YAMADA, item=item))

    with pytest.raises(ClaimedByAnother):
        desk.complete("review", "approve", by=SUZUKI)
    assert not desk.do(Claim(actor=YAMADA, item=item)).events
    desk.do(Release(actor=SUZUKI, item=item))
    assert not desk.do(Release(actor=SUZUKI, item=item)).events
    desk.complete("review", "approve", by=SUZUKI)

    assert desk.state.performers == {"review": "suzuki"}


def test_the_applicant_withdraws_before_the_decision_and_not_after() -> None:
    early, late = Desk(dog_program()).receive(DOUBTFUL), Desk(dog_program()).receive(SIMPLE)

    early.do(Withdraw(actor=RESIDENT))
    with pytest.raises(AlreadyDecided):
        late.do(Withdraw(actor=RESIDENT))
    with pytest.raises(CaseClosed):
        early.do(Withdraw(actor=RESIDENT))

    assert early.state.result == "withdrawn"
    assert early.state.decided_at is None
    assert early.state.tokens == 0


def test_a_notification_that_nobody_judges_can_be_withdrawn_until_it_is_done() -> None:
    program = program_of(
        [node("s", "start"), node("f", "form", "resident", form="a"), node("t", "task", "clerk"), node("e", "end")],
        ["s->f", "f->t", "t->e"],
    )
    desk = Desk(program).receive()

    desk.do(Withdraw(actor=RESIDENT))

    assert desk.state.result == "withdrawn"


def test_after_a_grant_is_announced_the_applicant_cannot_withdraw_though_more_is_judged_later() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("f", "form", "resident", form="a"),
            node("grant", "approval", "head"),
            node("granted", "notice", "system", to="resident", template="x"),
            node("report", "form", "resident", form="b"),
            node("settle", "approval", "head", outcomes=[{"key": "approve", "title": "確定"}]),
            node("e", "end", result="approved"),
            node("no", "end", result="refused"),
        ],
        [
            "s->f",
            "f->grant",
            "grant->granted#approve",
            "grant->no#refuse",
            "granted->report",
            "report->settle",
            "settle->e#approve",
        ],
    )
    desk = Desk(program).receive()
    desk.complete("grant", "approve", by=SATO)

    assert desk.status() == "decided"
    assert desk.open_nodes == ["report"]
    assert not desk.at("report").correction
    with pytest.raises(AlreadyDecided):
        desk.do(Withdraw(actor=RESIDENT))
    desk.correct("report")
    desk.complete("settle", "approve", by=SATO)

    assert sum(isinstance(event, Decided) for each in desk.entries for event in each.events) == 1
    assert desk.state.result == "approved"


def test_an_officer_types_in_what_the_applicant_says_on_the_telephone() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    desk.complete("review", "return", by=YAMADA, reason="番号が読めません。")
    item = desk.at("fix").number

    with pytest.raises(NotYourWork):
        desk.do(Correct(actor=STRANGER, item=item))
    desk.do(Correct(actor=YAMADA, item=item))

    assert desk.entries[-1].act.capacity == "kankyo/clerk"


def test_reminders_come_late_once_each_and_never_decide() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    due = desk.at("review").due_at
    assert due is not None
    assert local_date(due) == date(2026, 6, 4)
    first = desk.state.timers[0]
    with pytest.raises(TimerNotDue):
        desk.do(FireTimer(timer=first.number))

    desk.wait(timedelta(days=30))

    kinds = [type(event).__name__ for each in desk.entries for event in each.events]
    assert kinds.count("Reminded") == 1
    assert kinds.count("Escalated") == 1
    assert desk.open_nodes == ["review"]
    assert not desk.state.timers
    assert not desk.do(FireTimer(timer=first.number)).events


def test_a_timer_is_gone_with_its_item() -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    assert [timer.node for timer in desk.state.timers] == ["review"]

    desk.complete("review", "approve", by=YAMADA)

    assert not desk.state.timers


def test_time_passes_at_a_timer() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("t", "timer", "system", wait={"business_days": 2}),
            node("u", "timer", "system", until={"field": "day"}),
            node("w", "task", "clerk"),
            node("e", "end"),
        ],
        ["s->t", "t->u", "u->w", "w->e"],
    )
    desk = Desk(program).receive({"day": "2026-06-20"})

    desk.wait(timedelta(days=10))
    assert desk.state.resting == {"u"}
    desk.wait(timedelta(days=10))

    assert desk.open_nodes == ["w"]
    assert desk.entries[-1].act.kind == "system"


def test_a_timer_whose_day_has_come_already_lets_the_token_pass() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("u", "timer", "system", until={"field": "day"}),
            node("w", "task", "clerk"),
            node("e", "end"),
        ],
        ["s->u", "u->w", "w->e"],
    )

    desk = Desk(program).receive({"day": "2026-05-20"})

    assert desk.open_nodes == ["w"]


def test_parallel_branches_join_once() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("split", "parallel"),
            node("a", "review", "clerk", outcomes=[{"key": "approve", "title": "適"}]),
            node("b", "review", "chief", outcomes=[{"key": "approve", "title": "適"}]),
            node("join", "parallel"),
            node("c", "task", "clerk"),
            node("e", "end"),
        ],
        ["s->split", "split->a", "split->b", "a->join#approve", "b->join#approve", "join->c", "c->e"],
    )
    desk = Desk(program).receive()
    assert desk.open_nodes == ["a", "b"]

    desk.complete("b", "approve", by=SATO)
    assert desk.state.tokens == 2
    desk.complete("a", "approve", by=YAMADA)

    assert desk.open_nodes == ["c"]
    assert desk.state.arrived == {}


def test_an_end_that_terminates_takes_every_token() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("split", "parallel"),
            node("a", "task", "clerk"),
            node("b", "task", "clerk"),
            node("e", "end", terminate=True),
        ],
        ["s->split", "split->a", "split->b", "a->e", "b->e"],
    )
    desk = Desk(program).receive()

    desk.complete("a", by=YAMADA)

    assert desk.state.result == "completed"
    assert desk.state.tokens == 0


def test_the_authority_table_names_who_decides() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("f", "form", "resident", form="a"),
            node("grant", "approval", "chief", matter="subsidy", amount={"field": "amount"}),
            node("e", "end", result="approved"),
            node("no", "end", result="refused"),
        ],
        ["s->f", "f->grant", "grant->e#approve", "grant->no#refuse"],
        levels=["clerk", "chief", "head", "mayor"],
        authority=[
            {"matter": "subsidy", "decided_by": "mayor"},
            {"matter": "subsidy", "up_to": 100000, "decided_by": "chief"},
            {"matter": "subsidy", "up_to": 500000, "decided_by": "head"},
        ],
    )
    amounts = {100000: "kankyo/chief", 100001: "kankyo/head", 500001: "hisho/mayor", None: "hisho/mayor"}

    queues = {amount: Desk(program).receive({"amount": amount}).at("grant").queue for amount in amounts}

    assert queues == amounts


def test_the_same_person_goes_on_where_the_flow_says_so() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("fee", "task", "clerk"),
            node("tag", "task", "clerk", assign={"same_as": "fee"}),
            node("e", "end"),
        ],
        ["s->fee", "fee->tag", "tag->e"],
    )
    desk = Desk(program).receive()
    desk.complete("fee", by=SUZUKI)

    with pytest.raises(NotYourWork):
        desk.complete("tag", by=YAMADA)
    desk.complete("tag", by=SUZUKI)


def test_a_control_for_two_persons_counts_whichever_step_comes_first() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("order", "task", "clerk", control=["order"]),
            node("audit", "task", "clerk", control=["audit"]),
            node("e", "end"),
        ],
        ["s->order", "order->audit", "audit->e"],
        controls=[
            {"key": "order", "title": "支出命令", "kind": "legal", "rule": {"not_same_person": "audit"}},
            {"key": "audit", "title": "審査", "kind": "legal"},
        ],
    )
    desk = Desk(program).receive()
    desk.complete("order", by=YAMADA)

    with pytest.raises(NotYourWork):
        desk.complete("audit", by=YAMADA)
    desk.complete("audit", by=SUZUKI)


def test_another_person_is_stronger_than_the_same_person() -> None:
    program = program_of(
        [
            node("s", "start"),
            node("order", "task", "clerk", control=["order"]),
            node("audit", "task", "clerk", control=["audit"], assign={"same_as": "order"}),
            node("e", "end"),
        ],
        ["s->order", "order->audit", "audit->e"],
        controls=[
            {"key": "order", "title": "支出命令", "kind": "legal", "rule": {"not_same_person": "audit"}},
            {"key": "audit", "title": "審査", "kind": "legal"},
        ],
    )
    desk = Desk(program).receive()
    desk.complete("order", by=YAMADA)

    assert desk.at("audit").assignee is None
    with pytest.raises(NotYourWork):
        desk.complete("audit", by=YAMADA)
    desk.complete("audit", by=SUZUKI)


@pytest.mark.parametrize(
    ("command", "error"),
    [
        pytest.param(Complete(actor=YAMADA, item=99, outcome="approve"), UnknownItem, id="unknown item"),
        pytest.param(Complete(actor=YAMADA, item=0, outcome="approve"), UnknownItem, id="no item"),
        pytest.param(Complete(actor=YAMADA, item=1, outcome="burn"), UnknownOutcome, id="wrong outcome"),
        pytest.param(Complete(actor=YAMADA, item=1), UnknownOutcome, id="no outcome"),
        pytest.param(Complete(actor=YAMADA, item=1, outcome="refuse", reason="x"), UnknownOutcome, id="no edge for it"),
        pytest.param(Complete(actor=RESIDENT, item=1, outcome="approve"), NotYourWork, id="resident"),
        pytest.param(Complete(actor=SYSTEM, item=1, outcome="approve"), NotYourWork, id="system"),
        pytest.param(
            Complete(actor=YAMADA, item=1, outcome="return", reason="x", due_on=date(2026, 5, 31)),
            BadDeadline,
            id="past",
        ),
        pytest.param(Correct(actor=RESIDENT, item=1), NotYourWork, id="not the resident's"),
        pytest.param(Claim(actor=SATO, item=1), NotYourWork, id="claim of another queue"),
        pytest.param(Withdraw(actor=SYSTEM), NotYourWork, id="withdrawal by a machine"),
        pytest.param(Open(actor=RESIDENT), AlreadyOpened, id="opened twice"),
    ],
)
def test_bad_input_gets_a_sentence_and_changes_nothing(command: Complete, error: type[DomainError]) -> None:
    desk = Desk(dog_program()).receive(DOUBTFUL)
    before = desk.state

    with pytest.raises(error):
        desk.do(command)

    assert desk.state == before


def test_every_automatic_decision_says_which_table_rule_and_values() -> None:
    resolution = Desk(dog_program()).receive(SIMPLE).resolutions[0]

    event = next(event for event in resolution.events if isinstance(event, AutoDecided))
    trace = resolution.traces[0]

    assert event.rules == ("small",)
    assert event.table == trace.table
    assert event.referral is None
    assert trace.ruling.decision.inputs == {"chip": True, "fee": 3000}
    assert resolution.writes == {"verdict": "approve"}
    assert "3000" not in repr(event)
