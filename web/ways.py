"""どこまで見直すか: the ways of redesigning that are worth a look, and what each proposal brings."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from catalog.procedures import Procedure, procedure
from office.assessment import redesign_of, ways_for
from office.redesigns import review
from reports.redesign_shapes import Front, front_of, proposal_falls, step_words
from reports.shapes import Fall
from web.access import current_officer, staff
from web.languages import language
from web.pages import render_page
from web.services import services
from workflow.definition import Flow
from workflow.improve import Redesigned
from workflow.improve.pareto import Merits

blueprint: Final = Blueprint("office_ways", __name__, url_prefix="/office")


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its proposals in words, and its figures."""

    proposals: tuple[str, ...]
    merits: Merits


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysPage:
    """The ways, their picture, and the waterfall of what is accepted (or of everything where nothing is)."""

    template: ClassVar[str] = "office/ways.html"
    procedure: Procedure
    ways: tuple[Way, ...]
    front: Front | None
    falls: tuple[Fall, ...]
    of_accepted: bool
    volume: float | None


@blueprint.get("/<key>/ways")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show how far one could go, and what that takes."""
    with services().database.read() as tx:
        seen, found = review(tx, current_officer(), key), procedure(tx, key)
    flow, known = seen.flow, ways_for(seen.subject)
    accepted = seen.redesign
    made = accepted or redesign_of(seen.subject)
    return render_page(
        WaysPage(
            procedure=found,
            ways=tuple(_way(flow, made.to_be, each) for each in known),
            front=front_of(known, language()),
            falls=proposal_falls(flow, made, language()),
            of_accepted=accepted is not None,
            volume=flow.volume_per_year,
        )
    )


def _way(flow: Flow, after: Flow, way: Redesigned) -> Way:
    found = (each.finding for each in way.proposals)
    words = (step_words(flow, after, each.code, each.where.nodes, language()) for each in found)
    return Way(tuple(words), way.merits)
