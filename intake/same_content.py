"""What somebody looked at when they pressed the button, and whether that is what is sent, or was.

The link of a draft is the key under which an application is sent once. The same key with the same content is a
repetition and gets the same receipt; with other content it is refused, so that nobody takes a receipt for what did not
arrive.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import bindparam, select

from db.database import Tx
from db.prepared import Question
from intake import tables
from intake.errors import AnswersChanged, SentOtherwise
from kernel.documents import digest
from kernel.json_types import Json

_FIRST: Final = Question(
    select(tables.submission)
    .where(tables.submission.c.case_id == bindparam("case"))
    .order_by(tables.submission.c.submitted_at, tables.submission.c.id)
    .limit(1)
)


def mark_of(values: Mapping[str, Json]) -> str:
    """Return what names the content of an application: a page that shows it carries the mark."""
    return digest({"values": dict(values)})


def require_as_seen(values: Mapping[str, Json], seen: str) -> None:
    """Raise `AnswersChanged` when `values` are not what somebody saw; without a mark nothing is held against them."""
    if seen and seen != mark_of(values):
        raise AnswersChanged


def require_as_sent(tx: Tx, case_id: str, seen: str) -> None:
    """Raise `SentOtherwise` when what somebody saw is not what was sent in; what was erased cannot be compared."""
    sent = sent_first(tx, case_id)
    if seen and sent and seen != mark_of(sent):
        raise SentOtherwise


def sent_first(tx: Tx, case_id: str) -> Mapping[str, Json]:
    """Return the answers with which a case began; empty when they were erased."""
    row = _FIRST.one(tx, {"case": case_id})
    return row.answers if row is not None and isinstance(row.answers, dict) else {}
