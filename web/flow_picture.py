"""The picture of a draft flow to take away: SVG, PNG, and a sheet as PDF. What was saved last is drawn."""

from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from accounts.directory import read_directory
from catalog.drafts import draft
from kernel.errors import NotFound
from kernel.text import say
from reports.flow_picture import FlowSheet, flow_sheet
from reports.messages import MESSAGES
from reports.pdf import pdf_of
from web.access import current_officer, staff
from web.formats import moment
from web.languages import language
from web.limits import limiter
from web.papers import PRINTS
from web.procedures import seen
from web.services import services
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.diagram import draw

blueprint: Final = Blueprint("flow_picture", __name__, url_prefix="/staff/procedures/<key>/edit/flow/<slot>")


@blueprint.get("/picture.<ending>")
@staff
@limiter.limit(PRINTS)
def picture(key: str, slot: str, ending: str) -> ResponseReturnValue:
    """Return the picture as a file."""
    match ending:
        case "svg":
            return _file(draw(_flow(key, slot), language=language(), shares=True).svg(), "image/svg+xml", key, slot)
        case "png":
            return _file(draw(_flow(key, slot), language=language(), shares=True).png(), "image/png", key, slot)
        case "pdf":
            return _file(pdf_of(_sheet(key, slot)), "application/pdf", key, slot)
        case _:
            raise NotFound


def _flow(key: str, slot: str) -> Flow:
    with services().database.read() as tx:
        seen(tx, current_officer(), key)
        return require_flow(draft(tx, key, "flow", slot).document)


def _sheet(key: str, slot: str) -> str:
    context = services()
    with context.database.read() as tx:
        found = seen(tx, current_officer(), key)
        opened = draft(tx, key, "flow", slot)
        department = read_directory(tx).title_of(found.department, language())
    return flow_sheet(
        FlowSheet(
            language=language(),
            city=context.settings.city_name,
            department=department,
            draft=say(MESSAGES.text("paper.draft", when=moment(opened.updated_at)), language()),
            flow=require_flow(opened.document),
        )
    )


def _file(content: bytes | str, media_type: str, key: str, slot: str) -> Response:
    response = Response(content, content_type=media_type)
    ending = media_type.rpartition("/")[2].partition("+")[0]
    response.headers["Content-Disposition"] = f'attachment; filename="{key}-{slot}.{ending}"'
    return response
