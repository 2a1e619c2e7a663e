"""Timers and the outbox: leases, order, retries, incidents, and three ways to work them off."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select, update

from db.database import Database
from engine.shell import tables
from engine.shell.embedded import EmbeddedWorker
from engine.shell.jobs import LONGEST_PAUSE, MOST_ATTEMPTS, claim, due_jobs, incidents, pause_after, retry
from engine.shell.ports import Delivery
from engine.shell.worker import PATIENCE_SECONDS, Worker
from kernel.clock import SimulatedClock
from tests.engine.flows import YAMADA
from tests.engine.office import Office

GOOD = {"chip": True, "fee": 3000}
DOUBTFUL = {"chip": False, "fee": 3000}


class Unreachable(Exception):
    """The post office is closed."""


def test_a_leased_job_is_nobody_elses(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)

    first = claim(database, office.now, limit=10)
    second = claim(database, office.now, limit=10)

    assert [job.id for job in first] == ["c1-0"]
    assert second == []


def test_a_lease_that_ran_out_lets_another_worker_do_it(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    claim(database, office.now, limit=10)
    with database.begin() as tx:
        tx.execute(update(tables.job).values(lease_until=1))

    assert office.work() == 1
    assert [told.id for told in office.told] == ["c1-0"]


@pytest.mark.promise("P7")
def test_deliveries_of_one_case_keep_their_order_even_when_one_fails(database: Database) -> None:
    told: list[str] = []
    broken = {"c1-0"}

    def tell(delivery: Delivery) -> None:
        if delivery.id in broken:
            raise Unreachable
        told.append(delivery.id)

    office = Office(database, tell=tell)
    office.receive("c1", GOOD)
    office.receive("c2", GOOD)
    office.work()
    assert told == ["c2-0", "c2-1"]

    broken.clear()
    office.work(timedelta(minutes=1))

    assert told == ["c2-0", "c2-1", "c1-0", "c1-1"]


def test_a_job_that_fails_ten_times_is_an_incident_until_somebody_retries_it(database: Database) -> None:
    def tell(delivery: Delivery) -> None:
        raise Unreachable(delivery.id)

    office = Office(database, tell=tell)
    office.receive("c1", DOUBTFUL)
    for _ in range(MOST_ATTEMPTS + 5):
        office.work(LONGEST_PAUSE)

    with database.read() as tx:
        (incident,) = incidents(tx)
        assert tx.scalar(select(tables.job.c.attempts).where(tables.job.c.kind == "received")) == MOST_ATTEMPTS
    assert (incident.case_id, incident.kind, incident.error) == ("c1", "received", "Unreachable")

    repaired = Office(database, now=office.now)
    with database.begin() as tx:
        retry(tx, "c1", incident.number, repaired.now)
    repaired.work()

    assert [told.kind for told in repaired.told if told.kind == "received"] == ["received"]
    with database.read() as tx:
        assert incidents(tx) == []


def test_a_batch_that_gets_slow_is_given_back(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(database)
    for number in range(4):
        office.receive(f"c{number}", DOUBTFUL)
    moments = iter([0.0, 0.0, 1.0, PATIENCE_SECONDS + 1])
    monkeypatch.setattr("engine.shell.worker.monotonic", lambda: next(moments))

    assert office.worker.work_once(office.now) == 2
    monkeypatch.undo()
    assert len(claim(database, office.now, limit=10)) == 2


@pytest.mark.promise("P6")
def test_what_a_dead_process_held_goes_on_at_once(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    claim(database, office.now, limit=10)
    embedded = EmbeddedWorker(office.worker, SimulatedClock(office.now), poll_seconds=0.01)

    embedded.start()
    try:
        _wait_for(lambda: [told.kind for told in office.told] == ["received"])
    finally:
        embedded.stop()


@pytest.mark.promise("P5")
def test_a_poison_job_does_not_stop_the_others(database: Database) -> None:
    def tell(delivery: Delivery) -> None:
        if delivery.case_id == "c1":
            raise Unreachable

    office = Office(database, tell=tell)
    for number in range(5):
        office.receive(f"c{number}", DOUBTFUL)
    office.work()

    with database.read() as tx:
        left = tx.scalars(select(tables.job.c.case_id).where(tables.job.c.kind != "timer"))
        assert list(left) == ["c1"]


def test_pauses_grow_and_have_an_end() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, 40)]

    assert pauses == sorted(pauses)
    assert pauses[0] < timedelta(minutes=1)
    assert pauses[-1] == LONGEST_PAUSE


@pytest.mark.promise("P9")
def test_two_workers_at_once_tell_everything_once(database: Database) -> None:
    office = Office(database)
    for number in range(12):
        office.receive(f"c{number}", GOOD)

    threads = [Thread(target=office.work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    office.work()

    ids = [told.id for told in office.told]
    assert sorted(ids) == sorted(set(ids))
    assert len(ids) == 24


def test_a_job_can_be_done_by_its_id_and_only_once(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    with database.read() as tx:
        ids = due_jobs(tx, office.now, 10)

    assert ids == ["c1-0"]
    assert office.worker.work_on("c1-0", office.now)
    assert not office.worker.work_on("c1-0", office.now)
    assert not office.worker.work_on("nonsense-9", office.now)


def test_a_worker_needs_somebody_for_every_kind_of_delivery(database: Database) -> None:
    with pytest.raises(ValueError, match="withdrawn"):
        Worker(database=database, engine=Office(database).engine, handlers={})


def _wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until, "it did not happen"


def test_the_embedded_worker_works_while_the_server_runs(database: Database) -> None:
    office = Office(database)
    clock = SimulatedClock(office.now)
    embedded = EmbeddedWorker(office.worker, clock, poll_seconds=0.01)
    embedded.start()
    try:
        office.receive("c1", DOUBTFUL)
        embedded.wake()
        _wait_for(lambda: [told.kind for told in office.told] == ["received"])
        clock.advance(timedelta(days=5))
        _wait_for(lambda: [told.kind for told in office.told] == ["received", "remind"])
    finally:
        embedded.stop()

    office.complete("c1", "review", "approve", by=YAMADA)
    office.check_laws("c1")
