"""一覧の書き出し: cases of a procedure, a search or the inbox as Excel or CSV, and who took what along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, cast

import structlog
from flask import Blueprint, Response, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from bootstrap import Services, Tx
from catalog.procedures import Procedure, procedures
from engine.core.state import Status
from engine.shell.cases import case_ids
from engine.shell.inbox import inbox_targets
from intake.case_sheet import Source, Target, seen_procedure
from intake.errors import SearchTooShort
from intake.exports import AT_ONCE, FORMS, MOST_ROWS, Export, Form, Wanted, begin_export, exports, read_export
from intake.search import search_cases
from kernel.clock import local_date
from kernel.errors import NotFound
from web.access import current_officer, staff
from web.casework import actor_of, departments_seen, lists_of, worklist_of
from web.inbox_query import InboxQuery
from web.languages import language
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("case_sheet", __name__, url_prefix="/staff/sheets")
STATUSES: Final = frozenset({"open", "decided", "closed"})
SOURCES: Final[tuple[Source, ...]] = ("procedure", "search", "inbox")
MOST_LISTED: Final = 100
MEDIA: Final[Mapping[str, str]] = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """What can be taken along, and how much it is."""

    template: ClassVar[str] = "staff/sheets/ask.html"
    source: Source
    procedure: Procedure | None
    count: int
    """One more than `most` where there is more."""
    most: int
    given: Mapping[str, str]
    """The words of the address that say what is listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPage:
    """How far a list is."""

    template: ClassVar[str] = "staff/sheets/export.html"
    export: Export
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportsPage:
    """What was taken along: by oneself; for administrators, by anybody."""

    template: ClassVar[str] = "staff/sheets/list.html"
    exports: Sequence[Export]
    everybody: bool
    procedures: Mapping[str, Procedure]
    directory: Directory


@blueprint.get("/")
@staff
def listed() -> ResponseReturnValue:
    """Show what was taken along."""
    officer = current_officer()
    everybody = officer.may_anywhere("admin")
    with services().database.read() as tx:
        view = ExportsPage(
            exports=exports(tx, None if everybody else officer, MOST_LISTED),
            everybody=everybody,
            procedures={each.key: each for each in procedures(tx)},
            directory=read_directory(tx),
        )
    return render_page(view)


@blueprint.get("/new")
@staff
def ask() -> ResponseReturnValue:
    """Say how many cases it would be, and let the officer choose the form of the file."""
    officer, context = current_officer(), services()
    with context.database.read() as tx:
        wanted = _wanted(tx, context, officer, request.args)
        known = {each.key: each for each in procedures(tx)}
    view = AskPage(
        source=wanted.source,
        procedure=known.get(wanted.procedure),
        count=len(wanted.targets),
        most=MOST_ROWS,
        given={name: text for name, text in request.args.items() if name != "lang"},
    )
    return render_page(view)


@blueprint.post("/new")
@staff
def begin() -> ResponseReturnValue:
    """Note what is taken along and begin to make it; a short list is ready at once."""
    officer, context = current_officer(), services()
    now = context.clock.now()
    with context.database.read() as tx:
        wanted = _wanted(tx, context, officer, request.form)
    with context.database.begin() as tx:
        run_id = begin_export(tx, officer, wanted, now)
    _log.info("cases.exported", officer=officer.id, source=wanted.source, procedure=wanted.procedure, export=run_id)
    if len(wanted.targets) <= AT_ONCE:
        context.exporter.work_on(run_id, now, AT_ONCE)
    return redirect(url_for(".page", run_id=run_id), code=303)


@blueprint.get("/<run_id>")
@staff
def page(run_id: str) -> ResponseReturnValue:
    """Show how far a list is, or let the officer take it."""
    with services().database.read() as tx:
        export = read_export(tx, run_id, current_officer())
    return render_page(ExportPage(export=export, most=MOST_ROWS))


@blueprint.get("/<run_id>/file")
@staff
def file(run_id: str) -> ResponseReturnValue:
    """Hand the file out to whoever asked for it, while they may still see the procedure."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        export = read_export(tx, run_id, officer)
        if export.procedure:
            seen_procedure(tx, officer, export.procedure)
    path = context.exporter.path(export)
    if not export.is_ready or not path.exists():
        raise NotFound
    name = f"{export.procedure or export.source}-{local_date(export.asked_at):%Y%m%d}{path.suffix}"
    media_type = MEDIA.get(export.form, "text/csv")
    response: Response = send_file(path, mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _wanted(tx: Tx, context: Services, officer: Officer, given: Mapping[str, str]) -> Wanted:
    """Return what the words of an address or of a form ask for, as far as the officer may read it."""
    source: Source = next((each for each in SOURCES if each == given.get("source")), "procedure")
    form: Form = next((each for each in FORMS if each == given.get("form")), "xlsx")
    if source == "procedure":
        return _of_procedure(tx, officer, given, form)
    targets, narrowed = (_of_search if source == "search" else _of_inbox)(tx, context, officer, given)
    return Wanted(source=source, targets=targets, form=form, language=language(), narrowed=narrowed)


def _of_procedure(tx: Tx, officer: Officer, given: Mapping[str, str], form: Form) -> Wanted:
    key, status = given.get("procedure", ""), given.get("status", "")
    seen_procedure(tx, officer, key)
    chosen = cast(Status, status) if status in STATUSES else None
    return Wanted(
        source="procedure",
        targets=[(each, 0) for each in case_ids(tx, key, chosen, MOST_ROWS + 1)],
        form=form,
        language=language(),
        procedure=key,
        answers=given.get("answers") == "yes",
        narrowed={"status": status} if chosen else {},
    )


def _of_search(
    tx: Tx, context: Services, officer: Officer, given: Mapping[str, str]
) -> tuple[list[Target], dict[str, str]]:
    actor, directory = actor_of(tx, officer, context.clock.now()), read_directory(tx)
    departments = departments_seen(officer, directory)
    query = given.get("q", "").strip()[:100]
    try:
        found = search_cases(tx, query, worklist_of(actor), departments=departments, limit=MOST_ROWS + 1)
    except SearchTooShort:
        return [], {}
    return [(each, 0) for each in found.case_ids], {}


def _of_inbox(
    tx: Tx, context: Services, officer: Officer, given: Mapping[str, str]
) -> tuple[list[Target], dict[str, str]]:
    now, query = context.clock.now(), InboxQuery.of(given)
    every = lists_of(officer, actor_of(tx, officer, now), read_directory(tx), now)
    return inbox_targets(tx, query.worklist(every, now), MOST_ROWS + 1), query.pairs()
