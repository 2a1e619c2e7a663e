"""The inbox (受信箱): what waits for me, late first, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from accounts.directory import Directory, read_directory
from catalog.procedures import Procedure, procedures
from engine.shell.inbox import InboxCounts, InboxPage, inbox, inbox_counts
from intake.applications import Application, applications
from web.access import current_officer, staff
from web.casework import worklist_of
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
    directory: Directory
    view: str
    procedure: str
    at: datetime


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """Show the work of the officer who is signed in."""
    context, officer = services(), current_officer()
    now = context.clock.now()
    view, chosen = request.args.get("view", "all"), request.args.get("procedure", "")
    every = worklist_of(officer)
    shown = replace(every, mine=view == "mine", late_at=now if view == "late" else None, procedure=chosen or None)
    with context.database.read() as tx:
        found = inbox(tx, context.library, shown, after=request.args.get("after"))
        known = applications(tx, [item.case_id for item in found.items])
        return render_page(
            InboxView(
                page=found,
                counts=inbox_counts(tx, every, now),
                applications=known,
                procedures={each.key: each for each in procedures(tx)},
                directory=read_directory(tx),
                view=view if view in ("all", "mine", "late") else "all",
                procedure=chosen,
                at=now,
            )
        )
