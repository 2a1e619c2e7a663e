"""The editors of forms, flows and tables: their page, and the draft that their scripts load, save, check and try out.

A script keeps nothing: every answer is worked out from the document that it sends. Only `save` writes, under the
revision that the officer saw, so that a second editor is told and nobody is overwritten.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from accounts.directory import Directory, read_directory
from bootstrap import Tx
from catalog.blanks import blank_flow, blank_form, blank_table
from catalog.drafts import Draft, Kind, draft, drafts_of, save_draft
from catalog.form_starts import free_key
from catalog.procedures import Procedure
from catalog.surroundings import surroundings, uses
from kernel.errors import NotFound, Stale, UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.text import say
from web.access import current_officer, staff_with
from web.built_scripts import Entry, entry
from web.draft_checks import findings_in, proposals_in
from web.form_blocks import blocks_json
from web.form_preview import preview
from web.formats import moment
from web.json_requests import problems_of, refused, sent_document, sent_object
from web.languages import language
from web.pages import render_page
from web.procedures import designed
from web.services import services
from web.table_past import on_the_past
from web.table_trial import tried

blueprint: Final = Blueprint("editors", __name__, url_prefix="/staff/procedures/<key>/edit")
EDITED: Final[dict[str, Kind]] = {"form": "form", "flow": "flow", "table": "table"}
LONGEST_TITLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """The frame around an editor's script; `scripts` is None where nobody has built them."""

    template: ClassVar[str] = "staff/procedures/editor.html"
    procedure: Procedure
    kind: str
    address: str
    """Where the script loads, saves and checks."""
    above: str
    """The page that this one belongs to: the procedure, or the flow in one of whose steps the table stands."""
    title: str
    scripts: Entry | None


@blueprint.get("/<kind>/<draft_key>")
@staff_with("design")
def page(key: str, kind: str, draft_key: str) -> ResponseReturnValue:
    """Open the editor of a draft."""
    with services().database.read() as tx:
        found = designed(tx, key)
        opened = draft(tx, key, _kind(kind), draft_key)
    title = say(text_in(opened.document.get("title")), language()) or draft_key
    here, home = url_for(".page", key=key, kind=kind, draft_key=draft_key), url_for("procedures.overview", key=key)
    return render_page(
        EditorPage(procedure=found, kind=kind, address=here, above=home, title=title, scripts=entry(kind))
    )


@blueprint.get("/<kind>/<draft_key>/document")
@staff_with("design")
def load(key: str, kind: str, draft_key: str) -> ResponseReturnValue:
    """Hand a draft to its editor, with what it may refer to and a fresh forgery token."""
    with services().database.read() as tx:
        designed(tx, key)
        opened = draft(tx, key, _kind(kind), draft_key)
        drafts, directory = drafts_of(tx, key), read_directory(tx)
        around = surroundings(drafts) | {"uses": uses(drafts), "departments": departments_in(directory)}
        around |= {"blocks": blocks_json(tx, key)} if kind == "form" else {}
    return state_of(opened, directory) | {"document": opened.document, "around": around, "token": generate_csrf()}


@blueprint.post("/<kind>/<draft_key>/document")
@staff_with("design")
def save(key: str, kind: str, draft_key: str) -> ResponseReturnValue:
    """Keep what the editor sends, unless somebody else was faster."""
    context = services()
    with context.database.read() as tx:
        designed(tx, key)
        opened, directory = draft(tx, key, _kind(kind), draft_key), read_directory(tx)
    try:
        sent = sent_object()
        revision = sent.get("revision")
        if not isinstance(revision, int):
            raise Stale(kind=kind, key=draft_key)
        with context.database.begin() as tx:
            saved = save_draft(
                tx, current_officer(), key, _kind(kind), draft_key, sent_document(sent),
                revision=revision, now=context.clock.now(),
            )  # fmt: skip
    except Stale:
        return refused(409, _("ほかの人が先に保存しました。"), **state_of(opened, directory))
    except UnusableDocument as error:
        return refused(422, _("まだ保存できないところがあります。"), findings=problems_of(error))
    return {"revision": saved, "saved_at": moment(context.clock.now())}


