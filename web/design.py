"""The page of components (部品の見本): every part that pages are made of, in every state, from the macros of the pages.

Whoever builds a page looks here first; whoever changes a style sees here what it changes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.views import PageView, SectionView
from kernel.clock import local_date
from reports.shapes import Curves, Fall
from web.access import staff
from web.charts import Chart
from web.design_specimens import Colour, answered, charts, colours, curves, falls, questions
from web.languages import language
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("design", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignPage:
    """Every component."""

    template: ClassVar[str] = "staff/design.html"
    colours: tuple[Colour, ...]
    untouched: PageView
    wrong: PageView
    sections: tuple[SectionView, ...]
    full: Chart
    bare: Chart
    falls: tuple[Fall, ...]
    curves: Curves
    deadlines: tuple[datetime | None, ...]
    """Late, today, some days ahead, none."""
    at: datetime


@blueprint.get("/design")
@staff
def page() -> ResponseReturnValue:
    """Show every component in every state."""
    now, tongue = services().clock.now(), language()
    full, bare = charts()
    return render_page(
        DesignPage(
            colours=colours(),
            untouched=questions("empty", local_date(now), tongue),
            wrong=questions("wrong", local_date(now), tongue),
            sections=answered(local_date(now), tongue),
            full=full,
            bare=bare,
            falls=falls(_("見直し前"), _("なくなる作業"), _("見直し後")),
            curves=curves(_("見直し前は14日、見直し後は4日で、10件のうち9件が終わります。")),
            deadlines=(now - timedelta(days=3), now, now + timedelta(days=5), None),
            at=now,
        )
    )
