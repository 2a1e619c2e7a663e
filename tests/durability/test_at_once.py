"""Many at the same instant: one decision each, one join each, one effect each, on both databases (P4, P5, P9, P15)."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread

import pytest
from sqlalchemy import select, update

from db.database import Database
from engine.core.actor import Actor
from engine.core.commands import Complete, FireTimer
from engine.core.errors import ItemAlreadyClosed
from engine.core.events import ItemClosed, Joined, TimerFired
from engine.core.program import Program
from engine.shell import tables
from engine.shell.case_rows import entries_of
from tests.durability.history import Recorder, impossible
from tests.engine.desk import MONDAY
from tests.engine.flows import YAMADA, node, program_of
from tests.engine.office import Office

DOUBTFUL = {"chip": False, "fee": 3000}
GOOD = {"chip": True, "fee": 3000}
TASKS = 6
APPROVERS = 8
MOST_BRANCHES = 8


def all_at_once(acts: Sequence[Callable[[], None]]) -> None:
    """Do `acts` in threads that begin together; an exception in one of them fails the test."""
    start, failures = Barrier(len(acts)), list[BaseException]()

    def run(act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
        except BaseException as error:  # whatever it is, the test wants to see it
            failures.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.promise("P4")
def test_of_eight_officers_at_the_same_instant_one_decides_and_seven_are_told_who(database: Database) -> None:
    office = Office(database)
    for number in range(TASKS):
        case_id = f"c{number}"
        office.receive(case_id, DOUBTFUL)
        item, accepted, told = office.item(case_id, "review"), list[str](), list[str]()

        def decide(name: str, case_id: str = case_id, item: int = item) -> Callable[[], None]:
            def act() -> None:
                officer = Actor("officer", name, YAMADA.posts)
                try:
                    office.do(case_id, Complete(actor=officer, item=item, outcome="approve"), command_id=f"by-{name}")
                except ItemAlreadyClosed as refusal:
                    told.append(str(refusal.params["who"]))  # noqa: B023  # of this round
                else:
                    accepted.append(name)  # noqa: B023  # of this round

            return act

        all_at_once([decide(f"officer{place}") for place in range(APPROVERS)])

        assert len(accepted) == 1
        assert told == accepted * (APPROVERS - 1)
        with database.read() as tx:
            closed = [
                entry for entry in entries_of(tx, case_id) if any(isinstance(e, ItemClosed) for e in entry.events)
            ]
        assert [entry.act.id for entry in closed] == accepted
        office.check_laws(case_id)


def parallel_program(branches: int) -> Program:
    """Return a flow that splits into so many tasks, joins them, and leaves one task after the join."""
    names = [f"t{number}" for number in range(branches)]
    ends = [node("start", "start"), node("split", "parallel"), node("join", "parallel"), node("last", "task", "clerk")]
    tasks = [node(name, "task", "clerk") for name in names]
    inner = [edge for name in names for edge in (f"split->{name}", f"{name}->join")]
    return program_of([*ends, *tasks, node("end", "end")], ["start->split", *inner, "join->last", "last->end"])


@pytest.mark.parametrize("branches", range(2, MOST_BRANCHES + 1))
@pytest.mark.promise("P5")
def test_branches_that_finish_together_join_exactly_once(database: Database, branches: int) -> None:
    office = Office(database, program=parallel_program(branches))
    office.receive("c1", {})
    items = [(item.node, item.number) for item in office.case("c1").state.items]

    def finish(place: str, number: int) -> Callable[[], None]:
        return lambda: ignored(office.do("c1", Complete(actor=YAMADA, item=number), command_id=place))

    all_at_once([finish(place, number) for place, number in items])

    assert office.open_nodes("c1") == ["last"]
    with database.read() as tx:
        events = [event for entry in entries_of(tx, "c1") for event in entry.events]
    assert [event for event in events if isinstance(event, Joined)] == [Joined("join")]
    office.check_laws("c1")


def do_job(office: Office, job_id: str) -> None:
    office.worker.work_on(job_id, office.now)


def ignored(_result: object) -> None:
    """Say that a result is not wanted."""


@pytest.mark.promise("P9")
def test_jobs_that_are_delivered_three_times_at_once_have_one_effect(database: Database) -> None:
    office = Office(database)
    for number in range(4):
        office.receive(f"c{number}", DOUBTFUL)
    office.now += timedelta(days=6)  # the reminders are due, too
    ids = [f"c{number}-{job}" for number in range(4) for job in (0, 2)]

    for job_id in ids:
        all_at_once([partial(do_job, office, job_id)] * 3)
    office.work()

    told = Counter(each.id for each in office.told)
    assert set(told.values()) == {1}
    assert Counter(each.kind for each in office.told) == {"received": 4, "remind": 4}


@pytest.mark.promise("P15")
def test_a_timer_whose_lease_was_lost_three_times_fires_once(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    (timer,) = office.case("c1").state.timers
    office.now = timer.fires_at

    def fire() -> None:
        office.do("c1", FireTimer(timer=timer.number), command_id=f"timer:{timer.number}")

    all_at_once([fire] * 3)

    with database.read() as tx:
        events = [event for entry in entries_of(tx, "c1") for event in entry.events]
    assert [event for event in events if isinstance(event, TimerFired)] == [TimerFired(timer.number)]


@pytest.mark.parametrize(
    "jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=-1)], ids=str
)
@pytest.mark.promise("P16")
def test_timers_fire_once_and_never_early_whatever_the_clock_does(database: Database, jump: timedelta) -> None:
    program = program_of(
        [node("start", "start"), node("rest", "timer", wait={"days": 2}), node("end", "end")],
        ["start->rest", "rest->end"],
    )
    office = Office(database, program=program, now=MONDAY)
    cases = [f"c{number}" for number in range(5)]
    for place, case_id in enumerate(cases):
        office.now = MONDAY + timedelta(hours=place)
        office.receive(case_id, {})
    fires = {case_id: office.case(case_id).state.timers[0].fires_at for case_id in cases}

    for step in range(60):
        if step in (20, 45):
            office.now += jump
        office.now += timedelta(hours=1)
        if step % 7 == 0:
            with database.begin() as tx:  # a worker died with everything in its hands
                tx.execute(update(tables.job).values(lease_until=0))
        office.work()
        open_cases = {case_id for case_id in cases if office.case(case_id).status != "closed"}
        assert all(fires[case_id] <= office.now for case_id in set(cases) - open_cases) or jump < timedelta()

    office.work(timedelta(days=3))
    for case_id in cases:
        with database.read() as tx:
            fired = [entry for entry in entries_of(tx, case_id) if entry.events[0] == TimerFired(1)]
        assert len(fired) == 1
        assert fired[0].act.at >= fires[case_id]


@pytest.mark.parametrize(
    "instant", ["2038-01-19T03:14:07+00:00", "2028-02-28T14:59:59+00:00", "2027-12-31T14:59:59+00:00"]
)
@pytest.mark.promise("P16")
def test_cases_run_through_2038_leap_days_and_new_year(database: Database, instant: str) -> None:
    office = Office(database, now=MONDAY.fromisoformat(instant))
    office.receive("c1", DOUBTFUL)
    office.receive("c2", GOOD)

    office.work(timedelta(days=20))

    assert office.case("c1").opened_at.isoformat() == instant
    assert {told.kind for told in office.told} == {"received", "notice", "remind", "escalate"}
    office.check_laws("c1")


@pytest.mark.promise("P14")
def test_who_reads_sees_every_write_that_was_acknowledged_before(database: Database) -> None:
    office, recorder = Office(database), Recorder()
    for number in range(3):
        office.receive(f"c{number}", DOUBTFUL)

    def write(case_id: str) -> None:
        for place in range(6):
            asked = time.monotonic()
            done = office.complete(case_id, "review", "return", by=YAMADA, reason="番号", command_id=f"a{place}")
            recorder.note("write", case_id, done.version, asked)
            asked = time.monotonic()
            recorder.note("write", case_id, office.correct(case_id, "fix", DOUBTFUL).version, asked)

    def read(case_id: str) -> None:
        for _ in range(40):
            asked = time.monotonic()
            recorder.note("read", case_id, office.case(case_id).version, asked)

    acts: list[Callable[[], None]] = []
    for number in range(3):
        acts += [partial(write, f"c{number}"), partial(read, f"c{number}")]
    all_at_once(acts)

    assert [*impossible(recorder.operations)] == []
    assert len(recorder.operations) == 3 * (12 + 40)


def test_a_stale_read_and_a_doubled_version_are_seen_in_a_history() -> None:
    recorder = Recorder()
    recorder.note("write", "c1", 1, 0.0)
    recorder.note("write", "c1", 2, time.monotonic())
    recorder.note("read", "c1", 1, time.monotonic())
    recorder.note("write", "c1", 2, time.monotonic())

    found = [*impossible(recorder.operations)]

    assert "c1: version 2 was made twice" in found
    assert "c1: version 1 was seen after version 2 had been" in found


def test_no_job_is_left_when_everything_was_told(database: Database) -> None:
    office = Office(database)
    for number in range(10):
        office.receive(f"c{number}", GOOD)
    all_at_once([lambda: ignored(office.work())] * 4)
    office.work()

    with database.read() as tx:
        assert not tx.execute(select(tables.job)).all()
