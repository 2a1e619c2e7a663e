"""Filling in an application: one topic a page, no account, no JavaScript; whatever was typed is kept."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bootstrap import Doubled, Tx
from catalog.bundle import Bundle
from forms.visibility import visibility
from forms.web_input import answers_from_pairs
from intake.applications import entry_form, receipt_of
from intake.desk import submit
from intake.drafts import ApplicationDraft, begin_draft, erase_draft, find_draft, keep_answers
from intake.errors import NOT_NOW, AnswersChanged, SentOtherwise, SignaturesMissing
from intake.guide import guide
from intake.once_only import origins_of
from intake.reception import require_begun
from intake.same_content import require_as_sent
from kernel.clock import local_date
from kernel.errors import NotFound
from kernel.json_types import Json
from web.access import anyone
from web.answers_edit import edited
from web.apply_pages import ReceiptPage, judged_answers, show_check, show_questions
from web.languages import language
from web.pages import render_page
from web.papers import status_code
from web.rating import still_asked
from web.sent_already import answer_to_late_page, show_sent_already
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("apply", __name__)


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
    return show_questions(token, bundle, page_key, draft.answers, ())


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
        return show_questions(token, bundle, page_key, answers, edit.problems, status=422 if edit.problems else 200)
    if "_save" in request.form:
        return redirect(url_for("resume.saved", token=token), code=303)
    judged = judged_answers(bundle, form, answers, only_page=page_key)
    if not judged.ok:
        return show_questions(token, bundle, page_key, answers, judged.problems, status=422)
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
    return show_check(token, bundle, draft, origins)


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
                return show_check(token, bundle, draft, status=422)
    except Doubled:
        return _sent_at_the_same_time(token, seen)
    except AnswersChanged as error:
        return show_check(token, bundle, draft, refusal=text_of(error), changed=True, status=422)
    except SentOtherwise:
        return show_sent_already(token, bundle)
    except NOT_NOW as error:
        return show_check(token, bundle, draft, refusal=text_of(error), status=409)
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
