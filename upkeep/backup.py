"""Making a backup while everything runs: one instant of the database, and the attachments that it names.

The witness is read before the database, so that it never knows of more than the backup holds; attachments after it,
because a file is on the disk before the row that names it is committed.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import MetaData, Table, select, text

from db.database import Database, Tx
from intake.files import FileStore
from upkeep.archive import FILES, KEY, TABLES, WITNESS, Manifest, copy_safely, hashes_in, write_manifest, write_table

NOT_OURS: Final = frozenset({"alembic_version"})
ATTACHMENTS: Final = "attachment"
STREAMED: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Everything that is kept."""

    database: Database
    files: FileStore
    witness_dir: Path
    key_file: Path
    """Where the secret key is kept; need not exist when it comes from the environment."""
    secret: bytes


def back_up(house: Installation, target: Path, now: datetime) -> Path:
    """Write a backup into a new folder below `target` and return that folder. Nobody has to stop working."""
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    folder = target / f".{name}.part"
    folder.mkdir(mode=0o700, parents=True)
    (folder / TABLES).mkdir(mode=0o700)
    for path in sorted(house.witness_dir.glob("*")):
        copy_safely(path, folder / WITNESS / path.name)
    if house.key_file.exists():
        copy_safely(house.key_file, folder / KEY)
    with _one_instant(house.database, folder) as tx:
        rows, revision, held = _write_tables(tx, folder / TABLES)
    for sha256 in held:
        _keep_file(house.files, sha256, target / FILES)
    manifest = Manifest(
        made_at=now.astimezone(UTC).isoformat(),
        revision=revision,
        key_mark=key_mark(house.secret),
        rows=rows,
        hashes=hashes_in(folder),
        attachments=len(held),
    )
    write_manifest(folder, manifest)
    force_to_disk(folder)
    return folder.rename(target / name)


def key_mark(secret: bytes) -> str:
    """Return a mark that only this key has and that gives nothing of it away."""
    return hashlib.blake2b(b"mark", key=hashlib.sha256(secret).digest(), digest_size=8, person=b"backup").hexdigest()


def force_to_disk(folder: Path) -> None:
    """Force every file and folder below `folder` to the disk."""
    for path in [*folder.rglob("*"), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _one_instant(database: Database, folder: Path) -> Iterator[Tx]:
    """Show the database as it is at one instant. SQLite's is copied first, so that no writer waits for the dump."""
    if not database.is_sqlite:
        with database.snapshot() as tx:
            yield tx.execution_options(yield_per=STREAMED)
        return
    copy = folder / ".copy.sqlite3"
    with database.read() as tx, sqlite3.connect(copy) as written:
        opened = tx.connection.driver_connection
        assert isinstance(opened, sqlite3.Connection)
        opened.backup(written)
    written.close()
    copied = Database(f"sqlite:///{copy}")
    try:
        with copied.read() as tx:
            yield tx
    finally:
        copied.dispose()
        for path in folder.glob(".copy.sqlite3*"):
            path.unlink()


def _write_tables(tx: Tx, folder: Path) -> tuple[dict[str, int], str, Sequence[bytes]]:
    """Write every table; return how many rows each has, the schema's revision, and which attachments are held."""
    found = MetaData()
    found.reflect(tx)
    rows = {
        table.name: write_table(folder, table.name, [column.name for column in table.columns], _rows(tx, table))
        for table in found.sorted_tables
        if table.name not in NOT_OURS
    }
    revision = tx.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    held = tx.execute(select(found.tables[ATTACHMENTS].c.sha256).distinct()).scalars().all()
    return rows, str(revision), [bytes(each) for each in held]


def _rows(tx: Tx, table: Table) -> Iterator[Sequence[Any]]:
    for row in tx.execute(select(table)):
        yield [*row]


def _keep_file(store: FileStore, sha256: bytes, pool: Path) -> None:
    """Copy an attachment into the pool unless an earlier backup did. A missing one is found by the verification."""
    target = pool / sha256.hex()[:2] / sha256.hex()
    source = store.path(sha256)
    if not target.exists() and source.exists():
        copy_safely(source, target)
