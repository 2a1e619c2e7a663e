"""Handing in attachments that were promised with the application (あとで出す, 紙で出す)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bootstrap import Tx
from catalog.bundle import Bundle
from engine.shell.view import CaseView
from forms.definition import Form
from forms.page_model import questions_view
from forms.views import QuestionView
from forms.web_input import answers_from_pairs
from intake.applications import Application
from intake.attachments import held_files
from intake.awaited import awaited_of, form_with, still_to_come
from intake.errors import NothingAttached
from intake.handing_in import hand_in
from kernel.clock import local_date
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import say
from web.access import anyone
from web.answers_edit import edited
from web.languages import language
from web.pages import render_page
from web.services import services
from web.status import opened
from web.texts import text_of

blueprint: Final = Blueprint("handing_in", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInPage:
    """The attachments that are still to come, each with a place for its files."""

    template: ClassVar[str] = "resident/hand_in.html"
    application: Application
    bundle: Bundle
    questions: tuple[QuestionView, ...]
    problems: tuple[tuple[str, str], ...]
    uploads_at: str
    nonce: str


@blueprint.get("/s/<number>/files")
@anyone
def ask(number: str) -> ResponseReturnValue:
    """Show what is still to be handed in."""
    with services().database.read() as tx:
        found, case, bundle = opened(tx, number)
        return _page(tx, found, case, bundle, held_files(tx, case.id), ())


@blueprint.post("/s/<number>/files")
@anyone
def send(number: str) -> ResponseReturnValue:
    """Take the files, or show the page again with what to mend."""
    context = services()
    with context.database.begin() as tx:
        found, case, bundle = opened(tx, number)
        held, waiting = held_files(tx, case.id), still_to_come(awaited_of(tx, case.id))
        answers: dict[str, Json] = {}
        problems: tuple[Problem, ...] = ()
        done = False
        for form in _forms(tx, case, bundle):
            typed = answers_from_pairs(form, request.form.items(multi=True), kept=held)
            edit = edited(tx, context, case.id, form, {key: typed.get(key) for key in waiting})
            answers |= edit.answers
            problems += edit.problems
            done = done or edit.done
        if done:
            return _page(tx, found, case, bundle, answers, problems), 422 if problems else 200
        command_id, now = f"hand-in:{request.form.get('nonce', '')[:40]}", context.clock.now()
        try:
            hand_in(tx, context.desk, case, bundle, answers, command_id=command_id, now=now)
        except NothingAttached as error:
            first = next(iter(waiting), "")
            nothing = Problem(code=error.code, pointer=f"/{first}", message=text_of(error))
            return _page(tx, found, case, bundle, answers, (nothing,)), 422
    return redirect(url_for("status.page", number=number, sent="1"), code=303)


def _forms(tx: Tx, case: CaseView, bundle: Bundle) -> list[Form]:
    forms = (form_with(bundle, field) for field in still_to_come(awaited_of(tx, case.id)))
    return [*{form.key: form for form in forms}.values()]


def _page(
    tx: Tx,
    found: Application,
    case: CaseView,
    bundle: Bundle,
    answers: Mapping[str, Json],
    problems: tuple[Problem, ...],
) -> str:
    waiting, today = still_to_come(awaited_of(tx, case.id)), local_date(services().clock.now())
    questions = tuple(
        replace(view, instead=(), only_if="", tag="none")
        for form in _forms(tx, case, bundle)
        for view in questions_view(form, [*waiting], answers, problems, language(), today=today)
    )
    by_pointer = {view.pointer: view.first_id for view in questions}
    return render_page(
        HandInPage(
            application=found,
            bundle=bundle,
            questions=questions,
            problems=tuple(
                (f"#{by_pointer.get(each.pointer, '')}", say(each.message, language())) for each in problems
            ),
            uploads_at=url_for("uploads.to_case", number=found.number),
            nonce=secrets.token_hex(8),
        )
    )
