"""Flows that somebody draws to stop the house: pictures come within seconds, or a sentence comes in their place."""

import random
import threading
from itertools import pairwise
from typing import Any, cast

import pytest

from accounts.directory import officer_by_login
from catalog.drafts import import_documents
from kernel.documents import read_json
from kernel.json_types import JsonObject
from samples.town import FOLDER
from tests.web.town import WebTown
from workflow.codec import require_flow
from workflow.diagram import TooTangledToDraw, draw, painter

PAGES = (
    "/office/dog-registration/",
    "/office/dog-registration/compare?after=to-be",
    "/office/dog-registration/picture/as-is",
    "/staff/procedures/dog-registration/check?slot=as-is",
)


def drawn_by_hand(nodes: list[dict[str, Any]], pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the as-is of the dog registration with other nodes and edges."""
    known = cast(dict[str, Any], read_json((FOLDER / "dog-registration" / "as-is.json").read_bytes()))
    kept = {key: value for key, value in known.items() if key != "controls"}
    ends = [{"key": "s", "type": "start", "title": "始"}, {"key": "e", "type": "end", "title": "終"}]
    edges = [{"from": source, "to": target} for source, target in pairs]
    return kept | {"nodes": [*ends, *nodes], "edges": edges}


def step(key: str, kind: str = "exclusive") -> dict[str, Any]:
    """Return a node without a lane."""
    return {"key": key, "type": kind, "title": key}


def tangled(count: int, arrows: int) -> dict[str, Any]:
    """Return a flow whose arrows go anywhere."""
    chance, keys = random.Random(1), [f"x{number}" for number in range(count)]
    kinds = ("exclusive", "parallel", "inclusive")
    pairs = {(chance.choice(keys), chance.choice(keys)) for _ in range(arrows)} | {("s", "x0"), (keys[-1], "e")}
    return drawn_by_hand([step(key, chance.choice(kinds)) for key in keys], sorted(pairs))


def chain(count: int) -> dict[str, Any]:
    """Return a flow of one step after the other."""
    keys = ["s", *(f"x{number}" for number in range(count)), "e"]
    return drawn_by_hand([step(key) for key in keys[1:-1]], [*pairwise(keys)])


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        pytest.param(chain(450), "工程が400個を超えるため図にできません", id="長い"),
        pytest.param(tangled(390, 2_900), "矢印が込み入っているため図にできません", id="込み入った"),
        pytest.param(chain(2), "", id="担当のない流れ"),
    ],
)
def test_a_flow_that_cannot_be_drawn_has_its_page_all_the_same(
    town: WebTown, document: JsonObject, sentence: str
) -> None:
    designer = town.officer("sato")
    with town.house.database.begin() as tx:
        sato = officer_by_login(tx, "sato")
        assert sato is not None
        import_documents(tx, sato, "dog-registration", [document], now=town.clock.now())

    for path in PAGES:
        page = designer.open(path)
        assert page.status == 200, (path, page.text)
    assert sentence in designer.open(PAGES[2]).text
    assert ('aria-labelledby="flow-title"' in designer.page.html) is (not sentence)


def test_a_picture_that_takes_too_long_is_given_up_and_not_tried_at_once_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(painter, "PATIENCE_SECONDS", 0.0)
    flow = require_flow(chain(3))
    picture = draw(flow, language="en")
    with pytest.raises(TooTangledToDraw):
        picture.svg("late")

    monkeypatch.setattr(painter, "PATIENCE_SECONDS", 30.0)
    with pytest.raises(TooTangledToDraw):
        picture.svg("late")

    assert "<svg" in draw(require_flow(chain(4))).svg("other"), "another picture has a child of its own"


def test_pictures_are_drawn_for_many_at_once() -> None:
    pictures, drawn = [draw(require_flow(chain(5 + number))) for number in range(8)], list[str]()
    threads = [threading.Thread(target=lambda each=each: drawn.append(each.svg("p"))) for each in pictures]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(drawn) == len(pictures)
    assert all("<svg" in each for each in drawn)
