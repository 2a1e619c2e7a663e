"""Where work goes beside the flow: to an earlier step (差戻し), back to oneself (引戻し), to a colleague (割当て)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from bootstrap import Tx
from catalog.bundle import Bundle
from catalog.reasons import require_complete
from engine.core.actor import Actor
from engine.core.assignment import may_do
from engine.core.commands import Assign, Command, PullBack, SendBack
from engine.core.marking import tokens_of
from engine.core.program import Program, Step
from engine.core.sending_back import may_send_back, messages_behind, steps_behind
from engine.shell.case_rows import entries_of
from engine.shell.view import CaseView
from forms.page_model import summary_view
from forms.views import SectionView
from intake.applications import Application, application, entry_form
from kernel.errors import DomainError, NotFound
from kernel.text import Text
from web.access import current_officer, staff
from web.acting import carry_out, sentence_of
from web.case_page import Attempt, show_case
from web.case_queue import after_deciding, staying_at
from web.casework import actor_of, posts_of, seen_case
from web.languages import language
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("case_sending", __name__, url_prefix="/staff/cases")


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackPage:
    """Where to, and why."""

    template: ClassVar[str] = "staff/cases/send_back.html"
    case: CaseView
    application: Application | None
    title: Text
    steps: tuple[Step, ...]
    heard: tuple[tuple[str, Text], ...]
    """Steps that have received a message and may come again: key and title."""
    again: tuple[str, ...]
    sections: tuple[SectionView, ...]
    directory: Directory
    to: str
    reason: str
    fields: tuple[str, ...]
    due: str
    sentence: str
    nonce: str


@blueprint.get("/<case_id>/items/<int:number>/send-back")
@staff
def ask(case_id: str, number: int) -> ResponseReturnValue:
    """Ask where an item is to go back to."""
    with services().database.read() as tx:
        return _page(tx, case_id, number, "")


@blueprint.post("/<case_id>/items/<int:number>/send-back")
@staff
def send(case_id: str, number: int) -> ResponseReturnValue:
    """Send an item back; what cannot be done is told on the same page, and what was typed is still there."""

    def command(actor: Actor) -> Command:
        form = request.form
        return SendBack(
            actor=actor,
            item=number,
            to=form.get("to", "")[:64],
            reason=form.get("reason", "").strip()[:4_000],
            fields=tuple(form.getlist("fields")[:200]),
            due_on=_day(form.get("due", "")),
            again=tuple(form.getlist("again")[:100]),
        )

    try:
        require_complete(request.form.get("reason", ""))
        carry_out(case_id, f"back:{number}", command)
    except NotFound:
        raise
    except DomainError as error:
        sentence = sentence_of(error)
        with services().database.read() as tx:
            try:
                return _page(tx, case_id, number, sentence), 422
            except NotFound:  # the item is gone: the case says what became of it
                attempt = Attempt(item=number, reason=request.form.get("reason", "")[:4_000], sentence=sentence)
                return show_case(tx, case_id, attempt), 409
    flash(_("差し戻しました。"))
    return redirect(after_deciding(case_id, number), code=303)


@blueprint.post("/<case_id>/items/<int:number>/pull-back")
@staff
def pull(case_id: str, number: int) -> ResponseReturnValue:
    """Take the own act back while nobody has gone on."""
    return _acted(
        case_id,
        f"pull:{number}",
        lambda actor: PullBack(actor=actor, item=number),
        _("引き戻しました。もう一度処理してください。"),
    )


@blueprint.post("/<case_id>/items/<int:number>/assign")
@staff
def assign(case_id: str, number: int) -> ResponseReturnValue:
    """Give an item to a colleague, or back to everybody."""
    chosen = request.form.get("officer", "")
    with services().database.read() as tx:
        known = read_directory(tx).officers.get(chosen)
    if chosen and known is None:
        raise NotFound
    told = _("%(name)s さんに割り当てました。", name=known.name) if known else _("だれでも行えるようにしました。")
    return _acted(
        case_id, f"assign:{number}", lambda actor: Assign(actor=actor, item=number, to=_colleague(known)), told
    )


def _colleague(officer: Officer | None) -> Actor | None:
    return None if officer is None else Actor("officer", officer.id, posts_of(officer))


def _acted(case_id: str, name: str, command: Callable[[Actor], Command], told: str) -> ResponseReturnValue:
    try:
        carry_out(case_id, name, command)
    except NotFound:
        raise
    except DomainError as error:
        with services().database.read() as tx:
            return show_case(tx, case_id, Attempt(sentence=sentence_of(error))), 409
    flash(told)
    return redirect(staying_at(case_id), code=303)


def _page(tx: Tx, case_id: str, number: int, sentence: str) -> str:
    context, officer = services(), current_officer()
    actor = actor_of(tx, officer, context.clock.now())
    case = seen_case(tx, officer, actor, case_id)
    node = _node_to_leave(tx, case, number, actor)
    bundle = context.library.bundle(tx, case.program)
    program = context.library.program(tx, case.program)
    return render_page(
        SendBackPage(
            case=case,
            application=application(tx, case_id),
            title=program.steps[node].title,
            steps=(steps := steps_behind(program, case.state, number)),
            heard=_heard(tx, case, program, steps),
            sections=_sections(tx, bundle, case_id),
            directory=read_directory(tx),
            to=request.form.get("to", ""),
            reason=request.form.get("reason", "")[:4_000],
            fields=tuple(request.form.getlist("fields")),
            due=request.form.get("due", "")[:20],
            again=tuple(request.form.getlist("again")),
            sentence=sentence,
            nonce=secrets.token_hex(8),
        )
    )


def _node_to_leave(tx: Tx, case: CaseView, number: int, actor: Actor) -> str:
    """Return the step from which the reader may send back: of an item, or of what else the case waits for."""
    item = case.state.find(number)
    if item is not None:
        if not may_do(item, actor):
            raise NotFound
        return item.node
    origin = next((token for token in tokens_of(case.state) if number in token.numbers), None)
    program = services().library.program(tx, case.program)
    if origin is None or not may_send_back(program, case.state, origin, actor):
        raise NotFound
    return origin.node


def _heard(tx: Tx, case: CaseView, program: Program, steps: tuple[Step, ...]) -> tuple[tuple[str, Text], ...]:
    found = messages_behind(program, entries_of(tx, case.id), steps) if program.messages else ()
    return tuple({each.node: (each.node, program.steps[each.node].title) for each in found}.values())


def _sections(tx: Tx, bundle: Bundle, case_id: str) -> tuple[SectionView, ...]:
    return tuple(summary_view(entry_form(bundle), services().desk.record.values(tx, case_id), language()))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
