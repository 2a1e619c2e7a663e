"""An application being filled in (下書き), without an account: whoever holds the link holds the draft.

The token stands in the resident's address bar and only its hash is stored. A draft is pinned to the version that
was in force when it was begun, keeps what was typed even when it is not valid, and expires.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update

from db.database import Tx
from db.prepared import Question
from db.seldom import noted, with_mark
from intake import tables
from intake.attachments import release
from kernel.errors import NotFound
from kernel.ids import id_of
from kernel.json_types import Json

KEPT: Final = timedelta(days=30)
_ONE: Final = select(tables.application_draft).where(tables.application_draft.c.id == bindparam("hash"))
_FOUND: Final = Question(with_mark(_ONE))
_LOCKED: Final = Question(_ONE.with_for_update())


class Pinned(Protocol):
    """What names the version that a draft is filled in with: a version, or something that remembers one."""

    @property
    def procedure(self) -> str: ...
    @property
    def bundle_digest(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDraft:
    """What was typed so far. `case_id` is set once the application has arrived."""

    id: str
    procedure: str
    bundle_digest: str
    answers: Mapping[str, Json]
    case_id: str | None
    started_at: datetime
    updated_at: datetime
    channel: str = "online"
    officer: str = ""
    """Who types it for the applicant (書かない窓口, 紙の申請書); empty where they do it themselves."""

    @property
    def until(self) -> datetime:
        """Return when it is erased unless somebody goes on with it."""
        return self.updated_at + KEPT

    @property
    def future_case(self) -> str:
        """The id that the case will have: two who send the same draft at once cannot make two cases of it."""
        return id_of(self.id, self.started_at)


def begin_draft(
    tx: Tx, version: Pinned, now: datetime, *, channel: str = "online", officer: str = "", token: str = ""
) -> str:
    """Begin an application and return the token of its link. Those that can no longer be opened are erased.

    A `token` of the caller's own makes one application of what may come several times.
    """
    erase_expired(tx, now)
    token = token or secrets.token_urlsafe(24)
    tx.execute(
        insert(tables.application_draft).values(
            id=_hash(token),
            procedure=version.procedure,
            bundle_digest=version.bundle_digest,
            answers={},
            channel=channel,
            officer=officer,
            started_at=now,
            updated_at=now,
        )
    )
    return token


def find_draft(tx: Tx, token: str, now: datetime, *, lock: bool = False) -> ApplicationDraft:
    """Return the draft behind a link or raise `NotFound`; `lock` keeps others from changing it until `tx` ends."""
    return draft_owned(tx, _hash(token), now, lock=lock)


def _read(row: Any, now: datetime) -> ApplicationDraft:
    if row is None or now - row.updated_at > KEPT:
        raise NotFound
    return ApplicationDraft(
        id=row.id,
        procedure=row.procedure,
        bundle_digest=row.bundle_digest,
        answers=row.answers,
        case_id=row.case_id,
        started_at=row.started_at,
        updated_at=row.updated_at,
        channel=row.channel,
        officer=row.officer,
    )


def draft_owned(tx: Tx, draft_id: str, now: datetime, *, lock: bool = False) -> ApplicationDraft:
    """Return the draft with this id, for somebody who came by another door than its link, or raise `NotFound`."""
    row = (_LOCKED if lock else _FOUND).one(tx, {"hash": draft_id})
    if row is not None and not lock:  # whoever sends the application needs what seldom changes next
        noted(tx, row.mark)
    return _read(row, now)


def keep_answers(tx: Tx, draft: ApplicationDraft, answers: Mapping[str, Json], now: datetime) -> None:
    """Keep what was typed, valid or not."""
    table = tables.application_draft
    tx.execute(
        update(table)
        .where(table.c.id == draft.id, table.c.case_id.is_(None))
        .values(answers=dict(answers), updated_at=now)
    )


def erase_draft(tx: Tx, token: str) -> None:
    """Erase what was typed and uploaded, at once, at the resident's wish. What has arrived is no draft any more."""
    table = tables.application_draft
    erased = table.c.id == _hash(token), table.c.case_id.is_(None)
    tx.execute(delete(tables.reused_answer).where(tables.reused_answer.c.draft.in_(select(table.c.id).where(*erased))))
    if tx.execute(delete(table).where(*erased)).rowcount:
        _forget(tx, tables.proxy.c.owner == _hash(token), tables.signer.c.owner == _hash(token))
        release(tx, [_hash(token)])


def erase_expired(tx: Tx, now: datetime) -> int:
    """Erase the drafts that can no longer be opened, with what was uploaded for them, and count them."""
    table = tables.application_draft
    expired = table.c.updated_at < now - KEPT
    gone = select(table.c.id).where(expired)
    release(tx, tables.attachment.c.owner.in_(gone))
    unsent = gone.where(table.c.case_id.is_(None))
    tx.execute(delete(tables.reused_answer).where(tables.reused_answer.c.draft.in_(unsent)))
    _forget(tx, tables.proxy.c.owner.in_(gone), tables.signer.c.owner.in_(gone))
    return tx.execute(delete(table).where(expired)).rowcount


def _forget(tx: Tx, proxies: ColumnElement[bool], signers: ColumnElement[bool]) -> None:
    """Erase who was to apply with whom."""
    tx.execute(delete(tables.proxy).where(proxies))
    tx.execute(delete(tables.signer).where(signers))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
