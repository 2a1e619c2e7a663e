"""Correcting an obvious error in what an applicant wrote (職権補正): by staff, with a reason, old and new value kept.

It is for slips of the pen, not for the will of the applicant: whole groups, files and consents are left to a
correction by the applicant (補正).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select

from catalog.bundle import Bundle
from db.database import Tx
from engine.core.actor import Actor
from engine.core.commands import Amend
from engine.shell.case_rows import find_case
from engine.shell.view import CaseView
from forms.definition import Field, Form
from forms.promises import PROMISES
from forms.validation import Validated, validate
from intake import tables
from intake.applications import entry_form
from intake.awaited import promised_in
from intake.case_words import renew_words
from intake.desk import Desk
from kernel.clock import local_date
from kernel.json_types import Json

LEFT_TO_THE_APPLICANT: Final = frozenset({"group", "file", "consent", "computed", "note"})
_table = tables.amendment


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A value that staff mended."""

    number: int
    field: str
    before: Json
    after: Json
    officer: str
    reason: str
    at: datetime


def amendable(form: Form) -> Iterator[Field]:
    """Yield the fields that staff may mend."""
    return (field for field in form.fields() if field.type not in LEFT_TO_THE_APPLICANT)


def amend(
    tx: Tx, desk: Desk, case: CaseView, bundle: Bundle, actor: Actor, typed: Mapping[str, Json], reason: str, *,
    command_id: str, now: datetime,
) -> Validated:  # fmt: skip
    """Lay what staff typed over the answers. Nothing changes unless the returned judgement is `ok`."""
    case, form = find_case(tx, case.id, lock=True), entry_form(bundle)
    own = {field.key for field in form.fields()}
    known = {key: value for key, value in desk.record.values(tx, case.id).items() if key in own}
    answers = {**known, **typed, PROMISES: promised_in(tx, case.id)}
    judged = validate(form, answers, local_date(now), params=bundle.flow.params)
    if not judged.ok:
        return judged
    changed = {key: judged.values.get(key) for key in own if judged.values.get(key) != known.get(key)}
    command = Amend(actor=actor, fields=tuple(sorted(changed)), reason=reason)
    after = desk.engine.handle(tx, case.id, command, command_id=command_id, now=now)
    if after.version == case.version:
        return judged  # the same click once more
    desk.record.record(tx, case.id, changed)
    renew_words(tx, desk.record, bundle, case.id)
    rows = [
        {
            "case_id": case.id, "number": case.state.last + 1, "field": field, "before": known.get(field),
            "after": value, "officer": actor.id, "reason": reason.strip(), "amended_at": now,
        }
        for field, value in changed.items()
    ]  # fmt: skip
    tx.execute(insert(_table), rows)
    return judged


def amendments(tx: Tx, case_id: str) -> tuple[Amendment, ...]:
    """Return what staff mended in a case, oldest first."""
    rows = tx.execute(select(_table).where(_table.c.case_id == case_id).order_by(_table.c.number, _table.c.field))
    return tuple(
        Amendment(
            number=row.number,
            field=row.field,
            before=row.before,
            after=row.after,
            officer=row.officer,
            reason=row.reason,
            at=row.amended_at,
        )
        for row in rows
    )
