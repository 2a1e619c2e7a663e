"""After the application: where it stands, words with the office, taking it back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from bootstrap import Asked, Tx, foreseen
from catalog.bundle import Bundle
from engine.core.actor import RESIDENT
from engine.core.errors import CaseClosed
from engine.shell.case_rows import HISTORY, ONE_CASE, find_case
from engine.shell.resident_status import ResidentStatus, resident_status
from engine.shell.view import CaseView
from forms.definition import Form
from forms.page_model import summary_view
from forms.promises import How
from forms.views import SectionView
from intake.applications import Application, application_numbered, look_up
from intake.attachments import Attachment, attach, attachments_of, safe_name
from intake.awaited import AWAITED, awaited_of, form_with, still_to_come
from intake.correspondence import (
    CONVERSATION,
    ENCLOSED_FIELD,
    MOST_ENCLOSED,
    CaseMessage,
    conversation,
    enclosures,
    send_message,
)
from intake.desk import withdraw
from intake.errors import LookUpFailed, MessageEmpty, TooManyFiles
from intake.files import FileInfected, FileNotAccepted, FileTooLarge
from intake.guide import Progress, Stage, stages_told
from intake.record import RECORD
from kernel.errors import NotFound
from kernel.text import Text, say
from notify.deliver import LETTERS, Message, messages_of
from web.access import anyone
from web.languages import language
from web.limits import limit_guesses, limiter
from web.pages import render_page
from web.rating import OVER, still_asked
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("status", __name__)
CASES: Final = "cases"
MOST_CASES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUpPage:
    """Number and password."""

    template: ClassVar[str] = "resident/look_up.html"
    number: str
    problem: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """Where the application stands."""

    template: ClassVar[str] = "resident/status.html"
    application: Application
    bundle: Bundle
    status: ResidentStatus
    stages: tuple[tuple[Stage, Progress], ...]
    messages: tuple[Message, ...]
    sections: tuple[SectionView, ...]
    awaited: tuple[tuple[str, How], ...]
    """Labels of the attachments that are still to come, and how."""
    conversation: tuple[CaseMessage, ...]
    enclosed: Mapping[int, tuple[Attachment, ...]]
    """By message what the office sent along."""
    body: str
    sentence: str
    """What was written and could not be sent, and why."""
    nonce: str
    ask: Mapping[int, str]
    """What can be answered to how it went; empty before the decision and once it was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPage:
    """The confirmation before an application is taken back."""

    template: ClassVar[str] = "resident/withdraw.html"
    application: Application
    bundle: Bundle
    nonce: str


@blueprint.get("/s", endpoint="look_up")
@anyone
def look_up_page() -> ResponseReturnValue:
    """Ask for number and password."""
    return render_page(LookUpPage(number=request.args.get("number", "")[:40], problem=None))


@blueprint.post("/s")
@anyone
@limit_guesses
def find() -> ResponseReturnValue:
    """Open the status page; unknown numbers and wrong passwords are answered alike."""
    number, password = request.form.get("number", "")[:100], request.form.get("password", "")[:200]
    try:
        with services().database.read() as tx:
            found = look_up(tx, number, password)
    except LookUpFailed as error:
        return render_page(LookUpPage(number=number, problem=text_of(error))), 422
    opened = [case for case in session.get(CASES, []) if case != found.case_id]
    session[CASES] = [*opened, found.case_id][-MOST_CASES:]
    return redirect(url_for(".page", number=found.number), code=303)


@blueprint.get("/s/<number>")
@anyone
def page(number: str) -> ResponseReturnValue:
    """Show where the application stands."""
    with services().database.read() as tx:
        return _status_page(tx, number)


