"""Leases are short, live as long as their worker, and mind no clock that is set; a poison job is found out."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from db.database import Database, Tx
from engine.shell import tables
from engine.shell.jobs import DIED, LEASE, SUSPECT_ATTEMPTS, claim, done, failed, give_back, incidents
from engine.shell.leases import holding
from engine.shell.worker import BATCH
from tests.engine.office import Office

GOOD = {"chip": True, "fee": 3000}
DOUBTFUL = {"chip": False, "fee": 3000}
SECONDS = 1_000_000
CLOCKS = {
    "sqlite": "SELECT CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)",
    "postgresql": "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)",
}


def clock_of(tx: Tx) -> int:
    found: int = tx.execute(text(CLOCKS[tx.dialect.name])).scalar_one()
    return found


def lease_left(database: Database) -> float:
    """Return for how many seconds the only lease still runs."""
    with database.read() as tx:
        until = tx.execute(select(tables.job.c.lease_until).where(tables.job.c.lease_until > 0)).scalar_one()
        return float(until - clock_of(tx)) / SECONDS


def set_lease(database: Database, seconds: float) -> None:
    """Let the leases end so many seconds from now."""
    with database.begin() as tx:
        told = update(tables.job).where(tables.job.c.kind != "timer")
        tx.execute(told.values(lease_until=clock_of(tx) + int(seconds * SECONDS)))


@pytest.mark.promise("P6")
def test_the_jobs_of_a_dead_worker_are_free_within_seconds(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)

    claim(database, office.now, limit=1)

    assert lease_left(database) <= LEASE.total_seconds() <= 8


def test_a_worker_that_lives_keeps_its_lease_and_one_that_has_finished_does_not(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    jobs = claim(database, office.now, limit=1)

    with holding(database, jobs) as hands:
        set_lease(database, 0.5)
        hands.renew()
        assert lease_left(database) > LEASE.total_seconds() - 2
        hands.put_down(jobs[0])
        set_lease(database, 0.5)
        hands.renew()

    assert lease_left(database) < 1


def test_leases_that_nobody_could_renew_are_not_trusted(database: Database) -> None:
    with holding(database, []) as hands:
        assert hands.are_trusted
        hands.renewed -= LEASE.total_seconds()
        assert not hands.are_trusted


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1), timedelta(days=365 * 12)])
@pytest.mark.promise("P16")
def test_a_clock_set_back_during_a_lease_holds_nothing_up(database: Database, jump: timedelta) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    claim(database, office.now, limit=1)
    set_lease(database, jump.total_seconds() + LEASE.total_seconds())

    assert [job.id for job in claim(database, office.now, limit=1)] == ["c1-0"]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_what_is_to_be_told_waits_for_no_clock(database: Database, back: timedelta) -> None:
    office = Office(database)
    office.receive("c1", GOOD)
    office.now -= back

    assert office.work() == 2
    assert [told.id for told in office.told] == ["c1-0", "c1-1"]


def test_interrupted_work_goes_on_although_the_clock_was_set_back(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    claim(database, office.now, limit=1)
    set_lease(database, -1)  # the worker died

    assert len(claim(database, office.now - timedelta(minutes=59), limit=1)) == 1


def test_a_pause_ends_although_the_clock_was_set_back(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    (job,) = claim(database, office.now, limit=1)
    with database.begin() as tx:
        failed(tx, job, "Unreachable", office.now)

    assert claim(database, office.now, limit=1) == []
    assert len(claim(database, office.now - timedelta(days=1), limit=1)) == 1


def test_whoever_lost_the_lease_cannot_put_back_what_another_has_in_hand(database: Database) -> None:
    office = Office(database)
    office.receive("c1", DOUBTFUL)
    (mine,) = claim(database, office.now, limit=1)
    set_lease(database, -1)
    (theirs,) = claim(database, office.now, limit=1)

    with database.begin() as tx:
        failed(tx, mine, "Late", office.now)
        give_back(tx, [mine])

    assert claim(database, office.now + timedelta(hours=2), limit=1) == []
    with database.begin() as tx:
        done(tx, theirs)
    assert lease_count(database) == 0


def lease_count(database: Database) -> int:
    with database.read() as tx:
        return len(tx.execute(select(tables.job).where(tables.job.c.lease_until > 0)).all())


@pytest.mark.promise("P5")
def test_a_job_that_kills_its_worker_is_found_out_and_the_others_are_done(database: Database) -> None:
    office = Office(database)
    for number in range(5):
        office.receive(f"c{number}", DOUBTFUL)
    told: set[str] = set()

    for _ in range(60):
        set_lease(database, -1)  # the worker before was never heard of again
        for job in claim(database, office.now, limit=BATCH):
            if job.case_id == "c2":
                break  # dies with everything in its hands
            told.add(job.id)
            with database.begin() as tx:
                done(tx, job)

    assert told == {"c0-0", "c1-0", "c3-0", "c4-0"}
    with database.read() as tx:
        (incident,) = incidents(tx)
    assert (incident.case_id, incident.error) == ("c2", DIED)


def test_a_suspect_is_tried_by_itself_and_the_others_are_free_meanwhile(database: Database) -> None:
    office = Office(database)
    for number in range(6):
        office.receive(f"c{number}", DOUBTFUL)
    with database.begin() as tx:
        tx.execute(update(tables.job).where(tables.job.c.case_id == "c3").values(attempts=SUSPECT_ATTEMPTS))

    (suspect,) = claim(database, office.now, limit=BATCH)
    others = claim(database, office.now, limit=BATCH)

    assert suspect.case_id == "c3"
    assert [(job.case_id, job.attempts) for job in others] == [(f"c{number}", 1) for number in (0, 1, 2, 4, 5)]
