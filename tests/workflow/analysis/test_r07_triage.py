"""R07: simple cases take as long as the difficult ones."""

from typing import Any

import pytest

from tests.workflow.analysis.office import DATA, applied, flow_of, found, held, proposed, review, status
from workflow.analysis import analyze
from workflow.graph import graph_of
from workflow.soundness.verify import verify

KIND = {"key": "kind", "title": "申請の種類", "type": "choice", "source": "resident"}
SIMPLE = {"field": "kind", "op": "eq", "value": "renewal"}
APPLY: dict[str, Any] = {
    "key": "apply", "type": "form", "title": "申請", "lane": "resident", "writes": ["name", "income", "birth", "kind"],
}  # fmt: skip


def look(**more: Any) -> dict[str, Any]:
    kinds = [{"when": SIMPLE, "title": "更新", "share": {"k": 600, "n": 1000}, "minutes": 5}]
    return review("look", "eligible", k=50, n=1000, reads=["kind"], minutes=30, classes=kinds) | more


def with_look(**more: Any) -> Any:
    return flow_of(APPLY, look(**more), data=[*DATA, KIND], controls=[{"key": "law", "title": "審査", "kind": "legal"}])


@pytest.mark.parametrize(
    ("more", "share"),
    [
        pytest.param({}, 0.6, id="数えた割合"),
        pytest.param({"classes": [{"when": SIMPLE, "share": 0.4, "minutes": 15}]}, 0.4, id="半分の時間で済む"),
    ],
)
def test_simple_cases_are_found_and_get_a_short_way(more: dict[str, Any], share: float) -> None:
    flow = with_look(**more)
    after = applied(flow, "R07")

    assert proposed(flow, "R07") == ["look"]
    assert graph_of(after).visits["simple-look"] == pytest.approx(share)
    assert graph_of(after).visits["refused"] == pytest.approx(graph_of(flow).visits["refused"])
    assert verify(after).sound
    assert status(after, "R07") == set()


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"classes": []}, id="どれも同じ"),
        pytest.param({"classes": [{"when": SIMPLE, "share": 0.6, "minutes": 25}]}, id="違いが小さい"),
        pytest.param({"classes": [{"when": SIMPLE, "minutes": 5}]}, id="割合が分からない"),
        pytest.param({"classes": [{"when": {"field": "amount", "op": "lte", "value": 5}, "share": 0.6, "minutes": 5}]},
                     id="まだ見分けられない"),
        pytest.param({"classes": [], "minutes": {"mean": 30, "sd": 60}, "reads": ["income"]}, id="種類の項目を見ない"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_apart_is_left_alone(more: dict[str, Any]) -> None:
    assert status(with_look(**more), "R07") == set()


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法令の統制"),
        pytest.param({"independent": True}, "GD3", id="独立した確認"),
        pytest.param({"pinned": "同じ手順で"}, "GD11", id="固定されている"),
    ],
)
def test_guards_keep_one_way_for_all(more: dict[str, Any], guard: str) -> None:
    assert proposed(with_look(**more), "R07") == []
    assert held(with_look(**more), "R07") == {guard}


def test_cases_that_differ_much_ask_for_their_classes_first() -> None:
    finding = found(with_look(classes=[], minutes={"mean": 30, "sd": 60}), "R07")[0]

    assert (finding.status, finding.missing) == ("not_evaluable", ("classes",))


def test_few_counted_cases_make_a_hypothesis() -> None:
    few = with_look(classes=[{"when": SIMPLE, "share": {"k": 3, "n": 5}, "minutes": 5}])

    assert [(item.status, item.severity) for item in found(few, "R07")] == [("proposed", "info")]
    assert held(few, "R07") == {"GD10"}


def test_the_saving_is_that_of_the_short_way() -> None:
    flow = with_look()
    after = applied(flow, "R07")

    saved = (analyze(flow).measures.yearly_minutes or 0) - (analyze(after).measures.yearly_minutes or 0)
    assert saved == pytest.approx(1000 * 0.6 * 25)
    finding = found(flow, "R07")[0]
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(saved, rel=0.05)
