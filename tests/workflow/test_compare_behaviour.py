"""What goes differently, in sentences, and where the hours went."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.documents import read_json
from kernel.text import say
from tests.workflow.flow_documents import node, straight
from workflow.codec import require_flow
from workflow.compare import Comparison, compare
from workflow.improve import redesign

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/as-is.json"))


def chain(*keys: str, **properties: Any) -> dict[str, Any]:
    return straight(*(node(key, "task", title=f"工程{key}") for key in keys), **properties)


def side_by_side(one: str, other: str) -> dict[str, Any]:
    """Two steps at the same time, between a split and a join."""
    flow = chain(one, other)
    flow["nodes"] += [node("fork", "parallel"), node("join", "parallel")]
    ways = [("start", "fork"), ("fork", one), ("fork", other), (one, "join"), (other, "join"), ("join", "end")]
    flow["edges"] = [{"from": source, "to": target} for source, target in ways]
    return flow


def either(one: str, other: str) -> dict[str, Any]:
    """One step or the other."""
    flow = side_by_side(one, other)
    for line in flow["nodes"]:
        if line["type"] == "parallel":
            line["type"] = "exclusive"
    for edge in flow["edges"]:
        if edge["from"] == "fork":
            edge["probability"] = 0.5
    return flow


def compared(before: dict[str, Any], after: dict[str, Any]) -> Comparison:
    return compare(require_flow(before), require_flow(after))


@pytest.mark.parametrize(
    ("before", "after", "code", "nodes"),
    [
        pytest.param(chain("a", "b"), side_by_side("a", "b"), "compare.to_parallel", {"a", "b"}, id="並行にする"),
        pytest.param(side_by_side("a", "b"), chain("a", "b"), "compare.to_sequence", ("a", "b"), id="順に行う"),
        pytest.param(side_by_side("a", "b"), chain("b", "a"), "compare.to_sequence", ("b", "a"), id="逆の順に行う"),
        pytest.param(chain("a", "b"), chain("b", "a"), "compare.turned", ("b", "a"), id="順番が逆"),
        pytest.param(chain("a", "b"), either("a", "b"), "compare.to_either", {"a", "b"}, id="どちらか一方"),
        pytest.param(either("a", "b"), chain("a", "b"), "compare.to_both", {"a", "b"}, id="両方"),
    ],
)
def test_a_change_of_order_is_one_sentence(before: Any, after: Any, code: str, nodes: Any) -> None:
    first = compared(before, after).behaviour[0]

    assert first.code == code
    assert (set(first.nodes) if isinstance(nodes, set) else first.nodes) == nodes
    assert "工程a" in say(first.message)
    assert "工程b" in say(first.message, "en")


def test_a_step_that_only_some_cases_need_is_told_with_its_frequency() -> None:
    found = compared(chain("a", "b"), either("a", "b")).behaviour

    rarer = [each for each in found if each.code == "compare.less_often"]
    assert [each.nodes for each in rarer] == [("a",), ("b",)]
    assert "100回 → 50回" in say(rarer[0].message)


def test_the_same_flow_goes_the_same_way() -> None:
    assert compared(chain("a", "b", "c"), chain("a", "b", "c")).behaviour == ()


def test_a_step_in_between_changes_nothing_for_its_neighbours() -> None:
    assert compared(chain("a", "b"), chain("a", "x", "b")).behaviour == ()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_waterfall_adds_up_on_every_redesign(path: Path) -> None:
    before = require_flow(read_json(path.read_bytes()))

    comparison = compare(before, redesign(before).to_be)

    found = comparison.waterfall
    assert found is not None
    old, new = comparison.metrics
    assert found.before == pytest.approx(old.yearly_minutes)
    assert found.after == pytest.approx(new.yearly_minutes)
    assert found.before + sum(part.minutes for part in found.parts) == pytest.approx(found.after)


@given(
    kept=st.lists(st.sampled_from("abcdef"), unique=True, min_size=1),
    minutes=st.lists(st.floats(0, 100), min_size=6, max_size=6),
    volumes=st.tuples(st.integers(1, 9_999), st.integers(1, 9_999)),
)
def test_the_waterfall_adds_up_whatever_was_changed(
    kept: list[str], minutes: list[float], volumes: tuple[int, int]
) -> None:
    before, after = chain(*"abcdef", volume_per_year=volumes[0]), chain(*kept, "new", volume_per_year=volumes[1])
    for flow, factor in ((before, 1.0), (after, 0.5)):
        for line, amount in zip(flow["nodes"][1:-1], minutes, strict=False):
            line["minutes"] = amount * factor

    found = compared(before, after).waterfall

    assert found is not None
    assert found.before + sum(part.minutes for part in found.parts) == pytest.approx(found.after, abs=1e-6)


def test_without_a_number_of_cases_nobody_says_where_the_hours_went() -> None:
    flow = chain("a")
    flow.pop("volume_per_year", None)

    assert compared(flow, flow).waterfall is None
