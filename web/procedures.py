"""Procedures on the staff side: what they are made of, bringing documents in, checking, publishing, retiring."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from bootstrap import Tx
from catalog.bundle import Bundle
from catalog.drafts import Draft, drafts_of
from catalog.procedure_file import bring_documents
from catalog.procedures import Procedure, procedure, procedures, reopen, retire
from catalog.publication import (
    Proposal,
    open_proposals,
)
from catalog.versions import Version, versions
from engine.shell.switches import Stop
from kernel.documents import canonical, read_json
from kernel.errors import NotFound, UnusableDocument
from kernel.problems import Problem
from learning.stopped import stop_of
from office.gallery import Entry, shared
from web.access import current_officer, staff, staff_with
from web.pages import render_page
from web.pictures import picture_of
from web.services import services

blueprint: Final = Blueprint("procedures", __name__, url_prefix="/staff/procedures")
TO_BE: Final = "to-be"
MAX_PASTED: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The procedures of the departments that the officer sees."""

    template: ClassVar[str] = "staff/procedures/list.html"
    procedures: tuple[Procedure, ...]
    directory: Directory
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """One procedure: what is in force, what is being worked on, what waits for a second person."""

    template: ClassVar[str] = "staff/procedures/overview.html"
    procedure: Procedure
    bundle: Bundle | None
    picture: Markup | None
    drafts: tuple[Draft, ...]
    versions: tuple[Version, ...]
    proposals: tuple[Proposal, ...]
    directory: Directory
    shared: Entry | None
    """What other departments can begin with."""
    stop: Stop | None
    """Why automatic decisions are off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """Bringing documents in; after a failed try with what was pasted and every problem."""

    template: ClassVar[str] = "staff/procedures/import.html"
    procedure: Procedure
    pasted: str
    problems: tuple[Problem, ...]


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """List procedures."""
    officer = current_officer()
    with services().database.read() as tx:
        seen = tuple(each for each in procedures(tx) if officer.sees(each.department))
        keys = {each.key for each in seen}
        waiting = tuple(each for each in open_proposals(tx) if each.procedure in keys)
        directory = read_directory(tx)
    return render_page(ListPage(procedures=seen, directory=directory, proposals=waiting))


@blueprint.get("/<key>/")
@staff
def overview(key: str) -> ResponseReturnValue:
    """Show one procedure."""
    context = services()
    with context.database.read() as tx:
        found = seen(tx, current_officer(), key)
        published = versions(tx, key)
        current = next((each for each in published if each.number == found.current_version), None)
        bundle = context.library.bundle(tx, current.bundle_digest) if current else None
        view = OverviewPage(
            procedure=found,
            bundle=bundle,
            picture=picture_of(bundle.flow, f"flow-{bundle.flow.key}") if bundle else None,
            drafts=drafts_of(tx, key),
            versions=published,
            proposals=open_proposals(tx, key),
            directory=read_directory(tx),
            shared=shared(tx, key),
            stop=stop_of(tx, key),
        )
    return render_page(view)


@blueprint.get("/<key>/drafts/<kind>/<draft_key>.json")
@staff
def export(key: str, kind: str, draft_key: str) -> ResponseReturnValue:
    """Hand a draft out as its document."""
    with services().database.read() as tx:
        seen(tx, current_officer(), key)
        found = next((each for each in drafts_of(tx, key) if (each.kind, each.key) == (kind, draft_key)), None)
    if found is None:
        raise NotFound
    name = f"{key}-{draft_key}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(canonical(found.document), mimetype="application/json", headers=headers)


@blueprint.get("/<key>/import")
@staff_with("design")
def bring(key: str) -> ResponseReturnValue:
    """Ask for documents."""
    with services().database.read() as tx:
        found = designed(tx, key)
    return render_page(ImportPage(procedure=found, pasted="", problems=()))


@blueprint.post("/<key>/import")
@staff_with("design")
def bring_in(key: str) -> ResponseReturnValue:
    """Read documents from files or from what was pasted; all of them or none."""
    context = services()
    pasted = request.form.get("pasted", "")[:MAX_PASTED]
    raw = [upload.stream.read() for upload in request.files.getlist("files") if upload.filename]
    raw += [pasted.encode("utf-8", "replace")] if pasted.strip() else []
    try:
        documents = [read_json(each) for each in raw]
        with context.database.begin() as tx:
            found = designed(tx, key)
            kept = bring_documents(tx, current_officer(), key, documents, now=context.clock.now())
    except UnusableDocument as error:
        with context.database.read() as tx:
            found = designed(tx, key)
        return render_page(ImportPage(procedure=found, pasted=pasted, problems=error.problems)), 422
    if not kept:
        problem = Problem(code="import.nothing", pointer="", message=_("ファイルを選ぶか、内容を貼り付けてください。"))
        return render_page(ImportPage(procedure=found, pasted=pasted, problems=(problem,))), 422
    flash(_("%(count)s件の文書を下書きに取り込みました。", count=kept))
    return redirect(url_for(".overview", key=key), code=303)


@blueprint.post("/<key>/retire")
@staff_with("publish")
def stop(key: str) -> ResponseReturnValue:
    """Take no new applications, or take them again."""
    context = services()
    with context.database.begin() as tx:
        seen(tx, current_officer(), key)
        if request.form.get("decision") == "reopen":
            reopen(tx, current_officer(), key)
            told = _("受付を再開しました。")
        else:
            retire(tx, current_officer(), key, context.clock.now())
            told = _("新しい申請の受付を止めました。進行中の案件は最後まで処理できます。")
    flash(told)
    return redirect(url_for(".overview", key=key), code=303)


def seen(tx: Tx, officer: Officer, key: str) -> Procedure:
    """Return a procedure of a department that the officer sees; others look like absent ones."""
    found = procedure(tx, key)
    if not officer.sees(found.department):
        raise NotFound
    return found


def designed(tx: Tx, key: str) -> Procedure:
    """Return a procedure that the officer may design; one of a department that they do not see looks absent."""
    found = seen(tx, current_officer(), key)
    current_officer().require("design", found.department)
    return found
