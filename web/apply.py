"""Filling in an application: one topic a page, no account, no JavaScript; whatever was typed is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from bootstrap import Doubled, Tx
from catalog.bundle import Bundle
from forms.definition import Form
from forms.page_model import page_view, summary_view
from forms.validation import Validated, validate
from forms.views import PageView, SectionView
from forms.visibility import visibility
from forms.web_input import answers_from_pairs
from intake.applications import Receipt, entry_form, receipt_of
from intake.desk import submit
from intake.drafts import ApplicationDraft, begin_draft, erase_draft, find_draft, keep_answers
from intake.errors import (
    AnswersChanged,
    BudgetReached,
    NotYetOpen,
    QuotaReached,
    ReceptionOver,
    SentOtherwise,
    SignaturesMissing,
    UnderMaintenance,
)
from intake.guide import guide
from intake.once_only import Origin, asks_known, origins_of
from intake.reception import require_begun
from intake.same_content import mark_of, require_as_sent
from kernel.clock import local_date
from kernel.errors import NotFound
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import Text
from web.access import anyone
from web.answers_edit import edited
from web.languages import language
from web.pages import render_page
from web.papers import status_code
from web.rating import still_asked
from web.sent_already import answer_to_late_page, show_sent_already
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("apply", __name__)
NOT_NOW: Final = (NotYetOpen, ReceptionOver, QuotaReached, BudgetReached, UnderMaintenance)
"""Why an application that could be right is not received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """One page of the form."""

    template: ClassVar[str] = "resident/questions.html"
    token: str
    page: PageView
    bundle: Bundle
    uploads_at: str
    known_at: str
    """Where answers that are known are offered; empty but on the first page of a form that asks for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """Check your answers."""

    template: ClassVar[str] = "resident/check.html"
    token: str
    bundle: Bundle
    sections: tuple[SectionView, ...]
    origins: Mapping[str, Origin]
    """Where answers are from that were known before."""
    unfinished: tuple[PageView, ...]
    last: str
    way: str
    """`counter` or `paper` where an officer types it for the applicant."""
    seen: str
    """Names what is shown: nothing else is sent by the button below it."""
    refusal: Text | None
    """Why it could not be received, although it is complete."""
    changed: bool
    """What is shown is not what was shown before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """受付のお知らせ."""

    template: ClassVar[str] = "resident/receipt.html"
    receipt: Receipt
    bundle: Bundle
    mailed: bool
    code: Markup
    token: str
    ask: Mapping[int, str]
    """What can be answered to how it went; empty once it was answered."""


@blueprint.post("/p/<key>/apply")
@anyone
def begin(key: str) -> ResponseReturnValue:
    """Begin an application with the version in force."""
    context = services()
    try:
        with context.database.begin() as tx:
            found = guide(tx, context.library, key)
            require_begun(tx, key, context.clock.now())
            token = begin_draft(tx, found.version, context.clock.now())
    except NOT_NOW:
        return redirect(url_for("resident.procedure", key=key), code=303)  # which says why
    return redirect(url_for(".page", token=token, page_key=entry_form(found.bundle).pages[0].key), code=303)


@blueprint.get("/a/<token>/<page_key>")
@anyone
def page(token: str, page_key: str) -> ResponseReturnValue:
    """Show one page with what was typed before."""
    with services().database.read() as tx:
        draft, bundle = draft_of(tx, token)
    if draft.case_id:
        return redirect(url_for(".receipt", token=token), code=303)
    return _questions(token, bundle, page_key, draft.answers, ())


@blueprint.post("/a/<token>/<page_key>")
@anyone
def turn(token: str, page_key: str) -> ResponseReturnValue:
    """Keep what was typed; go on when this page is right, or do what a button on it says."""
    context = services()
    now = context.clock.now()
    with context.database.begin() as tx:
        draft, bundle = draft_of(tx, token, lock=True)  # an upload that is coming in pieces writes here, too
        form = entry_form(bundle)
        if draft.case_id:
            return answer_to_late_page(tx, token, bundle, form, page_key, draft.case_id)
        if page_key not in {each.key for each in form.pages}:
            raise NotFound
        typed = answers_from_pairs(form, request.form.items(multi=True), page=page_key, kept=draft.answers)
        answers: Mapping[str, Json] = {**draft.answers, **typed}
        edit = edited(tx, context, draft.id, form, answers)
        answers = edit.answers
        keep_answers(tx, draft, answers, now)
    if edit.done:
        return _questions(token, bundle, page_key, answers, edit.problems, status=422 if edit.problems else 200)
    if "_save" in request.form:
        return redirect(url_for("resume.saved", token=token), code=303)
    judged = _judged(bundle, form, answers, only_page=page_key)
    if not judged.ok:
        return _questions(token, bundle, page_key, answers, judged.problems, status=422)
    following = visibility(form, answers, local_date(now), params=bundle.flow.params).page_after(page_key)
    if following is None or "_check" in request.form or request.args.get("from") == "check":
        return redirect(url_for(".check", token=token), code=303)
    return redirect(url_for(".page", token=token, page_key=following), code=303)


