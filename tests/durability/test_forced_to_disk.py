"""Nobody sees a receipt before its data were forced to the disk (P2). kill -9 cannot show that; system calls can."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.load import Residents
from tests.durability.product import Product
from tests.services import missing

APPLICATIONS = 12
CALLS = "trace=fsync,fdatasync,recvfrom,sendto"
ARRIVED = re.compile(r'recvfrom\(\d+, "POST /a/')
FORCED = re.compile(r"(fsync|fdatasync)(\(\d+\)| resumed>\)) += 0")
ANSWERED = re.compile(r'sendto\(\d+, "HTTP/1\.1 303')


def tracer() -> str:
    """Return a strace that may trace, or skip the test."""
    found = shutil.which("strace") or missing("strace")
    if subprocess.run([found, "-qq", "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        missing("a strace that may trace")
    return found


@pytest.fixture
def traced(tmp_path: Path) -> Iterator[tuple[Product, Path]]:
    """The product on SQLite, traced; the broker that nobody runs keeps its worker from forcing anything meanwhile."""
    strace, log = tracer(), tmp_path / "calls"
    url, nobody = f"sqlite:///{tmp_path / 'drill.sqlite3'}", "redis://127.0.0.1:1/0"
    product = Product(tmp_path, url, "smtp://127.0.0.1:25", nobody)
    product.move_in()
    product.start("web")
    tracing = subprocess.Popen(
        [strace, "-f", "-qq", "-s", "60", "-e", CALLS, "-o", str(log), "-p", str(product.running["web"].pid)],
        stderr=subprocess.DEVNULL,
    )
    try:
        yield product, log
    finally:
        tracing.send_signal(signal.SIGINT)
        tracing.wait()
        product.stop()


@pytest.mark.promise("P2")
def test_a_receipt_is_answered_only_after_its_data_were_forced_to_the_disk(traced: tuple[Product, Path]) -> None:
    product, log = traced
    residents, house = Residents(product, random.Random(2)), product.house()
    residents.open_the_site()
    residents.fill_in(house, APPLICATIONS)
    house.database.dispose()
    until = time.monotonic() + 60
    while not (log.exists() and residents._ask("GET", "/s") and "sendto" in log.read_text()):
        assert time.monotonic() < until, "strace does not follow"

    for token in [*residents.waiting]:
        assert residents._press(token)

    forced = forced_between(log.read_text().splitlines())
    assert len(forced) == APPLICATIONS
    assert min(forced) >= 2, "the journal and the database are both forced"


def forced_between(lines: list[str]) -> list[int]:
    """Return for each application how often something was forced between its arrival and the answer."""
    counts, forced, waiting = list[int](), 0, False
    for line in lines:
        if ARRIVED.search(line):
            forced, waiting = 0, True
        elif FORCED.search(line):
            forced += 1
        elif waiting and ANSWERED.search(line):
            counts.append(forced)
            waiting = False
    return counts


def test_an_answer_that_nothing_was_forced_before_is_seen() -> None:
    lines = ['7 recvfrom(9, "POST /a/x', '7 sendto(9, "HTTP/1.1 303 SEE', "7 fdatasync(4) = 0"]

    assert forced_between(lines) == [0]
