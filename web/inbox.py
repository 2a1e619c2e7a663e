"""The inbox (受信箱): what waits for me, late first, page by page; the views of it that officers have kept."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from bootstrap import Services, Tx
from catalog.procedures import Procedure, procedures
from catalog.versions import current_version
from engine.shell.asides import count_open_asides
from engine.shell.bulk import MOST
from engine.shell.inbox import PAGE, InboxCounts, InboxPage, inbox, inbox_counts
from engine.shell.saved_views import LONGEST_NAME, SavedView, drop_view, keep_view, saved_views
from engine.shell.waiting import Standing, waiting_cases
from intake.applications import Application
from kernel.errors import DomainError
from kernel.text import Text
from web.access import current_officer, staff
from web.acting import sentence_of
from web.casework import actor_of, applications_of, lists_of
from web.inbox_query import InboxQuery
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("inbox", __name__, url_prefix="/staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxView:
    """A page of open work."""

    template: ClassVar[str] = "staff/inbox.html"
    page: InboxPage
    counts: InboxCounts
    applications: Mapping[str, Application]
    procedures: Mapping[str, Procedure]
    """Those of the officer's departments, and those of the lines that are shown."""
    steps: Mapping[str, Text]
    """The steps of people in the procedure that was chosen, by key."""
    colleagues: tuple[Officer, ...]
    """Who works in the officer's departments."""
    directory: Directory
    standing: Sequence[Standing]
    """In the view of what waits for others: cases that wait for no person."""
    asks: int
    """How much is asked of the officer beside the flow."""
    away: tuple[str, ...]
    """Colleagues for whom the officer stands in today."""
    query: InboxQuery
    saved: Sequence[SavedView]
    longest_name: int
    everything: bool
    """All lines are ticked for something that is done to many."""
    many: bool
    nonce: str
    at: datetime


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """Show the work of the officer who is signed in."""
    context, officer = services(), current_officer()
    now, query = context.clock.now(), InboxQuery.of(request.args)
    limit = MOST if request.args.get("many") else PAGE
    with context.database.read() as tx:
        actor, directory = actor_of(tx, officer, now), read_directory(tx)
        worklist = query.worklist(lists_of(officer, actor, directory, now), now)
        found = inbox(tx, context.library, worklist, after=request.args.get("after"), limit=limit)
        standing = waiting_cases(tx, context.library, worklist) if query.view == "waiting" else ()
        known = _procedures(
            tx, officer, {*(each.procedure for each in found.items), *(each.case.procedure for each in standing)}
        )
        view = InboxView(
            page=found,
            counts=inbox_counts(tx, worklist),
            applications=applications_of(
                tx, [*(item.case_id for item in found.items), *(each.case.id for each in standing)]
            ),
            standing=standing,
            procedures=known,
            steps=_steps(tx, context, query.procedure) if query.procedure in known else {},
            colleagues=_colleagues(officer, directory),
            directory=directory,
            asks=count_open_asides(tx, actor.id, actor.posts),
            away=tuple(each.officer for each in actor.stands_in),
            query=query,
            saved=saved_views(tx, officer.id, officer.departments),
            longest_name=LONGEST_NAME,
            everything=bool(request.args.get("everything")),
            many=limit == MOST,
            nonce=secrets.token_hex(8),
            at=now,
        )
    return render_page(view)


@blueprint.post("/views")
@staff
def keep() -> ResponseReturnValue:
    """Keep the view that is open under a name, for oneself or for the section."""
    context, officer, form = services(), current_officer(), request.form
    query, department = InboxQuery.of(form), form.get("department", "")
    try:
        with context.database.begin() as tx:
            shared = department if department in officer.departments else ""
            keep_view(tx, officer.id, shared, form.get("name", ""), query.pairs(), context.clock.now())
    except DomainError as error:
        flash(sentence_of(error))
    else:
        flash(_("表示を保存しました。"))
    return redirect(address_of(query), code=303)


@blueprint.post("/views/<view_id>")
@staff
def let_go(view_id: str) -> ResponseReturnValue:
    """Remove a view that one has kept."""
    with services().database.begin() as tx:
        drop_view(tx, current_officer().id, view_id)
    flash(_("保存した表示を消しました。"))
    return redirect(url_for(".page"), code=303)


def address_of(query: InboxQuery) -> str:
    """Return the address of the list that `query` asks for."""
    return f"{url_for('inbox.page')}?{urlencode(query.pairs())}"


def _procedures(tx: Tx, officer: Officer, listed: set[str]) -> dict[str, Procedure]:
    return {each.key: each for each in procedures(tx) if each.key in listed or officer.sees(each.department)}


def _steps(tx: Tx, context: Services, procedure: str) -> dict[str, Text]:
    """Return the steps of people in the version in force of `procedure`."""
    version = current_version(tx, procedure) if procedure else None
    if version is None:
        return {}
    program = context.library.program(tx, version.bundle_digest)
    return {key: step.title for key, step in program.steps.items() if step.queue}


def _colleagues(officer: Officer, directory: Directory) -> tuple[Officer, ...]:
    near = (each for each in directory.officers.values() if each.departments & officer.departments)
    return tuple(sorted(near, key=lambda each: (each.kana, each.id)))
