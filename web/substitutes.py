"""Who stands in for whom (不在と代理): a page of settings for every officer."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from accounts.substitutions import Substitution, end_substitution, name_substitute, substitutions_about
from kernel.clock import local_date
from kernel.errors import DomainError, NotFound
from web.access import current_officer, staff
from web.acting import sentence_of
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("substitutes", __name__, url_prefix="/staff/substitutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutesPage:
    """Who stands in for the reader, for whom the reader stands in, and naming somebody."""

    template: ClassVar[str] = "staff/substitutes.html"
    substitutions: tuple[Substitution, ...]
    directory: Directory
    today: date
    absent: str
    substitute: str
    first: str
    last: str
    sentence: str


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """Show who stands in for whom."""
    return _page("")


@blueprint.post("/")
@staff
def name() -> ResponseReturnValue:
    """Name somebody who stands in, or end it."""
    context, officer, form = services(), current_officer(), request.form
    now = context.clock.now()
    try:
        with context.database.begin() as tx:
            if ended := form.get("end", ""):
                end_substitution(tx, officer, ended[:32], now=now)
            else:
                first, last = _day(form.get("first", "")), _day(form.get("last", ""))
                absent = form.get("absent", "")[:32] or officer.id
                name_substitute(tx, officer, absent, form.get("substitute", "")[:32], first, last, now=now)
    except NotFound:
        raise
    except DomainError as error:
        return _page(sentence_of(error)), 422
    flash(_("代理を終えました。") if form.get("end") else _("代理を登録しました。"))
    return redirect(url_for(".page"), code=303)


def _page(sentence: str) -> str:
    context, officer, form = services(), current_officer(), request.form
    today = local_date(context.clock.now())
    with context.database.read() as tx:
        view = SubstitutesPage(
            substitutions=substitutions_about(tx, officer, today),
            directory=read_directory(tx),
            today=today,
            absent=form.get("absent", officer.id),
            substitute=form.get("substitute", ""),
            first=form.get("first", today.isoformat())[:20],
            last=form.get("last", "")[:20],
            sentence=sentence,
        )
    return render_page(view)


def _day(text: str) -> date:
    """Return the day; what is none lies in the past, which is refused."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
