"""文書の保存と廃棄: how long cases are kept, which are due, and the two people who part with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from bootstrap import Tx
from catalog.procedures import Procedure, procedure, procedures
from engine.shell.cases import CaseLine
from intake.applications import Application, applications
from kernel.clock import local_date
from kernel.errors import DomainError, NotFound
from kernel.text import Text
from records.disposals import (
    MOST,
    Disposal,
    Entry,
    decide_disposal,
    disposals,
    entries,
    propose_disposal,
    read_disposal,
)
from records.retention import (
    LONGEST_BASIS,
    MOST_YEARS,
    Retention,
    count_due,
    due_cases,
    kept_until,
    retention_of,
    retentions,
    set_retention,
)
from web.access import current_officer, staff_with
from web.acting import sentence_of
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("records", __name__, url_prefix="/staff/records")
MOST_LISTED: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """Every procedure whose records the officer looks after, and the latest decisions."""

    template: ClassVar[str] = "staff/records/overview.html"
    procedures: Sequence[Procedure]
    periods: Mapping[str, Retention]
    due: Mapping[str, int]
    disposals: Sequence[Disposal]
    titles: Mapping[str, Text]
    directory: Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """The cases of a procedure whose period is over, and the period itself."""

    template: ClassVar[str] = "staff/records/due.html"
    procedure: Procedure
    period: Retention | None
    cases: Sequence[CaseLine]
    kept_until: Mapping[str, date]
    count: int
    most: int
    applications: Mapping[str, Application]
    boxes: Mapping[str, str]
    sentence: str
    most_years: int
    longest_basis: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """A decision with its cases: to be looked at by a second person, or as the register of what went."""

    template: ClassVar[str] = "staff/records/decision.html"
    disposal: Disposal
    procedure: Procedure
    entries: Sequence[Entry]
    applications: Mapping[str, Application]
    directory: Directory
    sentence: str


@blueprint.get("/")
@staff_with("records")
def overview() -> ResponseReturnValue:
    """Show what is kept how long, what is due, what was decided."""
    context, officer = services(), current_officer()
    today = local_date(context.clock.now())
    with context.database.read() as tx:
        mine = [each for each in procedures(tx) if officer.may("records", each.department)]
        periods = retentions(tx)
        view = OverviewPage(
            procedures=mine,
            periods=periods,
            due={each.key: count_due(tx, periods[each.key], today) for each in mine if each.key in periods},
            disposals=disposals(tx, [each.key for each in mine], MOST_LISTED),
            titles={each.key: each.title for each in mine},
            directory=read_directory(tx),
        )
    return render_page(view)


@blueprint.get("/procedures/<key>")
@staff_with("records")
def due(key: str) -> ResponseReturnValue:
    """Show the cases of a procedure that are due."""
    with services().database.read() as tx:
        return _due_page(tx, current_officer(), key)


@blueprint.post("/procedures/<key>/period")
@staff_with("records")
def keep(key: str) -> ResponseReturnValue:
    """Set how long the cases of a procedure are kept."""
    context, officer, form = services(), current_officer(), request.form
    years, basis = form.get("years", ""), form.get("basis", "")
    try:
        with context.database.begin() as tx:
            _looked_after(tx, officer, key)
            set_retention(tx, officer, key, years, basis, context.clock.now())
    except NotFound:
        raise
    except DomainError as error:
        with context.database.read() as tx:
            boxes = {"years": years, "basis": basis}
            return _due_page(tx, officer, key, boxes, sentence_of(error)), 422
    flash(_("保存期間を決めました。"))
    return redirect(url_for(".due", key=key), code=303)


@blueprint.post("/procedures/<key>")
@staff_with("records")
def propose(key: str) -> ResponseReturnValue:
    """Propose to part with the ticked cases."""
    context, officer = services(), current_officer()
    try:
        with context.database.begin() as tx:
            _looked_after(tx, officer, key)
            found = propose_disposal(tx, officer, key, request.form.getlist("cases")[:MOST], context.clock.now())
    except NotFound:
        raise
    except DomainError as error:
        with context.database.read() as tx:
            return _due_page(tx, officer, key, sentence=sentence_of(error)), 422
    flash(_("廃棄を申し出ました。文書管理の権限を持つ、ほかの職員が確かめて決定します。"))
    return redirect(url_for(".decision", disposal_id=found), code=303)


@blueprint.get("/disposals/<disposal_id>")
@staff_with("records")
def decision(disposal_id: str) -> ResponseReturnValue:
    """Show a decision and its cases."""
    with services().database.read() as tx:
        return _decision_page(tx, current_officer(), disposal_id)


@blueprint.post("/disposals/<disposal_id>")
@staff_with("records")
def decide(disposal_id: str) -> ResponseReturnValue:
    """Agree, or decline; what was agreed is erased at once, the rest by the worker."""
    context, officer = services(), current_officer()
    now, agreed = context.clock.now(), request.form.get("decision") == "agree"
    try:
        with context.database.begin() as tx:
            decide_disposal(tx, officer, disposal_id, agreed=agreed, now=now)
    except NotFound:
        raise
    except DomainError as error:
        with context.database.read() as tx:
            return _decision_page(tx, officer, disposal_id, sentence_of(error)), 422
    if agreed:
        context.eraser.go_round(now)
    flash(_("廃棄を決定しました。") if agreed else _("申し出を断りました。案件はそのまま残ります。"))
    return redirect(url_for(".decision", disposal_id=disposal_id), code=303)


def _looked_after(tx: Tx, officer: Officer, key: str) -> Procedure:
    """Return a procedure whose records the officer looks after; another one looks absent."""
    found = procedure(tx, key)
    if not officer.may("records", found.department):
        raise NotFound
    return found


def _due_page(tx: Tx, officer: Officer, key: str, boxes: Mapping[str, str] | None = None, sentence: str = "") -> str:
    today, found, period = local_date(services().clock.now()), _looked_after(tx, officer, key), retention_of(tx, key)
    cases = due_cases(tx, period, today, MOST) if period else ()
    typed = {"years": str(period.years) if period else "", "basis": period.basis if period else ""}
    return render_page(
        DuePage(
            procedure=found,
            period=period,
            cases=cases,
            kept_until={
                each.id: kept_until(each.closed_at, period.years) for each in cases if period and each.closed_at
            },
            count=count_due(tx, period, today) if period else 0,
            most=MOST,
            applications=applications(tx, [each.id for each in cases]),
            boxes=boxes or typed,
            sentence=sentence,
            most_years=MOST_YEARS,
            longest_basis=LONGEST_BASIS,
        )
    )


def _decision_page(tx: Tx, officer: Officer, disposal_id: str, sentence: str = "") -> str:
    found = read_disposal(tx, officer, disposal_id)
    listed = entries(tx, disposal_id)
    return render_page(
        DecisionPage(
            disposal=found,
            procedure=procedure(tx, found.procedure),
            entries=listed,
            applications=applications(tx, [each.case_id for each in listed if each.erased_at is None]),
            directory=read_directory(tx),
            sentence=sentence,
        )
    )
