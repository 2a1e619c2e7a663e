"""The schema goes forward and back under cases that are running: nothing of them is lost, and they go on."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select

from db.database import Database
from db.revisions import current_revision, newest_revision
from db.upgrade import configuration, upgrade
from engine.shell import tables
from engine.shell.witness import WitnessFile
from tests.engine.flows import SATO, YAMADA
from tests.engine.office import Office
from tests.upkeep.house import BusyHouse, empty_house
from upkeep.inspection import Inspection, inspect_everything

STEPS_BACK = 3
CASES = 12


def take_back(database: Database, steps: int) -> None:
    """Take the schema back by so many migrations."""
    config = configuration()
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, f"-{steps}")


def kept(database: Database) -> list[list[tuple[object, ...]]]:
    """Return the rows of which a case consists."""
    with database.read() as tx:
        return [
            sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for table in (tables.case_file, tables.history, tables.work_item, tables.job)
        ]


@pytest.mark.promise("P21")
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_an_upgrade_and_the_way_back_lose_no_running_case(kind: str, tmp_path: Path) -> None:
    with empty_house(kind, tmp_path) as house:
        busy = BusyHouse(house)
        for number in range(CASES):
            busy.receive(f"c{number}")
            if number % 2:
                busy.review(f"c{number}")
        before = kept(house.database)

        take_back(house.database, STEPS_BACK)
        went_back = current_revision(house.database)
        upgrade(house.database)

        assert went_back != newest_revision()
        assert kept(house.database) == before
        office = Office(house.database, now=busy.office.now, witness=WitnessFile(house.witness_dir))
        for number in range(CASES):
            if not number % 2:
                office.complete(f"c{number}", "review", "approve", by=YAMADA)
            office.complete(f"c{number}", "decide", "approve", by=SATO)
        office.work()
        assert {office.case(f"c{number}").status for number in range(CASES)} <= {"decided", "closed"}
        assert [*inspect_everything(house, Inspection())] == []
