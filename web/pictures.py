"""The picture of a flow on a page; a sentence in its place when the flow is too large or too tangled for one."""

from collections.abc import Mapping

from markupsafe import Markup

from kernel.text import say
from web.languages import language
from workflow.definition import Flow
from workflow.diagram import Change, TooLargeToDraw, TooTangledToDraw, draw
from workflow.diagram.messages import MESSAGES


def picture_of(
    flow: Flow,
    name: str,
    *,
    marks: Mapping[str, str] | None = None,
    changes: Mapping[str, Change] | None = None,
    shares: bool = False,
) -> Markup:
    """Return the SVG of `flow`, whose ids begin with `name`, or a paragraph that says why there is none."""
    try:
        drawn = draw(flow, language=language(), marks=marks, changes=changes, shares=shares)
        return Markup(drawn.svg(name))  # noqa: S704  # our renderer's allow-listed SVG
    except (TooLargeToDraw, TooTangledToDraw) as error:
        return Markup("<p>{}</p>").format(say(MESSAGES.text(error.code, **error.params), language()))
