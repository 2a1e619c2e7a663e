"""Looking whether the attachments on disk are those that were received, and clearing away what nobody holds."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select

from db.database import Database
from intake import tables
from intake.files import CHUNK, FileStore

PAGE: Final = 1_000
GRACE_SECONDS: Final = 24 * 3600
"""How old a file without an attachment must be before it goes: uploads in progress have no row yet."""


@dataclass(frozen=True, slots=True)
class SpoiledFile:
    """An attachment whose file is missing or is not what was received; `owner` is the case (or the draft)."""

    code: str
    owner: str
    attachment_id: str


def spoiled_files(database: Database, store: FileStore) -> Iterator[SpoiledFile]:
    """Yield every attachment that is not as it was received. Reads every file once."""
    judged: dict[bytes, str] = {}
    for row_id, owner, sha256 in _attachments(database):
        if sha256 not in judged:
            judged[sha256] = _judged(store.path(sha256), sha256)
        if judged[sha256]:
            yield SpoiledFile(judged[sha256], owner, row_id)


def clear_away(database: Database, store: FileStore, now: float) -> int:
    """Delete files that no attachment names and leftovers of broken uploads, a day after they came; count them.

    `now` is in seconds since 1970, as file systems count.
    """
    held = {sha256 for _, _, sha256 in _attachments(database)}
    cleared = 0
    for path in store.every_path():
        named = path.name[:1] != "." and bytes.fromhex(path.name) in held
        if not named and now - path.stat().st_mtime > GRACE_SECONDS:
            path.unlink(missing_ok=True)
            cleared += 1
    return cleared


def _attachments(database: Database) -> Iterator[tuple[str, str, bytes]]:
    table, after = tables.attachment, ""
    while True:
        chosen = table.c.id > after, table.c.scan != "infected"  # what a virus was found in is no longer there
        query = select(table.c.id, table.c.owner, table.c.sha256).where(*chosen).order_by(table.c.id)
        with database.read() as tx:
            rows = tx.execute(query.limit(PAGE)).all()
        yield from ((row.id, row.owner, row.sha256) for row in rows)
        if len(rows) < PAGE:
            return
        after = rows[-1].id


def _judged(path: Path, sha256: bytes) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except OSError:
        return "verify.file_missing"
    return "" if digest.digest() == sha256 else "verify.file_changed"
