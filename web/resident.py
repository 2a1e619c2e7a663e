"""Finding a procedure and reading what it is: the pages before an application begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from intake.guide import Guide, guide, guides, search
from web.access import anyone
from web.life_events import events_of
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("resident", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The entrance: search, life events, every procedure."""

    template: ClassVar[str] = "resident/home.html"
    query: str
    event: str
    found: tuple[Guide, ...]
    events: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePage:
    """One procedure before it is begun."""

    template: ClassVar[str] = "resident/procedure.html"
    guide: Guide


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityPage:
    """The statement on web accessibility (JIS X 8341-3)."""

    template: ClassVar[str] = "resident/accessibility.html"


@blueprint.get("/")
@anyone
def home() -> ResponseReturnValue:
    """Show every procedure, or those that a word or a life event leads to."""
    query, event = request.args.get("q", "").strip(), request.args.get("event", "")
    with services().database.read() as tx:
        every = guides(tx, services().library)
    found = search(every, query) if query else every
    if event:
        found = tuple(each for each in found if event in each.bundle.page.life_events)
    return render_page(HomePage(query=query, event=event, found=found, events=events_of(every)))


@blueprint.get("/p/<key>")
@anyone
def procedure(key: str) -> ResponseReturnValue:
    """Show what a procedure is, who can apply and what is needed."""
    with services().database.read() as tx:
        found = guide(tx, services().library, key)
    return render_page(ProcedurePage(guide=found))


@blueprint.get("/accessibility")
@anyone
def accessibility() -> ResponseReturnValue:
    """Show the statement on web accessibility."""
    return render_page(AccessibilityPage())