@blueprint.post("/s/<number>/messages")
@anyone
@limiter.limit("10 per minute")
def write(number: str) -> ResponseReturnValue:
    """Send a message to the office; one that cannot be sent is shown again with the reason."""
    context, body = services(), request.form.get("body", "")
    command_id = f"message:{request.form.get('nonce', '')[:40]}"
    try:
        with context.database.begin() as tx:
            _found, case, _bundle = opened(tx, number)
            now, files = context.clock.now(), [each for each in request.files.getlist("files") if each.filename]
            said = body + "".join(f"\n（{safe_name(each.filename or '')}）" for each in files[:MOST_ENCLOSED])
            if send_message(tx, context.desk, case.id, RESIDENT, said, command_id=command_id, now=now):
                for each in files[:MOST_ENCLOSED]:
                    attach(tx, context.files, case.id, ENCLOSED_FIELD, each.filename or "", each.stream, now)  # type: ignore[arg-type]  # werkzeug's stream reads bytes
    except (MessageEmpty, CaseClosed, FileTooLarge, FileNotAccepted, FileInfected, TooManyFiles) as error:
        with context.database.read() as tx:
            return _status_page(tx, number, body[:4_000], say(text_of(error), language())), 422
    return redirect(url_for(".page", number=number, sent="1"), code=303)


@blueprint.get("/s/<number>/withdraw")
@anyone
def confirm_withdrawal(number: str) -> ResponseReturnValue:
    """Ask whether the application is really to be taken back."""
    with services().database.read() as tx:
        found, _case, bundle = opened(tx, number)
    return render_page(WithdrawPage(application=found, bundle=bundle, nonce=secrets.token_hex(8)))


@blueprint.post("/s/<number>/withdraw")
@anyone
def take_back(number: str) -> ResponseReturnValue:
    """Take the application back."""
    context = services()
    reason = request.form.get("reason", "").strip()[:500]
    with context.database.begin() as tx:
        found, case, _bundle = opened(tx, number)
        command_id = f"withdraw:{request.form.get('nonce', '')[:40]}"
        withdraw(tx, context.desk, case.id, reason, command_id=command_id, now=context.clock.now())
    return redirect(url_for(".page", number=found.number), code=303)


def opened(tx: Tx, number: str) -> tuple[Application, CaseView, Bundle]:
    """Return what belongs to `number` if this browser has shown its password; otherwise there is no such page."""
    found = _shown(tx, number)
    case = find_case(tx, found.case_id)
    return found, case, services().library.bundle(tx, case.program)


def _shown(tx: Tx, number: str) -> Application:
    shown = session.get(CASES, [])
    found = application_numbered(tx, number) if shown else None
    if found is None or found.case_id not in shown:
        raise NotFound
    return found


def _asked_by_page(case_id: str) -> list[Asked]:
    """Return what the page is going to ask about a case: it asks all of it at once."""
    about: Mapping[str, object] = {"case_id": case_id}
    questions = (ONE_CASE, HISTORY, RECORD, AWAITED, CONVERSATION)
    return [*((question, about) for question in questions), (LETTERS, {**about, "to": "applicant"})]


def _status_page(tx: Tx, number: str, body: str = "", sentence: str = "") -> str:
    found = _shown(tx, number)
    with foreseen(tx, *_asked_by_page(found.case_id)):
        return _status_of(tx, found, body, sentence)


def _status_of(tx: Tx, found: Application, body: str, sentence: str) -> str:
    context, case = services(), find_case(tx, found.case_id)
    bundle = context.library.bundle(tx, case.program)
    record = context.desk.record.values(tx, case.id)
    status = resident_status(tx, context.library, case)
    coming = still_to_come(awaited_of(tx, case.id))
    sections = (section for form in own_forms(bundle) for section in summary_view(form, record, language(), coming))
    return render_page(
        StatusPage(
            application=found,
            bundle=bundle,
            status=status,
            stages=stages_told(status.phase, bundle.flow),
            messages=messages_of(tx, case.id),
            sections=tuple(sections),
            awaited=tuple((label_of(bundle, field), how) for field, how in coming.items()),
            conversation=(said := conversation(tx, case.id)),
            enclosed=enclosures(attachments_of(tx, case.id)) if said else {},
            body=body,
            sentence=sentence,
            nonce=secrets.token_hex(8),
            ask=still_asked(found.case_id, "decision") if status.phase in OVER else {},
        )
    )


def label_of(bundle: Bundle, field: str) -> str:
    """Return how the applicant's forms call `field`."""
    asked = form_with(bundle, field).field(field)
    return say(asked.label, language()) if asked is not None else field


def own_forms(bundle: Bundle) -> list[Form]:
    """Return the forms that the applicant fills in; what staff write down for themselves is not shown here."""
    keys = dict.fromkeys(node.form for node in bundle.flow.nodes.values() if node.type == "form" and node.form)
    return [bundle.forms[key] for key in keys if key in bundle.forms]
