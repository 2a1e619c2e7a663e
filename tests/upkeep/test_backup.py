"""Backups are made while work goes on, come back on an empty machine, and work goes on there (P24, P25)."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select, update

from engine.shell import tables
from engine.shell.witness import WitnessFile
from intake.custody import GRACE_SECONDS, clear_away
from tests.engine.flows import SATO, YAMADA
from tests.engine.office import Office
from tests.upkeep.house import BusyHouse, empty_house
from upkeep.archive import MANIFEST, TABLES
from upkeep.backup import Installation, back_up
from upkeep.errors import Damaged, NewerBackup, NoBackup, NotEmpty, OtherKey
from upkeep.inspection import Found, Inspection, inspect_everything
from upkeep.restore import restore

Rows = dict[str, list[tuple[object, ...]]]


def everything_in(house: Installation) -> Rows:
    """Return every row of every table, as the database gives it."""
    found = MetaData()
    with house.database.read() as tx:
        found.reflect(tx)
        return {
            table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for table in found.sorted_tables
            if table.name != "alembic_version"
        }


def found_in(house: Installation) -> list[Found]:
    return [*inspect_everything(house, Inspection())]


@pytest.mark.parametrize(
    ("made_on", "back_on"), [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite")]
)
@pytest.mark.promise("P24", "P26")
def test_a_backup_comes_back_whole_on_either_database_and_work_goes_on(
    made_on: str, back_on: str, tmp_path: Path
) -> None:
    with empty_house(made_on, tmp_path / "old") as house:
        busy = BusyHouse(house)
        for number in range(4):
            busy.receive(f"c{number}", attached=number % 2 == 0)
        busy.review("c1")
        folder = back_up(house, tmp_path / "backups", busy.office.now)
        kept = everything_in(house)
        busy.receive("later")  # nobody had to stop working

    with empty_house(back_on, tmp_path / "new") as again:
        manifest = restore(again, folder)

        assert everything_in(again) == kept
        assert manifest.rows["case_file"] == 4
        assert found_in(again) == []
        office = Office(again.database, now=busy.office.now, witness=WitnessFile(again.witness_dir))
        office.complete("c1", "decide", "approve", by=SATO)
        office.complete("c0", "review", "approve", by=YAMADA)
        office.work()
        assert {told.case_id for told in office.told} == {"c0", "c1", "c2", "c3"}
        assert found_in(again) == []


def test_a_second_backup_copies_attachments_only_once(tmp_path: Path) -> None:
    with empty_house("sqlite", tmp_path / "house") as house:
        busy = BusyHouse(house)
        busy.receive("c0", attached=True)
        back_up(house, tmp_path / "backups", busy.office.now)
        (pooled,) = (tmp_path / "backups" / "files").glob("??/*")
        before = pooled.stat().st_mtime_ns
        busy.receive("c1", attached=True)

        back_up(house, tmp_path / "backups", busy.office.now.replace(second=59))

    assert pooled.stat().st_mtime_ns == before
    assert len([*(tmp_path / "backups" / "files").glob("??/*")]) == 2


def test_what_was_under_way_at_the_backup_is_taken_up_at_once(tmp_path: Path) -> None:
    with empty_house("sqlite", tmp_path / "old") as house:
        busy = BusyHouse(house)
        busy.receive("c0")
        with house.database.begin() as tx:
            tx.execute(update(tables.job).values(lease_until=2**60))
        folder = back_up(house, tmp_path / "backups", busy.office.now)

    with empty_house("sqlite", tmp_path / "new") as again:
        restore(again, folder)

        assert Office(again.database, now=busy.office.now).work() == 1


def test_a_backup_is_not_restored_over_anything_nor_from_half_a_folder(tmp_path: Path) -> None:
    with empty_house("sqlite", tmp_path / "house") as house, empty_house("sqlite", tmp_path / "new") as new:
        busy = BusyHouse(house)
        busy.receive("c0")
        folder = back_up(house, tmp_path / "backups", busy.office.now)
        manifest = (folder / MANIFEST).read_text()

        with pytest.raises(NotEmpty):
            restore(house, folder)
        with pytest.raises(NoBackup):
            restore(new, tmp_path / "backups")
        (folder / MANIFEST).write_text(manifest.replace('"revision": "', '"revision": "9'))
        with pytest.raises(NewerBackup):
            restore(new, folder)
        (folder / MANIFEST).write_text(manifest)
        (folder / TABLES / "case_file.jsonl.gz").write_bytes(b"")
        with pytest.raises(Damaged):
            restore(new, folder)


def test_another_key_is_noticed_before_anything_is_written(tmp_path: Path) -> None:
    with empty_house("sqlite", tmp_path / "house") as house:
        busy = BusyHouse(house)
        house.key_file.unlink()  # the key comes from the environment
        folder = back_up(house, tmp_path / "backups", busy.office.now)

    with empty_house("sqlite", tmp_path / "new") as new, pytest.raises(OtherKey):
        restore(replace(new, secret=b"other"), folder)


@pytest.mark.promise("P25")
def test_a_flipped_byte_and_a_missing_file_are_found(tmp_path: Path) -> None:
    with empty_house("sqlite", tmp_path) as house:
        busy = BusyHouse(house)
        for case_id in ("c0", "c1", "c2"):
            busy.receive(case_id)
        first, second = busy.attach("c0", b"%PDF-0"), busy.attach("c1", b"%PDF-1")
        busy.attach("c2", b"%PDF-2")
        first.write_bytes(b"%PDF-X")
        second.unlink()

        assert found_in(house) == [Found("verify.file_changed", "c0/a-c0"), Found("verify.file_missing", "c1/a-c1")]


@pytest.mark.promise("P25")
def test_files_that_nobody_holds_go_after_a_day_and_no_other(tmp_path: Path) -> None:
    with empty_house("sqlite", tmp_path) as house:
        busy = BusyHouse(house)
        busy.receive("c0")
        held = busy.attach("c0", b"%PDF-0")
        left = [held.with_name("0" * 64), tmp_path / "files" / ".part-1-ab", held.with_name("1" * 64)]
        for path in left:
            path.write_bytes(b"%PDF-")
        now = left[2].stat().st_mtime
        for path in (held, *left[:2]):
            os.utime(path, (now - GRACE_SECONDS - 1, now - GRACE_SECONDS - 1))

        assert clear_away(house.database, house.files, now) == 2
        assert [path for path in (held, *left) if path.exists()] == [held, left[2]]
