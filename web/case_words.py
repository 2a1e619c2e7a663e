"""Words between office and applicant: messages (連絡), and the correction of an obvious error (職権補正)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, ClassVar, Final, cast

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Tx
from engine.core.errors import NothingAmended, ReasonMissing
from engine.shell.view import CaseView
from forms.page_model import questions_view
from forms.views import QuestionView
from forms.web_input import answers_from_pairs
from intake.amendments import amend, amendable
from intake.applications import Application, application, entry_form
from intake.correspondence import enclose, send_message
from kernel.clock import local_date
from kernel.errors import DomainError, NotFound
from kernel.json_types import Json
from kernel.problems import Problem
from web.access import current_officer, staff
from web.acting import command_id, sentence_of
from web.case_page import Attempt, show_case
from web.casework import actor_of, seen_case
from web.languages import language
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("case_words", __name__, url_prefix="/staff/cases")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendPage:
    """The answers that staff may mend, and why they do."""

    template: ClassVar[str] = "staff/cases/amend.html"
    case: CaseView
    application: Application | None
    questions: tuple[QuestionView, ...]
    problems: tuple[tuple[str, str], ...]
    reason: str
    sentence: str
    nonce: str


@blueprint.post("/<case_id>/messages")
@staff
def write(case_id: str) -> ResponseReturnValue:
    """Send a message to the applicant."""
    context, officer = services(), current_officer()
    now, body = context.clock.now(), request.form.get("body", "")
    try:
        with context.database.begin() as tx:
            actor = actor_of(tx, officer, now)
            seen_case(tx, officer, actor, case_id)
            files = [
                (each.filename, cast(BinaryIO, each.stream)) for each in request.files.getlist("files") if each.filename
            ]
            number = send_message(tx, context.desk, case_id, actor, body, command_id=command_id("message"), now=now)
            if number:
                enclose(tx, context.files, case_id, number, files, now)
    except NotFound:
        raise
    except DomainError as error:
        with context.database.read() as tx:
            return show_case(tx, case_id, Attempt(message=body[:4_000], sentence=sentence_of(error))), 422
    flash(_("申請者に連絡しました。"))
    return redirect(url_for("cases.case", case_id=case_id), code=303)


@blueprint.get("/<case_id>/amend")
@staff
def ask(case_id: str) -> ResponseReturnValue:
    """Show the answers that staff may mend."""
    with services().database.read() as tx:
        return _page(tx, case_id, None, (), "")


@blueprint.post("/<case_id>/amend")
@staff
def mend(case_id: str) -> ResponseReturnValue:
    """Take the mended answers; what cannot be done is told on the same page, and what was typed is still there."""
    context, officer = services(), current_officer()
    now, reason = context.clock.now(), request.form.get("reason", "")[:4_000]
    typed: Mapping[str, Json] | None = None
    try:
        with context.database.begin() as tx:
            actor = actor_of(tx, officer, now)
            case = seen_case(tx, officer, actor, case_id)
            bundle = context.library.bundle(tx, case.program)
            form = entry_form(bundle)
            known = context.desk.record.values(tx, case_id)
            given = answers_from_pairs(form, request.form.items(multi=True), kept=known)
            keys = {field.key for field in amendable(form)}
            typed = {key: value for key, value in given.items() if key in keys}
            judged = amend(
                tx, context.desk, case, bundle, actor, typed, reason, command_id=command_id("amend"), now=now
            )
        if not judged.ok:
            with context.database.read() as tx:
                return _page(tx, case_id, typed, judged.errors, ""), 422
    except (ReasonMissing, NothingAmended) as error:
        with context.database.read() as tx:
            return _page(tx, case_id, typed, (), sentence_of(error)), 422
    flash(_("申請内容を補正しました。"))
    return redirect(url_for("cases.case", case_id=case_id), code=303)


def _page(tx: Tx, case_id: str, typed: Mapping[str, Json] | None, problems: tuple[Problem, ...], sentence: str) -> str:
    context, officer = services(), current_officer()
    now = context.clock.now()
    case = seen_case(tx, officer, actor_of(tx, officer, now), case_id)
    form = entry_form(context.library.bundle(tx, case.program))
    record = context.desk.record.values(tx, case_id)
    answers = record if typed is None else {**record, **typed}
    keys = [field.key for field in amendable(form)]
    questions = tuple(questions_view(form, keys, answers, problems, language(), today=local_date(now)))
    return render_page(
        AmendPage(
            case=case,
            application=application(tx, case_id),
            questions=questions,
            problems=tuple((f"#{each.id}", each.problem) for each in questions if each.problem),
            reason=request.form.get("reason", "")[:4_000],
            sentence=sentence,
            nonce=secrets.token_hex(8),
        )
    )
