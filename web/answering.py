"""What the applicant is asked for after the application: a correction (補正), or a later form."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bootstrap import Tx
from catalog.bundle import Bundle
from engine.core.state import OpenItem
from engine.shell.reasons import latest_reason
from engine.shell.view import CaseView
from forms.page_model import page_view, questions_view
from forms.promises import PROMISES
from forms.views import QuestionView
from forms.web_input import answers_from_pairs
from intake.applications import Application
from intake.attachments import held_files
from intake.awaited import promised_in
from intake.desk import answer, asked_form, waiting_item
from intake.errors import NothingToCorrect
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

blueprint: Final = Blueprint("answering", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """A correction (only what was asked for), or a later form, page by page."""

    template: ClassVar[str] = "resident/answer.html"
    application: Application
    bundle: Bundle
    item: OpenItem
    title: str
    questions: tuple[QuestionView, ...]
    problems: tuple[tuple[str, str], ...]
    reason: str | None
    uploads_at: str
    nonce: str


@blueprint.get("/s/<number>/answer")
@anyone
def ask(number: str) -> ResponseReturnValue:
    """Show what the resident is asked for."""
    with services().database.read() as tx:
        found, case, bundle = opened(tx, number)
        item = _task(case)
        record = {**services().desk.record.values(tx, case.id), PROMISES: {**promised_in(tx, case.id)}}
        return _answer_page(tx, found, case, bundle, item, record, ())


@blueprint.post("/s/<number>/answer")
@anyone
def send(number: str) -> ResponseReturnValue:
    """Take the answer, or show it again with what to mend; buttons for items and files change the page only."""
    context = services()
    with context.database.begin() as tx:
        found, case, bundle = opened(tx, number)
        item = _task(case)
        form = asked_form(bundle, item)
        record = context.desk.record.values(tx, case.id)
        kept = {**record, **held_files(tx, case.id)}  # uploads of this page stand in the record only once it is sent
        typed = answers_from_pairs(form, request.form.items(multi=True), kept=kept)
        asked = {key: value for key, value in typed.items() if not item.fields or key in item.fields}
        asked |= _promises(item, typed)
        edit = edited(tx, context, case.id, form, {**record, **asked}, keeps_files=True)
        if edit.done:
            status = 422 if edit.problems else 200
            return _answer_page(tx, found, case, bundle, item, edit.answers, edit.problems), status
        changed = {key: edit.answers.get(key) for key in asked}
        nonce = request.form.get("nonce", "")[:40]
        judged = answer(
            tx,
            context.desk,
            case,
            bundle,
            changed,
            item=item.number,
            command_id=f"answer:{item.number}:{nonce}",
            now=context.clock.now(),
        )
        if not judged.ok:
            return _answer_page(tx, found, case, bundle, item, {**record, **changed}, judged.errors), 422
    return redirect(url_for("status.page", number=number, sent="1"), code=303)


def _promises(item: OpenItem, typed: Mapping[str, Json]) -> dict[str, Json]:
    """Return how attachments that are asked for here are to come another way."""
    given = typed.get(PROMISES)
    picked = given if isinstance(given, Mapping) else {}
    return {PROMISES: {key: how for key, how in picked.items() if not item.fields or key in item.fields}}


def _task(case: CaseView) -> OpenItem:
    item = waiting_item(case)
    if item is None:
        raise NothingToCorrect
    return item


def _answer_page(
    tx: Tx,
    found: Application,
    case: CaseView,
    bundle: Bundle,
    item: OpenItem,
    answers: Mapping[str, Json],
    problems: Iterable[Problem],
) -> str:
    form, today, told = asked_form(bundle, item), local_date(services().clock.now()), tuple(problems)
    keys = item.fields or tuple(field.key for field in form.fields())
    questions = questions_view(form, keys, answers, told, language(), today=today)
    pages = [
        page_view(form, each.key, answers, told, language(), today=today, params=bundle.flow.params)
        for each in form.pages
    ]
    summary = tuple((f"#{problem.target}", problem.text) for view in pages for problem in view.problems)
    return render_page(
        AnswerPage(
            application=found,
            bundle=bundle,
            item=item,
            title=say(form.title, language()),
            questions=questions,
            problems=summary,
            reason=latest_reason(tx, case.id) if item.correction else None,
            uploads_at=url_for("uploads.to_case", number=found.number),
            nonce=secrets.token_hex(8),
        )
    )
