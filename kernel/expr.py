"""Exprs: a value computed from a record, total, deterministic and bounded.

`expr = literal | {"field"} | {"param"} | {"sum"|"product"|"min"|"max"|"concat": [...]} | …` (formats.md).

- Nothing raises: what cannot be computed (something missing, a wrong type, division by zero, a number of
  10**34 and more, a text of over 20,000 characters) is missing, None. `concat` leaves out missing parts.
- Numbers are decimals of 34 digits (IEEE decimal128); `round` is 四捨五入, half away from zero. A result that
  is whole is an int, any other the nearest float.
- Over a group: a field of it (`members.income`) stands for all its items; `sum_of` adds what is there and
  `count` and `any_of` look for items whose field is neither empty nor false. A group that is missing has no
  figure; an empty one has 0.
- Dates are `2026-04-01`, or `today` and `today+14d`. `age_at` is the everyday age (`kernel.calendar_ja.age_at`);
  `days_between` and `business_days_between` count from the day after the first date, and go below zero.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from kernel.arithmetic import OPERATIONS, Value, over_group, plain
from kernel.condition import compile_condition, read_condition, reference_getter
from kernel.grammar import (
    AGGREGATES,
    FUNCTIONS,
    Aggregate,
    Call,
    Constant,
    Expr,
    FieldRef,
    Function,
    If,
    OverGroup,
    ParamRef,
    Scope,
    expr_json,
    expr_references_of,
    fields_of_expr,
    params_of_expr,
)
from kernel.grammar import Constant as Literal
from kernel.json_types import Json, JsonObject
from kernel.language_reader import LanguageReader
from kernel.problems import Problem

__all__ = [
    "AGGREGATES",
    "FUNCTIONS",
    "Aggregate",
    "Call",
    "Constant",
    "Expr",
    "Function",
    "If",
    "Literal",
    "OverGroup",
    "compile_expr",
    "compute",
    "expr_json",
    "expr_references_of",
    "fields_of_expr",
    "params_of_expr",
    "parse_expr",
    "read_expr",
]

_VARIADIC: Final = frozenset({"sum", "product", "min", "max", "concat"})
_ROUNDING: Final = frozenset({"round", "floor", "ceil"})
_Step: TypeAlias = Callable[[Scope], Value]


def parse_expr(value: Json, pointer: str, problems: list[Problem]) -> Expr | None:
    """Read an expr that stands at `pointer`; what is wrong is added to `problems` and gives None."""
    return read_expr(value, pointer, LanguageReader(problems), depth=0)


def compute(expr: Expr, scope: Scope) -> Json:
    """Return the value of `expr` in `scope`. What is computed often is compiled once: `compile_expr`."""
    return compile_expr(expr)(scope)


def compile_expr(expr: Expr) -> Callable[[Scope], Json]:
    """Return a function that computes `expr` in a scope; it never raises."""
    if isinstance(expr, FieldRef | ParamRef):
        return reference_getter(expr)
    step = _compiled(expr)
    return lambda scope: plain(step(scope))


def read_expr(value: Json, pointer: str, reader: LanguageReader, *, depth: int) -> Expr | None:
    """Read an expr as part of something that `reader` is reading, `depth` levels down."""
    if not reader.enter(pointer, depth):
        return None
    if value is None or isinstance(value, str | int | float):
        return Constant(value)
    if not isinstance(value, Mapping) or len(value) != 1:
        reader.refuse("expr.malformed", pointer)
        return None
    name, given = next(iter(value.items()))
    if name in ("field", "param"):
        return reader.reference(value, pointer)
    if name == "if":
        return _read_if(given, f"{pointer}/if", reader, depth)
    for aggregate in AGGREGATES:
        if name == aggregate:
            return _read_aggregate(aggregate, given, f"{pointer}/{name}", reader)
    return _read_call(name, value, pointer, reader, depth)


def _read_call(name: str, value: JsonObject, pointer: str, reader: LanguageReader, depth: int) -> Expr | None:
    function = next((known for known in FUNCTIONS if known == name), None)
    if function is None:
        reader.refuse("expr.unknown_function", pointer, function=name[:80], known=_KNOWN)
        return None
    arguments = _read_arguments(value[name], f"{pointer}/{name}", reader, depth, function)
    return None if arguments is None else Call(function, arguments)


def _read_arguments(
    given: Json, pointer: str, reader: LanguageReader, depth: int, function: str
) -> tuple[Expr, ...] | None:
    expected, fits = _arity(function)
    if not isinstance(given, list | tuple) or not fits(len(given)):
        reader.refuse("expr.wrong_arguments", pointer, function=function, expected=expected)
        return None
    arguments: list[Expr] = []
    for index, item in enumerate(given):
        if reader.exhausted:
            return None
        argument = read_expr(item, f"{pointer}/{index}", reader, depth=depth + 1)
        if argument is not None:
            arguments.append(argument)
    return tuple(arguments) if len(arguments) == len(given) else None


def _arity(function: str) -> tuple[str, Callable[[int], bool]]:
    if function in _VARIADIC:
        return "1..", lambda count: count >= 1
    if function in _ROUNDING:
        return "1..2", lambda count: count in (1, 2)
    return "2", lambda count: count == 2


def _read_if(given: Json, pointer: str, reader: LanguageReader, depth: int) -> Expr | None:
    if not isinstance(given, list | tuple) or len(given) != 3:
        reader.refuse("expr.wrong_arguments", pointer, function="if", expected="3")
        return None
    condition = read_condition(given[0], f"{pointer}/0", reader, depth=depth + 1)
    then = read_expr(given[1], f"{pointer}/1", reader, depth=depth + 1)
    otherwise = read_expr(given[2], f"{pointer}/2", reader, depth=depth + 1)
    return None if condition is None or then is None or otherwise is None else If(condition, then, otherwise)


def _read_aggregate(function: Aggregate, given: Json, pointer: str, reader: LanguageReader) -> Expr | None:
    if not isinstance(given, list | tuple) or len(given) not in (1, 2) or (function == "sum_of" and len(given) != 2):
        reader.refuse("expr.group_needed", pointer, function=function)
        return None
    names = [reader.path(name, f"{pointer}/{index}") for index, name in enumerate(given)]
    if any(len(path) > 1 for path in names):
        reader.refuse("expr.group_needed", pointer, function=function)
        return None
    if not all(names):
        return None
    return OverGroup(function, names[0][0], names[1][0] if len(names) == 2 else None)


_KNOWN: Final = " ".join((*FUNCTIONS, *AGGREGATES, "if", "field", "param"))


def _compiled(expr: Expr) -> _Step:
    match expr:
        case Constant(value):
            return lambda _scope: value
        case FieldRef() | ParamRef():
            return reference_getter(expr)
        case Call(function, arguments):
            return _compiled_call(function, arguments)
        case OverGroup(function, group, name):
            return lambda scope: over_group(function, scope.values.get(group), name)
        case If(condition, then, otherwise):
            test, first, second = compile_condition(condition), _compiled(then), _compiled(otherwise)
            return lambda scope: first(scope) if test(scope) else second(scope)


def _compiled_call(function: Function, arguments: tuple[Expr, ...]) -> _Step:
    operation, steps = OPERATIONS[function], tuple(map(_compiled, arguments))
    return lambda scope: operation([step(scope) for step in steps], scope.today)
