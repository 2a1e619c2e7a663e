"""The rule editor for a table that stands inside a step of a flow: the same editor, kept in the flow's draft.

A save is a save of the flow, under the flow's revision: whoever has the flow open elsewhere is told, as ever.
"""

from typing import Final

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from accounts.directory import read_directory
from catalog.drafts import draft, drafts_of, save_draft
from catalog.step_tables import table_in, with_table
from catalog.surroundings import surroundings
from kernel.errors import Stale, UnusableDocument
from kernel.text import say
from web.access import current_officer, staff_with
from web.built_scripts import entry
from web.draft_checks import findings_in
from web.editors import EditorPage, departments_in, state_of, text_in
from web.formats import moment
from web.json_requests import problems_of, refused, sent_document, sent_object
from web.languages import language
from web.pages import render_page
from web.procedures import designed
from web.services import services
from web.table_past import on_the_past
from web.table_trial import tried

blueprint: Final = Blueprint(
    "step_tables", __name__, url_prefix="/staff/procedures/<key>/edit/flow/<draft_key>/steps/<step>"
)


@blueprint.get("")
@staff_with("design")
def page(key: str, draft_key: str, step: str) -> ResponseReturnValue:
    """Open the editor of a step's table."""
    with services().database.read() as tx:
        found = designed(tx, key)
        opened = draft(tx, key, "flow", draft_key)
    title = say(text_in(table_in(opened.document, step).get("title")), language()) or step
    here = url_for(".page", key=key, draft_key=draft_key, step=step)
    flow = url_for("editors.page", key=key, kind="flow", draft_key=draft_key)
    return render_page(
        EditorPage(procedure=found, kind="table", address=here, above=flow, title=title, scripts=entry("table"))
    )


@blueprint.get("/document")
@staff_with("design")
def load(key: str, draft_key: str, step: str) -> ResponseReturnValue:
    """Hand the table to its editor, with what it may refer to and a fresh forgery token."""
    with services().database.read() as tx:
        designed(tx, key)
        opened = draft(tx, key, "flow", draft_key)
        drafts, directory = drafts_of(tx, key), read_directory(tx)
    around = surroundings(drafts) | {"uses": {}, "departments": departments_in(directory)}
    document = table_in(opened.document, step)
    return state_of(opened, directory) | {"document": document, "around": around, "token": generate_csrf()}


@blueprint.post("/document")
@staff_with("design")
def save(key: str, draft_key: str, step: str) -> ResponseReturnValue:
    """Keep the table in its step, unless somebody else has changed the flow meanwhile."""
    context = services()
    with context.database.read() as tx:
        designed(tx, key)
        opened, directory = draft(tx, key, "flow", draft_key), read_directory(tx)
    try:
        sent = sent_object()
        revision = sent.get("revision")
        if revision != opened.revision:
            raise Stale(kind="flow", key=draft_key)
        flow = with_table(opened.document, step, sent_document(sent))
        with context.database.begin() as tx:
            saved = save_draft(
                tx, current_officer(), key, "flow", draft_key, flow, revision=opened.revision, now=context.clock.now()
            )
    except Stale:
        return refused(409, _("ほかの人が先に保存しました。"), **state_of(opened, directory))
    except UnusableDocument as error:
        return refused(422, _("まだ保存できないところがあります。"), findings=problems_of(error))
    return {"revision": saved, "saved_at": moment(context.clock.now())}


@blueprint.post("/check")
@staff_with("design")
def check(key: str, draft_key: str, step: str) -> ResponseReturnValue:
    """Say what is wrong with the table as it stands in the editor."""
    with services().database.read() as tx:
        designed(tx, key)
        table_in(draft(tx, key, "flow", draft_key).document, step)
        drafts = drafts_of(tx, key)
    try:
        sent = sent_object()
    except UnusableDocument as error:
        return refused(422, _("内容を読み取れません。"), findings=problems_of(error))
    return {"findings": findings_in("table", sent_document(sent), drafts)}


@blueprint.post("/preview")
@staff_with("design")
def try_out(key: str, draft_key: str, step: str) -> ResponseReturnValue:
    """Say what the table says about a row, or about past cases; nothing is kept."""
    with services().database.read() as tx:
        designed(tx, key)
        table_in(draft(tx, key, "flow", draft_key).document, step)
    try:
        sent = sent_object()
        document = sent_document(sent)
        if sent.get("past") is not True:
            return tried(document, sent)
        with services().database.read() as tx:
            return on_the_past(tx, key, document)
    except UnusableDocument as error:
        return refused(422, _("まだ表示できないところがあります。"), findings=problems_of(error))
