"""The picture of one flow on a sheet, for the wall and for the file."""

from dataclasses import dataclass

from markupsafe import Markup

from kernel.text import say
from reports.papers import standing_page
from workflow.definition import Flow
from workflow.diagram import draw


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSheet:
    """What the sheet says beside the picture."""

    language: str
    city: str
    department: str
    draft: str
    flow: Flow


def flow_sheet(sheet: FlowSheet) -> str:
    """Return the sheet as a page; raises what `workflow.diagram.draw` raises for a flow that no picture holds."""
    drawn = draw(sheet.flow, language=sheet.language, shares=True)
    return standing_page(
        "report/flow_picture.html",
        sheet.language,
        sheet=sheet,
        title=say(sheet.flow.title, sheet.language),
        picture=Markup(drawn.svg("flow")),  # noqa: S704  # our renderer's allow-listed SVG
    )
