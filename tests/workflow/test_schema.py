"""The JSON Schema of a flow and the codec say the same about the shape of a document."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kernel.json_types import Json
from tests.workflow.check_documents import pointers
from tests.workflow.flow_documents import node, straight
from tests.workflow.test_codec import BAD, FULL, SAMPLES, with_change
from workflow.codec import read_flow
from workflow.schema import SCHEMA

VALIDATOR = Draft202012Validator(SCHEMA)
ONLY_THE_CODEC = {"format.duplicate_item", "format.duplicate_edge", "outcome.duplicate", "reference.unknown_node"}
"""What no schema can say: keys are unique, and edges join nodes that exist."""
INLINE_TABLE: dict[str, Any] = {
    "format": "minaoshi.table/1", "key": "t", "title": "表", "hit_policy": "unique",
    "inputs": [{"key": "age", "expr": {"field": "age"}, "type": "number"}],
    "outputs": [{"key": "verdict", "type": "string"}], "rules": [{"key": "r1", "when": [None], "then": ["review"]}],
}  # fmt: skip


def is_valid(document: Json) -> bool:
    return VALIDATOR.is_valid(document)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_full_example_is_valid() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(FULL)] == []


@pytest.mark.parametrize(("path", "value", "code", "pointer"), BAD)
def test_what_the_codec_refuses_is_not_valid(path: str, value: Any, code: str, pointer: str) -> None:
    document = with_change(path, value)
    beyond_a_schema = code in ONLY_THE_CODEC or value == {"return": {"k": 5, "n": 3}} or value != value

    assert is_valid(document) == beyond_a_schema


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/nodes/2/lane", None),
        ("/nodes/2/due", {"hours": 0.5}),
        ("/nodes/2/control", "four-eyes"),
        ("/nodes/2/minutes", {"mean": 0}),
        ("/nodes/2/able_people", 3.0),
        ("/nodes/2/error_rate", {"mean": 0.1, "from": "felt"}),
        ("/nodes/2/reads", ["members.age"]),
        ("/nodes/2/title", {"ja": "審査", "zh-Hant": "審查"}),
        ("/nodes/3/table", INLINE_TABLE),
        (
            "/nodes/3/amount",
            {"if": [{"field": "a", "op": "empty"}, {"sum": [1, {"param": "limit"}]}, {"count": ["m"]}]},
        ),
        ("/nodes/3/assign", {"authority": {"field": "income"}}),
        ("/edges/0/when", {"all": [{"not": {"field": "a.b", "op": "between", "value": [1, {"param": "limit"}]}}]}),
        ("/controls/0/rule", {"rank": 3, "when": {"field": "income", "op": "gt", "value": 5}}),
        ("/owner", None),
    ],
)
def test_what_the_codec_reads_is_valid(path: str, value: Any) -> None:
    document = with_change(path, value) if value is not None else with_change(path, "clerk") | {"owner": None}

    flow, problems = read_flow(document)

    assert [problem.message for problem in problems if problem.severity == "error"] == []
    assert flow is not None
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


ANYTHING: list[Any] = [
    3, -1, 0.5, True, "", "key", "Bad Key", "a\n", [], {}, [3], ["key"], {"a": 1}, {"key": "key"}, {"days": 1},
    {"mean": 3}, {"k": 1, "n": 2}, None, "\x00", "all", {"field": "a"}, {"sum": []}, {"min": [1, 2]}, {"ja": "x"},
    {"at_least": 2},
]  # fmt: skip


@pytest.mark.parametrize("seed", range(10))
def test_whatever_the_codec_reads_is_valid(seed: int) -> None:
    chance = random.Random(seed)
    places = [*pointers(FULL)]
    for _ in range(40):
        path = chance.choice(places)
        document = with_change("/" + "/".join(map(str, path)), chance.choice(ANYTHING))

        assert is_valid(document) or read_flow(document)[0] is None


@pytest.mark.parametrize("inline", [INLINE_TABLE | {"hit_policy": "best"}, {"key": "t"}, 3])
def test_a_broken_inline_table_is_refused_by_both(inline: Any) -> None:
    document = straight(node("decide", "decision", table=inline))

    assert read_flow(document)[0] is None
    assert not is_valid(document)


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.name in ("as-is.json", "to-be.json")], ids=str)
def test_every_sample_is_valid(path: Path) -> None:
    errors = VALIDATOR.iter_errors(json.loads(path.read_text(encoding="utf-8")))

    assert [error.message for error in errors] == []
