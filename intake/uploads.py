"""Files that come in pieces (分割送信): begun, gone on with after a break of the line, held once they are whole.

The offset is the truth of the database: a piece counts when its transaction commits, and a piece that starts anywhere
else is refused with where to go on. Plain uploads with the page need none of this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, delete, func, insert, select, update

from catalog.bundle import Bundle
from db.database import Tx
from engine.shell.view import CaseView
from forms.definition import Field, Form
from forms.fields.files import most_files
from forms.file_places import FilePlace, file_place
from intake import tables
from intake.applications import entry_form
from intake.attachments import MOST_HELD, held_count, hold, kinds_of, most_bytes, safe_name
from intake.awaited import awaited_of, form_with, still_to_come
from intake.desk import asked_form, waiting_item
from intake.drafts import ApplicationDraft, keep_answers
from intake.errors import TooManyFiles
from intake.files import FileStore, FileTooLarge
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.json_types import Json

LARGEST_PIECE: Final = 1 << 20
KEPT: Final = timedelta(days=1)
"""How long a file may take to come; what custody clears away is not younger."""
MOST_AT_ONCE: Final = 20
_table: Final = tables.upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a file is to go: whose it will be, and which question it answers."""

    owner: str
    at: FilePlace

    @property
    def field(self) -> Field:
        """The question."""
        return self.at.field


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a file has come; `reference` is there once it is whole."""

    offset: int
    reference: Mapping[str, Json] | None = None


def place_in_draft(draft: ApplicationDraft, bundle: Bundle, field: str) -> Place:
    """Return the place of `field` in an application that is being filled in, or raise `NotFound`."""
    if draft.case_id is not None:
        raise NotFound
    return Place(owner=draft.id, at=_file_place(entry_form(bundle), field))


def place_in_case(tx: Tx, case: CaseView, bundle: Bundle, field: str) -> Place:
    """Return the place of `field` in a case that asks the applicant for it just now, or raise `NotFound`."""
    item = waiting_item(case)
    if item is not None and (not item.fields or field.partition(".")[0] in item.fields):
        form = asked_form(bundle, item)
        if file_place(form, field) is not None:
            return Place(owner=case.id, at=_file_place(form, field))
    if field not in still_to_come(awaited_of(tx, case.id)) or case.status == "closed":
        raise NotFound
    return Place(owner=case.id, at=_file_place(form_with(bundle, field), field))


def begin_upload(tx: Tx, place: Place, name: str, size: int, now: datetime) -> str:
    """Announce a file of `size` bytes; raises `FileTooLarge`, or `TooManyFiles` that come or are held already."""
    tx.execute(delete(_table).where(_table.c.started_at < now - KEPT))
    if not 0 < size <= most_bytes(place.field):
        raise FileTooLarge(limit_mb=most_bytes(place.field) // 1_000_000)
    coming = tx.scalar(select(func.count()).where(_table.c.owner == place.owner)) or 0
    if coming >= MOST_AT_ONCE or coming + held_count(tx, place.owner) >= MOST_HELD:
        raise TooManyFiles(limit=most_files(place.field))
    upload_id = new_id(now)
    row = {
        "id": upload_id, "owner": place.owner, "field": place.at.name, "name": safe_name(name), "size": size,
        "received": 0, "started_at": now,
    }  # fmt: skip
    tx.execute(insert(_table).values(row))
    return upload_id


def progress_of(tx: Tx, owner: str, upload_id: str) -> Progress:
    """Return how far a file has come, or raise `NotFound`."""
    return Progress(offset=_row(tx, owner, upload_id).received)


def field_of(tx: Tx, owner: str, upload_id: str) -> str:
    """Return which question a file that is coming answers, or raise `NotFound`."""
    return str(_row(tx, owner, upload_id).field)


def take_piece(
    tx: Tx, store: FileStore, place: Place, upload_id: str, offset: int, piece: bytes, now: datetime
) -> Progress:
    """Add a piece that starts at `offset`; one that starts elsewhere changes nothing and is told where to go on.

    The last piece makes it an attachment, or raises what `FileStore.store` raises, and the file is given up.
    """
    row = _row(tx, place.owner, upload_id, lock=True)
    if offset != row.received or not piece or len(piece) > min(LARGEST_PIECE, row.size - row.received):
        return Progress(offset=row.received)
    part = store.part(upload_id)
    part.add(offset, piece)
    received = offset + len(piece)
    tx.execute(update(_table).where(_table.c.id == upload_id).values(received=received))
    if received < row.size:
        return Progress(offset=received)
    with part.open() as stream:
        stored = store.store(stream, max_bytes=most_bytes(place.field), accept=kinds_of(place.field))
    part.remove()
    tx.execute(delete(_table).where(_table.c.id == upload_id))
    return Progress(offset=received, reference=hold(tx, place.owner, place.at, row.name, stored, now))


def give_up(tx: Tx, store: FileStore, owner: str, upload_id: str) -> None:
    """Forget a file that is coming: the applicant stopped it, or it was refused."""
    if tx.execute(delete(_table).where(_table.c.owner == owner, _table.c.id == upload_id)).rowcount:
        store.part(upload_id).remove()


def answer_with(tx: Tx, draft: ApplicationDraft, place: Place, reference: Mapping[str, Json], now: datetime) -> None:
    """Let a file that has come stand in the answers of a draft, which the caller has locked."""
    files = place.at.files(draft.answers)
    if len(files) >= most_files(place.field):
        raise TooManyFiles(limit=most_files(place.field))
    keep_answers(tx, draft, place.at.with_files(draft.answers, [*files, dict(reference)]), now)


def _file_place(form: Form, name: str) -> FilePlace:
    found = file_place(form, name)
    if found is None:
        raise NotFound
    return found


def _row(tx: Tx, owner: str, upload_id: str, *, lock: bool = False) -> Row[Any]:
    query = select(_table).where(_table.c.owner == owner, _table.c.id == upload_id)
    row = tx.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound
    return row
