"""Messages between applicant and office (連絡): the history knows that they went, their words stand here only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import bindparam, insert, select

from db.database import Tx
from db.prepared import Question
from engine.core.actor import Actor
from engine.core.commands import SendMessage
from engine.shell.case_rows import find_case
from forms.definition import Field
from intake import tables
from intake.attachments import Attachment, attach, attachments_of, read_attachment
from intake.desk import Desk
from intake.errors import MessageEmpty, TooManyFiles
from intake.files import FileStore
from kernel.errors import NotFound
from kernel.text_ja import is_blank

LONGEST: Final = 4_000
ENCLOSED: Final = "_message"
"""Under which name files that come with a message are held: no field can be called so."""
ENCLOSED_FIELD: Final = Field(
    key=ENCLOSED, type="file", label={"ja": "連絡の添付", "en": "Enclosed with a message"}, settings={"max_count": 5}
)
OF_OFFICE: Final = "_office_"
"""Under which name, with the number of the message behind it, files of the office are held; no field begins so."""
MOST_ENCLOSED: Final = 5
_table = tables.case_message
CONVERSATION: Final = Question(select(_table).where(_table.c.case_id == bindparam("case_id")).order_by(_table.c.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMessage:
    """A message. `officer` is empty where the applicant wrote it."""

    number: int
    from_applicant: bool
    officer: str
    body: str
    sent_at: datetime


def send_message(tx: Tx, desk: Desk, case_id: str, actor: Actor, body: str, *, command_id: str, now: datetime) -> int:
    """Send a message in the direction that follows from who writes; the other side is told by mail.

    Returns its number. The same click once more sends nothing and returns 0.
    """
    if is_blank(body):
        raise MessageEmpty
    before = find_case(tx, case_id, lock=True)
    case = desk.engine.handle(tx, case_id, SendMessage(actor=actor), command_id=command_id, now=now)
    if case.version == before.version:
        return 0
    row = {
        "case_id": case_id, "number": before.state.last + 1, "from_applicant": actor.kind == "resident",
        "officer": actor.id, "body": body.strip()[:LONGEST], "sent_at": now,
    }  # fmt: skip
    tx.execute(insert(_table).values(row))
    return before.state.last + 1


def enclose(
    tx: Tx, store: FileStore, case_id: str, number: int, files: Sequence[tuple[str, BinaryIO]], now: datetime
) -> None:
    """Let files of the office go along with its message: looked at like those of residents, and as large at most."""
    if len(files) > MOST_ENCLOSED:
        raise TooManyFiles(limit=MOST_ENCLOSED)
    field = replace(ENCLOSED_FIELD, key=f"{OF_OFFICE}{number}")
    for name, stream in files:
        attach(tx, store, case_id, field, name, stream, now)


def enclosures(held: Iterable[Attachment]) -> Mapping[int, tuple[Attachment, ...]]:
    """Return by message what the office sent along with it."""
    found: dict[int, tuple[Attachment, ...]] = {}
    for each in held:
        if each.field.startswith(OF_OFFICE):
            number = int(each.field.removeprefix(OF_OFFICE))
            found[number] = (*found.get(number, ()), each)
    return found


def enclosed_file(tx: Tx, store: FileStore, case_id: str, attachment_id: str) -> tuple[Path, str, str]:
    """Return a file that the office sent to the applicant; of others the applicant sees nothing here."""
    if not any(each.id == attachment_id for each in chain(*enclosures(attachments_of(tx, case_id)).values())):
        raise NotFound
    return read_attachment(tx, store, case_id, attachment_id)


def conversation(tx: Tx, case_id: str) -> tuple[CaseMessage, ...]:
    """Return the messages of a case, oldest first."""
    rows = CONVERSATION.all(tx, {"case_id": case_id})
    return tuple(
        CaseMessage(
            number=row.number,
            from_applicant=row.from_applicant,
            officer=row.officer,
            body=row.body,
            sent_at=row.sent_at,
        )
        for row in rows
    )
