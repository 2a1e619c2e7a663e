"""Pictures of flows: readable Japanese, a word for every sign, and nothing in them that a page must not show."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kernel.documents import read_json
from tests.workflow.flow_documents import node, straight
from workflow.codec import require_flow
from workflow.definition import NODE_TYPES
from workflow.diagram import draw
from workflow.diagram.labels import quoted, wrapped
from workflow.diagram.picture import MAX_NODES, TooLargeToDraw
from workflow.diagram.render import ATTRIBUTES, ELEMENTS, SVG

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/*-be.json")) + sorted(
    (Path(__file__).parents[2] / "samples").glob("*/as-is.json")
)
ATTACKS = (
    'x"];evil[label="y',
    '"]; evil -> start; a [label="',
    "<script>alert(1)</script>",
    '\\" URL="javascript:alert(1)',
    "\\N \\G \\E \\L",
    "a\\",
    "&lt;b&gt;&#x3c;img src=x onerror=alert(1)&#x3e;",
    "改行\n\r\nあり",
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_flow_of_the_model_town_can_be_drawn(path: Path) -> None:
    flow = require_flow(read_json(path.read_bytes()))

    svg = ET.fromstring(draw(flow, shares=True).svg("picture"))

    words = "".join(svg.itertext())
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "picture-title"
    for lane in flow.lanes.values():
        title = lane.title if isinstance(lane.title, str) else lane.title["ja"]
        if any(step.lane == lane.key for step in flow.nodes.values()):
            assert title[:4] in words


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_title_is_only_ever_text(attack: str) -> None:
    picture = draw(require_flow(straight(node("a", "task", title=attack))))

    svg = ET.fromstring(picture.svg("picture"))

    drawn = [each for each in svg.iter(f"{SVG}g") if each.attrib.get("class") == "node"]
    assert len(drawn) == 3
    for element in svg.iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert {*element.attrib} <= ATTRIBUTES | {"role", "aria-labelledby", "id"}
        assert not any("javascript:" in value for value in element.attrib.values())


def test_a_change_is_told_in_words_and_not_by_colour_alone() -> None:
    flow = require_flow(straight(node("a", "task"), node("b", "task")))

    svg = draw(flow, changes={"a": "removed", "b": "automated"}, marks={"b": "①"}).svg("picture")

    assert "【廃止】" in svg
    assert "【自動化】" in svg
    assert "①" in svg
    assert "stroke-dasharray" in svg
    assert "[removed]" in draw(flow, changes={"a": "removed"}, language="en").svg("picture")


def test_png_is_a_picture() -> None:
    assert draw(require_flow(straight())).png().startswith(b"\x89PNG")


def test_a_picture_that_nobody_could_read_is_not_drawn() -> None:
    flow = require_flow(straight(*(node(f"s{number}", "task") for number in range(MAX_NODES))))

    with pytest.raises(TooLargeToDraw):
        draw(flow)


def test_every_type_of_node_has_a_shape() -> None:
    keys = {kind: f"x-{kind}" for kind in NODE_TYPES if kind not in ("start", "end")}
    flow = require_flow(straight(*(node(key, kind) for kind, key in keys.items())))

    dot = draw(flow).dot

    assert all(f'"{key}" [' in dot for key in keys.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("審査する", "審査する"),
        ("本人確認書類の氏名と住所を確かめる", "本人確認書類の\n氏名と住所を確\nかめる"),
        ("Check the applicant's address", "Check the\napplicant's\naddress"),
        ("", ""),
    ],
)
def test_words_are_wrapped_evenly(text: str, expected: str) -> None:
    assert wrapped(text) == expected


def test_a_quoted_string_cannot_be_left() -> None:
    assert quoted('a"b\\c') == '"a\\"b\\\\c"'
