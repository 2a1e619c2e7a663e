"""A whole procedure as one file: to keep, to send, to begin another one with."""

from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from catalog.drafts import drafts_of
from catalog.procedure_file import procedure_file
from kernel.documents import canonical
from web.access import current_officer, staff
from web.procedures import seen
from web.services import services

blueprint: Final = Blueprint("procedures_file", __name__, url_prefix="/staff/procedures/<key>")


@blueprint.get("/procedure.json")
@staff
def export(key: str) -> ResponseReturnValue:
    """Hand out everything that is worked on."""
    with services().database.read() as tx:
        document = procedure_file(seen(tx, current_officer(), key), drafts_of(tx, key))
    headers = {"Content-Disposition": f'attachment; filename="{key}.json"'}
    return Response(canonical(document), mimetype="application/json", headers=headers)