@blueprint.get("/a/<token>/check")
@anyone
def check(token: str) -> ResponseReturnValue:
    """Show every answer once more before it is sent."""
    with services().database.read() as tx:
        draft, bundle = draft_of(tx, token)
        origins = origins_of(tx, draft.future_case, draft.answers)
    if draft.case_id:
        return redirect(url_for(".receipt", token=token), code=303)
    return _check(token, bundle, draft, origins)


@blueprint.post("/a/<token>/check")
@anyone
def send(token: str) -> ResponseReturnValue:
    """Receive the application. The same draft sent twice is one application with one receipt."""
    context, seen = services(), request.form.get("seen", "")
    try:
        with context.database.begin(late=True) as tx:
            draft, bundle = draft_of(tx, token)
            now = context.clock.now()
            if submit(tx, context.desk, draft, bundle, language=language(), now=now, seen=seen) is None:
                return _check(token, bundle, draft, status=422)
    except Doubled:
        return _sent_at_the_same_time(token, seen)
    except AnswersChanged as error:
        return _check(token, bundle, draft, refusal=text_of(error), changed=True, status=422)
    except SentOtherwise:
        return show_sent_already(token, bundle)
    except NOT_NOW as error:
        return _check(token, bundle, draft, refusal=text_of(error), status=409)
    except SignaturesMissing:
        return redirect(url_for("people.confirmations", token=token), code=303)
    return redirect(url_for(".receipt", token=token), code=303)


def _sent_at_the_same_time(token: str, seen: str) -> ResponseReturnValue:
    """Answer whoever sent an application while another window did: the same receipt, if it is the same content."""
    with services().database.read() as tx:
        draft, bundle = draft_of(tx, token)
        try:
            require_as_sent(tx, draft.case_id or "", seen)
        except SentOtherwise:
            return show_sent_already(token, bundle)
    return redirect(url_for(".receipt", token=token), code=303)


@blueprint.get("/a/<token>/receipt")
@anyone
def receipt(token: str) -> ResponseReturnValue:
    """Show the receipt of an application that has arrived."""
    context = services()
    with context.database.read() as tx:
        draft, bundle = draft_of(tx, token)
        if draft.case_id is None:
            return redirect(url_for(".check", token=token), code=303)
        found = receipt_of(tx, context.settings.secret_key, draft.case_id)
    return render_page(
        ReceiptPage(
            receipt=found,
            bundle=bundle,
            mailed=bool(found.email),
            code=status_code(found.number),
            token=token,
            ask=still_asked(found.case_id, "receipt"),
        )
    )


@blueprint.post("/a/<token>/erase")
@anyone
def erase(token: str) -> ResponseReturnValue:
    """Erase the draft at the resident's wish."""
    with services().database.begin() as tx:
        erase_draft(tx, token)
    return redirect(url_for("resume.erased"), code=303)


def draft_of(tx: Tx, token: str, *, lock: bool = False) -> tuple[ApplicationDraft, Bundle]:
    """Return the draft behind a link with everything that it runs with, or raise `NotFound`."""
    context = services()
    draft = find_draft(tx, token, context.clock.now(), lock=lock)
    return draft, context.library.bundle(tx, draft.bundle_digest)


def _judged(bundle: Bundle, form: Form, answers: Mapping[str, Json], *, only_page: str | None = None) -> Validated:
    today = local_date(services().clock.now())
    return validate(form, answers, today, only_page=only_page, params=bundle.flow.params)


def _questions(
    token: str,
    bundle: Bundle,
    page_key: str,
    answers: Mapping[str, Json],
    problems: Iterable[Problem],
    *,
    status: int = 200,
) -> ResponseReturnValue:
    form, today = entry_form(bundle), local_date(services().clock.now())
    if page_key not in {each.key for each in form.pages}:
        raise NotFound
    view = page_view(form, page_key, answers, tuple(problems), language(), today=today, params=bundle.flow.params)
    known_at = url_for("known_answers.page", token=token) if view.previous is None and asks_known(form) else ""
    uploads_at = url_for("uploads.to_draft", token=token)
    shown = QuestionsPage(token=token, page=view, bundle=bundle, uploads_at=uploads_at, known_at=known_at)
    return render_page(shown), status


def _check(
    token: str, bundle: Bundle, draft: ApplicationDraft, origins: Mapping[str, Origin] | None = None, *,
    refusal: Text | None = None, changed: bool = False, status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    answers = draft.answers
    form, today = entry_form(bundle), local_date(services().clock.now())
    judged = _judged(bundle, form, answers)
    shown = visibility(form, answers, today, params=bundle.flow.params).pages
    views = [
        page_view(form, key, answers, judged.errors, language(), today=today, params=bundle.flow.params)
        for key in shown
    ]
    return render_page(
        CheckPage(
            token=token,
            bundle=bundle,
            sections=summary_view(form, judged.values, language(), judged.promised),
            origins=origins or {},
            unfinished=tuple(view for view in views if view.problems),
            last=shown[-1],
            way=draft.channel if draft.officer else "",
            seen=mark_of(judged.values) if judged.ok else "",
            refusal=refusal,
            changed=changed,
        )
    ), status
