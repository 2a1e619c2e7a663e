"""What changed in the answers of a case since an instant: from what was sent in and what staff mended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from db.database import Tx
from intake import tables
from kernel.json_types import Json

_submission, _amendment = tables.submission, tables.amendment


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field whose value is another one than it was; `by` is `resident` or an officer's id."""

    field: str
    before: Json
    after: Json
    by: str
    at: datetime


def changes_since(tx: Tx, case_id: str, since: datetime) -> tuple[Change, ...]:
    """Return the fields that differ from what they held at `since`, each once, in the order in which they changed."""
    then: dict[str, Json] = {}
    now: dict[str, Change] = {}
    for at, by, values in sorted(_written(tx, case_id), key=lambda each: each[0]):
        for field, value in values.items():
            if at <= since:
                then[field] = value
            else:
                now[field] = Change(field=field, before=then.get(field), after=value, by=by, at=at)
    return tuple(change for change in now.values() if change.before != change.after)


def _written(tx: Tx, case_id: str) -> Iterator[tuple[datetime, str, Mapping[str, Any]]]:
    """Yield who wrote which fields when. What a form leaves out that it held before was taken away."""
    held: dict[str, set[str]] = {}
    rows = tx.execute(select(_submission).where(_submission.c.case_id == case_id).order_by(_submission.c.submitted_at))
    for row in rows:
        gone = dict.fromkeys(held.get(row.form_digest, set()) - row.answers.keys())
        held[row.form_digest] = {*row.answers}
        yield row.submitted_at, row.submitted_by, {**gone, **row.answers}
    for row in tx.execute(select(_amendment).where(_amendment.c.case_id == case_id)):
        yield row.amended_at, row.officer, {row.field: row.after}
