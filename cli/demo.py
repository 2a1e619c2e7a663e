"""`flask --app wsgi demo …`: moving into the model town."""

from collections.abc import Callable
from typing import Final

import click

from accounts.directory import read_directory
from bootstrap import Services
from db.revisions import ensure_newest
from engine.shell.cases import case_counts
from engine.shell.jobs import claim, done
from engine.shell.ports import DELIVERY_KINDS
from engine.shell.worker import delivery_of
from launch import open_services
from samples.past_cases import CASES, MONTHS_BACK, generate
from samples.town import publish_procedures, settle

command: Final = click.Group("demo", help="見本の町 / The model town.")
BATCH: Final = 500


@command.command("load")
@click.option("--cases", type=click.IntRange(0, 100_000), default=CASES, show_default=True, help="Past cases.")
def _load(cases: int) -> None:
    """見本の町を用意する。Departments, officers, procedures and past cases; a town that is there is left alone."""
    house = open_services()
    ensure_newest(house.database)
    load_town(house, click.echo, cases=cases)


def load_town(house: Services, tell: Callable[[str], object], *, cases: int = CASES) -> None:
    """Settle the town unless somebody lives there already, and let its past happen unless it has one.

    A town whose past was interrupted keeps what had happened by then: the worker goes on from there.
    """
    now, steps = house.clock.now(), 0
    moved_in = now - MONTHS_BACK if cases else now  # the procedures were in force before their past cases arrived
    with house.database.begin() as tx:
        if not read_directory(tx).officers:
            tell("  見本の町を用意しています / preparing the model town")
            settle(tx, house.settings.demo_password, moved_in)
            publish_procedures(tx, house.library, moved_in)
        if case_counts(tx):
            return
    for steps in generate(house.database, house.library, house.desk, until=now, cases=cases):
        if steps % 2_000 == 0:
            tell(f"  … {steps}")
    _file_letters(house)
    tell(f"  過去の案件 {cases} 件、{steps} 手順 / past cases, steps taken")


def _file_letters(house: Services) -> None:
    """Write down the letters of past cases; nobody is to get them by mail today."""
    while jobs := claim(house.database, house.clock.now(), limit=BATCH):
        with house.database.begin() as tx:
            letters = [job for job in jobs if job.kind in DELIVERY_KINDS]
            house.post.file(tx, [delivery_of(job) for job in letters])
            for job in letters:  # timers are left: the worker fires them
                done(tx, job)
