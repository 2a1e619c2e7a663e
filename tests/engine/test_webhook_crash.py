"""Calls of other systems under kill -9, to a partner who fails: each is made, in order, signed, under one id (P7)."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from db.database import Database
from engine.shell import tables
from kernel.signature import is_genuine, partner_key
from tests.connectors.tls_server import Heard, Partner, partner
from tests.engine.calling_worker import STEPS, calling_office
from tests.engine.office import SECRET, Office
from tests.services import ROOT

CASES = 24
KILLS = 3
GROWTH = 8
"""Calls to wait for before a kill: it then falls at a random moment of busy work."""
FAILING = 0.12


@dataclass
class Ledger:
    """What the partner has heard: ids by case and step, and which calls it has answered, in their order."""

    host: str
    failing: float
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    ids: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    answered: list[tuple[str, str]] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    calls: int = 0

    def answer(self, heard: Heard) -> tuple[int, Mapping[str, str], bytes]:
        """Take a call or fail; whatever is not genuine, or comes before its turn, is strange."""
        self.calls += 1
        asked, stamp = json.loads(heard.body), heard.headers["X-Minaoshi-Timestamp"]
        case_id, step, delivery = asked["case"], asked["step"], heard.headers["Idempotency-Key"]
        self.ids.setdefault((case_id, step), set()).add(delivery)
        key = partner_key(SECRET, "outgoing", self.host)
        at, given = datetime.fromtimestamp(int(stamp), UTC), heard.headers["X-Minaoshi-Signature"]
        if not is_genuine(key, stamp, delivery, heard.body, given, at) or delivery != asked["delivery"]:
            self.strange.append(f"{delivery} is not genuine")
        if step == STEPS[1] and (case_id, STEPS[0]) not in self.answered:
            self.strange.append(f"{delivery} came before its turn")
        if self.chance.random() < self.failing:
            return 500, {}, b""
        self.answered.append((case_id, step))
        return 200, {}, b'{"data": {}}'

    @property
    def repeated(self) -> int:
        """How many calls were answered more than once."""
        return sum(count - 1 for count in Counter(self.answered).values())


def receive_cases(office: Office) -> None:
    for number in range(CASES):
        office.receive(f"c{number}", {})


def check(office: Office, ledger: Ledger) -> None:
    """See that every case has made both of its calls, under one id each, and is over."""
    assert ledger.strange == []
    assert set(ledger.answered) == {(f"c{number}", step) for number in range(CASES) for step in STEPS}
    assert {len(ids) for ids in ledger.ids.values()} == {1}
    for number in range(CASES):
        assert office.case(f"c{number}").state.result is not None
        office.check_laws(f"c{number}")


@pytest.mark.promise("P7")
def test_every_call_is_made_in_order_under_one_id_although_workers_are_killed_and_the_partner_fails(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    moments = random.Random(7)
    with partner(tmp_path) as listening:
        ledger = Ledger(listening.host, FAILING)
        listening.answer = ledger.answer
        office = calling_office(database, listening.port, listening.ca_file)
        receive_cases(office)
        for _kill in range(KILLS):
            worker = _start(database_url, listening)
            _wait_for(ledger.calls + GROWTH, ledger, worker)
            time.sleep(moments.random() / 50)  # so that the kill falls anywhere
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
            with database.begin() as tx:  # the lease of the dead runs out
                tx.execute(update(tables.job).values(lease_until=0))
        while office.work(timedelta(days=1)):
            pass

        check(office, ledger)
        assert ledger.repeated <= KILLS, "only what was being asked at a kill is asked again"


@pytest.mark.promise("P7")
def test_nothing_is_called_twice_when_nothing_fails(database: Database, tmp_path: Path) -> None:
    with partner(tmp_path) as listening:
        ledger = Ledger(listening.host, 0.0)
        listening.answer = ledger.answer
        office = calling_office(database, listening.port, listening.ca_file)
        receive_cases(office)
        office.work()

        check(office, ledger)
        assert ledger.calls == len(STEPS) * CASES


def _start(url: str, listening: Partner) -> subprocess.Popen[bytes]:
    program = ROOT / "tests" / "engine" / "calling_worker.py"
    given = [url, str(listening.port), str(listening.ca_file)]
    return subprocess.Popen(
        [sys.executable, str(program), *given], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def _wait_for(calls: int, ledger: Ledger, worker: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while ledger.calls < calls:
        assert time.monotonic() < until, "the worker does not get on"
        assert worker.poll() is None, "the worker ended by itself"
        time.sleep(0.005)
