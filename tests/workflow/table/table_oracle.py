"""A decision table read by brute force: every cell asked by hand, every combination of values tried."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any, assert_never

from kernel.condition import FieldRef, Scope
from kernel.json_types import Json
from workflow.table.codec import require_table
from workflow.table.model import AnyValue, Cell, Input, Missing, NoneOf, OneOf, Range, Table, named_values

TODAY = date(2026, 4, 1)


def scope(values: Mapping[str, Json]) -> Scope:
    return Scope(values=values, today=TODAY)


def accepts(cell: Cell, value: Any) -> bool:
    """What formats.md says of a cell, word by word; `value` is of the column's type or None."""
    match cell:
        case AnyValue():
            return True
        case Missing(missing):
            return (value is None) is missing
        case OneOf(values):
            return value is not None and value in values
        case NoneOf(values):
            return value not in values
        case Range():
            return value is not None and _within(cell, value)
        case _:
            assert_never(cell)


def _within(span: Range, value: Any) -> bool:
    low: Any = span.low
    high: Any = span.high
    above = low is None or (value > low if span.low_open else value >= low)
    return above and (high is None or (value < high if span.high_open else value <= high))


def matching(table: Table, row: tuple[Json, ...]) -> list[int]:
    return [
        number
        for number, rule in enumerate(table.rules)
        if all(accepts(cell, value) for cell, value in zip(rule.when, row, strict=True))
    ]


def rows(table: Table) -> Iterator[tuple[Json, ...]]:
    """Every combination of telling values: each end, something between and beyond the ends, and nothing."""
    return product(*(telling_values(table, index) for index in range(len(table.inputs))))


def telling_values(table: Table, index: int) -> list[Any]:
    column = table.inputs[index]
    named: list[Any] = [value for rule in table.rules for value in named_values(rule.when[index])]
    domain = column.domain
    if domain is not None:
        if domain.values is not None:
            return [*domain.values, None]
        named += [end for end in (domain.min, domain.max) if end is not None]
    return [value for value in _around(column, named) if _inside(column, value)] + [None]


def _around(column: Input, named: list[Any]) -> list[Any]:
    if column.type == "boolean":
        return [False, True]
    if column.type == "string":
        return sorted({*named, "zz-other", "A", *(value + "\x01" for value in named)})
    if column.type == "date":
        days = {date.fromisoformat(value) for value in named} or {TODAY}
        near = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
        return [day.isoformat() for day in sorted(near)]
    step = 1 if column.domain is not None and column.domain.integer else 0.25
    return sorted({value + offset for value in named or [0] for offset in (-step, 0, step)})


def _inside(column: Input, value: Any) -> bool:
    domain: Any = column.domain
    if domain is None:
        return True
    if domain.integer and value != int(value):
        return False
    return (domain.min is None or value >= domain.min) and (domain.max is None or value <= domain.max)


def a_table(rules: list[list[Json]], *, policy: str = "unique", **changes: Json) -> Table:
    """A table over `n` (0 to 100) and `s` (text), one output `v`; a rule is [cell, cell, output]."""
    document: dict[str, Json] = {
        "format": "minaoshi.table/1",
        "key": "t",
        "title": "判定",
        "hit_policy": policy,
        "inputs": [
            {"key": "n", "expr": {"field": "n"}, "type": "number", "domain": {"min": 0, "max": 100}},
            {"key": "s", "expr": {"field": "s"}, "type": "string"},
        ],
        "outputs": [{"key": "v", "type": "string", "values": ["approve", "review", "other"]}],
        "rules": [{"key": f"r{index + 1}", "when": rule[:-1], "then": rule[-1:]} for index, rule in enumerate(rules)],
    }
    return require_table(document | changes)


def random_table(random: Random, policy: str, *, rules: int | None = None) -> Table:
    """A small table with columns of every type and cells of every kind."""
    kinds = [
        random.choice(["number", "integer", "string", "listed", "boolean", "date"]) for _ in range(random.randint(1, 3))
    ]
    count = random.randint(0, 6) if rules is None else rules
    return require_table(
        {
            "format": "minaoshi.table/1",
            "key": "t",
            "title": "判定",
            "hit_policy": policy,
            "inputs": [_random_input(random, index, kind) for index, kind in enumerate(kinds)],
            "outputs": [{"key": "v", "type": "string", "values": ["a", "b", "c"]}],
            "rules": [
                {
                    "key": f"r{number}",
                    "when": [_random_cell(random, kind) for kind in kinds],
                    "then": [random.choice(["a", "b"])],
                }
                for number in range(count)
            ],
        }
    )


def _random_input(random: Random, index: int, kind: str) -> dict[str, Json]:
    column: dict[str, Json] = {"key": f"c{index}", "expr": {"field": f"c{index}"}, "type": kind}
    if kind == "integer":
        return column | {"type": "number", "domain": {"min": 0, "max": 6, "integer": True}}
    if kind == "listed":
        return column | {"type": "string", "domain": {"values": ["p", "q", "r"]}}
    if kind == "number" and random.random() < 0.5:
        return column | {"domain": {"min": 0, "max": 6}}
    return column


def _random_value(random: Random, kind: str) -> Any:
    match kind:
        case "boolean":
            return random.random() < 0.5
        case "date":
            return (TODAY + timedelta(days=random.randint(0, 4))).isoformat()
        case "string" | "listed":
            return random.choice(["p", "q", "r"])
        case _:
            return random.choice([0, 1, 2, 3, 4, 5, 6, 2.5] if kind == "number" else [0, 1, 2, 3, 4, 5, 6])


def _random_cell(random: Random, kind: str) -> Any:
    value = _random_value(random, kind)
    forms = ["any", "any", "value", "ne", "in", "not_in", "empty"]
    if kind not in ("boolean", "listed"):
        forms += ["lt", "lte", "gt", "gte", "between", "between", "span"]
    match random.choice(forms):
        case "any":
            return None
        case "value":
            return value
        case "empty":
            return {"empty": random.random() < 0.7}
        case ("in" | "not_in") as form:
            return {form: [_random_value(random, kind) for _ in range(random.randint(1, 2))]}
        case "between":
            ends = sorted([value, _random_value(random, kind)])
            return {"between": ends, "open": random.choice(["none", "low", "high", "both"])}
        case "span":
            ends = sorted([value, _random_value(random, kind)])
            return {"gte": ends[0], "lt": ends[1]}
        case form:
            return {form: value}


def field(name: str) -> FieldRef:
    return FieldRef((name,))
