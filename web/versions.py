"""Versions of a procedure: who published what, when and why; two of them side by side; going back to an earlier one."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from bootstrap import Tx
from catalog.errors import RestoreReasonMissing
from catalog.procedures import Procedure
from catalog.publication import Proposal, open_proposals, propose_again
from catalog.restoring import restore_as_drafts
from catalog.versions import Version, versions
from kernel.errors import NotFound
from web.access import current_officer, staff, staff_with
from web.pages import render_page
from web.procedures import seen
from web.services import services
from web.version_changes import VersionChanges, version_changes

blueprint: Final = Blueprint("versions", __name__, url_prefix="/staff/procedures/<key>/versions")
MOST_REASON: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Every version, newest first, and what is on its way."""

    template: ClassVar[str] = "staff/procedures/versions.html"
    procedure: Procedure
    versions: tuple[Version, ...]
    proposals: tuple[Proposal, ...]
    directory: Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Two versions side by side."""

    template: ClassVar[str] = "staff/procedures/compare_versions.html"
    procedure: Procedure
    versions: tuple[Version, ...]
    before: Version
    after: Version
    view: VersionChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class BackPage:
    """Going back to an earlier version: what that changes, and why it is done."""

    template: ClassVar[str] = "staff/procedures/go_back.html"
    procedure: Procedure
    version: Version
    current: Version
    view: VersionChanges
    reason: str
    sentence: str


@blueprint.get("")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show the history of a procedure."""
    with services().database.read() as tx:
        view = HistoryPage(
            procedure=seen(tx, current_officer(), key),
            versions=versions(tx, key),
            proposals=open_proposals(tx, key),
            directory=read_directory(tx),
        )
    return render_page(view)


@blueprint.get("/compare")
@staff
def side_by_side(key: str) -> ResponseReturnValue:
    """Compare two versions; by default the newest with the one before."""
    context = services()
    with context.database.read() as tx:
        found, published = seen(tx, current_officer(), key), versions(tx, key)
        if not published:
            raise NotFound
        after = _numbered(published, request.args.get("after", ""), published[0])
        before = _numbered(published, request.args.get("before", ""), published[min(1, len(published) - 1)])
        view = ComparePage(
            procedure=found,
            versions=published,
            before=before,
            after=after,
            view=_changes(tx, before, after),
        )
    return render_page(view)


@blueprint.get("/<int:number>/back")
@staff
def ask_back(key: str, number: int) -> ResponseReturnValue:
    """Show what going back to a version would change."""
    with services().database.read() as tx:
        return render_page(_back(tx, key, number))


@blueprint.post("/<int:number>/back")
@staff
def go_back(key: str, number: int) -> ResponseReturnValue:
    """Ask a second person to put an earlier version in force again."""
    context, reason = services(), request.form.get("reason", "")[:MOST_REASON]
    try:
        with context.database.begin() as tx:
            seen(tx, current_officer(), key)
            asked = propose_again(
                tx, context.library, current_officer(), key, number, now=context.clock.now(), reason=reason
            )
    except RestoreReasonMissing:
        with context.database.read() as tx:
            return render_page(_back(tx, key, number, sentence=_("戻す理由を書いてください。"))), 422
    flash(_("第%(number)s版に戻すことを申し出ました。別の担当者が確認して公開します。", number=number))
    return redirect(url_for("publishing.review", key=key, proposal_id=asked.id), code=303)


@blueprint.post("/<int:number>/drafts")
@staff_with("design")
def as_drafts(key: str, number: int) -> ResponseReturnValue:
    """Lay an earlier version down as drafts."""
    context = services()
    with context.database.begin() as tx:
        seen(tx, current_officer(), key)
        changed = restore_as_drafts(tx, context.library, current_officer(), key, number, now=context.clock.now())
    flash(_("第%(number)s版を下書きに戻しました（変わった文書 %(count)s件）。", number=number, count=changed))
    return redirect(url_for("procedures.overview", key=key), code=303)


def _back(tx: Tx, key: str, number: int, *, sentence: str = "") -> BackPage:
    found, published = seen(tx, current_officer(), key), versions(tx, key)
    current = next((each for each in published if each.number == found.current_version), None)
    wanted = next((each for each in published if each.number == number), None)
    if current is None or wanted is None:
        raise NotFound
    return BackPage(
        procedure=found,
        version=wanted,
        current=current,
        view=_changes(tx, current, wanted),
        reason="",
        sentence=sentence,
    )


def _changes(tx: Tx, before: Version, after: Version) -> VersionChanges:
    library = services().library
    names = (_("第%(number)s版", number=before.number), _("第%(number)s版", number=after.number))
    return version_changes(library.bundle(tx, before.bundle_digest), library.bundle(tx, after.bundle_digest), names)


def _numbered(published: tuple[Version, ...], number: str, otherwise: Version) -> Version:
    if not number:
        return otherwise
    found = next((each for each in published if str(each.number) == number), None)
    if found is None:
        raise NotFound
    return found
