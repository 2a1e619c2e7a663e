"""C03: more hands than a case needs, and than cases elsewhere in the city."""

from typing import Any

import pytest

from tests.workflow.analysis.office import flow_of, task
from workflow.analysis import analyze
from workflow.analysis.portfolio import Portfolio, portfolio_of
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.finding import Finding
from workflow.patch import apply_patch

HOPS = [
    task("one"), task("two"), task("three", lane="tax", reads=["income"]), task("four", reads=["income"]),
    task("five", lane="tax"), task("six"),
]  # fmt: skip


def hopping(*steps: dict[str, Any], **more: Any) -> Flow:
    return flow_of(*(steps or HOPS), handoff_minutes=5, **more)


def city(flow: Flow, *others: Flow) -> Portfolio:
    calm = [require_flow({**other.document, "key": f"other-{n}"}) for n, other in enumerate(others)]
    return portfolio_of([flow, *calm])


CALM = [flow_of(task("a"), task("b")) for _ in range(5)]


def told(flow: Flow, portfolio: Portfolio | None) -> list[Finding]:
    return [finding for finding in analyze(flow, portfolio=portfolio).findings if finding.code == "C03"]


def test_more_hands_than_elsewhere_are_found() -> None:
    flow = hopping()
    (finding,) = told(flow, city(flow, *CALM))

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert finding.status == "proposed"
    assert finding.where.nodes == ("three", "five")
    assert {after.nodes[key].lane for key in ("three", "five")} == {"clerk"}
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(4 * 5 * 1000, rel=0.05)


@pytest.mark.parametrize(
    ("flow", "others"),
    [
        pytest.param(hopping(), [hopping()] * 5, id="どこも同じくらい"),
        pytest.param(flow_of(task("a"), task("b", lane="tax")), CALM, id="引継ぎが少ない"),
    ],
)
def test_what_is_usual_in_the_city_is_left_alone(flow: Flow, others: list[Flow]) -> None:
    assert told(flow, city(flow, *others)) == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"control": ["law"]}, id="統制"),
        pytest.param({"assign": {"not_same_as": ["two"]}}, id="別の人"),
        pytest.param({"independent": True}, id="別の目"),
        pytest.param({"effect": "irreversible"}, id="取り消せない"),
        pytest.param({"lane": "director"}, id="職位が足りない"),
        pytest.param({"systems": ["tax-register"]}, id="使えないシステム"),
        pytest.param({"pinned": "協定"}, id="固定"),
    ],
)
def test_what_others_have_to_do_stays_with_them(more: dict[str, Any]) -> None:
    steps = [HOPS[0], HOPS[1], HOPS[2] | more, *HOPS[3:]]
    flow = hopping(*steps, controls=[{"key": "law", "title": "統制", "kind": "audit"}])
    (finding,) = told(flow, city(flow, *CALM))

    assert finding.where.nodes == ("five",)


def test_where_nothing_can_move_it_is_only_reported() -> None:
    flow = hopping(*(step | {"pinned": "協定"} for step in HOPS))
    (finding,) = told(flow, city(flow, *CALM))

    assert (finding.status, finding.fix) == ("proposed", None)


def test_alone_it_is_not_judged() -> None:
    (finding,) = told(hopping(), None)

    assert (finding.status, finding.missing) == ("not_evaluable", ("portfolio",))
