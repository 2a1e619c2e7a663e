"""Entering by hand what a case waits for: a message that came by telephone, on paper, or to a colleague."""

from typing import Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.core.errors import UnfittingData
from engine.shell.incoming import Message, take_message
from kernel.errors import DomainError, NotFound
from kernel.json_types import Json
from web.access import current_officer, staff
from web.acting import sentence_of
from web.case_page import Attempt, show_case
from web.casework import actor_of, seen_case
from web.services import services
from workflow.definition import Flow

blueprint: Final = Blueprint("case_waits", __name__, url_prefix="/staff/cases")
TRUTHS: Final = {"true": True, "false": False}


@blueprint.post("/<case_id>/waits/<int:number>")
@staff
def enter(case_id: str, number: int) -> ResponseReturnValue:
    """Deliver the message that the case waits for under `number`, with what was typed."""
    context, now = services(), services().clock.now()
    typed: dict[str, Json] = {
        name.removeprefix("data-"): text.strip()[:4_000]
        for name, text in request.form.items()
        if name.startswith("data-") and text.strip()
    }
    try:
        with context.database.begin() as tx:
            actor = actor_of(tx, current_officer(), now)
            case = seen_case(tx, current_officer(), actor, case_id)
            wait = case.state.pending.find(number)
            if wait is None or wait.kind != "message":
                raise NotFound
            flow = context.library.program(tx, case.program).flow
            values = {name: _read(flow, name, str(text)) for name, text in typed.items()}
            message_id = f"{number}.{request.form.get('nonce', '')[:40]}"
            told = Message(id=message_id, name=wait.name, sender=actor, values=values)
            take_message(tx, context.desk.engine, case_id, told, now)
    except NotFound:
        raise
    except DomainError as error:
        with context.database.read() as tx:
            return show_case(tx, case_id, Attempt(item=number, sentence=sentence_of(error), typed=typed)), 422
    flash(_("連絡を届けました。"))
    return redirect(url_for("cases.case", case_id=case_id), code=303)


def _read(flow: Flow, name: str, text: str) -> Json:
    """Return what was typed as the type of its data; a text stays a text, and is judged by the engine."""
    item = flow.data.get(name)
    if item is None:
        return text
    if item.type in ("yesno", "boolean", "consent"):
        return TRUTHS.get(text, text)
    if item.type not in ("number", "money"):
        return text
    try:
        return int(text.replace(",", "")) if item.type == "money" else float(text.replace(",", ""))
    except ValueError as error:
        raise UnfittingData(name=item.title or name, type=item.type) from error
