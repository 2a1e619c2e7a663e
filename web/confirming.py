"""Confirming an application of others: by the code that its principal (本人) or a co-signer (連名) was given."""

from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Doubled, Tx
from catalog.bundle import Bundle
from forms.page_model import summary_view
from forms.validation import validate
from forms.views import SectionView
from intake.applications import application, entry_form
from intake.desk import submit
from intake.drafts import draft_owned
from intake.errors import NOT_NOW, SignaturesMissing
from intake.proxies import Proxy, proxy_of
from intake.signatures import Signer, answer_signer, seen_in, signer_with
from kernel.clock import local_date
from kernel.errors import NotFound
from web.access import anyone
from web.languages import language
from web.limits import limiter
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("confirming", __name__)
TRIES: Final = "20 per minute"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """Where a code that was handed over is typed."""

    template: ClassVar[str] = "resident/confirm_code.html"
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage:
    """What somebody is asked to confirm; afterwards what came of it."""

    template: ClassVar[str] = "resident/confirm.html"
    bundle: Bundle
    signer: Signer
    proxy: Proxy | None = None
    sections: tuple[SectionView, ...] = ()
    seen: str = ""
    answered: str = ""
    number: str = ""
    """The receipt number, once the application has gone in."""


@blueprint.get("/c")
@anyone
def code() -> ResponseReturnValue:
    """Ask for a code that was handed over."""
    return render_page(CodePage(problem=""))


@blueprint.post("/c")
@anyone
@limiter.limit("10 per minute")
def find() -> ResponseReturnValue:
    """Go to what is to be confirmed."""
    typed = request.form.get("code", "")[:100]
    context = services()
    try:
        with context.database.read() as tx:
            signer, _answered = signer_with(tx, context.settings.secret_key, typed, context.clock.now())
    except NotFound:
        return render_page(CodePage(problem=_("この確認コードは見つかりません。もう一度確かめてください。"))), 422
    return redirect(url_for(".confirm", signer_code=signer.code), code=303)


@blueprint.get("/c/<signer_code>")
@anyone
@limiter.limit(TRIES)
def confirm(signer_code: str) -> ResponseReturnValue:
    """Show what somebody is asked to confirm."""
    context = services()
    with context.database.read() as tx:
        signer, answered = signer_with(tx, context.settings.secret_key, signer_code, context.clock.now())
        if answered:
            return _confirm(tx, signer, "agreed" if signer.state == "agreed" else "declined")
        return _confirm(tx, signer, "")


@blueprint.post("/c/<signer_code>")
@anyone
@limiter.limit(TRIES)
def answer(signer_code: str) -> ResponseReturnValue:
    """Take what somebody says; the last confirmation sends the application in."""
    context = services()
    now, agreed = context.clock.now(), request.form.get("answer") == "agree"
    with context.database.begin() as tx:
        signer, _answered = signer_with(tx, context.settings.secret_key, signer_code, now)
        draft = draft_owned(tx, signer.owner, now, lock=True)
        answer_signer(tx, signer, draft, seen=request.form.get("seen", ""), agreed=agreed, now=now)
    if agreed:
        _send(signer)
    return redirect(url_for(".confirm", signer_code=signer_code), code=303)


def _send(signer: Signer) -> None:
    """Send the application in if that was the last confirmation; in a transaction of its own: what was said is kept."""
    context = services()
    now = context.clock.now()
    with suppress(Doubled, SignaturesMissing, *NOT_NOW), context.database.begin() as tx:
        draft = draft_owned(tx, signer.owner, now, lock=True)
        bundle = context.library.bundle(tx, draft.bundle_digest)
        submit(tx, context.desk, draft, bundle, language=signer.language, now=now)


def _confirm(tx: Tx, signer: Signer, answered: str) -> str:
    context = services()
    now = context.clock.now()
    sent = application(tx, signer.owner)
    if sent is not None:
        bundle = context.library.bundle(tx, sent.bundle_digest)
        return render_page(ConfirmPage(bundle=bundle, signer=signer, answered=answered or "late", number=sent.number))
    draft = draft_owned(tx, signer.owner, now)
    bundle = context.library.bundle(tx, draft.bundle_digest)
    if answered:
        return render_page(ConfirmPage(bundle=bundle, signer=signer, answered=answered))
    form = entry_form(bundle)
    judged = validate(form, draft.answers, local_date(now), params=bundle.flow.params)
    return render_page(
        ConfirmPage(
            bundle=bundle,
            signer=signer,
            proxy=proxy_of(tx, draft.id),
            sections=summary_view(form, judged.values, language(), judged.promised),
            seen=seen_in(draft),
        )
    )
