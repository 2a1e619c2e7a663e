"""Acting on a case: finishing an item with an outcome, taking it, giving it back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Tx
from catalog.bundle import Bundle
from catalog.reasons import PURPOSES, Purpose, drafted, require_complete
from engine.core.commands import Claim, Complete, Release
from engine.core.errors import ClaimedByAnother, ItemAlreadyClosed
from engine.shell.case_rows import find_case
from engine.shell.view import CaseView
from forms.definition import Form
from forms.validation import validate
from forms.web_input import answers_from_pairs
from intake.applications import keep_submission
from intake.case_words import renew_words
from kernel.clock import local_date
from kernel.errors import DomainError, NotFound
from kernel.json_types import Json
from kernel.problems import Problem
from web.access import current_officer, staff
from web.acting import carry_out, sentence_of
from web.case_page import Attempt, show_case
from web.case_queue import after_deciding, staying_at
from web.casework import actor_of, seen_case
from web.languages import language
from web.services import services

blueprint: Final = Blueprint("case_actions", __name__, url_prefix="/staff/cases")


class _Unanswered(Exception):  # carries problems out of a transaction, so that it is rolled back
    def __init__(self, typed: Mapping[str, Json], problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.typed, self.problems = typed, problems


@blueprint.post("/<case_id>/items/<int:number>")
@staff
def act(case_id: str, number: int) -> ResponseReturnValue:
    """Finish an item. What cannot be done is told on the same page, and what was typed is still there."""
    context, officer = services(), current_officer()
    typed = _typed(number)
    purpose = next((each for each in PURPOSES if each == request.form.get("draft")), None)
    if purpose is not None or typed.preview:
        return _tried(case_id, typed, purpose)
    try:
        require_complete(typed.reason)
        with context.database.begin() as tx:
            actor = actor_of(tx, officer, context.clock.now())
            seen = seen_case(tx, officer, actor, case_id)
            asked = _askable(context.library.bundle(tx, seen.program))
            command = Complete(
                actor=actor,
                item=number,
                outcome=request.form.get("outcome") or None,
                reason=typed.reason,
                fields=tuple(key for key in typed.fields if key in asked),
                due_on=_day(typed.due),
            )
            _keep_form(tx, seen, number)
            command_id = f"act:{number}:{request.form.get('nonce', '')[:40]}"
            context.desk.engine.handle(tx, case_id, command, command_id=command_id, now=context.clock.now())
    except _Unanswered as error:
        return _again(case_id, replace(typed, typed=error.typed, problems=error.problems), 422)
    except NotFound:
        raise
    except DomainError as error:
        stale = isinstance(error, ItemAlreadyClosed | ClaimedByAnother)
        return _again(case_id, replace(typed, sentence=sentence_of(error)), 409 if stale else 422)
    flash(_("処理しました。"))
    return redirect(after_deciding(case_id, number), code=303)


@blueprint.post("/<case_id>/items/<int:number>/claim")
@staff
def claim(case_id: str, number: int) -> ResponseReturnValue:
    """Take an item, or give it back."""
    taking = request.form.get("decision") != "release"
    kind, name = (Claim, "claim") if taking else (Release, "release")
    try:
        carry_out(case_id, f"{name}:{number}", lambda actor: kind(actor=actor, item=number))
    except NotFound:
        raise
    except DomainError as error:
        return _again(case_id, Attempt(item=number, sentence=sentence_of(error)), 409)
    flash(_("引き受けました。") if taking else _("担当を外しました。"))
    return redirect(staying_at(case_id), code=303)


def _typed(number: int) -> Attempt:
    form = request.form
    return Attempt(
        item=number,
        reason=form.get("reason", "").strip()[:4_000],
        fields=tuple(form.getlist("fields")[:200]),
        due=form.get("due", "")[:20],
        provisions=tuple(form.getlist("provisions")[:50]),
        checked=tuple(form.getlist("checked")[:50]),
        preview=form.get("preview", "")[:64],
    )


def _tried(case_id: str, typed: Attempt, purpose: Purpose | None) -> ResponseReturnValue:
    """Show the page again with what was typed, and with a drafted reason or the letters of an outcome."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        actor = actor_of(tx, officer, context.clock.now())
        seen = seen_case(tx, officer, actor, case_id)
        bundle = context.library.bundle(tx, seen.program)
        form = _form_of(bundle, seen, typed.item)
        answers = None if form is None else _answered(form, context.desk.record.values(tx, case_id))
        texts = [typed.reason]
        if purpose is not None:
            texts.append(drafted(bundle.flow, purpose, typed.provisions, language()))
        return show_case(tx, case_id, replace(typed, reason="\n\n".join(filter(None, texts)), typed=answers))


def _askable(bundle: Bundle) -> frozenset[str]:
    """Return the fields that an applicant can be asked to correct: those of the applicant's forms that can be typed."""
    forms = {node.form for node in bundle.flow.nodes.values() if node.type == "form"}
    return frozenset(
        field.key
        for key, form in bundle.forms.items()
        if key in forms
        for field in form.fields()
        if field.type not in ("computed", "note")
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _keep_form(tx: Tx, case: CaseView, number: int) -> None:
    """Take what staff filled in at this step into the record; raises when it is not valid."""
    context = services()
    bundle = context.library.bundle(tx, case.program)
    item, form = case.state.find(number), _form_of(bundle, case, number)
    if item is None or form is None:
        return
    now = context.clock.now()
    case = find_case(tx, case.id, lock=True)  # the case first, then its record: the order that the engine keeps
    if case.state.find(number) is None:
        return  # somebody was faster: the engine says so, or knows that it was the same click
    known = context.desk.record.values(tx, case.id)
    typed = _answered(form, known)
    own = {field.key: typed.get(field.key) for field in form.fields()}
    judged = validate(form, own, local_date(now), params=bundle.flow.params)
    if not judged.ok:
        raise _Unanswered(typed, judged.errors)
    context.desk.record.record(tx, case.id, judged.values)
    renew_words(tx, context.desk.record, bundle, case.id)
    keep_submission(tx, case.id, item.node, form, judged.values, by=current_officer().id, now=now)


def _form_of(bundle: Bundle, case: CaseView, number: int) -> Form | None:
    """Return the form that staff fill in at an open item, if it has one."""
    item = case.state.find(number)
    key = bundle.flow.nodes[item.node].form if item is not None else None
    return bundle.forms.get(key) if key is not None else None


def _answered(form: Form, known: Mapping[str, Json]) -> dict[str, Json]:
    return {**known, **answers_from_pairs(form, request.form.items(multi=True), kept=known)}


def _again(case_id: str, attempt: Attempt, status: int) -> ResponseReturnValue:
    with services().database.read() as tx:
        return show_case(tx, case_id, attempt), status
