"""受付期間・上限・お知らせ: when a procedure takes applications, how many, and what residents are told beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Tx
from catalog.errors import BudgetIncomplete, NoticeEmpty, PeriodReversed, QuotaWithoutPeriod
from catalog.notices import LONGEST, WHOLE_SITE, Notice, add_notice, notices_ahead, remove_notice
from catalog.procedures import Procedure, procedure
from catalog.reception import DEFAULT_GRACE_HOURS, MOST_GRACE_HOURS, Reception, set_reception
from catalog.versions import current_version
from forms.definition import Field
from intake.applications import entry_form
from intake.reception import Standing, standing
from kernel.clock import JAPAN
from kernel.errors import NotFound
from kernel.text import Text
from web.access import current_officer, staff_with
from web.pages import render_page
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("procedures_reception", __name__, url_prefix="/staff")
REFUSALS: Final = (PeriodReversed, QuotaWithoutPeriod, BudgetIncomplete, NoticeEmpty)
MOST_NUMBER: Final = 10**12


class _NotTyped(Exception):
    """Something in a box that is no day, time or number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionPage:
    """The rule and the notices of a procedure; after a failed try with what was typed and why."""

    template: ClassVar[str] = "staff/procedures/reception.html"
    procedure: Procedure
    standing: Standing
    amounts: tuple[Field, ...]
    """Questions of the form in force whose answer can count against a budget."""
    boxes: Mapping[str, str]
    notices: tuple[Notice, ...]
    problem: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNoticesPage:
    """What residents are told on every procedure."""

    template: ClassVar[str] = "staff/notices.html"
    notices: tuple[Notice, ...]
    boxes: Mapping[str, str]
    problem: Text | None


@blueprint.get("/procedures/<key>/reception")
@staff_with("publish")
def page(key: str) -> ResponseReturnValue:
    """Show the rule and the notices of a procedure."""
    return _page(key, None, None)


@blueprint.post("/procedures/<key>/reception")
@staff_with("publish")
def keep(key: str) -> ResponseReturnValue:
    """Let a rule hold from now on."""
    context = services()
    try:
        with context.database.begin() as tx:
            _published(tx, key)
            set_reception(tx, current_officer(), key, _rule(), context.clock.now())
    except (*REFUSALS, _NotTyped) as error:
        return _page(key, request.form, _told(error)), 422
    flash(_("受付の決まりを変えました。すぐに有効です。"))
    return redirect(url_for(".page", key=key), code=303)


@blueprint.post("/procedures/<key>/notices")
@staff_with("publish")
def tell(key: str) -> ResponseReturnValue:
    """Tell residents of a procedure something, or take it back."""
    try:
        with services().database.begin() as tx:
            _published(tx, key)
            _change_notices(tx, key)
    except (*REFUSALS, _NotTyped) as error:
        return _page(key, request.form, _told(error)), 422
    return redirect(url_for(".page", key=key), code=303)


@blueprint.get("/notices", endpoint="site")
@staff_with("dx")
def site_notices() -> ResponseReturnValue:
    """Show what residents are told on every procedure."""
    return _site({}, None)


@blueprint.post("/notices", endpoint="tell_site")
@staff_with("dx")
def tell_everybody() -> ResponseReturnValue:
    """Tell residents something on every procedure, or take it back."""
    try:
        with services().database.begin() as tx:
            _change_notices(tx, WHOLE_SITE)
    except (*REFUSALS, _NotTyped) as error:
        return _site(request.form, _told(error)), 422
    return redirect(url_for(".site"), code=303)


def _change_notices(tx: Tx, scope: str) -> None:
    context, officer, form = services(), current_officer(), request.form
    if notice_id := form.get("remove", "")[:32]:
        remove_notice(tx, officer, scope, notice_id)
        flash(_("お知らせを消しました。"))
        return
    said = {tag: form.get(f"text.{tag}", "").replace("\r\n", "\n").strip()[:LONGEST] for tag in ("ja", "en")}
    begin, end, now = _moment("shown_from"), _moment("shown_until"), context.clock.now()
    if end is None:
        raise _NotTyped
    add_notice(
        tx,
        officer,
        scope,
        {tag: text for tag, text in said.items() if text},
        shown_from=begin or now,
        shown_until=end,
        stops="stops" in form,
        now=now,
    )
    flash(_("お知らせを加えました。"))


def _rule() -> Reception:
    grace = _number("grace_hours")
    return Reception(
        opens_at=_moment("opens_at"),
        closes_at=_moment("closes_at"),
        grace_hours=DEFAULT_GRACE_HOURS if grace is None else min(grace, MOST_GRACE_HOURS),
        most_cases=_number("most_cases"),
        most_amount=_number("most_amount"),
        amount_field=request.form.get("amount_field", "")[:64] or None,
    )


def _moment(name: str) -> datetime | None:
    """Return a time of Japan that was typed; None for an empty box."""
    typed = request.form.get(name, "").strip()
    if not typed:
        return None
    try:
        found = datetime.fromisoformat(typed[:30])
    except ValueError as error:
        raise _NotTyped from error
    if not 1970 < found.year < 3000:
        raise _NotTyped
    return found.replace(tzinfo=JAPAN)


def _number(name: str) -> int | None:
    typed = request.form.get(name, "").strip().replace(",", "")
    if not typed:
        return None
    if not typed.isdecimal() or int(typed[:20]) > MOST_NUMBER:
        raise _NotTyped
    return int(typed)


def _told(error: Exception) -> Text:
    if isinstance(error, REFUSALS):
        return text_of(error)
    return str(_("日時は年月日と時刻を、件数や金額は数字を入力してください。"))


def _boxes(rule: Reception) -> dict[str, str]:
    moments = {"opens_at": rule.opens_at, "closes_at": rule.closes_at}
    numbers = {"most_cases": rule.most_cases, "most_amount": rule.most_amount, "grace_hours": rule.grace_hours}
    return {
        **{name: "" if at is None else f"{at.astimezone(JAPAN):%Y-%m-%dT%H:%M}" for name, at in moments.items()},
        **{name: "" if value is None else str(value) for name, value in numbers.items()},
        "amount_field": rule.amount_field or "",
    }


def _page(key: str, typed: Mapping[str, str] | None, problem: Text | None) -> str:
    context, now = services(), services().clock.now()
    with context.database.read() as tx:
        found = _published(tx, key)
        version = current_version(tx, key)
        bundle = context.library.bundle(tx, version.bundle_digest) if version is not None else None
        held = standing(tx, key, now)
        notices = notices_ahead(tx, key, now)
    asked = entry_form(bundle).fields() if bundle is not None else ()
    view = ReceptionPage(
        procedure=found,
        standing=held,
        amounts=tuple(field for field in asked if field.type in ("money", "number", "computed")),
        boxes={**_boxes(held.rule), **(typed or {})},
        notices=notices,
        problem=problem,
    )
    return render_page(view)


def _site(boxes: Mapping[str, str], problem: Text | None) -> str:
    with services().database.read() as tx:
        found = notices_ahead(tx, WHOLE_SITE, services().clock.now())
    return render_page(SiteNoticesPage(notices=found, boxes=boxes, problem=problem))


def _published(tx: Tx, key: str) -> Procedure:
    """Return a procedure that the officer may publish; one of a department that they do not see looks absent."""
    found, officer = procedure(tx, key), current_officer()
    if not officer.sees(found.department) and not officer.may("publish", found.department):
        raise NotFound
    officer.require("publish", found.department)
    return found
