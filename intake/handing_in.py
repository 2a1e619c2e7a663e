"""Handing in what was promised (あとで出す): files go into the record, and the office is told by a message."""

from collections.abc import Mapping
from datetime import datetime

from catalog.bundle import Bundle
from db.database import Tx
from engine.core.actor import RESIDENT
from engine.shell.case_rows import find_case
from engine.shell.view import CaseView
from forms.validation import Validated
from intake.applications import keep_submission
from intake.awaited import awaited_of, form_with, keep_promises, still_to_come
from intake.correspondence import send_message
from intake.desk import Desk
from intake.errors import NothingAttached
from intake.messages import MESSAGES
from kernel.json_types import Json
from kernel.text import say


def hand_in(
    tx: Tx, desk: Desk, case: CaseView, bundle: Bundle, files: Mapping[str, Json], *, command_id: str, now: datetime
) -> None:
    """Take the uploads in `files` that somebody waits for, or raise `NothingAttached`; `CaseClosed` when it is over."""
    case = find_case(tx, case.id, lock=True)
    waiting = still_to_come(awaited_of(tx, case.id))
    given = {field: value for field, value in files.items() if field in waiting and value}
    if not given:
        raise NothingAttached
    labels = []
    for form in {form.key: form for form in (form_with(bundle, field) for field in given)}.values():
        own = {asked.key: say(asked.label) for asked in form.fields()}
        mine = {field: value for field, value in given.items() if field in own}
        labels += [own[field] for field in mine]
        known = {key: value for key, value in desk.record.values(tx, case.id).items() if key in own}
        left = {field: how for field, how in waiting.items() if field not in given}
        keep_promises(tx, case.id, form, Validated({**known, **mine}, (), left), now)
        keep_submission(tx, case.id, _node_of(bundle, form.key), form, {**known, **mine}, by="resident", now=now)
    desk.record.record(tx, case.id, given)
    body = say(MESSAGES.text("intake.handed_in", labels="」「".join(labels)))
    send_message(tx, desk, case.id, RESIDENT, body, command_id=command_id, now=now)


def _node_of(bundle: Bundle, form_key: str) -> str:
    return next(node.key for node in bundle.flow.nodes.values() if node.form == form_key)
