"""C09: two procedures that are nearly the same."""

from typing import Any

import pytest

from tests.workflow.analysis.office import approval, flow_of, review, task
from workflow.analysis import analyze
from workflow.analysis.portfolio import portfolio_of, similarity
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.finding import Finding


def procedure(key: str, *more: dict[str, Any], **changed: Any) -> Flow:
    steps = [
        task("enter", "enter", reads=["name"], writes=["memo"]),
        review("look", "eligible"),
        approval("head", "head"),
    ]
    return require_flow({**flow_of(*steps, *more).document, "key": key, **changed})


DOG = [{"key": "dog", "title": "犬", "type": "text", "source": "resident"}]


def told(flow: Flow, *others: Flow) -> list[Finding]:
    portfolio = portfolio_of([flow, *others])
    return [finding for finding in analyze(flow, portfolio=portfolio).findings if finding.code == "C09"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(procedure("other"), id="同じもの"),
        pytest.param(procedure("other", task("letter", "mail")), id="一工程だけ多い"),
    ],
)
def test_nearly_the_same_procedure_is_found(other: Flow) -> None:
    (finding,) = told(procedure("ours"), other)

    assert (finding.status, finding.fix, finding.detail["other"]) == ("proposed", None, "other")
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == 0


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(procedure("ours"), id="自分自身"),
        pytest.param(procedure("other", data=DOG), id="別の申請"),
        pytest.param(
            require_flow({**flow_of(*(task(f"x{n}", "call") for n in range(9))).document, "key": "other"}),
            id="別の流れ",
        ),
    ],
)
def test_another_procedure_is_not(other: Flow) -> None:
    assert told(procedure("ours"), other) == []


def test_without_the_other_procedures_nothing_is_said() -> None:
    assert [item for item in analyze(procedure("ours")).findings if item.code == "C09"] == []


def test_a_flow_is_wholly_like_itself() -> None:
    assert similarity(procedure("ours"), procedure("other")) == pytest.approx(1.0)
