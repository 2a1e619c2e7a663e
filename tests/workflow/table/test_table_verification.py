"""Verification of decision tables: compared with brute force over every telling combination of values."""

from collections.abc import Iterator
from random import Random

import pytest

from kernel.json_types import Json
from kernel.text import say
from tests.workflow.table.table_oracle import a_table, matching, random_table, rows, scope
from workflow.patch import apply_patch
from workflow.table.codec import require_table
from workflow.table.evaluate import compile_table
from workflow.table.faults import gaps, impossible, overlaps, shadows, subsumed
from workflow.table.grid import Box, Grid, grid_of
from workflow.table.model import Table
from workflow.table.verify import check_table

SEEDS = range(0, 1_200, 100)
"""Each test takes a hundred random tables from here on."""


def contains(grid: Grid, box: Box, row: tuple[Json, ...]) -> bool:
    return all(
        cells >> column.axis.cell_of(value) & 1 for column, cells, value in zip(grid.columns, box, row, strict=True)
    )


def tables(seed: int, policy: str, *, rules: int | None = None) -> Iterator[Table]:
    yield from (random_table(Random(seed + step), policy, rules=rules) for step in range(100))


def asked(table: Table, row: tuple[Json, ...]) -> bool:
    """Whether every missing value of `row` is one that some rule speaks of."""
    return all(
        value is not None or any(type(rule.when[index]).__name__ == "Missing" for rule in table.rules)
        for index, value in enumerate(row)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_overlaps_and_gaps_are_those_of_brute_force(seed: int) -> None:
    for table in tables(seed, "unique"):
        compare_with_brute_force(table)


def compare_with_brute_force(table: Table) -> None:
    grid = grid_of(table)
    expected_pairs, uncovered_rows = set(), []
    for row in rows(table):
        found = matching(table, row)
        expected_pairs |= {(first, second) for first in found for second in found if first < second}
        if not found and asked(table, row):
            uncovered_rows.append(row)

    pairs = {(overlap.first, overlap.second) for overlap in overlaps(grid)}
    holes = gaps(grid, limit=10_000)

    assert pairs == expected_pairs
    assert holes.decided
    for row in rows(table):
        inside = any(contains(grid, box, row) for box in holes.boxes)
        assert inside == (row in uncovered_rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_examples_show_what_is_said(seed: int) -> None:
    for table in tables(seed, "unique"):
        grid = grid_of(table)
        for overlap in overlaps(grid):
            row = tuple(grid.example(overlap.box).values())
            assert {overlap.first, overlap.second} <= set(matching(table, row))
        for box in gaps(grid).boxes:
            assert matching(table, tuple(grid.example(box).values())) == []


@pytest.mark.parametrize("policy", ["first", "priority"])
@pytest.mark.parametrize("seed", range(0, 300, 100))
def test_a_rule_is_shadowed_exactly_if_it_never_fires(seed: int, policy: str) -> None:
    for table in tables(seed, policy, rules=5):
        compare_firing(table)


def compare_firing(table: Table) -> None:
    compiled = compile_table(table)
    firing: set[str] = set()
    for row in rows(table):
        values = {column.key: value for column, value in zip(table.inputs, row, strict=True)}
        firing |= set(compiled.decide(scope(values)).rules)
    grid = grid_of(table)

    silent = {shadow.rule for shadow in shadows(grid).found} | {rule for rule, _ in impossible(grid)}

    assert {table.rules[rule].key for rule in silent} == {rule.key for rule in table.rules} - firing


@pytest.mark.parametrize("policy", ["unique", "any", "first", "collect", "collect_count"])
@pytest.mark.parametrize("seed", range(0, 100, 100))
def test_a_proposed_merge_or_removal_changes_no_decision(seed: int, policy: str) -> None:
    for table in tables(seed, policy, rules=6):
        compare_mended(table)


def compare_mended(table: Table) -> None:
    for finding in check_table(table):
        if finding.fix is None:
            continue
        mended = require_table(apply_patch(table.document, finding.fix))
        for row in rows(table):
            values = {column.key: value for column, value in zip(table.inputs, row, strict=True)}
            before = compile_table(table).decide(scope(values))
            after = compile_table(mended).decide(scope(values))
            if not before.conflict:
                assert before.outputs == after.outputs, finding


def test_a_rule_inside_a_twin_is_reported_once() -> None:
    table = a_table([[None, "x", "approve"], [None, "x", "approve"], [5, "x", "approve"]], policy="any")

    assert [*subsumed(grid_of(table))] == [(1, 0), (2, 0)]


@pytest.mark.parametrize(
    ("policy", "rules", "codes"),
    [
        pytest.param("unique", [[{"lte": 50}, None, "approve"], [{"gt": 50}, None, "review"]], [], id="完全な表"),
        pytest.param(
            "unique", [[{"lt": 50}, None, "approve"], [{"gt": 50}, None, "review"]], ["table.gap"], id="50が抜ける"
        ),
        pytest.param(
            "unique",
            [[{"lte": 50}, None, "approve"], [{"gte": 50}, None, "review"]],
            ["table.overlap"],
            id="50が重なる",
        ),
        pytest.param(
            "any",
            [[{"lte": 50}, None, "approve"], [{"gte": 50}, None, "review"]],
            ["table.overlap"],
            id="anyで結果が違う",
        ),
        pytest.param("first", [[{"lte": 50}, None, "approve"], [None, None, "review"]], [], id="firstは重なってよい"),
        pytest.param(
            "first", [[None, None, "review"], [{"lte": 50}, None, "approve"]], ["table.shadowed"], id="隠れた規則"
        ),
        pytest.param(
            "unique",
            [[{"gt": 100}, None, "approve"], [None, None, "review"]],
            ["table.shadowed"],
            id="範囲の外の規則",
        ),
        pytest.param(
            "unique",
            [[{"lte": 50}, None, "review"], [{"gt": 50}, None, "review"]],
            ["table.mergeable"],
            id="まとめられる規則",
        ),
    ],
)
def test_each_fault_has_its_code(policy: str, rules: list[list[Json]], codes: list[str]) -> None:
    table = a_table(rules, policy=policy)

    found = [
        finding.code
        for finding in check_table(table)
        if finding.code not in ("table.unused_output", "table.missing_value")
    ]

    assert found == codes


def test_a_gap_names_the_case_and_an_example_in_both_languages() -> None:
    table = a_table([[{"lt": 50}, None, "approve"], [{"gt": 60}, None, "review"]])

    (gap,) = [finding for finding in check_table(table) if finding.code == "table.gap"]

    assert gap.severity == "error"
    assert gap.example == {"n": 50, "s": "A"}
    assert gap.detail["cells"] == {"n": [{"between": [50, 60]}]}
    assert "50 ≤ x ≤ 60" in say(gap.message, "ja")
    assert "n = 50" in say(gap.message, "en")


def test_a_default_turns_a_gap_into_a_warning() -> None:
    outputs: Json = [{"key": "v", "type": "string", "default": "review"}]
    table = a_table([[{"lt": 50}, "x", "approve"]], outputs=outputs)

    assert {finding.severity for finding in check_table(table)} == {"warning"}


def test_one_forgotten_rule_is_one_gap() -> None:
    bands = [(low, low + 10) for low in range(0, 100, 10)]
    grid_rules: list[list[Json]] = [
        [{"between": [low, high], "open": "high" if high < 100 else "none"}, text, "review"]
        for low, high in bands
        for text in ("a", "b", {"not_in": ["a", "b"]})
    ]
    del grid_rules[13]

    (gap,) = [finding for finding in check_table(a_table(grid_rules)) if finding.code == "table.gap"]

    assert gap.detail["cells"] == {"n": [{"between": [40, 50], "open": "high"}], "s": ["b"]}


def test_money_in_whole_yen_has_no_gap_between_neighbours() -> None:
    rules: list[list[Json]] = [[{"lte": 50}, None, "approve"], [{"gte": 51}, None, "review"]]
    inputs: Json = [
        {"key": "n", "expr": {"field": "n"}, "type": "number", "domain": {"min": 0, "max": 100, "integer": True}},
        {"key": "s", "expr": {"field": "s"}, "type": "string"},
    ]

    assert "table.gap" in {finding.code for finding in check_table(a_table(rules))}
    assert "table.gap" not in {finding.code for finding in check_table(a_table(rules, inputs=inputs))}


def test_dates_are_whole_days() -> None:
    inputs: Json = [{"key": "d", "expr": {"field": "d"}, "type": "date"}]
    rules: list[list[Json]] = [[{"lt": "2026-04-01"}, "approve"], [{"gt": "2026-03-31"}, "review"]]

    assert "table.gap" not in {finding.code for finding in check_table(a_table(rules, inputs=inputs))}
    assert "table.overlap" not in {finding.code for finding in check_table(a_table(rules, inputs=inputs))}


def test_a_table_that_is_too_hard_is_said_to_be_unverified() -> None:
    random = Random(5)
    inputs: Json = [{"key": f"c{number}", "expr": {"field": f"c{number}"}, "type": "boolean"} for number in range(30)]
    rules: list[list[Json]] = []
    for _ in range(150):
        chosen = {column: random.random() < 0.5 for column in random.sample(range(30), 3)}
        rules.append([*(chosen.get(column) for column in range(30)), "review"])
    grid = grid_of(a_table(rules, policy="first", inputs=inputs))

    assert not gaps(grid, budget=5_000).decided
    assert gaps(grid).decided
