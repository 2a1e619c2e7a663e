"""Attachments of drafts and cases: what was uploaded, by whom it is held, and reading it back."""

from collections.abc import Mapping
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import delete, func, insert, select

from db.database import Tx
from forms.definition import Field
from forms.fields.files import accepted_types, accepts, most_megabytes
from intake import tables
from intake.errors import TooManyFiles
from intake.files import SIGNATURES, FileNotAccepted, FileStore
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.json_types import Json

LONGEST_NAME: Final = 120
MOST_HELD: Final = 100
"""How many uploads one application may hold, those included that its answers name no more."""


def attach(
    tx: Tx, store: FileStore, owner: str, field: Field, name: str, stream: BinaryIO, now: datetime
) -> Mapping[str, Json]:
    """Keep an upload and return the reference that stands in the answers.

    Raises `TooManyFiles`, and what `FileStore.store` raises.
    """
    if (tx.scalar(select(func.count()).where(tables.attachment.c.owner == owner)) or 0) >= MOST_HELD:
        raise TooManyFiles(limit=MOST_HELD)
    stored = store.store(stream, max_bytes=most_megabytes(field) * 1_000_000, accept=_kinds(field))
    reference: dict[str, Json] = {
        "id": new_id(now),
        "name": safe_name(name),
        "size": stored.size,
        "type": stored.media_type,
        "sha256": stored.sha256.hex(),
    }
    tx.execute(
        insert(tables.attachment).values(
            id=reference["id"],
            owner=owner,
            field=field.key,
            name=reference["name"],
            media_type=stored.media_type,
            size=stored.size,
            sha256=stored.sha256,
            stored_at=now,
        )
    )
    return reference


def _kinds(field: Field) -> frozenset[str]:
    """Return the kinds of content that `field` accepts: `.pdf` and `image/*` mean kinds, too, not names."""
    wanted = tuple(guess_type(f"file{item}")[0] or item if item[:1] == "." else item for item in accepted_types(field))
    kinds = frozenset(kind for kind in SIGNATURES if accepts(wanted, "", kind))
    if not kinds:
        raise FileNotAccepted(accept=", ".join(wanted))
    return kinds


def held_files(tx: Tx, owner: str) -> Mapping[str, Json]:
    """Return the references of everything that `owner` holds, by field, oldest first."""
    table, held = tables.attachment, dict[str, list[Json]]()
    for row in tx.execute(select(table).where(table.c.owner == owner).order_by(table.c.id)):
        held.setdefault(row.field, []).append(
            {"id": row.id, "name": row.name, "size": row.size, "type": row.media_type, "sha256": row.sha256.hex()}
        )
    return held


def detach(tx: Tx, owner: str, attachment_id: str) -> None:
    """Take an upload away from its owner; the file itself goes when nobody holds it any more."""
    table = tables.attachment
    tx.execute(delete(table).where(table.c.owner == owner, table.c.id == attachment_id))


def read_attachment(tx: Tx, store: FileStore, owner: str, attachment_id: str) -> tuple[Path, str, str]:
    """Return where the file is, its name and its kind, or raise `NotFound`."""
    table = tables.attachment
    row = tx.execute(select(table).where(table.c.owner == owner, table.c.id == attachment_id)).one_or_none()
    if row is None:
        raise NotFound
    return store.path(row.sha256), row.name, row.media_type


def safe_name(name: str) -> str:
    """Return the last part of a file's name without what could mislead: it is shown, never used as a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(
        char for char in last if char.isprintable() and char not in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
    )
    return plain.strip(". ")[-LONGEST_NAME:] or "file"
