"""Conditions: true or false over a record of values, with no code and no strings that are evaluated.

`condition = {"all": [...]} | {"any": [...]} | {"not": condition} | {"field", "op", "value"}` (formats.md).
A missing or empty value, on either side, makes every comparison false except `ne`, `not_in` and `empty`;
nothing raises. `{"field": "members.age"}` from outside the group asks whether *any* item compares so, and `ne`,
`not_in` and `empty` stay the exact opposites of `eq`, `in` and `not_empty`. `today` (and `today+14d`), as a
field, a parameter or a text compared with a date, is the day of the case's event.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from kernel.comparison import COMPARATORS, NEGATED, reach
from kernel.grammar import (
    OPERATORS,
    All,
    AnyOf,
    Comparison,
    Condition,
    FieldRef,
    Not,
    Operand,
    Operator,
    ParamRef,
    Scope,
    comparisons_of,
    condition_json,
    fields_of,
    params_of,
    references_of,
)
from kernel.json_types import Json, JsonObject
from kernel.language_reader import LanguageReader
from kernel.problems import Problem

__all__ = [
    "OPERATORS",
    "All",
    "AnyOf",
    "Comparison",
    "Condition",
    "FieldRef",
    "Getter",
    "Not",
    "Operand",
    "Operator",
    "ParamRef",
    "Scope",
    "Test",
    "comparisons_of",
    "compile_condition",
    "condition_json",
    "evaluate",
    "fields_of",
    "params_of",
    "parse_condition",
    "read_condition",
    "reference_getter",
    "references_of",
]

_LISTS: Final = frozenset({"in", "not_in", "between"})
_WITHOUT_VALUE: Final = frozenset({"empty", "not_empty"})

Test: TypeAlias = Callable[[Scope], bool]
Getter: TypeAlias = Callable[[Scope], Json]


def parse_condition(value: Json, pointer: str, problems: list[Problem]) -> Condition | None:
    """Read a condition that stands at `pointer`; what is wrong is added to `problems` and gives None."""
    return read_condition(value, pointer, LanguageReader(problems), depth=0)


def read_condition(value: Json, pointer: str, reader: LanguageReader, *, depth: int) -> Condition | None:
    """Read a condition as part of something that `reader` is reading, `depth` levels down."""
    if not reader.enter(pointer, depth):
        return None
    if not isinstance(value, Mapping):
        reader.refuse("condition.malformed", pointer)
        return None
    kinds = [key for key in ("all", "any", "not", "field") if key in value]
    if len(kinds) != 1:
        reader.refuse("condition.malformed", pointer)
        return None
    kind = kinds[0]
    if kind == "field":
        return _read_comparison(value, pointer, reader)
    if not reader.only_keys(value, {kind}, pointer):
        return None
    if kind == "not":
        part = read_condition(value["not"], f"{pointer}/not", reader, depth=depth + 1)
        return None if part is None else Not(part)
    return _read_parts(value[kind], f"{pointer}/{kind}", reader, depth, All if kind == "all" else AnyOf)


def _read_parts(
    value: Json, pointer: str, reader: LanguageReader, depth: int, build: type[All] | type[AnyOf]
) -> Condition | None:
    if not isinstance(value, list | tuple):
        reader.refuse("condition.malformed", pointer)
        return None
    parts: list[Condition] = []
    for index, item in enumerate(value):
        if reader.exhausted:
            return None
        part = read_condition(item, f"{pointer}/{index}", reader, depth=depth + 1)
        if part is not None:
            parts.append(part)
    return build(tuple(parts)) if len(parts) == len(value) else None


def _read_comparison(value: JsonObject, pointer: str, reader: LanguageReader) -> Condition | None:
    fine = reader.only_keys(value, {"field", "op", "value"}, pointer)
    path = reader.path(value["field"], f"{pointer}/field")
    op = next((known for known in OPERATORS if known == value.get("op")), None)
    if op is None:
        reader.refuse("condition.unknown_operator", f"{pointer}/op", **_shown(value.get("op")))
        return None
    if op in _WITHOUT_VALUE:
        if value.get("value") not in (None, True):
            reader.refuse("condition.value_unexpected", f"{pointer}/value", operator=op)
            return None
        return Comparison(FieldRef(path), op) if fine and path else None
    if "value" not in value:
        reader.refuse("condition.value_missing", pointer, operator=op)
        return None
    before = len(reader.problems)
    operand = _read_operand(value["value"], f"{pointer}/value", reader, op)
    return Comparison(FieldRef(path), op, operand) if fine and path and len(reader.problems) == before else None


def _read_operand(value: Json, pointer: str, reader: LanguageReader, op: Operator) -> Operand:
    if isinstance(value, Mapping):
        return reader.reference(value, pointer)
    if not isinstance(value, list | tuple):
        if op in _LISTS:
            reader.refuse("condition.list_needed", pointer, operator=op)
        return value
    if op == "between" and len(value) != 2:
        reader.refuse("condition.two_ends_needed", pointer)
        return None
    items: list[Json | FieldRef | ParamRef] = []
    for index, item in enumerate(value):
        if not reader.enter(f"{pointer}/{index}", 0):
            break
        if isinstance(item, Mapping):
            items.append(reader.reference(item, f"{pointer}/{index}"))
        elif isinstance(item, list | tuple):
            reader.refuse("condition.bad_value", f"{pointer}/{index}")
            return None
        else:
            items.append(item)
    return tuple(items)


def _shown(operator: Json) -> dict[str, str]:
    return {"operator": operator if isinstance(operator, str) else "", "known": " ".join(OPERATORS)}


def evaluate(condition: Condition, scope: Scope) -> bool:
    """Return whether `condition` holds in `scope`. What is asked often is compiled once: `compile_condition`."""
    return compile_condition(condition)(scope)


def compile_condition(condition: Condition) -> Test:
    """Return a function that tells whether `condition` holds in a scope; it never raises."""
    match condition:
        case All(parts):
            tests = tuple(map(compile_condition, parts))
            return lambda scope: all(test(scope) for test in tests)
        case AnyOf(parts):
            tests = tuple(map(compile_condition, parts))
            return lambda scope: any(test(scope) for test in tests)
        case Not(part):
            test = compile_condition(part)
            return lambda scope: not test(scope)
        case Comparison():
            return _compiled_comparison(condition)


def reference_getter(reference: FieldRef | ParamRef) -> Getter:
    """Return a function that gives what `reference` names; several values of a group come as a list."""
    if isinstance(reference, ParamRef):
        return _named_getter(reference.name, of_params=True)
    if len(reference.path) == 1:
        return _named_getter(reference.path[0], of_params=False)
    path = reference.path

    def walk(scope: Scope) -> Json:
        if _inside_one(scope.values, path):
            return next(reach(scope.values, path), None)
        return [*reach(scope.values, path)]

    return walk


def _named_getter(name: str, *, of_params: bool) -> Getter:
    if name != "today":
        if of_params:
            return lambda scope: scope.params.get(name)
        return lambda scope: scope.values.get(name)

    def today(scope: Scope) -> Json:
        given = (scope.params if of_params else scope.values).get(name)
        return scope.today.isoformat() if given is None else given

    return today


def _inside_one(values: Mapping[str, Json], path: tuple[str, ...]) -> bool:
    """Return whether `path` passes no list, so that it names one value and not one per item."""
    value: Json = values
    for name in path[:-1]:
        if not isinstance(value, Mapping):
            return not isinstance(value, list | tuple)
        value = value.get(name)
    return not isinstance(value, list | tuple)


def _compiled_comparison(comparison: Comparison) -> Test:
    negated = NEGATED.get(comparison.op)
    if negated is not None:
        positive = _compiled_comparison(Comparison(comparison.field, negated, comparison.value))
        return lambda scope: not positive(scope)
    path, pair = comparison.field.path, COMPARATORS[comparison.op]
    right = _operand_getter(comparison.value)
    if len(path) == 1:
        left = reference_getter(comparison.field)
        return lambda scope: pair(left(scope), right(scope), scope.today)

    def test(scope: Scope) -> bool:
        operand = right(scope)
        return any(pair(value, operand, scope.today) for value in reach(scope.values, path))

    return test


def _operand_getter(value: Operand) -> Getter:
    if isinstance(value, FieldRef | ParamRef):
        return reference_getter(value)
    if isinstance(value, tuple) and any(isinstance(item, FieldRef | ParamRef) for item in value):
        getters = tuple(map(_operand_getter, value))
        return lambda scope: [getter(scope) for getter in getters]
    constant: Json = value  # type: ignore[assignment]  # a tuple without references is Json
    return lambda _scope: constant
