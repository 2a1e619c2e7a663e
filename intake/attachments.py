"""Attachments of drafts and cases: what was uploaded, by whom it is held, and reading it back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from mimetypes import guess_type
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import ColumnElement, delete, func, insert, select

from db.database import Tx
from forms.definition import Field
from forms.fields.files import accepted_types, accepts, most_megabytes
from forms.file_places import FilePlace
from intake import tables
from intake.errors import AttachmentRemoved, AttachmentWaiting, TooManyFiles
from intake.files import KINDS, FileNotAccepted, FileStore, Scan, StoredFile
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.json_types import Json

LONGEST_NAME: Final = 120
MOST_HELD: Final = 100
"""How many uploads one application may hold, those included that its answers name no more."""
SCAN_AGAIN: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """An upload that a case holds."""

    id: str
    field: str
    name: str
    media_type: str
    size: int
    scan: Scan
    stored_at: datetime

    @property
    def is_shown_in_browser(self) -> bool:
        """Say whether browsers can show it: they cannot read the photos of phones (HEIC)."""
        return self.scan in ("none", "clean") and self.media_type not in ("image/heic", "image/heif")


def attach(
    tx: Tx, store: FileStore, owner: str, place: Field | FilePlace, name: str, stream: BinaryIO, now: datetime
) -> Mapping[str, Json]:
    """Keep an upload and return the reference that stands in the answers.

    Raises `TooManyFiles`, and what `FileStore.store` raises.
    """
    if held_count(tx, owner) >= MOST_HELD:
        raise TooManyFiles(limit=MOST_HELD)
    field = place.field if isinstance(place, FilePlace) else place
    stored = store.store(stream, max_bytes=most_bytes(field), accept=kinds_of(field))
    return hold(tx, owner, place, name, stored, now)


def held_count(tx: Tx, owner: str) -> int:
    """Return how many uploads `owner` holds."""
    return tx.scalar(select(func.count()).where(tables.attachment.c.owner == owner)) or 0


def most_bytes(field: Field) -> int:
    """Return how large a file of `field` may be."""
    return most_megabytes(field) * 1_000_000


def hold(
    tx: Tx, owner: str, place: Field | FilePlace, name: str, stored: StoredFile, now: datetime
) -> Mapping[str, Json]:
    """Let `owner` hold a file that is on disk, and return its reference."""
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
            field=place.kept_as if isinstance(place, FilePlace) else place.key,
            name=reference["name"],
            media_type=stored.media_type,
            size=stored.size,
            sha256=stored.sha256,
            stored_at=now,
            scan=stored.scan,
            scan_due=now + SCAN_AGAIN if stored.scan == "waiting" else None,
        )
    )
    return reference


def kinds_of(field: Field) -> frozenset[str]:
    """Return the kinds of content that `field` accepts: `.pdf` and `image/*` mean kinds, too, not names."""
    wanted = tuple(guess_type(f"file{item}")[0] or item if item[:1] == "." else item for item in accepted_types(field))
    kinds = frozenset(kind for kind in KINDS if accepts(wanted, "", kind))
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


def attachments_of(tx: Tx, owner: str) -> tuple[Attachment, ...]:
    """Return everything that `owner` holds, oldest first."""
    table = tables.attachment
    return tuple(
        Attachment(
            id=row.id,
            field=row.field,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            scan=row.scan,
            stored_at=row.stored_at,
        )
        for row in tx.execute(select(table).where(table.c.owner == owner).order_by(table.c.id))
    )


def named_in(record: Mapping[str, Json]) -> Iterator[str]:
    """Yield the ids of the uploads that `record` names, those in the items of groups included."""
    for value in record.values():
        for item in value if isinstance(value, list | tuple) else ():
            if isinstance(item, Mapping):
                if {"id", "sha256"} <= {*item}:
                    yield str(item["id"])
                else:
                    yield from named_in(item)


def detach(tx: Tx, owner: str, attachment_id: str) -> None:
    """Take an upload away from its owner; the file itself goes when nobody holds it any more."""
    table = tables.attachment
    tx.execute(delete(table).where(table.c.owner == owner, table.c.id == attachment_id))


def read_attachment(tx: Tx, store: FileStore, owner: str, attachment_id: str) -> tuple[Path, str, str]:
    """Return where the file is, its name and its kind.

    Raises `NotFound`, `AttachmentWaiting` before the virus scanner has seen it, `AttachmentRemoved` when it found one.
    """
    table = tables.attachment
    row = tx.execute(select(table).where(table.c.owner == owner, table.c.id == attachment_id)).one_or_none()
    if row is None:
        raise NotFound
    if row.scan == "waiting":
        raise AttachmentWaiting
    if row.scan == "infected":
        raise AttachmentRemoved
    return store.path(row.sha256), row.name, row.media_type


def release(tx: Tx, owners: Iterable[str] | ColumnElement[bool]) -> None:
    """Let go of everything that `owners` (drafts that are erased) hold; custody clears the files away."""
    table = tables.attachment
    chosen = owners if isinstance(owners, ColumnElement) else table.c.owner.in_([*owners])
    tx.execute(delete(table).where(chosen))


def safe_name(name: str) -> str:
    """Return the last part of a file's name without what could mislead: it is shown, never used as a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(
        char for char in last if char.isprintable() and char not in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
    )
    return plain.strip(". ")[-LONGEST_NAME:] or "file"
