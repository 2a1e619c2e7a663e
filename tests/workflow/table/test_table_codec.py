"""Reading decision tables: what is right is kept, what is wrong is told with its place."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kernel.condition import FieldRef
from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from workflow.table.axis import axis_of, runs_of
from workflow.table.cells import cell_json, read_cell
from workflow.table.codec import read_table, require_table
from workflow.table.messages import MESSAGES
from workflow.table.model import Input, Missing, NoneOf, OneOf, Range
from workflow.table.regions import as_cell
from workflow.table.schema import SCHEMA
from workflow.table.values import between, in_order

GOOD: dict[str, Any] = {
    "format": "minaoshi.table/1",
    "key": "auto-approve",
    "title": {"ja": "児童手当の自動認定", "en": "Child allowance"},
    "hit_policy": "unique",
    "inputs": [
        {
            "key": "income",
            "title": "所得",
            "expr": {"field": "income"},
            "type": "number",
            "domain": {"min": 0, "max": 99_999_999, "integer": True},
        },
        {"key": "city", "expr": {"field": "city"}, "type": "string", "domain": {"values": ["in", "out"]}},
        {"key": "since", "expr": {"field": "since"}, "type": "date"},
        {"key": "consent", "expr": {"field": "consent"}, "type": "boolean", "x": {"note": "ours"}},
    ],
    "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"], "default": "review"}],
    "rules": [
        {"key": "r1", "when": [{"lt": 9_600_000}, "in", {"gte": "2026-04-01"}, True], "then": ["approve"]},
        {"key": "r2", "when": [{"between": [0, 5], "open": "both"}, {"ne": "in"}, None, None], "then": ["review"]},
        {"key": "r3", "when": [{"empty": True}, {"in": ["in", "out"]}, {"empty": False}, False], "then": ["review"]},
        {"key": "r4", "when": [{"gt": 1, "lte": 3}, {"not_in": ["in"]}, None, None], "then": [None], "note": "後で"},
    ],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """GOOD with `value` at the JSON Pointer `path`; ... takes the property away."""
    document = copy.deepcopy(GOOD)
    *parents, last = path.split("/")[1:]
    place: Any = document
    for token in parents:
        place = place[int(token)] if isinstance(place, list) else place[token]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return document


def test_a_table_keeps_its_document_and_its_digest() -> None:
    table = require_table(GOOD)

    assert table.document == GOOD
    assert table.digest == digest(GOOD)
    assert table.rules[1].when[0] == Range(0, 5, True, True)
    assert table.rules[3].when[0] == Range(1, 3, True, False)


BAD = [
    ("/format", "minaoshi.flow/1", "format.wrong_format", "/format"),
    ("/title", ..., "format.missing_key", ""),
    ("/title", {"ja": 1}, "format.wrong_type", "/title"),
    ("/key", "Auto", "format.bad_key", "/key"),
    ("/hit_policy", "best", "format.unknown_value", "/hit_policy"),
    ("/hit_policy", 1, "format.wrong_type", "/hit_policy"),
    ("/rulez", [], "format.misspelt_key", "/rulez"),
    ("/inputs", [], "format.missing_key", "/inputs"),
    ("/inputs", {}, "format.wrong_type", "/inputs"),
    ("/inputs/0", 5, "format.not_an_object", "/inputs/0"),
    ("/inputs/0/expr", ..., "format.missing_key", "/inputs/0"),
    ("/inputs/0/expr", {"frobnicate": 1}, "expr.unknown_function", "/inputs/0/expr"),
    ("/inputs/1/key", "income", "format.duplicate_item", "/inputs/1/key"),
    ("/valid", {"from": "2026-13-01"}, "format.wrong_type", "/valid/from"),
    ("/valid", {"from": "2026-04-02", "to": "2026-04-01"}, "table.valid_order", "/valid"),
    ("/valid", {"until": "2026-04-01"}, "format.unknown_key", "/valid/until"),
    ("/inputs/0/domain", {"min": 5, "max": 1}, "table.order", "/inputs/0/domain"),
    ("/inputs/0/domain", {"min": 0, "values": [1]}, "table.domain", "/inputs/0/domain"),
    ("/inputs/0/domain", {"min": 0.5, "integer": True}, "table.type", "/inputs/0/domain"),
    ("/inputs/0/domain", {"min": "0"}, "table.type", "/inputs/0/domain/min"),
    ("/inputs/1/domain", {"values": ["a", 1]}, "table.type", "/inputs/1/domain/values/1"),
    ("/inputs/1/domain", {"integer": True}, "table.domain", "/inputs/1/domain"),
    ("/inputs/3/domain", {"min": False}, "table.domain", "/inputs/3/domain"),
    ("/outputs/0/default", "refuse", "table.output_value", "/outputs/0/default"),
    ("/outputs/0/values/0", 1, "table.type", "/outputs/0/values/0"),
    ("/rules/0/then/0", "refuse", "table.output_value", "/rules/0/then/0"),
    ("/rules/0/then/0", 1, "table.type", "/rules/0/then/0"),
    ("/rules/0/then/0", {"a": 1}, "table.type", "/rules/0/then/0"),
    ("/rules/0/when", [None], "table.arity", "/rules/0/when"),
    ("/rules/0/then", [], "table.arity", "/rules/0/then"),
    ("/rules/0/when", "all", "format.wrong_type", "/rules/0/when"),
    ("/rules/1/key", "r1", "format.duplicate_item", "/rules/1/key"),
    ("/rules/0/when/0", "5", "table.type", "/rules/0/when/0"),
    ("/rules/0/when/0", True, "table.type", "/rules/0/when/0"),
    ("/rules/0/when/0", {"lt": "x"}, "table.type", "/rules/0/when/0"),
    ("/rules/0/when/0", {"lt": None}, "table.cell", "/rules/0/when/0"),
    ("/rules/0/when/0", {"lt": 1, "lte": 2}, "table.cell", "/rules/0/when/0"),
    ("/rules/0/when/0", {"gt": 5, "lt": 1}, "table.order", "/rules/0/when/0"),
    ("/rules/0/when/0", {"between": [5, 1]}, "table.order", "/rules/0/when/0"),
    ("/rules/0/when/0", {"between": [5]}, "table.cell", "/rules/0/when/0"),
    ("/rules/0/when/0", {"between": [1, 5], "open": "left"}, "table.cell", "/rules/0/when/0"),
    ("/rules/0/when/0", {"in": []}, "table.cell", "/rules/0/when/0/in"),
    ("/rules/0/when/0", {"in": [1, "2"]}, "table.type", "/rules/0/when/0/in/1"),
    ("/rules/0/when/0", {}, "table.cell", "/rules/0/when/0"),
    ("/rules/0/when/0", [1, 2], "table.cell", "/rules/0/when/0"),
    ("/rules/0/when/0", {"empty": 1}, "table.cell", "/rules/0/when/0"),
    ("/rules/0/when/0", {"empty": True, "ne": 1}, "table.cell", "/rules/0/when/0"),
    ("/rules/0/when/1", "", "table.blank", "/rules/0/when/1"),
    ("/rules/0/when/2", "2026-02-30", "table.type", "/rules/0/when/2"),
    ("/rules/0/when/2", {"lt": "4/1"}, "table.type", "/rules/0/when/2"),
    ("/rules/0/when/3", {"lt": True}, "table.no_order", "/rules/0/when/3"),
    ("/rules/0/note", 5, "format.wrong_type", "/rules/0/note"),
    ("/rules/0/note", "あ" * 10_001, "format.too_long", "/rules/0/note"),
    ("/rules", [{"key": "r", "when": [], "then": []}] * 5_001, "format.too_many", "/rules"),
]


@pytest.mark.parametrize(("path", "value", "code", "pointer"), BAD)
def test_what_is_wrong_is_told_with_its_place(path: str, value: Json, code: str, pointer: str) -> None:
    table, problems = read_table(changed(path, value))

    assert table is None
    assert (code, pointer) in {(problem.code, problem.pointer) for problem in problems}
    with pytest.raises(UnusableDocument):
        require_table(changed(path, value))


@pytest.mark.parametrize(
    ("policy", "outputs", "code"),
    [
        ("priority", [{"key": "v", "type": "string"}], "table.priority_values"),
        ("output_order", [{"key": "v", "type": "string"}], "table.priority_values"),
        ("collect_sum", [{"key": "v", "type": "string"}], "table.aggregate_type"),
        (
            "collect_max",
            [{"key": "v", "type": "number"}, {"key": "w", "type": "number"}],
            "table.aggregate_outputs",
        ),
    ],
)
def test_a_hit_policy_that_the_outputs_cannot_serve_is_refused(policy: str, outputs: Json, code: str) -> None:
    table, problems = read_table(GOOD | {"hit_policy": policy, "outputs": outputs, "rules": []})

    assert table is None
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("document", [None, 5, "x", [], {}, {"format": None}, {"format": "minaoshi.table/1"}])
def test_what_is_no_table_at_all_is_told_without_a_traceback(document: Json) -> None:
    table, problems = read_table(document)

    assert table is None
    assert problems


def test_too_many_cells_are_refused_before_anything_is_built() -> None:
    inputs = [{"key": f"c{n}", "expr": 1, "type": "number"} for n in range(50)]
    rules = [{"key": f"r{n}", "when": [None] * 50, "then": ["review"]} for n in range(1_001)]

    _, problems = read_table(GOOD | {"inputs": inputs, "rules": rules})

    assert [problem.code for problem in problems] == ["format.too_many"]


def test_the_schema_is_one_and_accepts_what_the_codec_reads() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert Draft202012Validator(SCHEMA).is_valid(GOOD)


BEYOND_SHAPE = {
    "table.valid_order",
    "table.arity",
    "table.order",
    "table.output_value",
    "table.type",
    "table.no_order",
    "table.blank",
}
BEYOND_SHAPE |= {"format.duplicate_item", "expr.unknown_function", "format.too_long"}


@pytest.mark.parametrize(("path", "value", "code", "pointer"), [case for case in BAD if case[2] not in BEYOND_SHAPE])
def test_the_schema_refuses_what_has_the_wrong_shape(path: str, value: Json, code: str, pointer: str) -> None:
    if (code, pointer) != ("table.domain", "/inputs/1/domain") and pointer != "/inputs/3/domain":
        assert not Draft202012Validator(SCHEMA).is_valid(changed(path, value))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["lt", "gte", "between", "in", "empty", "open", "x"]), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_any_cell_gets_a_verdict_and_reads_again_as_itself(value: Json) -> None:
    column = Input(key="c", expr=FieldRef(("c",)), type="number")
    problems: list[Any] = []

    cell = read_cell(value, column, "", problems)

    assert (cell is None) == bool(problems)
    if cell is not None:
        assert read_cell(cell_json(cell), column, "", problems) == cell


@given(st.integers(0, 2**200))
def test_a_set_of_cells_is_the_sum_of_its_runs(cells: int) -> None:
    assert sum((1 << end) - (1 << first) for first, end in runs_of(cells)) == cells


@given(st.integers(0, 2**10 - 1), st.sampled_from(["number", "string"]))
def test_a_set_of_cells_said_as_one_cell_is_the_same_set(bits: int, kind: Any) -> None:
    column = Input(key="c", expr=FieldRef(("c",)), type=kind)
    values: tuple[Json, ...] = (1, 2, 3, 4) if kind == "number" else ("a", "c", "e", "g")
    axis = axis_of(column, [OneOf(values), Missing(), NoneOf(values)])
    cells = bits & axis.everything

    cell = as_cell(axis, cells)

    if cells and cell is not None:
        assert axis.accepted(cell) == cells


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_between_two_numbers_lies_one_of_them_or_nothing(first: float, second: float) -> None:
    low, high = sorted([first, second])

    found = between("number", low, high)

    assert found is None or low < found < high  # type: ignore[operator]  # numbers
    assert in_order("number", low, high)


def test_between_neighbouring_texts_lies_nothing() -> None:
    assert between("string", "a", "a\0") is None
    assert between("string", "a", "a\x01") == "a\0"
    assert between("string", None, "\x01") == "\0"


def test_every_sentence_is_there_in_both_languages() -> None:
    for code in MESSAGES.codes:
        empty = dict.fromkeys(MESSAGES.parameters(code), "x")
        assert set(MESSAGES.text(code, **empty)) == {"ja", "en"}
