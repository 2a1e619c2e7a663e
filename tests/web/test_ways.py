"""どこまで見直すか: ways that none beats, and a waterfall whose parts add up to the hours that remain."""

from pathlib import Path
from typing import Final

import pytest

from kernel.documents import read_json
from office.assessment import redesign_of, ways_for
from office.city import ALONE
from office.subject import Subject
from reports.redesign_shapes import front_of, proposal_falls
from tests.web.town import WebTown
from workflow.codec import require_flow

SAMPLES: Final = Path(__file__).resolve().parents[2] / "samples"
TOWN: Final = sorted(path.parent.name for path in SAMPLES.glob("*/to-be.json"))


@pytest.mark.parametrize("name", TOWN)
def test_the_bars_of_the_proposals_meet_end_to_end(name: str) -> None:
    flow = require_flow(read_json((SAMPLES / name / "as-is.json").read_bytes()))

    before, *parts, after = proposal_falls(flow, redesign_of(Subject(flow, ALONE)), "ja")

    assert parts
    assert before.length == pytest.approx(100)
    assert before.length - sum(part.length for part in parts if part.tone == "less") + sum(
        part.length for part in parts if part.tone == "more"
    ) == pytest.approx(after.length)
    assert all("：" in part.title for part in parts)


@pytest.mark.parametrize("name", TOWN)
def test_of_the_ways_in_the_picture_none_beats_another(name: str) -> None:
    flow = require_flow(read_json((SAMPLES / name / "as-is.json").read_bytes()))
    ways = ways_for(Subject(flow, ALONE))

    front = front_of(ways, "ja")

    assert front is not None
    assert [dot.number for dot in front.dots] == [*range(1, len(ways) + 1)]
    assert not [one for one in ways for other in ways if other.merits.beats(one.merits)]
    assert all(front.left <= dot.x <= front.right and front.top <= dot.y <= front.floor for dot in front.dots)


def test_the_page_says_what_each_way_brings_and_takes(town: WebTown) -> None:
    officer = town.officer("sato")
    officer.open("/office/dog-registration/")

    page = officer.click("どこまで見直すか")

    assert "何もしない" in page.text
    assert "証明できた提案をすべて適用したときの内訳" in page.text
    officer.open("/office/dog-registration/")
    officer.press(next(each for each in officer.page.buttons() if each.startswith("採用する")))
    assert "採用した提案を、1つずつ順に適用したときの内訳" in officer.open("/office/dog-registration/ways").text


def test_the_ways_of_another_department_look_absent(shared_town: WebTown) -> None:
    assert shared_town.officer("hasegawa").open("/office/dog-registration/ways").status == 404
