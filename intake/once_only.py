"""Once only (ワンスオンリー): what somebody has answered before is offered to them, never put in by itself.

Questions with the same `once_only` mean the same. Answers come from an earlier application that the resident has
opened with its number and password. A register that has checked who asks can be a source in the same way; none is
connected yet. With consent those that they choose are written into the draft; where each came from is kept with the
case, as long as the answer stays.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy import delete, insert, select

from db.database import Tx
from forms.definition import Field, Form
from forms.validation import validate
from intake import tables
from intake.drafts import ApplicationDraft, keep_answers
from intake.errors import ConsentMissing
from kernel.clock import local_date
from kernel.documents import digest
from kernel.json_types import Json

Source: TypeAlias = Literal["application", "register"]
NEVER: Final = frozenset({"file", "group", "computed", "note", "consent"})
"""Types whose answers are not taken over: consent is given each time, files belong to what they were sent with."""
_table: Final = tables.reused_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An answer that is known: which question of the form it answers, and where it is from."""

    field: Field
    value: Json
    source: Source
    origin: str
    """The receipt number of the earlier application, or the name of the register."""
    since: datetime
    """When it was given, or when the register was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an answer of a case is from."""

    source: Source
    origin: str
    since: datetime


def asks_known(form: Form) -> bool:
    """Say whether `form` asks anything that could be known."""
    return any(_can_be_known(field) for field in form.fields())


def meant_by(forms: Iterable[Form], record: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a record says, in the words that all forms share."""
    return {
        field.once_only: record[field.key]
        for form in forms
        for field in form.fields()
        if field.once_only and _can_be_known(field) and record.get(field.key) is not None
    }


def known(
    form: Form, said: Mapping[str, Json], *, source: Source, origin: str, since: datetime, now: datetime
) -> tuple[Known, ...]:
    """Return which questions of `form` are answered by what was `said`; what does not fit them is left out."""
    asked = [each for each in form.fields() if _can_be_known(each) and each.once_only in said]
    tried = {each.key: said[each.once_only or ""] for each in asked}
    wrong = {
        problem.pointer.split("/")[1] for problem in validate(form, tried, local_date(now)).errors if problem.pointer
    }
    return tuple(
        Known(field=each, value=tried[each.key], source=source, origin=origin, since=since)
        for each in asked
        if each.key not in wrong
    )


def take(
    tx: Tx, draft: ApplicationDraft, offered: Iterable[Known], wanted: Collection[str], *, consent: bool, now: datetime
) -> tuple[Known, ...]:
    """Write the `wanted` of what is `offered` into the draft, and note where it is from; raises `ConsentMissing`."""
    if not consent:
        raise ConsentMissing
    taken = tuple(each for each in offered if each.field.key in wanted)
    if not taken:
        return ()
    keep_answers(tx, draft, {**draft.answers, **{each.field.key: each.value for each in taken}}, now)
    keys = [each.field.key for each in taken]
    tx.execute(delete(_table).where(_table.c.case_id == draft.future_case, _table.c.field.in_(keys)))
    tx.execute(
        insert(_table),
        [
            {
                "case_id": draft.future_case, "field": each.field.key, "draft": draft.id, "source": each.source,
                "origin": each.origin, "since": each.since, "digest": _mark(draft.future_case, each.value),
                "consented_at": now,
            }
            for each in taken
        ],
    )  # fmt: skip
    return taken


def origins_of(tx: Tx, case_id: str, answers: Mapping[str, Json]) -> dict[str, Origin]:
    """Return by field where answers of a case, or of a draft that will be it, are from; what was changed is its own."""
    rows = tx.execute(select(_table).where(_table.c.case_id == case_id))
    return {
        row.field: Origin(source=row.source, origin=row.origin, since=row.since)
        for row in rows
        if row.field in answers and _mark(case_id, answers[row.field]) == row.digest
    }


def _can_be_known(field: Field) -> bool:
    return field.once_only is not None and field.type not in NEVER


def _mark(case_id: str, value: Json) -> str:
    """Return by what a value is known again; the same answer of another case has another mark."""
    return digest([case_id, value])
