"""計画と実績: what the redesign of a procedure promised, and what its cases really took."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kernel.clock import local_date
from office.effect import Effect, effect_of
from web.access import current_officer, staff
from web.charts import Chart, chart
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("office_effect", __name__, url_prefix="/office")
CHARTED: Final = ("lead_time_days", "touch_minutes", "automation_rate", "online_rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectPage:
    """Planned against real."""

    template: ClassVar[str] = "office/effect.html"
    effect: Effect
    charts: dict[str, Chart]
    arrivals: Chart


@blueprint.get("/<key>/effect")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show plan, target and real figures, and how they went month by month."""
    context = services()
    with context.database.read() as tx:
        effect = effect_of(tx, context.library, current_officer(), key, context.clock.now())
    changes = [
        (local_date(version.published_at), _("第%(number)s版", number=version.number)) for version in effect.versions
    ]
    targets = {line.quantity: line.target for line in effect.lines}
    return render_page(
        EffectPage(
            effect=effect,
            charts={
                name: chart(
                    [(month.first, getattr(month, name)) for month in effect.months],
                    target=targets.get(name),
                    changes=changes,
                )
                for name in CHARTED
            },
            arrivals=chart([(month.first, float(month.arrived)) for month in effect.months], changes=changes),
        )
    )
