"""仕事の状況: how much waits in a section, what is late, what comes in and goes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from catalog.procedures import Procedure, procedures
from intake.applications import Application
from office.load import SectionLoad, section_load
from web.access import current_officer, staff
from web.casework import applications_of
from web.load_charts import InAndOut, Parts, in_and_out, parts_of
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("load", __name__, url_prefix="/staff/load")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPage:
    """Load and delay."""

    template: ClassVar[str] = "staff/load.html"
    load: SectionLoad
    bars: list[Parts]
    chart: InAndOut | None
    procedures: Mapping[str, Procedure]
    applications: Mapping[str, Application]
    at: datetime


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """Show the load of what the reader may look over, or of one department of it."""
    context, now = services(), services().clock.now()
    with context.database.read() as tx:
        found = section_load(
            tx,
            context.library,
            current_officer(),
            now,
            department=request.args.get("department", "")[:64],
            after=request.args.get("after"),
        )
        view = LoadPage(
            load=found,
            bars=parts_of(found.steps),
            chart=in_and_out(found.weeks),
            procedures={each.key: each for each in procedures(tx)},
            applications=applications_of(tx, [each.case_id for each in found.late]),
            at=now,
        )
    return render_page(view)
