"""Asking people beside the flow: 供覧 and 意見照会 for a case, and what is asked of the reader."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from bootstrap import Tx
from catalog.procedures import Procedure, procedures
from engine.core.actor import Actor
from engine.core.commands import AskOpinion, Circulate, CloseAside, Command
from engine.shell.asides import AsideLine, open_asides
from engine.shell.detail import OpenWork, case_detail
from engine.shell.view import CaseView
from intake.applications import Application, application, applications
from kernel.errors import DomainError, NotFound
from web.access import current_officer, staff
from web.acting import carry_out, sentence_of
from web.case_page import Attempt, show_case
from web.casework import actor_of, seen_case
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("case_asking", __name__, url_prefix="/staff")
MOST_READERS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """Whom to show the case to, or whose opinion to ask."""

    template: ClassVar[str] = "staff/cases/ask.html"
    case: CaseView
    application: Application | None
    work: tuple[OpenWork, ...]
    directory: Directory
    kind: str
    officers: tuple[str, ...]
    queue: str
    reason: str
    due: str
    waits: bool
    sentence: str
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """What is asked of the reader."""

    template: ClassVar[str] = "staff/asked.html"
    asides: tuple[AsideLine, ...]
    applications: Mapping[str, Application]
    procedures: Mapping[str, Procedure]
    directory: Directory
    at: datetime


@blueprint.get("/asked")
@staff
def asked() -> ResponseReturnValue:
    """List what is asked of the officer who is signed in."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        actor = actor_of(tx, officer, context.clock.now())
        found = tuple(open_asides(tx, actor.id, actor.posts))
        view = AskedPage(
            asides=found,
            applications=applications(tx, [each.case_id for each in found]),
            procedures={each.key: each for each in procedures(tx)},
            directory=read_directory(tx),
            at=context.clock.now(),
        )
    return render_page(view)


@blueprint.get("/cases/<case_id>/ask")
@staff
def ask(case_id: str) -> ResponseReturnValue:
    """Ask whom to ask."""
    with services().database.read() as tx:
        return _page(tx, case_id, request.args.get("kind", "circulation"), "")


@blueprint.post("/cases/<case_id>/ask")
@staff
def send(case_id: str) -> ResponseReturnValue:
    """Show the case to colleagues, or ask another section for its opinion."""
    kind = request.form.get("kind", "")
    try:
        carry_out(case_id, f"ask:{kind[:12]}", _opinion if kind == "opinion" else _circulation)
    except NotFound:
        raise
    except DomainError as error:
        with services().database.read() as tx:
            return _page(tx, case_id, kind, sentence_of(error)), 422
    flash(_("意見を照会しました。") if kind == "opinion" else _("供覧しました。"))
    return redirect(url_for("cases.case", case_id=case_id), code=303)


@blueprint.post("/cases/<case_id>/asides/<int:number>")
@staff
def close(case_id: str, number: int) -> ResponseReturnValue:
    """Note that the reader has seen it, or take the answer."""
    reason = request.form.get("answer", "").strip()[:4_000]
    command: Callable[[Actor], Command] = lambda actor: CloseAside(actor=actor, aside=number, reason=reason)  # noqa: E731
    try:
        carry_out(case_id, f"aside:{number}", command)
    except NotFound:
        raise
    except DomainError as error:
        with services().database.read() as tx:
            return show_case(tx, case_id, Attempt(reason=reason, sentence=sentence_of(error))), 422
    flash(_("確認しました。"))
    return redirect(url_for("cases.case", case_id=case_id), code=303)


def _circulation(actor: Actor) -> Command:
    officers = tuple(request.form.getlist("officers")[:MOST_READERS])
    with services().database.read() as tx:
        known = read_directory(tx).officers
    return Circulate(actor=actor, officers=tuple(each for each in officers if each in known), reason=_reason())


def _opinion(actor: Actor) -> Command:
    form = request.form
    queue = form.get("queue", "")
    with services().database.read() as tx:
        posts = {f"{post.department}/{post.role}" for post in read_directory(tx).posts}
    waits = form.get("waits", "")
    return AskOpinion(
        actor=actor,
        queue=queue if queue in posts else "",
        reason=_reason(),
        due_on=_day(form.get("due", "")),
        blocks=int(waits) if waits.isascii() and waits.isdecimal() and len(waits) < 10 else None,
    )


def _reason() -> str:
    return request.form.get("reason", "").strip()[:4_000]


def _page(tx: Tx, case_id: str, kind: str, sentence: str) -> str:
    context, officer = services(), current_officer()
    actor = actor_of(tx, officer, context.clock.now())
    case = seen_case(tx, officer, actor, case_id)
    detail = case_detail(tx, context.library, case_id, reader=actor)
    return render_page(
        AskPage(
            case=case,
            application=application(tx, case_id),
            work=tuple(work for work in detail.work if work.allowed),
            directory=read_directory(tx),
            kind="opinion" if kind == "opinion" else "circulation",
            officers=tuple(request.form.getlist("officers")),
            queue=request.form.get("queue", ""),
            reason=_reason(),
            due=request.form.get("due", "")[:20],
            waits=bool(request.form.get("waits")),
            sentence=sentence,
            nonce=secrets.token_hex(8),
        )
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
