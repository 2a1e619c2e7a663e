"""Cases: finding one, reading it, acting on it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from bootstrap import Tx
from catalog.bundle import Bundle
from catalog.procedures import Procedure, procedures
from engine.core.asides import is_for
from engine.core.program import Step
from engine.core.sending_back import steps_behind
from engine.core.state import Status
from engine.shell.asides import AsideLine, asides_of_case
from engine.shell.case_rows import find_case
from engine.shell.cases import CaseLine, case_lines, case_list
from engine.shell.detail import CaseDetail, case_detail
from engine.shell.looks import has_looked, note_look
from engine.shell.waits import Panel, Waited, panels_of, waits_of
from forms.page_model import questions_view, summary_view
from forms.views import QuestionView, SectionView
from intake.applications import Application, find_applications
from intake.attachments import read_attachment
from intake.correspondence import CaseMessage, conversation
from kernel.clock import local_date
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import say
from notify.deliver import Message, messages_of
from web.access import current_officer, staff
from web.case_news import News, colleagues_of, news_of
from web.casework import actor_of, applications_of, seen_case
from web.languages import language
from web.pages import render_page
from web.services import services
from web.texts import text_of_code

blueprint: Final = Blueprint("cases", __name__, url_prefix="/staff/cases")
STATUSES: Final[tuple[Status, ...]] = ("open", "decided", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage:
    """Cases of one procedure, or those that a search found."""

    template: ClassVar[str] = "staff/cases/list.html"
    query: str
    procedure: str
    status: str
    cases: tuple[CaseLine, ...]
    after: str | None
    applications: Mapping[str, Application]
    procedures: Mapping[str, Procedure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What an officer typed that could not be carried out, and why: it is shown again as it was."""

    item: int = 0
    reason: str = ""
    fields: tuple[str, ...] = ()
    due: str = ""
    sentence: str = ""
    message: str = ""
    typed: Mapping[str, Json] | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case in full."""

    template: ClassVar[str] = "staff/cases/case.html"
    detail: CaseDetail
    bundle: Bundle
    application: Application | None
    sections: tuple[SectionView, ...]
    messages: tuple[Message, ...]
    directory: Directory
    questions: Mapping[int, tuple[QuestionView, ...]]
    words: Mapping[str, str]
    """What the keys of options mean, for values that rules saw."""
    news: News | None
    """What is new since the reader last looked; None at the first look."""
    asides: tuple[AsideLine, ...]
    asked: frozenset[int]
    """Those of the open ones that ask the reader."""
    colleagues: Mapping[int, tuple[Officer, ...]]
    behind: Mapping[int, tuple[Step, ...]]
    """By item the steps to which it can be sent back."""
    conversation: tuple[CaseMessage, ...]
    belongs: bool
    """The reader works in a department of the procedure."""
    waits: tuple[Waited, ...]
    troubles: Mapping[int, str]
    """By wait what went wrong with a call the last time, in words."""
    panels: tuple[Panel, ...]
    attempt: Attempt
    nonce: str
    at: datetime


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """List cases that the officer may see: by procedure, or by number or name."""
    officer, context = current_officer(), services()
    query, status = request.args.get("q", "").strip()[:100], request.args.get("status", "")
    with context.database.read() as tx:
        seen = {each.key: each for each in procedures(tx) if officer.sees(each.department)}
        chosen = request.args.get("procedure", "")
        chosen = chosen if chosen in seen else next(iter(seen), "")
        cases: tuple[CaseLine, ...]
        if query:
            found = find_applications(tx, query, [*seen])
            lines = case_lines(tx, [each.case_id for each in found])
            cases, after = tuple(lines[each.case_id] for each in found if each.case_id in lines), None
        else:
            wanted = status if status in STATUSES else None
            listed = case_list(tx, chosen, wanted, after=request.args.get("after"))
            cases, after = tuple(listed.cases), listed.after
        view = CasesPage(
            query=query,
            procedure=chosen,
            status=status,
            cases=cases,
            after=after,
            applications=applications_of(tx, [each.id for each in cases]),
            procedures=seen,
        )
    return render_page(view)


@blueprint.get("/<case_id>")
@staff
def case(case_id: str) -> ResponseReturnValue:
    """Show one case."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        shown, version = show_case(tx, case_id, Attempt()), find_case(tx, case_id).version
        known = has_looked(tx, case_id, officer.id, version)
    if not known:
        with context.database.begin() as tx:
            note_look(tx, case_id, officer.id, version, context.clock.now())
    return shown


@blueprint.get("/<case_id>/attachments/<attachment_id>")
@staff
def attachment(case_id: str, attachment_id: str) -> ResponseReturnValue:
    """Hand an attachment out, never to be run in our pages."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        seen_case(tx, officer, actor_of(tx, officer, context.clock.now()), case_id)
        path, name, media_type = read_attachment(tx, context.files, case_id, attachment_id)
    response: Response = send_file(path, mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def show_case(tx: Tx, case_id: str, attempt: Attempt) -> str:
    """Lay the page of a case out, with what was typed and refused if there was something."""
    officer, context = current_officer(), services()
    now = context.clock.now()
    actor = actor_of(tx, officer, now)
    seen = seen_case(tx, officer, actor, case_id)
    detail = case_detail(tx, context.library, case_id, reader=actor)
    bundle = context.library.bundle(tx, seen.program)
    record = context.desk.record.values(tx, case_id)
    directory = read_directory(tx)
    return render_page(
        CasePage(
            detail=detail,
            bundle=bundle,
            application=applications_of(tx, [case_id]).get(case_id),
            waits=(waits := waits_of(tx, seen, detail.program)),
            troubles={wait.number: say(text_of_code(wait.error), language()) for wait in waits if wait.error},
            panels=panels_of(tx, seen, detail.program),
            sections=tuple(
                section for form in bundle.forms.values() for section in summary_view(form, record, language())
            ),
            messages=messages_of(tx, case_id),
            directory=directory,
            questions=_questions(detail, bundle, record, attempt, now),
            words={
                option.key: say(option.label, language())
                for form in bundle.forms.values()
                for field in form.fields()
                for option in field.options
            },
            news=news_of(tx, detail, bundle, officer.id),
            asides=tuple(asides_of_case(tx, case_id)),
            asked=frozenset(aside.number for aside in seen.state.asides if is_for(aside, actor)),
            colleagues=colleagues_of(detail, directory),
            behind={
                work.item.number: steps_behind(detail.program, seen.state, work.item)
                for work in detail.work
                if work.allowed
            },
            conversation=conversation(tx, case_id),
            belongs=any(post.department in detail.program.departments for post in officer.posts),
            attempt=attempt,
            nonce=secrets.token_hex(8),
            at=now,
        )
    )


def _questions(
    detail: CaseDetail, bundle: Bundle, record: Mapping[str, Json], attempt: Attempt, now: datetime
) -> dict[int, tuple[QuestionView, ...]]:
    """Return the questions of the forms that staff fill in at open steps."""
    found = {}
    for work in detail.work:
        if work.form and work.form in bundle.forms and not work.item.is_residents:
            form = bundle.forms[work.form]
            typed = attempt.typed if attempt.typed is not None and attempt.item == work.item.number else record
            keys = [field.key for field in form.fields()]
            found[work.item.number] = questions_view(
                form, keys, typed, attempt.problems, language(), today=local_date(now)
            )
    return found
