"""What every field and attachment is used for, and what need not be asked."""

from typing import Any

import pytest

from tests.workflow.analysis.office import APPLY, DATA, document, flow_of, review, task
from workflow.analysis import analyze
from workflow.check import check_document
from workflow.codec import require_flow
from workflow.lineage import ItemLineage, Use, lineage_findings, lineage_of

READS = task("read", "prepare", reads=["name", "birth"], writes=[])


def item(found: tuple[ItemLineage, ...], key: str) -> ItemLineage:
    return next(each for each in found if each.key == key)


@pytest.mark.parametrize(
    ("steps", "more", "use"),
    [
        pytest.param([task("use", reads=["income"])], {}, Use(kind="step", place="use"), id="工程"),
        pytest.param([review("look", "limit", reads=[])], {}, Use(kind="check", place="look"), id="確認"),
        pytest.param(
            [{"key": "tell", "type": "notice", "title": "通知", "lane": "clerk", "to": "resident", "template": "done"}],
            {},
            Use(kind="letter", place="tell"),
            id="通知文",
        ),
        pytest.param(
            [READS],
            {"controls": [{"key": "c", "title": "統制", "kind": "internal", "rule": {
                "rank": 1, "when": {"field": "income", "op": "gt", "value": 0}}}]},
            Use(kind="control", place="c"),
            id="統制",
        ),
    ],
)  # fmt: skip
def test_a_use_is_named_by_its_kind_and_place(steps: list[dict[str, Any]], more: dict[str, Any], use: Use) -> None:
    found = lineage_of(flow_of(*steps, **more), letters={"done": frozenset({"income"})})

    assert use in item(found, "income").uses
    assert item(found, "income").used is True


def test_a_choice_a_rule_and_the_record_are_uses_too() -> None:
    table = {
        "format": "minaoshi.table/1", "key": "t", "title": "判定", "hit_policy": "first",
        "inputs": [{"key": "income", "expr": {"field": "income"}, "type": "number"}],
        "outputs": [{"key": "verdict", "type": "string", "default": "no"}],
        "rules": [{"key": "r", "when": [{"lt": 5}], "then": ["yes"]}],
    }  # fmt: skip
    drawn = document(
        {"key": "decide", "type": "decision", "title": "判定する", "lane": "system", "table": table},
        {"key": "split", "type": "exclusive", "title": "分岐"},
        READS,
        data=[item | ({"keep": True} if item["key"] == "birth" else {}) for item in DATA],
    )
    drawn["edges"] = [edge for edge in drawn["edges"] if edge["from"] != "split"]
    drawn["edges"] += [
        {"from": "split", "to": "read", "when": {"field": "name", "op": "not_empty"}},
        {"from": "split", "to": "done", "default": True},
    ]

    found = lineage_of(require_flow(drawn))

    assert Use(kind="rule", place="decide") in item(found, "income").uses
    assert Use(kind="choice", place="split->read") in item(found, "name").uses
    assert Use(kind="record", place="birth") in item(found, "birth").uses


@pytest.mark.parametrize(
    ("steps", "used"),
    [
        pytest.param([READS], False, id="だれも見ない"),
        pytest.param([READS, task("mystery")], None, id="何を見るか分からない工程がある"),
        pytest.param([task("use", reads=["income"]), task("mystery")], True, id="見る工程がある"),
        pytest.param([READS, task("carry", "carry")], False, id="運ぶだけの工程"),
    ],
)
def test_unused_is_only_said_where_every_step_says_what_it_reads(
    steps: list[dict[str, Any]], used: bool | None
) -> None:
    assert item(lineage_of(flow_of(*steps)), "income").used is used


def test_a_use_before_the_asking_does_not_count() -> None:
    flow = flow_of(task("early", reads=["income"]), APPLY, task("late", reads=["name", "birth"]))
    drawn = {**flow.document}
    moved = require_flow(drawn)

    assert item(lineage_of(moved), "income").used is False


def test_an_attachment_is_used_where_a_step_needs_it_or_the_law_keeps_it() -> None:
    form = APPLY | {"documents": {"produces": ["map", "deed", "photo"]}}
    flow = flow_of(
        form,
        task("look", documents={"needs": ["map"]}, reads=["name"]),
        documents=[{"key": "deed", "title": "証書", "keep": True}, {"key": "photo", "title": "写真"}],
    )

    found = lineage_of(flow)

    assert [item(found, key).used for key in ("map", "deed", "photo")] == [True, True, False]
    assert {each.kind for each in found if each.key in ("map", "deed", "photo")} == {"attachment"}


def test_what_the_city_has_already_is_named_with_its_register() -> None:
    data = [item | ({"held_in": ["tax-register"]} if item["key"] == "income" else {}) for item in DATA]
    flow = flow_of(task("use", reads=["income", "name", "birth"]), data=data)

    found = lineage_of(flow)
    (finding,) = lineage_findings(flow, found)

    assert item(found, "income").known_from == ("tax-register",)
    assert (finding.code, finding.where.nodes, finding.detail["item"]) == ("lineage.known", ("apply",), "income")


def test_check_and_analysis_tell_the_lineage() -> None:
    flow = flow_of(READS)

    told = [finding for finding in check_document(flow.document).findings if finding.code.startswith("lineage.")]
    shape = analyze(flow).as_json()["lineage"]

    assert [(finding.code, finding.severity) for finding in told] == [("lineage.unused", "info")]
    assert isinstance(shape, list)
    assert {line["key"]: line["used"] for line in shape if isinstance(line, dict)} == {
        "name": True,
        "income": False,
        "birth": True,
    }
