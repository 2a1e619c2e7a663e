"""What the office sent along with a message (連絡の添付), for the applicant who has shown the password."""

from typing import Final

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from intake.correspondence import enclosed_file
from web.access import anyone
from web.services import services
from web.status import opened

blueprint: Final = Blueprint("enclosed", __name__)


@blueprint.get("/s/<number>/enclosed/<attachment_id>")
@anyone
def file(number: str, attachment_id: str) -> ResponseReturnValue:
    """Hand a file of the office out, never to be run in our pages."""
    context = services()
    with context.database.read() as tx:
        _found, case, _bundle = opened(tx, number)
        path, name, media_type = enclosed_file(tx, context.files, case.id, attachment_id)
    response: Response = send_file(path, mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
