"""R04: a row of steps in which far fewer have to wait for each other than do."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.analysis.office import LANES, applied, flow_of, found, held, proposed, status, task
from workflow.analysis.partial_order import closed, cover, longest, series_parts, span
from workflow.analysis.side_by_side import Branches, Row, Tree, leaves
from workflow.graph import graph_of
from workflow.soundness.verify import verify

DATA = [
    {"key": key, "title": key, "type": "text", "source": "staff"}
    for key in ("name", "income", "birth", "amount", "memo", "a", "b", "c", "d")
]


def step(key: str, lane: str, reads: list[str], writes: list[str], **more: Any) -> dict[str, Any]:
    return task(key, "prepare", lane=lane, reads=reads, writes=writes, minutes=60) | more


CROSSED = [
    step("one", "clerk", ["name"], ["a"]),
    step("two", "tax", ["name"], ["b"]),
    step("three", "chief", ["a"], ["c"]),
    step("four", "head", ["b"], ["d"]),
]
LATE = [
    step("one", "clerk", ["name"], ["a"]),
    step("two", "tax", ["a"], ["b"]),
    step("three", "chief", ["name"], ["c"], wait_minutes=60),
    step("four", "head", ["b", "c"], ["d"]),
]


@pytest.mark.parametrize(
    ("steps", "moved"),
    [
        pytest.param(CROSSED, ["two", "four"], id="二組が交互に並ぶ"),
        pytest.param(LATE, ["three"], id="後の工程がずっと前から始められる"),
    ],
)
def test_rows_with_needless_waits_are_found(steps: list[dict[str, Any]], moved: list[str]) -> None:
    flow = flow_of(*steps, data=DATA)
    finding = found(flow, "R04")[0]
    after = applied(flow, "R04")

    assert finding.status == "proposed"
    assert [*finding.where.nodes[: len(moved)]] == moved
    assert verify(after).sound
    assert status(after, "R04") == set()


def test_each_step_still_comes_after_those_that_it_needs() -> None:
    after = applied(flow_of(*CROSSED, data=DATA), "R04")

    graph = graph_of(after)
    assert graph.dominates("one", "three")
    assert graph.dominates("two", "four")
    assert not graph.reaches("one", "four")


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([CROSSED[0], CROSSED[2], step("next", "head", ["c"], ["d"])], id="みな前の結果を使う"),
        pytest.param([one | {"lane": "clerk"} for one in CROSSED], id="同じ人がする"),
        pytest.param([CROSSED[0] | {"minutes": 900}, *CROSSED[1:]], id="長い工程が1つ"),
        pytest.param([CROSSED[0], CROSSED[1]], id="二つだけならR03"),
        pytest.param([one | {"control": ["law"]} for one in CROSSED], id="統制の順"),
        pytest.param([one | {"pinned": "順に回す"} for one in CROSSED], id="固定されている"),
        pytest.param([one | {"independent": True} for one in CROSSED], id="独立した確認"),
        pytest.param([one | {"effect": "irreversible"} for one in CROSSED], id="取り消せない"),
        pytest.param([{k: v for k, v in one.items() if k != "reads"} for one in CROSSED], id="見る項目が分からない"),
    ],
)
def test_rows_that_have_to_be_rows_are_not(steps: list[dict[str, Any]]) -> None:
    controls = [{"key": "law", "title": "順序", "kind": "legal"}]

    assert proposed(flow_of(*steps, data=DATA, controls=controls), "R04") == []


def test_one_controlled_step_in_the_middle_holds_its_place() -> None:
    flow = flow_of(CROSSED[0], CROSSED[1] | {"control": ["law"]}, *CROSSED[2:], data=DATA,
                   controls=[{"key": "law", "title": "意見", "kind": "legal"}])  # fmt: skip

    assert proposed(flow, "R04") == []
    assert held(flow, "R04") == set()


def test_without_times_it_cannot_be_judged() -> None:
    silent = [{k: v for k, v in one.items() if k != "minutes"} for one in CROSSED]

    assert [item.missing for item in found(flow_of(*silent, data=DATA), "R04")] == [("minutes",)]


pairs = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=8), pairs)
def test_a_tree_keeps_every_need_and_is_never_longer_than_the_row(
    times: list[int], needs: set[tuple[int, int]]
) -> None:
    size = len(times)
    direct = [sum(1 << a for a, b in needs if b == item and a < item) for item in range(size)]
    before = closed(direct)
    names = [f"n{item}" for item in range(size)]
    figures = [float(time) for time in times]

    tree = cover(range(size), before, figures, names)

    assert sorted(leaves(tree)) == names
    assert all(follows(tree, names[a], names[b]) for b in range(size) for a in range(b) if before[b] >> a & 1)
    length = span(tree, dict(zip(names, figures, strict=True)))
    assert longest(range(size), before, figures) <= length + 1e-9 <= sum(figures) + 1e-6
    assert sorted(item for part in series_parts(range(size), before) for item in part) == [*range(size)]


def follows(tree: Tree, first: str, second: str) -> bool:
    """Whether `tree` lets `second` begin only when `first` is done."""
    match tree:
        case Row(parts):
            places = [place for key in (first, second) for place, part in enumerate(parts) if key in leaves(part)]
            return places[0] < places[1] if places[0] != places[1] else follows(parts[places[0]], first, second)
        case Branches(parts):
            both = [part for part in parts if {first, second} <= {*leaves(part)}]
            return bool(both) and follows(both[0], first, second)
        case _:
            return False


def test_the_lanes_of_the_test_are_different_people() -> None:
    assert len({(lane.get("department"), lane.get("role")) for lane in LANES if lane["kind"] == "staff"}) == 5
