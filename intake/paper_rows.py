"""Rows of paper applications (紙の申請書の一括受付) become applications, judged as if they had been typed.

Each row becomes at most one, however often its file comes: its draft is named by the row itself, and the draft's case
by the draft. What is wrong stays with its row, to be put right at the counter or in the file; nothing is lost.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError

from accounts.officer import Officer
from catalog.bundle import Bundle
from db.database import Database, Tx
from forms.definition import Form
from forms.promises import PROMISES, ways_of
from forms.sheet_columns import answers_in, matched
from forms.validation import validate
from intake import tables
from intake.applications import entry_form
from intake.desk import Desk, submit
from intake.drafts import ApplicationDraft, begin_draft, find_draft, keep_answers
from intake.errors import NOT_NOW, SignaturesMissing
from intake.messages import MESSAGES
from intake.paper_sheets import PaperSheet, State
from kernel.clock import local_date
from kernel.errors import NotFound
from kernel.json_types import Json
from kernel.text import Text

AT_ONCE: Final = 20
"""So many rows are worked off in a request; the page asks for the next."""
_sheet: Final = tables.paper_sheet
_row: Final = tables.paper_row


def work_sheet_off(database: Database, desk: Desk, bundle: Bundle, sheet: PaperSheet, now: datetime) -> None:
    """Receive the next rows, each in a transaction of its own."""
    columns, _unknown = matched(entry_form(bundle), sheet.heading)
    for row in [each for each in sheet.rows if each.state == "waiting"][:AT_ONCE]:
        with suppress(IntegrityError), database.begin() as tx:  # the same row, brought twice at once: it waits a round
            answers = _with_papers(entry_form(bundle), answers_in(columns, row.cells))
            _receive(tx, desk, bundle, sheet, row.number, answers, now)


def _receive(
    tx: Tx, desk: Desk, bundle: Bundle, sheet: PaperSheet, number: int, answers: Mapping[str, Json], now: datetime
) -> None:
    line = tx.execute(_line(sheet, number).with_for_update()).one()
    if line.state != "waiting":
        return
    if (earlier := _earlier(tx, sheet.procedure, line.key)) is not None:
        _note(tx, sheet, number, state="known", case_id=earlier)
        return
    draft = _draft(tx, desk, sheet, number, line.key, answers, now, officer=sheet.officer)
    if draft.case_id is not None:
        _note(tx, sheet, number, state="known", case_id=draft.case_id)
        return
    judged = validate(entry_form(bundle), draft.answers, local_date(now), params=bundle.flow.params)
    if not judged.ok:
        _note(tx, sheet, number, state="wrong", problems=[_said(each.message) for each in judged.errors])
        return
    try:
        receipt = submit(tx, desk, draft, bundle, language="ja", now=now)
    except (SignaturesMissing, *NOT_NOW) as error:
        _note(tx, sheet, number, state="wrong", problems=[MESSAGES.text(error.code, **error.params)])
        return
    assert receipt is not None  # it was judged above
    _note(tx, sheet, number, state="received", case_id=receipt.case_id)


def entry_of(
    tx: Tx, desk: Desk, officer: Officer, sheet: PaperSheet, number: int, bundle: Bundle, now: datetime
) -> str:
    """Return the token of the entry in which an officer puts a row right, as at the counter."""
    line = tx.execute(_line(sheet, number).with_for_update()).one_or_none()
    if line is None or line.state != "wrong":
        raise NotFound
    columns, _unknown = matched(entry_form(bundle), sheet.heading)
    answers = _with_papers(entry_form(bundle), answers_in(columns, line.cells))
    _draft(tx, desk, sheet, number, line.key, answers, now, officer=officer.id)
    return _token(desk.secret_key, sheet.procedure, line.key)


def _with_papers(form: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return `answers` with every attachment that may come on paper promised so: it lies with the application."""
    papers: dict[str, Json] = {each.key: "paper" for each in form.fields() if "paper" in ways_of(each)}
    return {**answers, **({PROMISES: papers} if papers else {})}


def _draft(
    tx: Tx, desk: Desk, sheet: PaperSheet, number: int, key: str, answers: Mapping[str, Json], now: datetime,
    *, officer: str,
) -> ApplicationDraft:  # fmt: skip
    """Return the draft of a row with these answers; there is one for every row, whatever file it comes in."""
    token = _token(desk.secret_key, sheet.procedure, key)
    try:
        draft = find_draft(tx, token, now, lock=True)
    except NotFound:
        begin_draft(tx, sheet, now, channel="paper", officer=officer, token=token)
        draft = find_draft(tx, token, now, lock=True)
    if draft.case_id is None:
        keep_answers(tx, draft, answers, now)
    tx.execute(update(_row).where(_row.c.sheet == sheet.id, _row.c.number == number).values(draft=draft.id))
    return find_draft(tx, token, now)


def _token(secret_key: str, procedure: str, key: str) -> str:
    named = f"paper\0{procedure}\0{key}".encode()
    return hmac.new(secret_key.encode(), named, hashlib.sha256).hexdigest()[:40]


def _said(message: Text) -> Json:
    return message if isinstance(message, str) else dict(message)


def _earlier(tx: Tx, procedure: str, key: str) -> str | None:
    """Return the case that this row has become before."""
    found = (
        select(_row.c.case_id)
        .join(_sheet, _sheet.c.id == _row.c.sheet)
        .where(_sheet.c.procedure == procedure, _row.c.key == key, _row.c.case_id.is_not(None))
    )
    case_id = tx.scalar(found.limit(1))
    return None if case_id is None else str(case_id)


def _line(sheet: PaperSheet, number: int) -> Select[Any]:
    return select(_row).where(_row.c.sheet == sheet.id, _row.c.number == number)


def _note(
    tx: Tx, sheet: PaperSheet, number: int, *, state: State, problems: Sequence[Json] = (), case_id: str | None = None
) -> None:
    """Note what became of a row; what stood in it is forgotten once it is an application."""
    values: dict[str, Any] = {"state": state, "problems": [*problems], "case_id": case_id}
    if case_id is not None:
        values["cells"] = []
    tx.execute(update(_row).where(_row.c.sheet == sheet.id, _row.c.number == number).values(values))
