"""Publishing: what would change and what that brings, asking for it, and the second person's decision, now or later."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from accounts.directory import Directory, read_directory
from bootstrap import Tx
from catalog.bundle import Bundle
from catalog.checks import check_bundle
from catalog.errors import BadPublishingTime, NotPublishable
from catalog.moving import MovePreview, preview_moves
from catalog.procedures import Procedure
from catalog.publication import Proposal, decline, draft_bundle, proposal, propose, publish
from catalog.scheduling import call_off, schedule
from catalog.versions import Version, current_version
from engine.shell.cases import running_cases
from kernel.clock import JAPAN
from kernel.errors import NotFound
from web.access import current_officer, staff, staff_with
from web.formats import moment
from web.pages import render_page
from web.pictures import picture_of
from web.procedures import TO_BE, seen
from web.services import services
from web.version_changes import VersionChanges, version_changes
from workflow.finding import Finding

blueprint: Final = Blueprint("publishing", __name__, url_prefix="/staff/procedures")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """What the check says of the drafts, and what publishing them would change."""

    template: ClassVar[str] = "staff/procedures/check.html"
    procedure: Procedure
    slot: str
    findings: tuple[Finding, ...]
    current: Version | None
    view: VersionChanges | None
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """What a second person sees before publishing."""

    template: ClassVar[str] = "staff/procedures/proposal.html"
    procedure: Procedure
    proposal: Proposal
    picture: Markup | None
    """The flow, where there is nothing in force beside which it could stand."""
    current: Version | None
    view: VersionChanges | None
    """None: there is nothing in force with which it could be compared."""
    findings: tuple[Finding, ...]
    directory: Directory
    running: int
    moving: MovePreview
    """What the publication means for the cases that run on other versions."""
    earliest: str
    typed: str
    sentence: str


@blueprint.get("/<key>/check")
@staff
def check(key: str) -> ResponseReturnValue:
    """Check the drafts around the to-be flow, and show what they would change."""
    slot = request.args.get("slot", TO_BE)
    with services().database.read() as tx:
        found = seen(tx, current_officer(), key)
        return render_page(_checked(tx, found, slot))


@blueprint.post("/<key>/propose")
@staff_with("design")
def ask(key: str) -> ResponseReturnValue:
    """Ask for the drafts to be published by a second person."""
    context = services()
    slot = request.form.get("slot", TO_BE)
    note = request.form.get("note", "").strip()[:1_000]
    try:
        with context.database.begin() as tx:
            seen(tx, current_officer(), key)
            propose(tx, current_officer(), key, slot, now=context.clock.now(), note=note or None)
    except NotPublishable as error:
        with context.database.read() as tx:
            found = seen(tx, current_officer(), key)
            return render_page(_checked(tx, found, slot, error.findings)), 422
    flash(_("公開を申し出ました。別の担当者が確認して公開します。"))
    return redirect(url_for("procedures.overview", key=key), code=303)


@blueprint.get("/<key>/proposals/<proposal_id>")
@staff
def review(key: str, proposal_id: str) -> ResponseReturnValue:
    """Show what would be published, and what it changes."""
    with services().database.read() as tx:
        return render_page(_proposed(tx, key, proposal_id))


@blueprint.post("/<key>/proposals/<proposal_id>")
@staff_with("publish")
def decide(key: str, proposal_id: str) -> ResponseReturnValue:
    """Publish now or at a given time, or decline, as the second person."""
    context, officer, now = services(), current_officer(), services().clock.now()
    decision, typed = request.form.get("decision", ""), request.form.get("at", "")[:32]
    try:
        with context.database.begin() as tx:
            _asked(tx, key, proposal_id)
            if decision == "publish":
                made = publish(tx, context.library, officer, proposal_id, now=now)
                told = _("第%(number)s版を公開しました。", number=made.number)
            elif decision == "schedule":
                at = _instant(typed)
                schedule(tx, officer, proposal_id, at=at, now=now)
                told = _("%(when)s に公開する予約をしました。それまでは、いつでも取りやめられます。", when=moment(at))
            else:
                decline(tx, officer, proposal_id, now=now)
                told = _("公開の申し出を戻しました。下書きはそのまま残っています。")
    except BadPublishingTime:
        with context.database.read() as tx:
            sentence = _("いまより後の、1年以内の日時を入れてください。")
            return render_page(_proposed(tx, key, proposal_id, typed=typed, sentence=sentence)), 422
    flash(told)
    return redirect(url_for("procedures.overview", key=key), code=303)


@blueprint.post("/<key>/proposals/<proposal_id>/call-off")
@staff
def take_back(key: str, proposal_id: str) -> ResponseReturnValue:
    """Call a scheduled publication off."""
    with services().database.begin() as tx:
        _asked(tx, key, proposal_id)
        call_off(tx, current_officer(), proposal_id)
    flash(_("公開の予約を取りやめました。申し出は、確認を待つ状態に戻りました。"))
    return redirect(url_for(".review", key=key, proposal_id=proposal_id), code=303)


def _asked(tx: Tx, key: str, proposal_id: str) -> tuple[Procedure, Proposal]:
    found, asked = seen(tx, current_officer(), key), proposal(tx, proposal_id)
    if asked.procedure != key:
        raise NotFound
    return found, asked


def _checked(tx: Tx, found: Procedure, slot: str, findings: tuple[Finding, ...] = ()) -> CheckPage:
    current = current_version(tx, found.key)
    try:
        bundle = draft_bundle(tx, found.key, slot)
        findings, view = findings or check_bundle(bundle), _changes(tx, current, bundle)
    except NotPublishable as error:
        findings, view = error.findings, None
    return CheckPage(
        procedure=found,
        slot=slot,
        findings=findings,
        current=current,
        view=view,
        running=running_cases(tx, found.key),
    )


def _proposed(tx: Tx, key: str, proposal_id: str, *, typed: str = "", sentence: str = "") -> ProposalPage:
    context = services()
    found, asked = _asked(tx, key, proposal_id)
    bundle, current = context.library.bundle(tx, asked.bundle_digest), current_version(tx, key)
    return ProposalPage(
        procedure=found,
        proposal=asked,
        picture=None if current else picture_of(bundle.flow, f"flow-{bundle.flow.key}"),
        current=current,
        view=_changes(tx, current, bundle),
        findings=check_bundle(bundle),
        directory=read_directory(tx),
        running=running_cases(tx, key),
        moving=preview_moves(tx, context.library, key, asked.bundle_digest),
        earliest=context.clock.now().astimezone(JAPAN).strftime("%Y-%m-%dT%H:%M"),
        typed=typed,
        sentence=sentence,
    )


def _changes(tx: Tx, current: Version | None, bundle: Bundle) -> VersionChanges | None:
    if current is None:
        return None
    before = services().library.bundle(tx, current.bundle_digest)
    return version_changes(before, bundle, (_("第%(number)s版", number=current.number), _("公開したあと")))


def _instant(typed: str) -> datetime:
    """Return the moment that was typed, which is one in Japan."""
    try:
        at = datetime.fromisoformat(typed)
    except ValueError as error:
        raise BadPublishingTime from error
    return at if at.tzinfo else at.replace(tzinfo=JAPAN)
