"""Cases: finding one by its words or in a list, opening it, and its attachments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue

from accounts.directory import read_directory
from accounts.officer import Officer
from bootstrap import Tx
from catalog.procedures import Procedure, procedure, procedures
from engine.core.state import Status
from engine.shell.case_rows import find_case
from engine.shell.cases import CaseLine, CasePage, case_lines, case_list
from engine.shell.looks import has_looked, note_look
from engine.shell.view import CaseView
from intake.applications import Application
from intake.attachments import read_attachment
from intake.errors import SearchTooShort
from intake.search import search_cases
from kernel.text import Text
from records.disposals import erased_on
from web.access import current_officer, staff
from web.acting import sentence_of
from web.case_page import Attempt, show_case
from web.casework import actor_of, applications_of, departments_seen, read_case, worklist_of
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("cases", __name__, url_prefix="/staff/cases")
STATUSES: Final[tuple[Status, ...]] = ("open", "decided", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage:
    """Cases of one procedure, or those that a search found."""

    template: ClassVar[str] = "staff/cases/list.html"
    query: str
    sentence: str
    """Why nothing was searched for."""
    procedure: str
    status: str
    cases: tuple[CaseLine, ...]
    after: str | None
    applications: Mapping[str, Application]
    procedures: Mapping[str, Procedure]
    """Those that can be chosen."""
    titles: Mapping[str, Text]


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """List cases that the officer may see: by procedure, or by words that they hold."""
    officer, context = current_officer(), services()
    query, status = request.args.get("q", "").strip()[:100], request.args.get("status", "")
    after, sentence = request.args.get("after"), ""
    with context.database.read() as tx:
        known = {each.key: each for each in procedures(tx)}
        seen = {key: each for key, each in known.items() if officer.sees(each.department)}
        chosen = request.args.get("procedure", "")
        chosen = chosen if chosen in seen else next(iter(seen), "")
        found = CasePage((), None)
        try:
            wanted = status if status in STATUSES else None
            found = _found(tx, officer, query, after) if query else case_list(tx, chosen, wanted, after=after)
        except SearchTooShort as error:
            sentence = sentence_of(error)
        view = CasesPage(
            query=query,
            sentence=sentence,
            procedure=chosen,
            status=status,
            cases=tuple(found.cases),
            after=found.after,
            applications=applications_of(tx, [each.id for each in found.cases]),
            procedures=seen,
            titles={key: each.title for key, each in known.items()},
        )
    return render_page(view)


def _found(tx: Tx, officer: Officer, query: str, after: str | None) -> CasePage:
    """Return the cases that hold the words of `query` and that the officer may open."""
    actor, directory = actor_of(tx, officer, services().clock.now()), read_directory(tx)
    found = search_cases(tx, query, worklist_of(actor), departments=departments_seen(officer, directory), after=after)
    lines = case_lines(tx, found.case_ids)
    return CasePage([lines[each] for each in found.case_ids if each in lines], found.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPage:
    """What is left of a case whose period of keeping is over."""

    template: ClassVar[str] = "staff/cases/erased.html"
    case: CaseView
    title: Text
    erased_at: datetime


@blueprint.get("/<case_id>")
@staff
def case(case_id: str) -> ResponseReturnValue:
    """Show one case, or what is left of it."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        erased_at = erased_on(tx, case_id)
        if erased_at is not None:
            left = read_case(tx, officer, actor_of(tx, officer, context.clock.now()), case_id)
            return render_page(ErasedPage(case=left, title=procedure(tx, left.procedure).title, erased_at=erased_at))
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
        read_case(tx, officer, actor_of(tx, officer, context.clock.now()), case_id)
        path, name, media_type = read_attachment(tx, context.files, case_id, attachment_id)
    response: Response = send_file(path, mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
