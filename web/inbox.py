"""The inbox (受信箱): what waits for me, late first, page by page."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from accounts.directory import Directory, read_directory
from catalog.procedures import Procedure, procedures
from engine.shell.asides import count_open_asides
from engine.shell.bulk import MOST
from engine.shell.inbox import PAGE, InboxCounts, InboxPage, inbox, inbox_counts
from intake.applications import Application
from web.access import current_officer, staff
from web.casework import actor_of, applications_of, worklist_of
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
    asks: int
    """How much is asked of the officer beside the flow."""
    away: tuple[str, ...]
    """Colleagues for whom the officer stands in today."""
    view: str
    procedure: str
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
    now = context.clock.now()
    view, chosen = request.args.get("view", "all"), request.args.get("procedure", "")
    limit = MOST if request.args.get("many") else PAGE
    with context.database.read() as tx:
        actor = actor_of(tx, officer, now)
        every = worklist_of(actor)
        shown = replace(every, mine=view == "mine", late_at=now if view == "late" else None, procedure=chosen or None)
        found = inbox(tx, context.library, shown, after=request.args.get("after"), limit=limit)
        known = applications_of(tx, [item.case_id for item in found.items])
        return render_page(
            InboxView(
                page=found,
                counts=inbox_counts(tx, every, now),
                applications=known,
                procedures={each.key: each for each in procedures(tx)},
                directory=read_directory(tx),
                asks=count_open_asides(tx, actor.id, actor.posts),
                away=tuple(each.officer for each in actor.stands_in),
                everything=bool(request.args.get("everything")),
                many=limit == MOST,
                nonce=secrets.token_hex(8),
                view=view if view in ("all", "mine", "late") else "all",
                procedure=chosen,
                at=now,
            )
        )
