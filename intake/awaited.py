"""Attachments that were promised (あとで出す, 紙で出す): what is still to come, and how it arrives.

What arrives goes into the record like an answer, and the office is told by a message, which the history knows of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from accounts.officer import Officer
from catalog.bundle import Bundle
from db.database import Tx
from db.prepared import Question
from engine.shell.view import CaseView
from forms.definition import Form
from forms.promises import How
from forms.validation import Validated
from intake import tables
from kernel.errors import NotFound

_table: Final = tables.awaited_attachment
AWAITED: Final = Question(
    select(_table).where(_table.c.case_id == bindparam("case_id")).order_by(_table.c.since, _table.c.field)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """An attachment that was promised; `arrived_at` is empty while it is still to come."""

    field: str
    how: How
    since: datetime
    arrived_at: datetime | None
    taken_by: str


def awaited_of(tx: Tx, case_id: str) -> tuple[Awaited, ...]:
    """Return what was promised in a case, whether it has arrived or not."""
    return tuple(
        Awaited(field=row.field, how=row.how, since=row.since, arrived_at=row.arrived_at, taken_by=row.taken_by)
        for row in AWAITED.all(tx, {"case_id": case_id})
    )


def promised_in(tx: Tx, case_id: str) -> dict[str, How]:
    """Return how what is still to come is to come, and what has come on paper: nobody is asked for that again."""
    return {each.field: each.how for each in awaited_of(tx, case_id) if each.arrived_at is None or each.taken_by}


def keep_promises(tx: Tx, case_id: str, form: Form, judged: Validated, now: datetime) -> None:
    """Note what `judged` promises; what it holds by now has arrived, what it asks for no more is forgotten."""
    known = {each.field: each for each in awaited_of(tx, case_id)}
    new = [
        {"case_id": case_id, "field": field, "how": how, "since": now, "taken_by": ""}
        for field, how in judged.promised.items()
        if field not in known
    ]
    if new:
        tx.execute(insert(_table), new)
    for field in known.keys() & {asked.key for asked in form.fields()}:
        here = _table.c.case_id == case_id, _table.c.field == field
        if judged.values.get(field):
            tx.execute(update(_table).where(*here, _table.c.arrived_at.is_(None)).values(arrived_at=now))
        elif field not in judged.promised:
            tx.execute(delete(_table).where(*here, _table.c.arrived_at.is_(None)))
        elif known[field].how != judged.promised[field]:
            tx.execute(update(_table).where(*here).values(how=judged.promised[field]))


def take_on_paper(tx: Tx, case: CaseView, field: str, officer: Officer, now: datetime) -> None:
    """Note that an officer of the case's department has received on paper what was promised."""
    if not officer.sees(case.department):
        raise NotFound
    here = _table.c.case_id == case.id, _table.c.field == field, _table.c.arrived_at.is_(None)
    if not tx.execute(update(_table).where(*here).values(arrived_at=now, taken_by=officer.id)).rowcount:
        raise NotFound


def form_with(bundle: Bundle, field: str) -> Form:
    """Return the form that asks for `field`."""
    found = next((form for form in bundle.forms.values() if form.field(field) is not None), None)
    if found is None:
        raise NotFound
    return found


def still_to_come(awaited: tuple[Awaited, ...]) -> Mapping[str, How]:
    """Return what has not arrived, by field."""
    return {each.field: each.how for each in awaited if each.arrived_at is None}
