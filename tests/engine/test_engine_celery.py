"""Celery as a courier, on real brokers: what is due gets done, and a worker that is killed loses nothing."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.database import Database
from engine.shell.tasks import RABBITMQ_SETTINGS, REDIS_SETTINGS, SETTINGS, SWEEP, celery_app
from tests.engine.office import Office
from tests.services import ROOT, broker_url

GOOD = {"chip": True, "fee": 3000}


@pytest.mark.broker
@pytest.mark.parametrize("kind", ["redis", "rabbitmq"])
@pytest.mark.promise("P8")
def test_workers_deliver_what_is_due_also_after_a_kill(kind: str, postgresql_url: str, tmp_path: Path) -> None:
    told = tmp_path / "told"
    environment = {
        "TEST_DATABASE_URL": postgresql_url,
        "TEST_BROKER_URL": broker_url(kind),
        "TEST_QUEUE": f"minaoshi-test-{uuid.uuid4().hex[:8]}",
        "TEST_TOLD": str(told),
        "PYTHONPATH": str(ROOT),
    }
    database = Database(postgresql_url)
    office = Office(database, now=datetime.now(UTC))

    with _worker(environment, tmp_path) as worker:
        office.receive("c1", GOOD)
        _wait_for(told, {"c1-0", "c1-1"}, worker)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    office.receive("c2", GOOD)
    with _worker(environment, tmp_path) as worker:
        _wait_for(told, {"c1-0", "c1-1", "c2-0", "c2-1"}, worker)

    lines = told.read_text().split()
    assert len(lines) == len(set(lines)), "nothing was told twice"
    database.dispose()
    with celery_app(environment["TEST_BROKER_URL"]).connection_for_write() as connection:
        connection.default_channel.queue_delete(environment["TEST_QUEUE"])  # type: ignore[attr-defined]  # every transport here has it


@pytest.mark.promise("P8")
def test_no_task_is_lost_by_the_way_it_is_configured() -> None:
    app = celery_app("redis://127.0.0.1:6379/15")

    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.accept_content == ["json"]
    assert not app.conf.task_always_eager
    assert app.conf.beat_schedule["sweep"]["task"] == SWEEP
    assert REDIS_SETTINGS["broker_transport_options"]["visibility_timeout"] >= 3 * SETTINGS["task_time_limit"]  # type: ignore[operator]  # both are seconds
    assert RABBITMQ_SETTINGS["task_default_queue_type"] == "quorum"


def test_the_worker_says_what_is_missing_without_a_broker(tmp_path: Path) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "CELERY_BROKER_URL": ""}

    ended = subprocess.run(
        [sys.executable, "-c", "import worker"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 2
    assert "CELERY_BROKER_URL" in ended.stderr
    assert "Traceback" not in ended.stderr


@contextmanager
def _worker(environment: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker with its beat in one process group, and end them all."""
    schedule = folder / f"beat-{uuid.uuid4().hex[:6]}"
    command = [
        sys.executable, "-m", "celery", "-A", "tests.engine.celery_worker", "worker", "--beat", "--concurrency=1",
        "--pool=solo", "--without-gossip", "--without-mingle", "--loglevel=warning", f"--schedule={schedule}",
    ]  # fmt: skip
    with (folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield worker
    finally:
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def _wait_for(told: Path, expected: set[str], worker: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not (told.exists() and expected <= set(told.read_text().split())):
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < until, "the deliveries did not arrive"
        time.sleep(0.05)
