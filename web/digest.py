"""お知らせメール: whether, and at which hour, an officer gets the daily mail."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from notify.digests import HOURS, choose_hour, chosen_hour
from web.access import current_officer, staff
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("digest", __name__, url_prefix="/staff/digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPage:
    """The choice."""

    template: ClassVar[str] = "staff/digest.html"
    hour: int | None
    hours: tuple[int, ...]


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """Show what was chosen."""
    with services().database.read() as tx:
        hour = chosen_hour(tx, current_officer().id)
    return render_page(DigestPage(hour=hour, hours=HOURS))


@blueprint.post("/")
@staff
def choose() -> ResponseReturnValue:
    """Keep what was chosen."""
    typed = request.form.get("hour", "")
    with services().database.begin() as tx:
        choose_hour(tx, current_officer(), int(typed) if typed in map(str, HOURS) else None)
    flash(_("お知らせメールの時刻を保存しました。"))
    return redirect(url_for(".page"), code=303)
