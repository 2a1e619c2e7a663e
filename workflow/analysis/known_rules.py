"""What a rule says for certain when only some of what it looks at is known: γ, under which the answer is yes."""

from collections.abc import Sequence
from typing import Final

from kernel.grammar import All, AnyOf, Comparison, Condition, FieldRef, Not, fields_of, fields_of_expr
from kernel.json_types import Json
from workflow.analysis.facts import Facts
from workflow.definition import Node
from workflow.table.model import AnyValue, Cell, Input, NoneOf, OneOf, Range, Rule, Table

FREE_TEXT: Final = frozenset({"text", "textarea", "file", "note", "string", ""})
_BY_ITSELF: Final = frozenset({"unique", "any"})
"""Policies under which one matching row is enough, whatever the others say."""


def is_known(facts: Facts, node: Node, names: frozenset[str]) -> bool:
    """Return whether every case knows the data `names` before `node`, in a form that a rule can compare."""
    data = facts.data_named(names)
    items = [facts.item(name) for name in data]
    structured = all(item is not None and item.type not in FREE_TEXT for item in items)
    return bool(data) and structured and data <= facts.data.must_defined(node.key)


def sufficient(facts: Facts, node: Node, condition: Condition) -> Condition | None:
    """Return a condition over data known before `node` that implies `condition`; None where there is none."""
    if is_known(facts, node, fields_of(condition)):
        return condition
    match condition:
        case AnyOf(parts):
            known = [found for part in parts if (found := sufficient(facts, node, part)) is not None]
            return any_of(known)
        case All(parts):
            all_known = [found for part in parts if (found := sufficient(facts, node, part)) is not None]
            return All(tuple(all_known)) if len(all_known) == len(parts) else None
        case _:
            return None


def any_of(conditions: Sequence[Condition]) -> Condition | None:
    """Return the condition that holds where one of `conditions` does."""
    return None if not conditions else conditions[0] if len(conditions) == 1 else AnyOf(tuple(conditions))


def accepting_rows(facts: Facts, node: Node, table: Table, output: int, value: Json) -> Condition | None:
    """Return when a row of `table` that says `value` matches for certain, by data that are known before `node`."""
    found: list[Condition] = []
    for rule in table.rules:
        if rule.then[output] != value:
            if table.hit_policy == "first":
                break  # whatever comes later is for cases that this row leaves
            continue
        condition = _row(facts, node, table, rule)
        if condition is not None:
            found.append(condition)
    return any_of(found) if table.hit_policy in _BY_ITSELF or table.hit_policy == "first" else None


def _row(facts: Facts, node: Node, table: Table, rule: Rule) -> Condition | None:
    """Return `rule` as a condition; None where it looks at something that is not known, or at everything."""
    asked = [(column, cell) for column, cell in zip(table.inputs, rule.when, strict=True) if cell != AnyValue()]
    parts: list[Condition] = []
    for column, cell in asked:
        if not is_known(facts, node, fields_of_expr(column.expr)):
            return None
        said = _cell(column, cell)
        if said is None:
            return None
        parts += said
    return None if not parts else parts[0] if len(parts) == 1 else All(tuple(parts))


def _cell(column: Input, cell: Cell) -> list[Condition] | None:
    """Return the comparisons that say what `cell` says; None where they cannot."""
    field = column.expr
    if not isinstance(field, FieldRef):
        return None
    match cell:
        case OneOf((value,)):
            return [Comparison(field, "eq", value)]
        case OneOf(values):
            return [Comparison(field, "in", [*values])]
        case NoneOf(values):
            return [Comparison(field, "not_empty"), Not(Comparison(field, "in", [*values]))]
        case Range(low, high, low_open, high_open):
            ends: list[Condition] = []
            if low is not None:
                ends.append(Comparison(field, "gt" if low_open else "gte", low))
            if high is not None:
                ends.append(Comparison(field, "lt" if high_open else "lte", high))
            return ends
        case _:
            return None
