"""手続きナビ for residents: one question a page, the way in the address, at its end what to do and what to bring."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from catalog.procedures import procedures
from guidance.navigator import Navigator
from guidance.navigators import shown_navigator, shown_navigators
from guidance.way import Destination, Needed, Way, destinations, needed, way
from intake.guide import guides
from web.access import anyone
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("navigate", __name__, url_prefix="/navi")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigatorsPage:
    """Every navigator that the city shows."""

    template: ClassVar[str] = "resident/navigators.html"
    navigators: tuple[Navigator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """The next question, after the answers given so far; `unanswered` when somebody went on without choosing."""

    template: ClassVar[str] = "resident/navigator.html"
    navigator: Navigator
    way: Way
    unanswered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationPage:
    """The end of the way: what to do, in order, and what to bring for all of it."""

    template: ClassVar[str] = "resident/navigator_end.html"
    navigator: Navigator
    way: Way
    destinations: tuple[Destination, ...]
    needed: tuple[Needed, ...]


@blueprint.get("")
@anyone
def page() -> ResponseReturnValue:
    """List the navigators."""
    with services().database.read() as tx:
        found = shown_navigators(tx)
    return render_page(NavigatorsPage(navigators=found))


@blueprint.get("/<navigator_key>")
@anyone
def step(navigator_key: str) -> ResponseReturnValue:
    """Ask the next question, or show where the answers lead."""
    context = services()
    with context.database.read() as tx:
        found = shown_navigator(tx, navigator_key)
        begun, every = guides(tx, context.library), procedures(tx)
    done = way(found, request.args)
    if done.following is not None:
        return render_page(QuestionPage(navigator=found, way=done, unanswered="next" in request.args))
    reached = destinations(found, done, begun, every)
    return render_page(DestinationPage(navigator=found, way=done, destinations=reached, needed=needed(reached)))
