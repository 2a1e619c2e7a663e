"""The shell on real databases: one transaction per command, nothing lost, nothing twice."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from db.database import Database
from engine.core.actor import RESIDENT
from engine.core.commands import Claim, Complete, Correct, FireTimer, Release, Withdraw
from engine.core.errors import ItemAlreadyClosed, NotYourWork, ReasonMissing
from engine.messages import MESSAGES
from engine.shell import tables
from engine.shell.case_rows import entries_of, find_case
from engine.shell.switches import EVERYTHING, resume, stop, stops
from kernel.errors import NotFound
from tests.engine.desk import MONDAY
from tests.engine.flows import SATO, SUZUKI, YAMADA, node, program_of
from tests.engine.office import Office

GOOD = {"chip": True, "fee": 3000}
DOUBTFUL = {"chip": False, "fee": 3000}


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def test_a_case_runs_from_arrival_to_its_end(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    office.complete("c1", "review", "return", by=YAMADA, reason="番号が読めません。")
    office.correct("c1", "fix", {"chip": False})
    office.complete("c1", "review", "approve", by=YAMADA)
    office.complete("c1", "decide", "approve", by=SATO)
    case = office.complete("c1", "tag", by=SUZUKI)
    office.check_laws("c1")

    assert case.status == "closed"
    assert case == office.case("c1")
    assert case.state.result == "approved"
    assert not case.state.automatic
    office.work()
    assert [(told.kind, told.node) for told in office.told] == [
        ("received", None),
        ("correction", "fix"),
        ("notice", "accepted"),
    ]
    assert office.count("job") == 0


def test_an_automatic_approval_leaves_its_trace_and_its_record(office: Office) -> None:
    case = office.receive("c1", GOOD)
    office.check_laws("c1")

    assert case.status == "decided"
    assert case.state.automatic
    with office.database.read() as tx:
        trace = tx.execute(select(tables.decision_trace)).one()
        assert (trace.rules, trace.inputs, trace.outputs) == (["small"], GOOD, {"verdict": "approve"})
        assert trace.counts
        assert office.engine.facts.values(tx, "c1") == {**GOOD, "verdict": "approve"}


def test_answers_are_neither_in_the_history_nor_in_jobs(office: Office) -> None:
    office.receive("c1", {**DOUBTFUL, "name": "申請太郎", "fee": 48151623})
    office.complete("c1", "review", "return", by=YAMADA, reason="申請太郎様の番号")

    with office.database.read() as tx:
        rows = [
            *tx.execute(select(tables.history)).all(),
            *tx.execute(select(tables.job)).all(),
            *tx.execute(select(tables.case_file)).all(),
        ]
    assert "太郎" not in repr(rows)
    assert "48151623" not in repr(rows)


def test_the_same_command_twice_is_the_same_as_once(office: Office) -> None:
    first = office.receive("c1", DOUBTFUL)
    again = office.receive("c1", GOOD)
    assert again == first

    item = office.item("c1", "review")
    done = office.do("c1", Complete(actor=YAMADA, item=item, outcome="approve"), command_id="nonce")
    repeated = office.do("c1", Complete(actor=YAMADA, item=item, outcome="approve"), command_id="nonce")

    assert repeated == done
    assert office.count("history") == 2
    office.check_laws("c1")


def test_a_late_copy_of_an_old_command_does_not_count_again(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    item = office.item("c1", "review")
    office.do("c1", Claim(actor=YAMADA, item=item), command_id="a")
    office.do("c1", Release(actor=YAMADA, item=item), command_id="b")

    office.do("c1", Claim(actor=YAMADA, item=item), command_id="a")

    assert office.case("c1").state.items[0].claimed_by is None
    office.check_laws("c1")


def test_who_comes_second_is_told_who_was_first_and_when(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    item = office.item("c1", "review")
    office.do("c1", Complete(actor=YAMADA, item=item, outcome="approve"))

    with pytest.raises(ItemAlreadyClosed) as raised:
        office.do("c1", Complete(actor=SUZUKI, item=item, outcome="approve"))

    params = raised.value.params
    assert (params["who"], params["when"]) == ("yamada", "2026-06-01")
    assert "yamada" in MESSAGES.text(raised.value.code, **params)["ja"]
    assert "承認" in MESSAGES.text(raised.value.code, **params)["ja"]


def test_work_that_a_withdrawal_ended_says_so(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    item = office.item("c1", "review")
    office.do("c1", Withdraw(actor=RESIDENT))

    with pytest.raises(ItemAlreadyClosed) as raised:
        office.do("c1", Complete(actor=SUZUKI, item=item, outcome="approve"))

    assert MESSAGES.text(raised.value.code, **raised.value.params)["ja"]
    office.check_laws("c1")
    office.work()
    assert [told.kind for told in office.told] == ["received", "withdrawn"]


def test_the_number_of_a_timer_is_nobodys_work(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    timer = office.case("c1").state.timers[0]

    with pytest.raises(NotFound):
        office.do("c1", Complete(actor=YAMADA, item=timer.number, outcome="approve"))


def test_a_correction_sent_twice_at_once_counts_once(office: Office) -> None:
    for number in range(6):
        office.receive(f"c{number}", DOUBTFUL)
        office.complete(f"c{number}", "review", "return", by=YAMADA, reason="番号")
    start = Barrier(2)
    told: list[int] = []

    def answer() -> None:
        for number in range(6):
            start.wait()
            try:
                office.correct(f"c{number}", "fix", GOOD)
            except NotFound:
                told.append(number)

    threads = [Thread(target=answer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told == [*range(6)]
    for number in range(6):
        assert office.open_nodes(f"c{number}") == ["tag"]
        office.check_laws(f"c{number}")


def test_a_command_that_fails_leaves_no_row(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    office.complete("c1", "review", "approve", by=YAMADA)
    before = [office.count(name) for name in ("history", "work_item", "job", "decision_trace")]

    with pytest.raises(ReasonMissing):
        office.complete("c1", "decide", "refuse", by=SATO, reason=" ")
    with pytest.raises(NotYourWork):
        office.complete("c1", "decide", "approve", by=YAMADA)
    with pytest.raises(NotFound):
        office.do("unknown", Withdraw(actor=RESIDENT))

    assert [office.count(name) for name in ("history", "work_item", "job", "decision_trace")] == before
    office.check_laws("c1")


def test_the_database_itself_refuses_a_refusal_without_a_reason(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    item = tables.work_item

    for reason in (None, "  "):
        with pytest.raises(IntegrityError), office.database.begin() as tx:
            tx.execute(update(item).where(item.c.case_id == "c1").values(refuses=True, reason=reason))


def test_the_database_itself_refuses_a_command_twice(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    with office.database.read() as tx:
        row = tx.execute(select(tables.history)).one()._asdict()

    with pytest.raises(IntegrityError), office.database.begin() as tx:
        tx.execute(insert(tables.history).values({**row, "number": 2}))


def test_two_officers_at_once_one_wins_the_other_is_told(office: Office) -> None:
    rounds = 8
    for number in range(rounds):
        office.receive(f"c{number}", DOUBTFUL)
    items = {f"c{number}": office.item(f"c{number}", "review") for number in range(rounds)}
    outcomes: list[str] = []
    start = Barrier(2)

    def decide(officer: object) -> None:
        for case_id, item in items.items():
            start.wait()
            try:
                office.do(case_id, Complete(actor=officer, item=item, outcome="approve"))  # type: ignore[arg-type]
                outcomes.append("won")
            except ItemAlreadyClosed as error:
                outcomes.append("told" if error.params.get("who") else "not told")

    threads = [Thread(target=decide, args=(officer,)) for officer in (YAMADA, SUZUKI)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["told"] * rounds + ["won"] * rounds
    for case_id in items:
        office.check_laws(case_id)


def test_branches_that_finish_at_once_join_exactly_once(database: Database) -> None:
    branches = ("a", "b", "c")
    office = Office(
        database,
        program_of(
            [
                node("s", "start"),
                node("split", "parallel"),
                *(node(key, "task", "clerk") for key in branches),
                node("join", "parallel"),
                node("after", "task", "clerk"),
                node("e", "end"),
            ],
            [
                "s->split",
                "join->after",
                "after->e",
                *(x for key in branches for x in (f"split->{key}", f"{key}->join")),
            ],
        ),
    )
    rounds = 6
    for number in range(rounds):
        office.receive(f"c{number}", {})
    items = {(f"c{number}", key): office.item(f"c{number}", key) for number in range(rounds) for key in branches}
    start = Barrier(len(branches))

    def finish(key: str) -> None:
        for number in range(rounds):
            start.wait()
            office.do(f"c{number}", Complete(actor=YAMADA, item=items[f"c{number}", key]), command_id=f"{key}{number}")

    threads = [Thread(target=finish, args=(key,)) for key in branches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for number in range(rounds):
        assert office.open_nodes(f"c{number}") == ["after"]
        office.check_laws(f"c{number}")


def test_timers_fire_once_never_early_and_remind(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    timer = office.case("c1").state.timers[0]

    office.work(timedelta(days=3))
    assert [told.kind for told in office.told] == ["received"]
    office.work(timedelta(days=2))
    assert [told.kind for told in office.told] == ["received", "remind"]
    assert office.told[-1].node == "review"
    office.do("c1", FireTimer(timer=timer.number), command_id=f"timer:{timer.number}")
    office.work(timedelta(days=30))

    assert [told.kind for told in office.told] == ["received", "remind", "escalate"]
    assert office.count("job") == 0
    office.check_laws("c1")


def test_the_standard_period_stands_still_while_the_applicant_has_to_act(office: Office) -> None:
    assert office.receive("c1", DOUBTFUL).standard_due == date(2026, 6, 15)
    office.complete("c1", "review", "return", by=YAMADA, reason="番号")
    office.now += timedelta(days=9)

    case = office.correct("c1", "fix", {"chip": False})

    assert case.standard_due == date(2026, 6, 24)
    assert case.state.paused_days == 9
    assert case == office.case("c1")


def test_the_switch_sends_every_case_to_people_until_it_is_thrown_back(office: Office) -> None:
    with office.database.begin() as tx:
        stop(tx, EVERYTHING, "sato", "要綱の改正を確認中", MONDAY)
        stop(tx, EVERYTHING, "suzuki", "二度目", MONDAY)
        assert [(each.officer, each.scope) for each in stops(tx)] == [("sato", "*")]
    office.receive("c1", GOOD)
    with office.database.begin() as tx:
        resume(tx, EVERYTHING)
    office.receive("c2", GOOD)
    with office.database.begin() as tx:
        stop(tx, "dog", "sato", "誤りがあった", MONDAY)
        stop(tx, "cat", "sato", "別の手続", MONDAY)
    office.receive("c3", GOOD)

    assert [office.open_nodes(case) for case in ("c1", "c2", "c3")] == [["review"], ["tag"], ["review"]]


def test_a_correction_is_judged_by_the_rules_under_the_same_guards(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    office.complete("c1", "review", "return", by=YAMADA, reason="番号")
    with office.database.begin() as tx:
        stop(tx, "dog", "sato", "確認中", MONDAY)

    office.correct("c1", "fix", GOOD)

    assert office.open_nodes("c1") == ["review"]


def test_a_foreign_hand_on_the_residents_form_is_refused(office: Office) -> None:
    office.receive("c1", DOUBTFUL)

    with pytest.raises(NotYourWork):
        office.do("c1", Correct(actor=RESIDENT, item=office.item("c1", "review")))


def test_a_snapshot_that_another_version_wrote_is_folded_from_the_history(office: Office) -> None:
    office.receive("c1", DOUBTFUL)
    state = office.case("c1").state
    with office.database.begin() as tx:
        tx.execute(update(tables.case_file).values(state="[0]"))

    with office.database.read() as tx:
        assert find_case(tx, "c1").state == state
        assert len(entries_of(tx, "c1")) == 1
    office.complete("c1", "review", "approve", by=YAMADA)
    office.check_laws("c1")
