"""`serve`: one process that migrates, serves and stops; and what it says when it cannot."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.cli.documents import ROOT

START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def started(**environ: str) -> subprocess.Popen[str]:
    program = Path(sys.executable).with_name("flask")
    given = {**os.environ, "PYTHONUNBUFFERED": "1", **environ}
    return subprocess.Popen(
        [program, "--app", "wsgi", "serve"],
        cwd=ROOT,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = started(DATA_DIR=str(data_dir), PORT=str(free_port()), DEMO="no", CELERY_BROKER_URL="")
    try:
        assert process.stdout is not None
        # The line with the address is printed when the port is open; end of output means that the start failed.
        address = next(word for line in process.stdout for word in line.split() if word.startswith("http"))
        yield process, address
    finally:
        process.kill()
        process.communicate()


def refusal(**environ: str) -> tuple[int, str]:
    process = started(**environ)
    _, told = process.communicate(timeout=START_SECONDS)
    return process.returncode, told


def test_one_process_serves_and_stops_when_told_and_starts_again_on_the_same_data(tmp_path: Path) -> None:
    for _ in ("first", "second"):
        with serving(tmp_path) as (process, address):
            with urlopen(address, timeout=START_SECONDS) as answer:
                assert answer.status == 200
                assert "text/html" in answer.headers["Content-Type"]
            process.send_signal(signal.SIGTERM)
            assert process.wait(START_SECONDS) == 0


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        status, told = refusal(DATA_DIR=str(tmp_path), PORT=str(taken.getsockname()[1]))

    assert status == 2
    assert len(told.strip().splitlines()) == 1
    assert "PORT" in told


def test_a_setting_that_cannot_be_used_is_told_in_one_line(tmp_path: Path) -> None:
    status, told = refusal(DATA_DIR=str(tmp_path), HUMAN_SAMPLE_SHARE="some")

    assert status == 2
    assert len(told.strip().splitlines()) == 1
    assert "HUMAN_SAMPLE_SHARE" in told


def test_what_only_analyses_and_migrations_need_is_not_loaded_at_start() -> None:
    asked = "import sys, cli.serve; print(*(name for name in sys.modules if name.startswith(('scipy.', 'alembic'))))"

    loaded = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    heavy = ("alembic", "scipy.optimize", "scipy.special", "scipy.sparse", "scipy.linalg", "scipy.fft")
    assert [name for name in loaded.split() if name in heavy] == []
