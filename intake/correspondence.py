"""Messages between applicant and office (連絡): the history knows that they went, their words stand here only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select

from db.database import Tx
from db.prepared import Question
from engine.core.actor import Actor
from engine.core.commands import SendMessage
from engine.shell.case_rows import find_case
from forms.definition import Field
from intake import tables
from intake.desk import Desk
from intake.errors import MessageEmpty
from kernel.text_ja import is_blank

LONGEST: Final = 4_000
ENCLOSED: Final = "_message"
"""Under which name files that come with a message are held: no field can be called so."""
ENCLOSED_FIELD: Final = Field(
    key=ENCLOSED, type="file", label={"ja": "連絡の添付", "en": "Enclosed with a message"}, settings={"max_count": 5}
)
_table = tables.case_message
_OF_CASE: Final = Question(select(_table).where(_table.c.case_id == bindparam("wanted")).order_by(_table.c.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMessage:
    """A message. `officer` is empty where the applicant wrote it."""

    number: int
    from_applicant: bool
    officer: str
    body: str
    sent_at: datetime


def send_message(tx: Tx, desk: Desk, case_id: str, actor: Actor, body: str, *, command_id: str, now: datetime) -> bool:
    """Send a message in the direction that follows from who writes; the other side is told by mail.

    The same click once more sends nothing and returns False.
    """
    if is_blank(body):
        raise MessageEmpty
    before = find_case(tx, case_id, lock=True)
    case = desk.engine.handle(tx, case_id, SendMessage(actor=actor), command_id=command_id, now=now)
    if case.version == before.version:
        return False
    row = {
        "case_id": case_id, "number": before.state.last + 1, "from_applicant": actor.kind == "resident",
        "officer": actor.id, "body": body.strip()[:LONGEST], "sent_at": now,
    }  # fmt: skip
    tx.execute(insert(_table).values(row))
    return True


def conversation(tx: Tx, case_id: str) -> tuple[CaseMessage, ...]:
    """Return the messages of a case, oldest first."""
    rows = _OF_CASE.all(tx, {"wanted": case_id})
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
