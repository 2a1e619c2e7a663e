"""E06: data that nobody uses."""

from typing import Any

import pytest

from tests.workflow.analysis.office import APPLY, flow_of, found, held, proposed, review, status, task
from workflow.codec import require_flow
from workflow.patch import apply_patch

READS_ALL = task("read", "prepare", reads=["name", "income", "birth"], writes=[])


def hobby(**more: Any) -> list[dict[str, Any]]:
    return [{"key": "hobby", "title": "趣味", "type": "text", "source": "resident", **more}]


@pytest.mark.parametrize(
    ("steps", "step", "data"),
    [
        pytest.param(
            [APPLY | {"writes": ["name", "income", "birth", "hobby"]}, READS_ALL], "apply", ["hobby"], id="申請書の項目"
        ),
        pytest.param([READS_ALL, task("note", "other", reads=[], writes=["memo"])], "note", ["memo"], id="職員のメモ"),
        pytest.param(
            [READS_ALL, task("note", "other", reads=[], writes=["memo", "amount"]), task("pay", reads=["amount"])],
            "note",
            ["memo"],
            id="使うものと使わないもの",
        ),
    ],
)
def test_what_nobody_looks_at_is_found(steps: list[dict[str, Any]], step: str, data: list[str]) -> None:
    flow = flow_of(*steps, more_data=hobby())

    (finding,) = found(flow, "E06")

    assert (finding.status, finding.where.nodes[0], finding.detail["data"]) == ("proposed", step, data)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([READS_ALL], id="すべて読まれる"),
        pytest.param([READS_ALL, task("note", reads=[], writes=["memo"]), task("use", reads=["memo"])], id="後で読む"),
        pytest.param(
            [READS_ALL, task("note", reads=[], writes=["memo"], documents={"produces": ["draft"]})], id="書類に載る"
        ),
        pytest.param([READS_ALL, task("copy", "enter", reads=["name"], writes=["name"])], id="転記はE01"),
    ],
)
def test_what_somebody_uses_is_not(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps), "E06") == []


def test_a_condition_and_a_control_use_data_too() -> None:
    checks = [{"key": "complete", "title": "趣味がある", "condition": {"field": "hobby", "op": "not_empty"}}]
    form = APPLY | {"writes": ["name", "income", "birth", "hobby"]}
    asked = flow_of(
        form, review("look", "complete", reads=["name", "income", "birth"]), more_data=hobby(), checks=checks
    )
    rule = {"rank": 1, "when": {"field": "hobby", "op": "not_empty"}}
    control = {"key": "c", "title": "統制", "kind": "internal", "rule": rule}
    ruled = flow_of(form, READS_ALL | {"control": ["c"]}, more_data=hobby(), controls=[control])

    assert proposed(asked, "E06") == proposed(ruled, "E06") == []


@pytest.mark.parametrize(
    ("note", "more", "guard"),
    [
        pytest.param({"control": ["law"]}, {}, "GD1", id="法令の工程"),
        pytest.param({"effect": "irreversible"}, {}, "GD5", id="取り消せない"),
        pytest.param({"pinned": "監査の指摘"}, {}, "GD11", id="固定"),
        pytest.param({"writes": ["kept"]}, {"keep": True}, "GD7", id="記録"),
    ],
)
def test_guards_keep_the_data(note: dict[str, Any], more: dict[str, Any], guard: str) -> None:
    data = [{"key": "kept", "title": "記録", "type": "text", "source": "staff", **more}]
    flow = flow_of(
        READS_ALL,
        task("note", reads=[], writes=["memo"]) | note,
        more_data=data,
        controls=[{"key": "law", "title": "法定", "kind": "legal"}],
    )

    assert proposed(flow, "E06") == []
    assert held(flow, "E06") == {guard}


def test_a_step_that_does_not_say_what_it_reads_leaves_it_open() -> None:
    flow = flow_of(READS_ALL, task("note", reads=[], writes=["memo"]), task("mystery"))

    assert [item.missing for item in found(flow, "E06")] == [("reads",)]
    assert status(flow, "E06") == {"not_evaluable"}


def test_dropping_the_field_shortens_the_form_everywhere_it_is_written() -> None:
    form = APPLY | {"writes": ["name", "income", "birth", "hobby"]}
    flow = flow_of(form, READS_ALL, task("note", "enter", reads=[], writes=["hobby"]), more_data=hobby())
    (finding,) = found(flow, "E06")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert finding.where.nodes == ("apply", "note")
    assert "hobby" not in after.nodes["apply"].writes
    assert "note" not in after.nodes
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(6 * 1000, rel=0.05)


def test_an_earlier_writer_whose_value_is_read_keeps_it() -> None:
    flow = flow_of(
        READS_ALL,
        task("first", reads=[], writes=["memo"]),
        task("use", reads=["memo"], writes=[]),
        review("gate", "eligible", reads=["income"]),
        task("again", reads=[], writes=["memo"]),
    )

    assert [item.where.nodes for item in found(flow, "E06")] in ([], [("again",)])
    for finding in found(flow, "E06"):
        after = require_flow(apply_patch(flow.document, finding.fix or ()))
        assert after.nodes["first"].writes == ("memo",)
