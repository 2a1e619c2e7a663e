"""不在の予定: who of the section is away when, and who could stand in."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.absences import (
    PARTS,
    Absence,
    Part,
    absence,
    absences,
    drop_absence,
    keeps_days_of,
    note_absence,
    who_could_stand_in,
)
from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from accounts.substitutions import name_substitute, substitutions_between, substitutions_by
from bootstrap import Tx
from kernel.clock import local_date
from kernel.errors import DomainError, NotAllowed, NotFound
from web.absence_month import MonthOfAbsences, chosen_month, last_of, month_of_absences
from web.access import current_officer, staff
from web.acting import sentence_of
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("absences", __name__, url_prefix="/staff/absences")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsencesPage:
    """A month of the section, and what can be noted."""

    template: ClassVar[str] = "staff/absences.html"
    month: MonthOfAbsences
    listed: tuple[Absence, ...]
    """The absences of the month, in order."""
    own: frozenset[str]
    """Ids of those that the reader may take back."""
    noted: Absence | None
    """What was just noted: somebody may stand in."""
    could: tuple[Officer, ...]
    directory: Directory
    today: date
    absent: str
    first: str
    last: str
    part: str
    sentence: str


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """Show a month."""
    return _page("")


@blueprint.post("/")
@staff
def note() -> ResponseReturnValue:
    """Note an absence, or take one back."""
    context, officer, form = services(), current_officer(), request.form
    now, noted = context.clock.now(), ""
    try:
        with context.database.begin() as tx:
            if dropped := form.get("drop", ""):
                drop_absence(tx, officer, dropped[:32], now=now)
            else:
                first = _day(form.get("first", ""))
                last = _day(form.get("last", "")) if form.get("last") else first
                absent = form.get("absent", "")[:32] or officer.id
                noted = note_absence(tx, officer, absent, first, last, _part(form.get("part", "")), now=now)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return _page(sentence_of(error)), 422
    flash(_("不在の予定を登録しました。") if noted else _("不在の予定を取り消しました。"))
    return redirect(url_for(".page", noted=noted or None, month=form.get("first", "")[:7] or None), code=303)


@blueprint.post("/<absence_id>/substitute")
@staff
def ask(absence_id: str) -> ResponseReturnValue:
    """Let somebody stand in for the days of an absence."""
    context, officer = services(), current_officer()
    try:
        with context.database.begin() as tx:
            away = absence(tx, absence_id)
            if not _may_change(officer, away, read_directory(tx)):
                raise NotFound
            chosen = request.form.get("substitute", "")[:32]
            name_substitute(tx, officer, away.officer, chosen, away.first_day, away.last_day, now=context.clock.now())
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return _page(sentence_of(error), noted=absence_id), 422
    flash(_("代理を登録しました。"))
    return redirect(url_for(".page", month=f"{away.first_day:%Y-%m}"), code=303)


def _page(sentence: str, *, noted: str = "") -> str:
    context, officer, form = services(), current_officer(), request.form
    today = local_date(context.clock.now())
    with context.database.read() as tx:
        directory = read_directory(tx)
        just = _noted(tx, officer, directory, noted or request.args.get("noted", "")[:32])
        asked = request.args.get("month", "") or (f"{just.first_day:%Y-%m}" if just else "")
        first = chosen_month(asked, today)
        people = _colleagues(directory, officer)
        ids = [each.id for each in people]
        away = absences(tx, ids, first, last_of(first))
        month = month_of_absences(first, today, people, away, substitutions_between(tx, ids, first, last_of(first)))
        could = _could(tx, directory, just) if just else ()
    own = (each.id for each in away if each.last_day >= today and _may_change(officer, each, directory))
    return render_page(
        AbsencesPage(
            month=month,
            listed=away,
            own=frozenset(own),
            noted=just,
            could=could,
            directory=directory,
            today=today,
            absent=form.get("absent", officer.id),
            first=form.get("first", "")[:20],
            last=form.get("last", "")[:20],
            part=form.get("part", "day")[:20],
            sentence=sentence,
        )
    )


def _colleagues(directory: Directory, officer: Officer) -> list[Officer]:
    """Return everybody of the reader's departments and those below them: the reader first, then in order of kana."""
    around = {each for department in officer.departments for each in directory.within(department)}
    people = (each for each in directory.officers.values() if each.departments & around or each.id == officer.id)
    return sorted(people, key=lambda each: (each.id != officer.id, each.kana, each.id))


def _noted(tx: Tx, officer: Officer, directory: Directory, absence_id: str) -> Absence | None:
    """Return what was just noted; None where it is gone or somebody else's."""
    try:
        found = absence(tx, absence_id)
    except NotFound:
        return None
    return found if _may_change(officer, found, directory) else None


def _could(tx: Tx, directory: Directory, away: Absence) -> tuple[Officer, ...]:
    around = directory.officers[away.officer].departments
    near = [each.id for each in directory.officers.values() if each.departments & around]
    others = absences(tx, near, away.first_day, away.last_day)
    return who_could_stand_in(directory, away, others, substitutions_by(tx, near, away.first_day, away.last_day))


def _may_change(officer: Officer, away: Absence, directory: Directory) -> bool:
    absent = directory.officers.get(away.officer)
    return absent is not None and keeps_days_of(officer, absent)


def _part(text: str) -> Part:
    return text if text in PARTS else "day"


def _day(text: str) -> date:
    """Return the day; what is none lies in the past, which is refused."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
