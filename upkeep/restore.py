"""Restoring a backup on an empty installation, on either database, whichever it was made on."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from alembic.util import CommandError
from sqlalchemy import Boolean, MetaData, Table, insert, inspect, update

from db.database import Database, Tx
from db.upgrade import upgrade
from upkeep.archive import (
    FILES,
    KEY,
    TABLES,
    WITNESS,
    Manifest,
    check_hashes,
    copy_safely,
    read_manifest,
    read_table,
)
from upkeep.backup import Installation, force_to_disk, key_mark
from upkeep.errors import NewerBackup, NotEmpty, OtherKey

BATCH: Final = 1_000
LEASED: Final = ("engine_job", "lease_until")


def restore(house: Installation, folder: Path) -> Manifest:
    """Bring back what `folder` holds, and the schema to the newest; raises before anything has changed.

    Work that was in flight goes on: nobody holds a lease any more.
    """
    manifest = read_manifest(folder)
    check_hashes(folder, manifest)
    if inspect(house.database.engine).get_table_names():
        raise NotEmpty
    if not (folder / KEY).exists() and key_mark(house.secret) != manifest.key_mark:
        raise OtherKey
    _make_tables(house.database, manifest)
    with house.database.begin() as tx:
        _fill(tx, folder / TABLES, manifest)
    upgrade(house.database)
    for path in (folder.parent / FILES).glob("??/*"):
        copy_safely(path, house.files.path(bytes.fromhex(path.name)))
    for path in (folder / WITNESS).glob("*"):
        copy_safely(path, house.witness_dir / path.name)
    if (folder / KEY).exists():
        copy_safely(folder / KEY, house.key_file)
    force_to_disk(house.witness_dir.parent)
    return manifest


def _make_tables(database: Database, manifest: Manifest) -> None:
    try:
        upgrade(database, manifest.revision)
    except CommandError:
        raise NewerBackup(revision=manifest.revision) from None


def _fill(tx: Tx, folder: Path, manifest: Manifest) -> None:
    found = MetaData()
    found.reflect(tx)
    for table in found.sorted_tables:
        if table.name in manifest.rows:
            _fill_table(tx, table, read_table(folder, table.name))
    jobs = found.tables[LEASED[0]]
    tx.execute(update(jobs).values({LEASED[1]: 0}))


def _fill_table(tx: Tx, table: Table, lines: Iterator[list[Any]]) -> None:
    names = next(lines)
    flags = [place for place, name in enumerate(names) if isinstance(table.columns[name].type, Boolean)]
    while batch := [*islice(lines, BATCH)]:
        tx.execute(insert(table), [_row(names, values, flags) for values in batch])


def _row(names: Sequence[str], values: list[Any], flags: Sequence[int]) -> dict[str, Any]:
    for place in flags:
        if values[place] is not None:
            values[place] = bool(values[place])
    return dict(zip(names, values, strict=True))
