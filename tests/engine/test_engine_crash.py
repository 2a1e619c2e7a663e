"""kill -9 in the middle: what was acknowledged is there, nothing is there twice, everything goes on by itself."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.database import Database
from engine.shell import tables
from tests.engine.desk import MONDAY
from tests.engine.office import Office
from tests.services import ROOT

KILLS = 3
GROWTH = 6
"""Acknowledged cases to wait for before a kill: it then falls at a random moment of busy work."""


@pytest.mark.promise("P1", "P9")
def test_nothing_is_lost_or_doubled_when_workers_are_killed(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    log = tmp_path / "acknowledged.log"
    moments = random.Random(7)
    for number in range(KILLS):
        before = len(_lines(log))
        workers = [_start(database_url, f"{number}{name}", log) for name in "ab"]
        _wait_for(before + GROWTH, log, workers)
        time.sleep(moments.random() / 50)  # so that the kill falls anywhere, not always after a commit
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
    acknowledged = _lines(log)

    office = Office(database, now=MONDAY + timedelta(days=3650))
    with database.begin() as tx:  # the leases of the dead run out
        tx.execute(update(tables.job).values(lease_until=0, attempts=0))
    office.work()

    with database.read() as tx:
        stored = list(tx.scalars(select(tables.case_file.c.id)))
        assert not tx.execute(select(tables.job)).all()
    assert set(acknowledged) <= set(stored)
    for case_id in stored:
        office.check_laws(case_id)
    told = Counter([*_lines(log.with_suffix(".told")), *(each.id for each in office.told)])
    assert {f"{case_id}-0" for case_id in stored} <= set(told)
    repeated = sum(count - 1 for count in told.values())
    assert repeated <= 2 * KILLS, "only what was being told at a kill is told again"


def _start(url: str, prefix: str, log: Path) -> subprocess.Popen[bytes]:
    program = ROOT / "tests" / "engine" / "crashing_worker.py"
    return subprocess.Popen(
        [sys.executable, str(program), url, prefix, str(log)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def _wait_for(count: int, log: Path, workers: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + 60
    while len(_lines(log)) < count:
        assert time.monotonic() < until, "the workers do not get on"
        assert all(worker.poll() is None for worker in workers), "a worker ended by itself"


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
