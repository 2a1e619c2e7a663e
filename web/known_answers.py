"""Answers that are known already (once only): the resident fetches them, chooses, and consents.

An earlier application is opened as on the status page, by receipt number and password; what this browser has opened
before is offered at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from bootstrap import Tx
from catalog.bundle import Bundle
from engine.shell.case_rows import find_case
from forms.fields.registry import display
from intake.applications import applications, entry_form, look_up
from intake.errors import ConsentMissing, LookUpFailed
from intake.once_only import Known, known, meant_by, take
from kernel.text import Text, say
from web.access import anyone
from web.apply import draft_of
from web.languages import language
from web.limits import limit_guesses
from web.pages import render_page
from web.services import services
from web.status import CASES, MOST_CASES, own_forms
from web.texts import text_of

blueprint: Final = Blueprint("known_answers", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One answer that can be taken over; `chosen` unless something else was typed already."""

    id: str
    key: str
    label: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where answers can be taken from, and which."""

    key: str
    title: Text
    number: str
    since: datetime
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """What is known, to choose from; and where more may be known."""

    template: ClassVar[str] = "resident/known.html"
    token: str
    bundle: Bundle
    sources: tuple[Source, ...]
    number: str
    problems: tuple[tuple[str, Text], ...]


@blueprint.get("/a/<token>/_known")
@anyone
def page(token: str) -> ResponseReturnValue:
    """Offer what is known."""
    with services().database.read() as tx:
        return _page(tx, token)


@blueprint.post("/a/<token>/_known/open")
@anyone
@limit_guesses
def fetch(token: str) -> ResponseReturnValue:
    """Open an earlier application by its number and password; what it answers is then offered."""
    number, password = request.form.get("number", "")[:100], request.form.get("password", "")[:200]
    with services().database.read() as tx:
        draft_of(tx, token)
        try:
            found = look_up(tx, number, password)
        except LookUpFailed as error:
            return _page(tx, token, number=number, problems=(("#number", text_of(error)),)), 422
    before = [case for case in session.get(CASES, []) if case != found.case_id]
    session[CASES] = [*before, found.case_id][-MOST_CASES:]
    return redirect(url_for(".page", token=token, _anchor=f"from-{found.case_id}"), code=303)


@blueprint.post("/a/<token>/_known")
@anyone
def use(token: str) -> ResponseReturnValue:
    """Write what was chosen into the draft, with consent."""
    context = services()
    source, wanted = request.form.get("source", ""), request.form.getlist("take")
    try:
        with context.database.begin() as tx:
            draft, bundle = draft_of(tx, token, lock=True)
            offered = _known(tx, bundle).get(source, ())
            take(tx, draft, offered, wanted, consent=request.form.get("consent") == "yes", now=context.clock.now())
    except ConsentMissing as error:
        with context.database.read() as tx:
            return _page(tx, token, problems=((f"#consent-{source}", text_of(error)),)), 422
    return redirect(url_for("apply.page", token=token, page_key=entry_form(bundle).pages[0].key), code=303)


def _known(tx: Tx, bundle: Bundle) -> Mapping[str, tuple[Known, ...]]:
    """Return what the applications that this browser has opened answer, by case, newest first."""
    context, shown = services(), list(session.get(CASES, []))
    found = {}
    for case_id, earlier in applications(tx, shown).items():
        case = find_case(tx, case_id)
        said = meant_by(own_forms(context.library.bundle(tx, case.program)), context.desk.record.values(tx, case_id))
        answers = known(
            entry_form(bundle), said, source="application", origin=earlier.number, since=earlier.arrived_at,
            now=context.clock.now(),
        )  # fmt: skip
        if answers:
            found[case_id] = answers
    return dict(sorted(found.items(), key=lambda each: each[1][0].since, reverse=True))


def _page(tx: Tx, token: str, *, number: str = "", problems: Iterable[tuple[str, Text]] = ()) -> str:
    draft, bundle = draft_of(tx, token)
    found = _known(tx, bundle)
    sources = []
    for case_id, answers in found.items():
        earlier = services().library.bundle(tx, find_case(tx, case_id).program)
        sources.append(
            Source(
                key=case_id,
                title=earlier.page.title,
                number=answers[0].origin,
                since=answers[0].since,
                offers=tuple(
                    Offer(
                        id=f"{case_id}-{each.field.key}",
                        key=each.field.key,
                        label=say(each.field.label, language()),
                        text=display(each.field, each.value, language()),
                        chosen=not draft.answers.get(each.field.key),
                    )
                    for each in answers
                ),
            )
        )
    return render_page(
        KnownPage(token=token, bundle=bundle, sources=tuple(sources), number=number, problems=tuple(problems))
    )
