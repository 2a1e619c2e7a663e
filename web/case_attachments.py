"""Attachments of a case: looking at one in the browser, and noting that one has come on paper."""

from typing import Final

from flask import Blueprint, Response, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from intake.attachments import read_attachment
from intake.awaited import take_on_paper
from intake.pictures import NotAPicture, without_traces
from kernel.errors import NotFound
from web.access import current_officer, staff
from web.casework import actor_of, read_case, seen_case
from web.services import services

blueprint: Final = Blueprint("case_attachments", __name__, url_prefix="/staff/cases")
CSP: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"


@blueprint.get("/<case_id>/attachments/<attachment_id>/view")
@staff
def view(case_id: str, attachment_id: str) -> ResponseReturnValue:
    """Show a picture (without where and when it was taken) or a PDF; other kinds are for downloading."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        read_case(tx, officer, actor_of(tx, officer, context.clock.now()), case_id)
        path, name, media_type = read_attachment(tx, context.files, case_id, attachment_id)
    if media_type == "application/pdf":
        response: Response = send_file(path, mimetype=media_type, download_name=name)
    elif media_type in ("image/jpeg", "image/png"):
        try:
            response = Response(without_traces(path.read_bytes(), media_type), mimetype=media_type)
        except NotAPicture:
            raise NotFound from None
    else:
        raise NotFound
    response.headers["Content-Security-Policy"] = CSP
    return response


@blueprint.post("/<case_id>/awaited/<field>")
@staff
def on_paper(case_id: str, field: str) -> ResponseReturnValue:
    """Note that an attachment that was promised has come on paper."""
    context, officer = services(), current_officer()
    now = context.clock.now()
    with context.database.begin() as tx:
        case = seen_case(tx, officer, actor_of(tx, officer, now), case_id)
        take_on_paper(tx, case, field, officer, now)
    flash(_("紙で届いたことを記録しました。"))
    return redirect(url_for("cases.case", case_id=case_id), code=303)
