"""The counter (書かない窓口): an officer enters for a resident, who checks on a tablet or on a printed sheet."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from catalog.bundle import Bundle
from forms.page_model import summary_view
from forms.validation import validate
from forms.views import SectionView
from intake.applications import entry_form
from intake.counter import WAYS, begin_entry, counter_guides, show_to_applicant
from intake.drafts import ApplicationDraft
from intake.guide import Guide
from intake.signatures import Signer, seen_in, signers_of
from kernel.clock import local_date
from kernel.errors import NotFound
from reports.qr import qr_code
from web.access import current_officer, staff
from web.apply import draft_of
from web.languages import language
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("counter", __name__, url_prefix="/staff/counter")


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPage:
    """The procedures that an officer may enter applications for."""

    template: ClassVar[str] = "staff/counter/start.html"
    guides: tuple[Guide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletPage:
    """What the resident needs to look at the answers on another screen, and whether they have."""

    template: ClassVar[str] = "staff/counter/tablet.html"
    token: str
    bundle: Bundle
    signer: Signer | None
    address: str
    code: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """The answers on paper, to be read and signed before they are sent."""

    template: ClassVar[str] = "staff/counter/sheet.html"
    token: str
    bundle: Bundle
    sections: tuple[SectionView, ...]
    at: datetime


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """Show what can be entered."""
    context = services()
    with context.database.read() as tx:
        found = counter_guides(tx, context.library, current_officer())
    return render_page(CounterPage(guides=found))


@blueprint.post("/<key>")
@staff
def begin(key: str) -> ResponseReturnValue:
    """Begin an entry, with the resident's own form."""
    context = services()
    way = next((each for each in WAYS if each == request.form.get("way")), WAYS[0])
    with context.database.begin() as tx:
        token, first = begin_entry(tx, context.library, current_officer(), key, way, context.clock.now())
    return redirect(url_for("apply.page", token=token, page_key=first), code=303)


@blueprint.get("/entries/<token>/tablet")
@staff
def tablet(token: str) -> ResponseReturnValue:
    """Show the code for the tablet; the receipt once the resident has confirmed."""
    context = services()
    now = context.clock.now()
    with context.database.read() as tx:
        draft, bundle = draft_of(tx, token)
        if draft.case_id:
            return redirect(url_for("apply.receipt", token=token), code=303)
        _of_counter(draft)
        signers = signers_of(tx, context.settings.secret_key, draft.id, seen_in(draft), now)
    signer = next((each for each in signers if each.role == "applicant"), None)
    address = context.settings.base_url + url_for("confirming.confirm", signer_code=signer.code) if signer else ""
    return render_page(
        TabletPage(
            token=token,
            bundle=bundle,
            signer=signer,
            address=context.settings.base_url + url_for("confirming.code"),
            code=qr_code(address, _("申請の内容を確かめるページのQRコード")) if signer else None,
        )
    )


@blueprint.post("/entries/<token>/tablet")
@staff
def show(token: str) -> ResponseReturnValue:
    """Make a code for the tablet, or a new one when the time is over."""
    context = services()
    with context.database.begin() as tx:
        draft, _bundle = draft_of(tx, token, lock=True)
        _of_counter(draft)
        show_to_applicant(tx, context.settings.secret_key, context.library, draft, language(), context.clock.now())
    return redirect(url_for(".tablet", token=token), code=303)


@blueprint.get("/entries/<token>/sheet")
@staff
def sheet(token: str) -> ResponseReturnValue:
    """Show the answers as a sheet to print, which the resident reads and signs."""
    context = services()
    now = context.clock.now()
    with context.database.read() as tx:
        draft, bundle = draft_of(tx, token)
        _of_counter(draft)
    form = entry_form(bundle)
    judged = validate(form, draft.answers, local_date(now), params=bundle.flow.params)
    sections = summary_view(form, judged.values, language(), judged.promised)
    return render_page(SheetPage(token=token, bundle=bundle, sections=sections, at=now))


def _of_counter(draft: ApplicationDraft) -> None:
    """Let nobody but who began an entry look at it from the counter: others see no such page."""
    if draft.officer != current_officer().id:
        raise NotFound
