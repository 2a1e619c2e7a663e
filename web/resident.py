"""Finding a procedure and reading what it is: the pages before an application begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from catalog.notices import WHOLE_SITE, Notice, shown_notices
from guidance.decision_times import UsualTime
from guidance.filling import minutes_to_fill
from guidance.navigator import Navigator
from guidance.navigators import shown_navigators
from guidance.search import LONGEST_QUERY, Found
from intake.applications import entry_form
from intake.guide import Guide, guide, guides
from intake.reception import Standing, standing
from web.access import anyone
from web.life_events import categories_of, events_of
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("resident", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The entrance: search, life events, every procedure."""

    template: ClassVar[str] = "resident/home.html"
    query: str
    event: str
    category: str
    results: tuple[Found, ...]
    """What was found, with why; without a query every procedure of the event or category, without."""
    events: Mapping[str, str]
    categories: Mapping[str, tuple[str, int]]
    guided: tuple[Navigator, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePage:
    """One procedure before it is begun."""

    template: ClassVar[str] = "resident/procedure.html"
    guide: Guide
    minutes: float
    """How long filling in takes."""
    usual: UsualTime | None
    """How long decisions took; None while there are too few to say."""
    standing: Standing
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityPage:
    """The statement on web accessibility (JIS X 8341-3)."""

    template: ClassVar[str] = "resident/accessibility.html"


@blueprint.get("/")
@anyone
def home() -> ResponseReturnValue:
    """Show every procedure, or those that words, a life event or a category lead to."""
    query, context = request.args.get("q", "").strip()[:LONGEST_QUERY], services()
    event, category = request.args.get("event", ""), request.args.get("category", "")
    with context.database.read() as tx:
        every, guided = guides(tx, context.library), shown_navigators(tx)
        notices = shown_notices(tx, context.clock.now(), WHOLE_SITE)
    shown = tuple(each for each in every if _stands_under(each, event, category))
    results = context.finder.search(shown, query) if query else tuple(Found(guide=each) for each in shown)
    view = HomePage(
        query=query,
        event=event,
        category=category,
        results=results,
        events=events_of(every),
        categories=categories_of(every),
        guided=guided,
        notices=notices,
    )
    return render_page(view)


def _stands_under(guide: Guide, event: str, category: str) -> bool:
    page = guide.bundle.page
    return (not event or event in page.life_events) and (not category or category in page.categories)


@blueprint.get("/p/<key>")
@anyone
def procedure(key: str) -> ResponseReturnValue:
    """Show what a procedure is, who can apply and what is needed."""
    context = services()
    now = context.clock.now()
    with context.database.read() as tx:
        found = guide(tx, context.library, key)
        view = ProcedurePage(
            guide=found,
            minutes=minutes_to_fill(found.bundle.page, entry_form(found.bundle)),
            usual=context.decision_times.of(tx, key, now),
            standing=standing(tx, key, now),
            notices=shown_notices(tx, now, WHOLE_SITE, key),
        )
    return render_page(view)


@blueprint.get("/accessibility")
@anyone
def accessibility() -> ResponseReturnValue:
    """Show the statement on web accessibility."""
    return render_page(AccessibilityPage())
