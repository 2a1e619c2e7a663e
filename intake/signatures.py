"""Confirmations that an application needs before it goes in: of its principal (本人), of its co-signers (連名).

Each gets a code of their own, by mail as a link or handed over, and confirms what they have seen. When the answers
change afterwards, what was confirmed counts no more. The last confirmation sends the application in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import delete, insert, select, update

from catalog.page import Applying
from db.database import Tx
from intake import tables
from intake.drafts import ApplicationDraft
from intake.errors import SignaturesMissing, SignerAnswered, SignerExpired
from intake.proxies import has_letter, proxy_of
from intake.receipt import password_hash, signer_code
from kernel.documents import digest
from kernel.errors import NotFound
from kernel.ids import new_id

Role: TypeAlias = Literal["principal", "cosigner", "applicant"]
"""Whose proxy applies, who signs beside the applicant, and the applicant for whom an officer types at the counter."""
SignerState: TypeAlias = Literal["new", "waiting", "expired", "agreed", "declined", "changed"]
_table: Final = tables.signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody whose confirmation is needed. `state` is as of the answers that stand there now."""

    id: str
    owner: str
    role: Role
    name: str
    email: str
    code: str
    language: str
    state: SignerState
    expires_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is to confirm, as the applicant wrote it."""

    role: Role
    name: str
    email: str


def signers_of(tx: Tx, secret_key: str, owner: str, seen: str, now: datetime) -> tuple[Signer, ...]:
    """Return whose confirmation a draft or case needs; `seen` is the digest of its answers ("": they are settled)."""
    rows = tx.execute(select(_table).where(_table.c.owner == owner).order_by(_table.c.role.desc(), _table.c.id))
    return tuple(_read(row, secret_key, seen, now) for row in rows)


def keep_signers(tx: Tx, secret_key: str, owner: str, wanted: Sequence[Wanted], now: datetime) -> None:
    """Note who is to confirm. Who stays the same keeps their code and what they said."""
    rows = {
        (row.role, row.name, row.email): row.id for row in tx.execute(select(_table).where(_table.c.owner == owner))
    }
    keys = {(each.role, each.name, each.email) for each in wanted}
    gone = [signer for key, signer in rows.items() if key not in keys]
    if gone:
        tx.execute(delete(_table).where(_table.c.id.in_(gone)))
    new = [
        {
            "id": (signer := new_id(now)), "owner": owner, "role": role, "name": name, "email": email,
            "code_hash": password_hash("signer", signer_code(secret_key, signer)),
        }
        for role, name, email in dict.fromkeys((each.role, each.name, each.email) for each in wanted)
        if (role, name, email) not in rows
    ]  # fmt: skip
    if new:
        tx.execute(insert(_table), new)


def seen_in(draft: ApplicationDraft) -> str:
    """Return the digest of what somebody confirms."""
    return digest({"answers": dict(draft.answers), "bundle": draft.bundle_digest})


def ask_signers(tx: Tx, draft: ApplicationDraft, applying: Applying, language: str, now: datetime) -> None:
    """Ask everybody who has not confirmed what stands there: the time runs anew, and who has an address gets mail."""
    ask_until(tx, draft, language, now + timedelta(days=applying.days), now)


def ask_until(
    tx: Tx, draft: ApplicationDraft, language: str, until: datetime, now: datetime, *, role: Role | None = None
) -> None:
    """Ask everybody (of one role) who has not confirmed what stands there, until an instant."""
    confirmed = _table.c.agreed.is_(True), _table.c.seen_digest == seen_in(draft)
    pending = select(_table.c.id).where(_table.c.owner == draft.id, *confirmed)
    asked = {
        "asked_at": now, "expires_at": until, "language": language,
        "answered_at": None, "agreed": None, "seen_digest": "",
    }  # fmt: skip
    chosen = () if role is None else (_table.c.role == role,)
    mine = _table.c.owner == draft.id, _table.c.id.not_in(pending), *chosen
    tx.execute(update(_table).where(*mine).values(asked))
    tx.execute(update(_table).where(*mine, _table.c.email != "").values(mail_due=now))


def require_signed(tx: Tx, secret_key: str, draft: ApplicationDraft, applying: Applying, now: datetime) -> None:
    """Raise `SignaturesMissing` unless everybody who has to has confirmed, and a proxy is authorised."""
    signers = signers_of(tx, secret_key, draft.id, seen_in(draft), now)
    waiting = [each.name for each in signers if each.state != "agreed"]
    proxy = proxy_of(tx, draft.id) if applying.proxy else None
    cosigners = sum(each.role == "cosigner" for each in signers)
    by_letter = proxy is not None and proxy.authority == "letter" and not has_letter(tx, draft.id)
    if waiting or cosigners < applying.least or by_letter:
        raise SignaturesMissing(names="、".join(waiting))


def signer_with(tx: Tx, secret_key: str, code: str, now: datetime) -> tuple[Signer, bool]:
    """Return who a code belongs to, and whether they have answered, or raise `NotFound`; `SignerExpired` when late."""
    row = tx.execute(select(_table).where(_table.c.code_hash == password_hash("signer", code))).one_or_none()
    if row is None or row.asked_at is None:
        raise NotFound
    signer = _read(row, secret_key, row.seen_digest, now)
    if signer.state == "expired":
        raise SignerExpired
    return signer, row.answered_at is not None


def answer_signer(tx: Tx, signer: Signer, draft: ApplicationDraft, *, seen: str, agreed: bool, now: datetime) -> None:
    """Note what somebody says to the answers with the digest `seen`; `SignerAnswered` when those are not there now."""
    if draft.case_id is not None or seen != seen_in(draft):
        raise SignerAnswered
    said = {"answered_at": now, "agreed": agreed, "seen_digest": seen, "mail_due": None}
    tx.execute(update(_table).where(_table.c.id == signer.id).values(said))


def mail_due(tx: Tx, secret_key: str, now: datetime) -> Signer | None:
    """Return somebody who is to be asked by mail now."""
    due = select(_table).where(_table.c.mail_due <= now).order_by(_table.c.mail_due).limit(1)
    row = tx.execute(due).one_or_none()
    return None if row is None else _read(row, secret_key, "", now)


def put_mail_off(tx: Tx, signer_id: str, now: datetime, until: datetime) -> bool:
    """Take it in hand to ask somebody; False when somebody else has."""
    taken = update(_table).where(_table.c.id == signer_id, _table.c.mail_due <= now).values(mail_due=until)
    return tx.execute(taken).rowcount == 1


def note_mailed(tx: Tx, signer_id: str) -> None:
    """Note that somebody was asked by mail."""
    tx.execute(update(_table).where(_table.c.id == signer_id).values(mail_due=None))


def hand_signers_over(tx: Tx, draft_id: str, case_id: str) -> None:
    """Let the case have what the draft had."""
    tx.execute(update(_table).where(_table.c.owner == draft_id).values(owner=case_id, mail_due=None))


def _read(row: Any, secret_key: str, seen: str, now: datetime) -> Signer:
    return Signer(
        id=row.id,
        owner=row.owner,
        role=row.role,
        name=row.name,
        email=row.email,
        code=signer_code(secret_key, row.id),
        language=row.language,
        state=_state(row, seen, now),
        expires_at=row.expires_at,
        answered_at=row.answered_at,
    )


def _state(row: Any, seen: str, now: datetime) -> SignerState:
    if row.answered_at is not None:
        if seen and row.seen_digest != seen:
            return "changed"
        return "agreed" if row.agreed else "declined"
    if row.asked_at is None:
        return "new"
    return "expired" if row.expires_at is not None and row.expires_at < now else "waiting"
