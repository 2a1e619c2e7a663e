"""The comparison of two flows of a procedure: figures, pictures, and what was measured of the one in force."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from catalog.procedures import Procedure
from kernel.text import Text
from office.effect import Effect, effect_of
from reports.shapes import Curves, Fall, curves, falls
from web.access import current_officer, staff
from web.languages import language
from web.pages import render_page
from web.pictures import picture_of
from web.services import services
from web.two_flows import two_flows
from workflow.check.doubts import doubts_of
from workflow.compare import Comparison, compare

blueprint: Final = Blueprint("office_comparison", __name__, url_prefix="/office")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """Old and new side by side."""

    template: ClassVar[str] = "office/comparison.html"
    procedure: Procedure
    comparison: Comparison
    before_slot: str
    after_slot: str
    slots: tuple[str, ...]
    before_picture: Markup
    after_picture: Markup
    falls: tuple[Fall, ...]
    curves: Curves | None
    effect: Effect | None
    """What was measured, where the flow on the right is the one in force."""
    doubts: tuple[Text, ...]
    """What must be put right before the figures can be trusted."""


@blueprint.get("/<key>/compare")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show two flows of a procedure side by side."""
    context = services()
    with context.database.read() as tx:
        asked = two_flows(tx, key)
        effect = effect_of(tx, context.library, current_officer(), key, context.clock.now())
    compared = compare(asked.before, asked.after)
    in_force = effect.current is not None and effect.current.flow_digest == asked.after.digest
    doubts = doubts_of(asked.before)
    return render_page(
        ComparisonPage(
            procedure=asked.procedure,
            comparison=compared,
            before_slot=asked.old,
            after_slot=asked.new,
            slots=asked.slots,
            before_picture=picture_of(compared.before, "before", shares=True, changes=compared.fates_before),
            after_picture=picture_of(compared.after, "after", shares=True, changes=compared.fates_after),
            falls=falls(compared, language()),
            curves=curves(compared, language()),
            effect=effect if in_force else None,
            doubts=(*doubts, *(each for each in doubts_of(asked.after) if each not in doubts)),
        )
    )


@blueprint.get("/<key>/compare.json")
@staff
def as_json(key: str) -> ResponseReturnValue:
    """Return the comparison as JSON."""
    with services().database.read() as tx:
        asked = two_flows(tx, key)
    return jsonify(compare(asked.before, asked.after).as_json())
