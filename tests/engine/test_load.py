"""Load and delay: exact counts by step and person, waiting times, weeks, late work page by page. No query in a loop."""

from datetime import timedelta

import pytest

from db.database import Database
from engine.core.commands import Claim
from engine.shell.load import WEEKS, late_items, people_load, steps_load, weeks
from tests.engine.flows import SATO, YAMADA
from tests.engine.office import Office
from tests.engine.test_engine_queries import counted

DOUBTFUL = {"chip": False, "fee": 3000}
QUEUES = frozenset({"kankyo/clerk", "kankyo/chief", "kankyo/head"})
MONTH = timedelta(days=28)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def test_a_step_tells_what_waits_and_how_long_it_took(office: Office) -> None:
    for case_id in ("quick", "slow", "waiting", "taken"):
        office.receive(case_id, DOUBTFUL)
    office.now += timedelta(days=1)
    office.complete("quick", "review", "approve", by=YAMADA)
    office.now += timedelta(days=2)
    office.complete("slow", "review", "approve", by=YAMADA)
    office.do("taken", Claim(actor=YAMADA, item=office.item("taken", "review")))
    office.now += MONTH

    with office.database.read() as tx:
        steps = {step.node: step for step in steps_load(tx, QUEUES, office.now)}
        people = {person.officer: person for person in people_load(tx, QUEUES, office.now)}
        elsewhere = steps_load(tx, {"zeimu/clerk"}, office.now), people_load(tx, {"zeimu/clerk"}, office.now)

    review = steps["review"]
    assert (review.open, review.late, review.soon, review.nobody, review.done) == (2, 2, 0, 1, 2)
    assert (review.median_days, review.p90_days) == pytest.approx((1, 3))
    assert review.oldest is not None
    assert office.now - review.oldest == MONTH + timedelta(days=3)
    assert (steps["decide"].open, steps["decide"].done, steps["decide"].median_days) == (2, 0, None)
    assert (people["yamada"].open, people["yamada"].late, people["yamada"].done) == (1, 1, 2)
    assert elsewhere == ([], [])


def test_what_came_before_the_window_and_what_left_it_is_not_counted(office: Office) -> None:
    office.receive("old", DOUBTFUL)
    office.now += timedelta(weeks=WEEKS)
    office.receive("new", DOUBTFUL)
    office.now += timedelta(days=1)
    office.complete("old", "review", "approve", by=YAMADA)
    office.now += timedelta(days=1)

    with office.database.read() as tx:
        found = weeks(tx, QUEUES, office.now)

    assert len(found) == WEEKS
    assert [(week.came, week.done) for week in found[:-1]] == [(0, 0)] * (WEEKS - 1)
    assert (found[-1].came, found[-1].done) == (2, 1)  # the new review, and the decision that the old one led to


def test_late_work_comes_page_by_page_the_latest_first(office: Office) -> None:
    for day in range(5):
        office.receive(f"case-{day}", DOUBTFUL)
        office.now += timedelta(days=1)
    office.now += MONTH

    with office.database.read() as tx:
        first, after = late_items(tx, QUEUES, office.now, limit=3)
        second, end = late_items(tx, QUEUES, office.now, limit=3, after=after)
        nonsense, _ = late_items(tx, QUEUES, office.now, limit=1, after="9" * 18 + ".x.1")
        begun_again, _ = late_items(tx, QUEUES, office.now, limit=1, after="x.y")

    assert [item.case_id for item in (*first, *second)] == [f"case-{day}" for day in range(5)]
    assert end is None
    assert first[0].due_at <= first[1].due_at
    assert (first[0].department, first[0].officer) == ("kankyo", None)
    assert not nonsense
    assert begun_again[0].case_id == "case-0"


def test_the_number_of_queries_does_not_depend_on_the_number_of_cases(office: Office) -> None:
    def asked() -> int:
        with office.database.read() as tx, counted(office.database) as sent:
            steps_load(tx, QUEUES, office.now)
            people_load(tx, QUEUES, office.now)
            weeks(tx, QUEUES, office.now)
            late_items(tx, QUEUES, office.now)
        return len(sent)

    office.receive("one", DOUBTFUL)
    before = asked()
    for number in range(6):
        office.receive(f"more-{number}", DOUBTFUL)
    office.complete("one", "review", "approve", by=YAMADA)
    office.complete("one", "decide", "refuse", by=SATO, reason="要件を満たしません。")

    assert asked() == before


def test_every_reading_is_named_by_an_index(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("an empty PostgreSQL reads everything, whatever indexes there are")
    office = Office(database)
    with database.read() as tx, counted(database) as sent:
        steps_load(tx, QUEUES, office.now)
        weeks(tx, QUEUES, office.now)
        late_items(tx, QUEUES, office.now)

    with database.read() as tx:
        for statement in sent:
            values = ("0",) * statement.count("?")
            plan = " ".join(row.detail for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))
            assert "ix_work_item_" in plan, plan
