"""Applications (申請): receiving one, finding it again, correcting it, taking it back.

An online application arrives when it is recorded in the file of the agency's computer (情報通信技術活用行政推進法
6条3項): the commit is the arrival. Everything that belongs to one receipt is written in the caller's transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from catalog.bundle import Bundle
from db.database import Tx
from db.prepared import Prepared, Question
from forms.definition import Field, Form
from intake import tables
from intake.drafts import ApplicationDraft
from intake.errors import LookUpFailed
from intake.receipt import look_up_password, password_hash, password_matches
from kernel.errors import NotFound
from kernel.ids import new_id, new_receipt_number, normalised_receipt_number
from kernel.json_types import Json

NOBODY: Final = "0" * 64
_OF_CASE: Final = Question(select(tables.application).where(tables.application.c.case_id == bindparam("wanted")))
_NUMBERED: Final = Question(select(tables.application).where(tables.application.c.number == bindparam("wanted")))
_ENTER: Final = Prepared(insert(tables.application), tables.application.columns.keys())
_KEEP: Final = Prepared(insert(tables.submission), tables.submission.columns.keys())
_MARK: Final = Prepared(
    update(tables.application_draft)
    .where(tables.application_draft.c.id == bindparam("draft"))
    .values(case_id=bindparam("case"), answers=bindparam("nothing")),
    apart=True,
)
_HAND_OVER: Final = Prepared(
    update(tables.attachment).where(tables.attachment.c.owner == bindparam("draft")).values(owner=bindparam("case")),
    apart=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What identifies an application to the resident and to staff; the answers stand in the case's record."""

    case_id: str
    number: str
    procedure: str
    bundle_digest: str
    applicant_name: str
    email: str
    language: str
    channel: str
    arrived_at: datetime
    proxy_name: str = ""
    """Who applied for the applicant (代理人), if somebody did."""

    def addressee(self, language: str = "ja") -> str:
        """Return to whom letters are addressed: the applicant, in care of who applies for them."""
        if not self.proxy_name:
            return self.applicant_name
        ja = language != "en"
        return (
            f"{self.applicant_name}（代理人 {self.proxy_name}）"
            if ja
            else (f"{self.applicant_name} (represented by {self.proxy_name})")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the resident takes home (受付のお知らせ)."""

    case_id: str
    number: str
    password: str
    arrived_at: datetime
    email: str
    """Where notices go; empty when there is no address."""


def enter(
    tx: Tx,
    secret_key: str,
    bundle: Bundle,
    case_id: str,
    values: Mapping[str, Json],
    *,
    language: str,
    channel: str,
    now: datetime,
) -> Receipt:
    """Give a new case its receipt number and keep who applied."""
    number, password = new_receipt_number(), look_up_password(secret_key, case_id)
    form = entry_form(bundle)
    name, email = applicant_name(form, values), applicant_email(form, values)
    row = {
        "case_id": case_id, "number": number, "secret_hash": password_hash(case_id, password),
        "procedure": bundle.procedure, "bundle_digest": bundle.digest, "applicant_name": name,
        "email": email, "language": language, "channel": channel, "arrived_at": now,
        "proxy_name": "",
    }  # fmt: skip
    _ENTER.run(tx, row)
    return Receipt(case_id=case_id, number=number, password=password, arrived_at=now, email=email)


def receipt_of(tx: Tx, secret_key: str, case_id: str) -> Receipt:
    """Return the receipt of a case once more: a repeated submission shows the same one."""
    row = _OF_CASE.one(tx, {"wanted": case_id})
    password = look_up_password(secret_key, case_id)
    return Receipt(case_id=case_id, number=row.number, password=password, arrived_at=row.arrived_at, email=row.email)


def keep_submission(
    tx: Tx, case_id: str, node: str, form: Form, answers: Mapping[str, Json], *, by: str, now: datetime
) -> None:
    """Keep what was sent in, as it was sent in."""
    row = {
        "id": new_id(now), "case_id": case_id, "node": node, "form_digest": form.digest, "answers": dict(answers),
        "submitted_by": by, "submitted_at": now,
    }  # fmt: skip
    _KEEP.run(tx, row)


def mark_sent(tx: Tx, draft: ApplicationDraft, form: Form, case_id: str) -> None:
    """Tie the draft to its case, and let go of what was typed: the case's record has it now."""
    _MARK.run(tx, {"draft": draft.id, "case": case_id, "nothing": {}})
    if draft.answers.keys() & {field.key for field in form.fields() if _holds_files(field)}:
        _HAND_OVER.run(tx, {"draft": draft.id, "case": case_id})


def application_numbered(tx: Tx, number: str) -> Application | None:
    """Return the application with this receipt number, written as it was given out."""
    row = _NUMBERED.one(tx, {"wanted": number})
    return None if row is None else _read(row)


def look_up(tx: Tx, number: str, password: str) -> Application:
    """Return the application, or raise `LookUpFailed`: unknown number and wrong password cost and say the same."""
    table = tables.application
    normalised = normalised_receipt_number(number)
    row = tx.execute(select(table).where(table.c.number == (normalised or ""))).one_or_none()
    stored = row.secret_hash if row is not None else NOBODY
    matches = password_matches(row.case_id if row is not None else "", password, stored)
    if row is None or not matches:
        raise LookUpFailed
    return _read(row)


def case_numbered(tx: Tx, number: str) -> str:
    """Return the case with a receipt number, however it is typed, or raise `NotFound`. Only for who may know it."""
    table = tables.application
    found = tx.scalar(select(table.c.case_id).where(table.c.number == (normalised_receipt_number(number) or "")))
    if found is None:
        raise NotFound
    return str(found)


def application(tx: Tx, case_id: str) -> Application | None:
    """Return the application of a case."""
    row = _OF_CASE.one(tx, {"wanted": case_id})
    return None if row is None else _read(row)


def applications(tx: Tx, case_ids: list[str]) -> dict[str, Application]:
    """Return the applications of many cases in one query."""
    table = tables.application
    rows = tx.execute(select(table).where(table.c.case_id.in_(case_ids)))
    return {row.case_id: _read(row) for row in rows}


def entry_form(bundle: Bundle) -> Form:
    """Return the form with which a case of this version begins."""
    return bundle.forms[bundle.entry.form or ""]


def applicant_name(form: Form, values: Mapping[str, Json]) -> str:
    """Return the name in the first name field, as typed."""
    value = next((values.get(field.key) for field in _of_type(form, "name") if values.get(field.key)), None)
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in (value.get("family"), value.get("given")) if part)[:200]
    return ""


def applicant_email(form: Form, values: Mapping[str, Json]) -> str:
    """Return the address in the first e-mail field, or an empty string."""
    return next((str(values[field.key]) for field in _of_type(form, "email") if values.get(field.key)), "")


def _holds_files(field: Field) -> bool:
    return field.type == "file" or any(map(_holds_files, field.fields))


def _of_type(form: Form, field_type: str) -> list[Field]:
    return [field for field in form.fields() if field.type == field_type]


def _read(row: Any) -> Application:
    return Application(
        case_id=row.case_id,
        number=row.number,
        procedure=row.procedure,
        bundle_digest=row.bundle_digest,
        applicant_name=row.applicant_name,
        email=row.email,
        language=row.language,
        channel=row.channel,
        arrived_at=row.arrived_at,
        proxy_name=row.proxy_name,
    )
