"""Going on later, on any device, without an account: the link to a draft, by heart, by QR code or by mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from catalog.bundle import Bundle
from forms.validation import validate
from forms.visibility import visibility
from intake.applications import entry_form
from intake.drafts import ApplicationDraft
from kernel.clock import local_date
from kernel.text import Text
from notify.mail import BadAddress
from notify.resume_link import NotSent, send_resume_link
from reports.qr import qr_code
from web.access import anyone
from web.apply import draft_of
from web.languages import language
from web.limits import limiter
from web.pages import render_page
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("resume", __name__)
MAILS: Final = "5 per hour"
"""Nobody may have us write to strangers without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """How to come back later; after a mail that could not be sent with the address typed and why."""

    template: ClassVar[str] = "resident/saved.html"
    token: str
    bundle: Bundle
    address: str
    code: Markup
    until: datetime
    email: str
    problem: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPage:
    """The draft is gone."""

    template: ClassVar[str] = "resident/erased.html"


@blueprint.get("/a/<token>")
@anyone
def resume(token: str) -> ResponseReturnValue:
    """Go on where something is still to be filled in; to the receipt when the application has been sent."""
    with services().database.read() as tx:
        draft, bundle = draft_of(tx, token)
    if draft.case_id:
        return redirect(url_for("apply.receipt", token=token), code=303)
    unfinished = _unfinished(draft, bundle)
    if unfinished is None:
        return redirect(url_for("apply.check", token=token), code=303)
    return redirect(url_for("apply.page", token=token, page_key=unfinished), code=303)


@blueprint.get("/a/<token>/saved")
@anyone
def saved(token: str) -> ResponseReturnValue:
    """Show the address with which the resident can go on later, on any device."""
    with services().database.read() as tx:
        draft, bundle = draft_of(tx, token)
    if draft.case_id:
        return redirect(url_for("apply.receipt", token=token), code=303)
    return _saved(token, draft, bundle, "", None)


@blueprint.post("/a/<token>/saved")
@anyone
@limiter.limit(MAILS)
def mail(token: str) -> ResponseReturnValue:
    """Send the address by mail to whoever asks for it; neither is written down."""
    context, email = services(), request.form.get("email", "").strip()[:254]
    with context.database.read() as tx:
        draft, bundle = draft_of(tx, token)
    try:
        send_resume_link(
            context.mail,
            email,
            _address(token),
            city=context.settings.city_name,
            procedure=bundle.page.title,
            until=draft.until,
            language=language(),
            now=context.clock.now(),
        )
    except BadAddress as error:
        return _saved(token, draft, bundle, email, text_of(error)), 422
    except NotSent as error:
        return _saved(token, draft, bundle, email, text_of(error)), 503
    flash(_("メールを送りました。届かないときは、アドレスを確かめてください。"))
    return redirect(url_for(".saved", token=token), code=303)


@blueprint.get("/erased")
@anyone
def erased() -> ResponseReturnValue:
    """Say that the draft is gone."""
    return render_page(ErasedPage())


def _unfinished(draft: ApplicationDraft, bundle: Bundle) -> str | None:
    """Return the first page on which something is wrong or missing."""
    form, today = entry_form(bundle), local_date(services().clock.now())
    params = bundle.flow.params
    pages = visibility(form, draft.answers, today, params=params).pages
    judged = (validate(form, draft.answers, today, only_page=page, params=params) for page in pages)
    return next((page for page, each in zip(pages, judged, strict=True) if not each.ok), None)


def _address(token: str) -> str:
    return services().settings.base_url + url_for(".resume", token=token)


def _saved(token: str, draft: ApplicationDraft, bundle: Bundle, email: str, problem: Text | None) -> str:
    address = _address(token)
    return render_page(
        SavedPage(
            token=token,
            bundle=bundle,
            address=address,
            code=qr_code(address, _("入力の続きをするページのQRコード")),
            until=draft.until,
            email=email,
            problem=problem,
        )
    )
