"""The pictures of a manual: steps carry their numbers; a flow that would be too small to read is cut into parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from markupsafe import Markup

from reports.manual.model import Plate
from reports.manual.ways import Telling
from workflow.definition import Flow
from workflow.diagram import TooLargeToDraw, TooTangledToDraw, draw

READABLE: Final = 16
"""So many nodes can be read on one sheet; of more there are parts, too, each with what comes before and after."""
OVERVIEW: Final = 60
"""Beyond this a picture of the whole tells nothing."""
PART: Final = 10
MOST_PARTS: Final = 12
"""Each picture takes a tenth of a second to draw: of a very large flow the parts are larger instead of more."""


def plates_of(telling: Telling) -> tuple[Plate, ...]:
    """Return the pictures: none of a flow that cannot be drawn, whose steps are told in words all the same."""
    marks = {key: str(number) for key, number in telling.numbers.items()}
    count = len(telling.flow.nodes)
    plates: list[Plate] = []
    if count <= OVERVIEW:
        plates += _plate(telling, telling.flow, telling.say("picture"), "manual-picture", marks)
    if count > READABLE:
        for place, (part, first, last) in enumerate(_parts(telling), start=1):
            title = telling.say("picture_part", first=first, last=last)
            plates += _plate(telling, part, title, f"manual-picture-{place}", marks)
    return tuple(plates)


def _plate(telling: Telling, flow: Flow, title: str, name: str, marks: Mapping[str, str]) -> Iterator[Plate]:
    try:
        drawn = draw(flow, language=telling.language, marks={key: marks[key] for key in flow.nodes if key in marks})
        yield Plate(title, Markup(drawn.svg(name)))  # noqa: S704  # our renderer's allow-listed SVG
    except (TooLargeToDraw, TooTangledToDraw):
        return


def _parts(telling: Telling) -> Iterator[tuple[Flow, int, int]]:
    ordered = sorted(telling.numbers, key=lambda key: telling.numbers[key])
    parts = min(ceil(len(ordered) / PART), MOST_PARTS)
    size = ceil(len(ordered) / parts) if ordered else 1
    for start in range(0, len(ordered), size):
        chosen = ordered[start : start + size]
        yield _around(telling.flow, chosen), start + 1, start + len(chosen)


def _around(flow: Flow, chosen: Sequence[str]) -> Flow:
    """Return the part of `flow` with `chosen` and their neighbours; it is drawn and nothing else."""
    core = frozenset(chosen)
    edges = tuple(edge for edge in flow.edges if edge.source in core or edge.target in core)
    near = core | {edge.source for edge in edges} | {edge.target for edge in edges}
    nodes = {key: node for key, node in flow.nodes.items() if key in near}
    inner = tuple(edge for edge in flow.edges if edge.source in near and edge.target in near)
    return replace(flow, nodes=nodes, edges=inner, digest=f"{flow.digest}/{chosen[0]}")