@blueprint.post("/<kind>/<draft_key>/check")
@staff_with("design")
def check(key: str, kind: str, draft_key: str) -> ResponseReturnValue:
    """Say what is wrong with the document as it stands in the editor, or what is redundant in a flow."""
    with services().database.read() as tx:
        designed(tx, key)
        draft(tx, key, _kind(kind), draft_key)
        drafts = drafts_of(tx, key)
    try:
        sent = sent_object()
    except UnusableDocument as error:
        return refused(422, _("内容を読み取れません。"), findings=problems_of(error))
    if kind == "flow" and sent.get("analysis") is True:
        return {"proposals": proposals_in(sent_document(sent), drafts)}
    return {"findings": findings_in(_kind(kind), sent_document(sent), drafts)}


@blueprint.post("/<kind>/<draft_key>/preview")
@staff_with("design")
def try_out(key: str, kind: str, draft_key: str) -> ResponseReturnValue:
    """Show a page of the form exactly as residents will see it, or what a table says about a row; nothing is kept."""
    with services().database.read() as tx:
        found = designed(tx, key)
        draft(tx, key, _kind(kind), draft_key)
    if kind == "flow":
        raise NotFound
    try:
        sent = sent_object()
        document = sent_document(sent)
        if kind == "table" and sent.get("past") is True:
            with services().database.read() as tx:
                return on_the_past(tx, key, document)
        shown = tried(document, sent) if kind == "table" else preview(document, sent, say(found.title, language()))
    except UnusableDocument as error:
        return refused(422, _("まだ表示できないところがあります。"), findings=problems_of(error))
    return shown


@blueprint.post("/new")
@staff_with("design")
def begin(key: str) -> ResponseReturnValue:
    """Begin a form, a flow or a table from blank, and go on to its editor."""
    context = services()
    kind, _colon, slot = request.form.get("kind", "").partition(":")
    title = request.form.get("title", "").strip()[:LONGEST_TITLE]
    with context.database.begin() as tx:
        found = designed(tx, key)
        known = {(each.kind, each.key) for each in drafts_of(tx, key)}
        place = _place(key, kind, slot, known)
        if (_kind(kind), place) in known:
            flash(_("この下書きはもうあります。続きを編集してください。"))
        else:
            document = _blank(tx, found, kind, place, title)
            save_draft(tx, current_officer(), key, _kind(kind), place, document, revision=None, now=context.clock.now())
    return redirect(url_for(".page", key=key, kind=kind, draft_key=place), code=303)


def _place(procedure: str, kind: str, slot: str, known: set[tuple[Kind, str]]) -> str:
    """Return where a new draft goes: a flow into its slot, a form or table beside those that are there."""
    if _kind(kind) == "flow":
        return slot if slot in ("as-is", "to-be") else "to-be"
    return free_key(procedure, _kind(kind), known)


def _blank(tx: Tx, found: Procedure, kind: str, place: str, title: str) -> JsonObject:
    named = title or say(found.title)
    match _kind(kind):
        case "flow":
            office = read_directory(tx).departments[found.department].title
            return blank_flow(found.key, named, place, found.department, office)
        case "table":
            return blank_table(place, named)
        case _:
            return blank_form(place, named)


def _kind(kind: str) -> Kind:
    if kind not in EDITED:
        raise NotFound
    return EDITED[kind]


def state_of(opened: Draft, directory: Directory) -> dict[str, Json]:
    """Return which revision of a draft it is, and who kept it when."""
    return {
        "revision": opened.revision,
        "saved_by": directory.name_of(opened.updated_by),
        "saved_at": moment(opened.updated_at),
    }


def departments_in(directory: Directory) -> list[Json]:
    """Return the departments with the roles that somebody has there."""
    roles: dict[str, set[str]] = {}
    for post in directory.posts:
        roles.setdefault(post.department, set()).add(post.role)
    return [
        {
            "key": each.key,
            "title": each.title if isinstance(each.title, str) else {**each.title},
            "roles": [*sorted(roles.get(each.key, ()))],
        }
        for each in directory.departments.values()
    ]


def text_in(value: Json) -> dict[str, str] | str:
    """Return a text of formats.md; anything else is an empty one."""
    if isinstance(value, dict):
        return {tag: str(said) for tag, said in value.items()}
    return value if isinstance(value, str) else ""
