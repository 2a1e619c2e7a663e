"""満足度: one tap after the receipt and after the decision, a comment if one likes, and what the department sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bootstrap import Tx
from catalog.procedures import Procedure
from engine.shell.resident_status import resident_status
from guidance.satisfaction import FEWEST, LONGEST, Moment, Opinions, add_comment, may_comment, opinions_of, rate
from kernel.errors import NotFound
from web.access import anyone, current_officer, staff
from web.apply import draft_of
from web.limits import limiter
from web.pages import render_page
from web.procedures import seen
from web.rating import OVER, is_rated, remember_rated, score_words
from web.services import services
from web.status import opened

blueprint: Final = Blueprint("procedures_opinions", __name__)
TRIES: Final = "30 per hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksPage:
    """Thanks, and room for a comment while there is none."""

    template: ClassVar[str] = "resident/thanks.html"
    answer: str
    may_comment: bool
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsPage:
    """What residents thought of a procedure."""

    template: ClassVar[str] = "staff/procedures/opinions.html"
    procedure: Procedure
    opinions: Opinions
    words: Mapping[int, str]
    fewest: int


@blueprint.post("/a/<token>/opinion")
@anyone
@limiter.limit(TRIES)
def rate_receipt(token: str) -> ResponseReturnValue:
    """Take what somebody thought of applying."""
    with services().database.begin() as tx:
        draft, _bundle = draft_of(tx, token)
        if draft.case_id is None:
            raise NotFound
        answer = _rated(tx, draft.case_id, draft.procedure, "receipt")
    return _go_on(answer, url_for("apply.receipt", token=token))


@blueprint.post("/s/<number>/opinion")
@anyone
@limiter.limit(TRIES)
def rate_decision(number: str) -> ResponseReturnValue:
    """Take what somebody thought of the way to the decision."""
    context = services()
    with context.database.begin() as tx:
        found, case, _bundle = opened(tx, number)
        if resident_status(tx, context.library, case).phase not in OVER:
            raise NotFound
        answer = _rated(tx, found.case_id, found.procedure, "decision")
    return _go_on(answer, url_for("status.page", number=number))


@blueprint.get("/opinion/<answer>")
@anyone
def thanks(answer: str) -> ResponseReturnValue:
    """Say thanks, and offer to add a comment."""
    context = services()
    with context.database.read() as tx:
        open_to = may_comment(tx, answer, context.clock.now())
    return render_page(ThanksPage(answer=answer, may_comment=open_to, longest=LONGEST))


@blueprint.post("/opinion/<answer>")
@anyone
@limiter.limit(TRIES)
def comment(answer: str) -> ResponseReturnValue:
    """Add a comment."""
    context = services()
    with context.database.begin() as tx:
        add_comment(tx, answer, request.form.get("comment", ""), context.clock.now())
    return redirect(url_for(".thanks", answer=answer), code=303)


@blueprint.get("/staff/procedures/<key>/opinions")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show what residents thought."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        found = seen(tx, officer, key)
        opinions = opinions_of(tx, officer, key, context.clock.now())
    return render_page(OpinionsPage(procedure=found, opinions=opinions, words=score_words(), fewest=FEWEST))


def _rated(tx: Tx, case_id: str, procedure: str, moment: Moment) -> str | None:
    """Keep an answer; None when this browser has given one, so that a double click counts once."""
    score = request.form.get("score", default=0, type=int)
    if is_rated(case_id, moment):
        return None
    answer = rate(tx, procedure, moment, score, services().clock.now())
    remember_rated(case_id, moment)
    return answer


def _go_on(answer: str | None, back: str) -> ResponseReturnValue:
    return redirect(url_for(".thanks", answer=answer) if answer else back, code=303)
