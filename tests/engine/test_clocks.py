"""Clocks: what waits for time, the standard period, lateness; over holidays, restarts, and clocks that are set back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from db.database import Database
from engine.core.actor import RESIDENT
from engine.core.commands import Complete, Correct, FireTimer
from engine.core.deadlines import standard_due
from engine.core.errors import NoDate, TimerNotDue
from engine.core.program import Program
from engine.shell.worker import Worker
from kernel.clock import JAPAN, SimulatedClock, local_date
from kernel.json_types import Json
from tests.engine.desk import MONDAY, Desk
from tests.engine.flows import YAMADA, node, program_of
from tests.engine.office import Office


def waiting(**more: Json) -> Program:
    """Return wait → task."""
    return program_of(
        [node("s", "start"), node("w", "timer", None, **more), node("t", "task", "clerk"), node("e", "end")],
        ["s->w", "w->t", "t->e"],
    )


def japan(text: str) -> datetime:
    """Return an instant written in Japanese time."""
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("now", "wait", "fires"),
    [
        pytest.param("2026-06-01T10:00", {"hours": 1.5}, "2026-06-01T11:30", id="時間"),
        pytest.param("2026-06-01T10:00", {"days": 3}, "2026-06-04T10:00", id="暦日"),
        pytest.param("2026-06-05T10:00", {"business_days": 1}, "2026-06-08T00:00", id="金曜の翌営業日は月曜の朝"),
        pytest.param("2026-05-01T10:00", {"business_days": 1}, "2026-05-07T00:00", id="大型連休"),
        pytest.param("2026-12-28T10:00", {"business_days": 1}, "2027-01-04T00:00", id="年末年始"),
        pytest.param("2026-12-29T10:00", {"business_days": 1}, "2027-01-04T00:00", id="閉庁日から数える"),
        pytest.param("2026-09-18T10:00", {"business_days": 1}, "2026-09-24T00:00", id="国民の休日を挟む"),
        pytest.param("2028-02-28T23:59", {"days": 1}, "2028-02-29T23:59", id="うるう日"),
    ],
)
def test_a_timer_waits_as_offices_count(now: str, wait: Json, fires: str) -> None:
    desk = Desk(waiting(wait=wait), now=japan(now))
    desk.receive()

    (timer,) = desk.state.timers
    assert timer.fires_at == japan(fires)
    desk.now = timer.fires_at - timedelta(microseconds=1)
    with pytest.raises(TimerNotDue):
        desk.do(FireTimer(timer=timer.number))
    desk.now = timer.fires_at
    desk.do(FireTimer(timer=timer.number))

    assert desk.open_nodes == ["t"]


@pytest.mark.parametrize(
    ("day", "fires"),
    [
        pytest.param("2026-06-10", "2026-06-10T00:00", id="日付はその日の始まり"),
        pytest.param("2026-06-10T13:30:00", "2026-06-10T13:30", id="時刻は日本の時刻"),
        pytest.param("2026-06-10T13:30:00+00:00", "2026-06-10T22:30", id="時差のついた時刻"),
    ],
)
def test_a_timer_waits_until_a_date_of_the_case(day: str, fires: str) -> None:
    desk = Desk(waiting(until={"field": "day"})).receive({"day": day})

    assert desk.state.timers[0].fires_at == japan(fires)


@pytest.mark.parametrize("value", [None, "", "あす", 5])
def test_a_timer_without_a_date_stops_the_command(value: Json) -> None:
    with pytest.raises(NoDate):
        Desk(waiting(until={"field": "day"})).receive({"day": value})


def correcting() -> Program:
    """Return apply → review, which can ask for a correction; the standard period is 14 days."""
    return program_of(
        [
            node("s", "start"),
            node("apply", "form", "resident", form="f"),
            node("review", "review", "clerk", due={"business_days": 3}, on_overdue=[
                {"after": {"days": 1}, "do": "remind"}, {"after": {"days": 3}, "do": "escalate"},
                {"after": {"days": 6}, "do": "escalate"},
            ]),
            node("fix", "form", "resident", form="f"),
            node("e", "end"),
        ],
        ["s->apply", "apply->review", "review->e#approve", "review->fix#return", "fix->review"],
        standard_days=14,
    )  # fmt: skip


def ask_for_correction(desk: Desk) -> None:
    number = desk.at("review").number
    desk.do(Complete(actor=YAMADA, item=number, outcome="return", reason="番号が読めません。"))


@pytest.mark.promise("P43")
def test_the_standard_period_stands_still_while_the_applicant_has_to_act() -> None:
    desk = Desk(correcting()).receive()
    assert standard_due(desk.state, 14, desk.now) == date(2026, 6, 15)

    ask_for_correction(desk)
    desk.now += timedelta(days=5)
    assert standard_due(desk.state, 14, desk.now) == date(2026, 6, 22)  # 20日は土曜
    desk.correct("fix")
    desk.now += timedelta(days=30)

    assert desk.state.paused_days == 5
    assert standard_due(desk.state, 14, desk.now) == date(2026, 6, 22)


@pytest.mark.promise("P16")
def test_a_clock_that_is_set_back_takes_no_day_away_and_fires_nothing_early() -> None:
    desk = Desk(correcting()).receive()
    ask_for_correction(desk)
    desk.now -= timedelta(days=40)

    desk.do(Correct(actor=RESIDENT, item=desk.at("fix").number))

    assert desk.state.paused_days == 0
    assert desk.state.paused_since is None
    assert standard_due(desk.state, 14, desk.now) == date(2026, 6, 15)
    (timer,) = desk.state.timers
    with pytest.raises(TimerNotDue):
        desk.do(FireTimer(timer=timer.number))


@pytest.mark.promise("P15")
def test_timers_outlive_the_process_and_lateness_goes_up_step_by_step(database: Database) -> None:
    office = Office(database, program=correcting())
    office.receive("one", {})
    due = office.case("one").state.items[0].due_at
    assert due is not None
    assert local_date(due) == date(2026, 6, 4)

    told: list[tuple[str, ...]] = []
    for day in range(1, 13):
        another = Worker(database=database, engine=office.engine, handlers=office.worker.handlers)  # a new process
        office.told.clear()
        now = MONDAY + timedelta(days=day)
        while another.work_once(now):
            pass
        told.append((str(day), *(delivery.kind for delivery in office.told)))

    assert [each for each in told if len(each) > 1 and each[1] != "received"] == [
        ("5", "remind"), ("7", "escalate"), ("10", "escalate"),
    ]  # fmt: skip
    assert office.open_nodes("one") == ["review"]
    office.check_laws("one")


def test_after_a_long_stop_everything_that_is_late_is_told_once_and_nothing_is_decided(database: Database) -> None:
    office = Office(database, program=correcting())
    office.receive("one", {})

    office.work(after=timedelta(days=400))
    office.work(after=timedelta(days=1))

    assert [delivery.kind for delivery in office.told] == ["received", "remind", "escalate", "escalate"]
    assert office.open_nodes("one") == ["review"]


def test_a_clock_that_is_set_back_keeps_timers_waiting_until_their_time_comes_again(database: Database) -> None:
    office = Office(database, program=waiting(wait={"days": 2}))
    office.receive("one", {})
    clock = SimulatedClock(MONDAY)

    for moved in (timedelta(days=-30), timedelta(days=31), timedelta(hours=-1)):
        clock.advance(moved)
        office.now = clock.now()
        office.work()
        assert office.open_nodes("one") == []
    office.now = MONDAY + timedelta(days=2)
    office.work()

    assert office.open_nodes("one") == ["t"]
    assert office.case("one").opened_at == MONDAY.astimezone(UTC)
    office.check_laws("one")
