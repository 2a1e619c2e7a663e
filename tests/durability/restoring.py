"""A backup at size, long form: `python -m tests.durability.restoring --help`.

An office with many cases and large attachments is backed up while somebody goes on working in it, restored on an empty
machine and inspected: counts, chains, states, attachments. A case that was in flight goes on there.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import click

from engine.shell.witness import WitnessFile
from tests.engine.flows import YAMADA
from tests.engine.office import Office
from tests.upkeep.house import DOUBTFUL, BusyHouse, empty_house
from upkeep.backup import back_up
from upkeep.inspection import Inspection, inspect_everything
from upkeep.restore import restore

ATTACHMENT_MB = 5
PROMISED_SECONDS = 600.0


def fill(busy: BusyHouse, cases: int, gigabytes: float) -> None:
    """Let so many applications arrive, with so many attachments that they come to `gigabytes`."""
    attachments = int(gigabytes * 1000 / ATTACHMENT_MB)
    for number in range(cases):
        busy.receive(f"c{number}")
        if number < attachments:
            busy.attach(f"c{number}", b"%PDF-1.7\n" + os.urandom(ATTACHMENT_MB * 1_000_000))


@contextmanager
def somebody_at_work(busy: BusyHouse) -> Iterator[list[str]]:
    """Let further applications arrive while the block runs; yields their ids."""
    over, arrived = Event(), list[str]()

    def work() -> None:
        while not over.wait(0.05):
            busy.office.receive(f"late{len(arrived)}", DOUBTFUL)
            arrived.append(f"late{len(arrived)}")

    thread = Thread(target=work)
    thread.start()
    try:
        yield arrived
    finally:
        over.set()
        thread.join()


def drill(folder: Path, cases: int, gigabytes: float, made_on: str, back_on: str) -> Iterator[str]:
    """Do it once and yield what there is to report; a line that begins with BROKEN is bad news."""
    with empty_house(made_on, folder / "old") as house:
        busy = BusyHouse(house)
        fill(busy, cases, gigabytes)
        begun = time.monotonic()
        with somebody_at_work(busy) as arrived:
            backup = back_up(house, folder / "backups", busy.office.now)
        yield f"backed up   {time.monotonic() - begun:.0f} s, {len(arrived)} applications arrived meanwhile"
    with empty_house(back_on, folder / "new") as again:
        begun = time.monotonic()
        manifest = restore(again, backup)
        restored = time.monotonic() - begun
        held, files = manifest.rows["case_file"], manifest.attachments
        yield f"restored    {restored:.0f} s (promised: {PROMISED_SECONDS:.0f} s), {held} cases, {files} attachments"
        inspection = Inspection()
        found = [*inspect_everything(again, inspection)]
        yield f"inspected   {inspection.tally.cases} cases, {inspection.tally.entries} entries: {len(found)} found"
        office = Office(again.database, now=busy.office.now, witness=WitnessFile(again.witness_dir))
        office.complete("c0", "review", "approve", by=YAMADA)
        office.check_laws("c0")
        if found or held < cases or restored > PROMISED_SECONDS:
            yield f"BROKEN      {found[:5] or 'cases are missing, or it took too long'}"


@click.command()
@click.option("--cases", default=100_000, show_default=True)
@click.option("--gigabytes", default=10.0, show_default=True, help="Attachments in all; three times as much is needed.")
@click.option("--drills", default=1, show_default=True)
@click.option("--made-on", type=click.Choice(["sqlite", "postgresql"]), default="postgresql", show_default=True)
@click.option("--back-on", type=click.Choice(["sqlite", "postgresql"]), default="postgresql", show_default=True)
def main(cases: int, gigabytes: float, drills: int, made_on: str, back_on: str) -> None:
    """Back up, restore and inspect a large office, and report."""
    broken = False
    for _drill in range(drills):
        with tempfile.TemporaryDirectory(prefix="drill-") as folder:
            for line in drill(Path(folder), cases, gigabytes, made_on, back_on):
                click.echo(line)
                broken = broken or line.startswith("BROKEN")
    raise SystemExit(broken)


if __name__ == "__main__":
    main()
