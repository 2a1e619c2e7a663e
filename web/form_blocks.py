"""The question library of a department, for the form editor's script: keep a block, take one out."""

from typing import Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Tx
from catalog.blocks import blocks_of, discard_block, save_block
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from web.access import current_officer, staff_with
from web.json_requests import problems_of, refused, sent_object
from web.procedures import designed
from web.services import services

blueprint: Final = Blueprint("form_blocks", __name__, url_prefix="/staff/procedures/<key>/edit/blocks")


@blueprint.post("")
@staff_with("design")
def keep(key: str) -> ResponseReturnValue:
    """Keep what the editor sends as a block; answer with all of them."""
    context = services()
    with context.database.read() as tx:
        designed(tx, key)
    try:
        sent = sent_object()
        title, fields = sent.get("title"), sent.get("fields")
        with context.database.begin() as tx:
            save_block(
                tx, current_officer(), key, title if isinstance(title, str) else "",
                [*fields] if isinstance(fields, list | tuple) else [], now=context.clock.now(),
            )  # fmt: skip
            return {"blocks": blocks_json(tx, key)}
    except UnusableDocument as error:
        return refused(422, _("この部品はまだ保存できません。"), findings=problems_of(error))


@blueprint.post("/<block_id>/remove")
@staff_with("design")
def remove(key: str, block_id: str) -> ResponseReturnValue:
    """Take a block out; answer with those that are left."""
    with services().database.begin() as tx:
        designed(tx, key)
        discard_block(tx, current_officer(), key, block_id)
        return {"blocks": blocks_json(tx, key)}


def blocks_json(tx: Tx, key: str) -> list[Json]:
    """Return the blocks that a procedure's forms may take, as the editor reads them."""
    return [{"id": each.id, "title": each.title, "fields": [*each.fields]} for each in blocks_of(tx, key)]
