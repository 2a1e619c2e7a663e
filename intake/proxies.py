"""Applying for somebody else (代理): who does, how they belong together, and by what they are authorised (委任)."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final, Literal, TypeAlias, get_args

from sqlalchemy import delete, insert, select, update

from db.database import Tx
from forms.definition import Field
from intake import tables
from intake.attachments import attach, held_files
from intake.files import FileStore

Relation: TypeAlias = Literal["parent", "guardian", "family", "professional", "other"]
Authority: TypeAlias = Literal["letter", "consent"]
RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)
AUTHORITIES: Final[tuple[Authority, ...]] = get_args(Authority)
LETTER: Final = "_proxy_letter"
"""Under which name the letter of attorney (委任状) is held: no field can be called so."""
LETTER_FIELD: Final = Field(
    key=LETTER, type="file", label={"ja": "委任状", "en": "Letter of attorney"}, settings={"max_count": 3}
)
_table: Final = tables.proxy


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A proxy. `authority`: a letter of attorney is attached, or the principal confirms in person."""

    name: str
    relation: Relation
    authority: Authority
    matter: str = ""
    phone: str = ""
    email: str = ""


def proxy_of(tx: Tx, owner: str) -> Proxy | None:
    """Return who applies for the applicant of a draft or a case."""
    row = tx.execute(select(_table).where(_table.c.owner == owner)).one_or_none()
    if row is None:
        return None
    return Proxy(
        name=row.name,
        relation=row.relation,
        authority=row.authority,
        matter=row.matter,
        phone=row.phone,
        email=row.email,
    )


def keep_proxy(tx: Tx, owner: str, proxy: Proxy | None) -> None:
    """Note who applies for the applicant, or that nobody does."""
    tx.execute(delete(_table).where(_table.c.owner == owner))
    if proxy is not None:
        row = {
            "owner": owner, "name": proxy.name, "relation": proxy.relation, "authority": proxy.authority,
            "matter": proxy.matter, "phone": proxy.phone, "email": proxy.email,
        }  # fmt: skip
        tx.execute(insert(_table).values(row))


def attach_letter(tx: Tx, store: FileStore, owner: str, name: str, stream: BinaryIO, now: datetime) -> None:
    """Keep a letter of attorney; raises what `attach` raises."""
    attach(tx, store, owner, LETTER_FIELD, name, stream, now)


def has_letter(tx: Tx, owner: str) -> bool:
    """Say whether a letter of attorney is attached."""
    return LETTER in held_files(tx, owner)


def hand_proxy_over(tx: Tx, draft_id: str, case_id: str) -> None:
    """Let the case have what the draft had; notices go to the proxy where they gave an address."""
    proxy = proxy_of(tx, draft_id)
    if proxy is None:
        return
    tx.execute(update(_table).where(_table.c.owner == draft_id).values(owner=case_id))
    files = tables.attachment
    tx.execute(update(files).where(files.c.owner == draft_id, files.c.field == LETTER).values(owner=case_id))
    known = {"proxy_name": proxy.name} | ({"email": proxy.email} if proxy.email else {})
    tx.execute(update(tables.application).where(tables.application.c.case_id == case_id).values(known))
