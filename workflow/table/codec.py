"""The only way into a decision table: reads a `minaoshi.table/1` document strictly and in bounded time.

A document with any error gives no table. The table keeps its document, which is never rewritten. `domain` may say
`"integer": true` beside `min` and `max` (people, yen): then nothing lies between 5 and 6. `valid` says on which days
the table may decide: `{"from": "2026-04-01", "to": "2027-03-31"}`, both inclusive, either absent.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final, TypeGuard, get_args

from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.expr import Literal
from kernel.json_types import Json, JsonObject
from kernel.messages_format import EXPECTED
from kernel.object_reader import ObjectReader
from kernel.problems import Problem, errors_in
from kernel.text import Text, named
from workflow.table.cells import fits, read_cell, shown
from workflow.table.hit_policy import AGGREGATING, RANKING
from workflow.table.messages import MESSAGES, PLACES
from workflow.table.model import ALWAYS, FORMAT, Domain, HitPolicy, Input, Output, Rule, Table, Validity, ValueType
from workflow.table.values import KEYS, in_order, integer_key

HIT_POLICIES: Final[tuple[HitPolicy, ...]] = get_args(HitPolicy)
TYPES: Final[tuple[ValueType, ...]] = get_args(ValueType)
MAX_RULES: Final = 5_000
MAX_COLUMNS: Final = 50
MAX_CELLS: Final = 50_000
MAX_DOMAIN: Final = 1_000
MAX_PROBLEMS: Final = 200


def read_table(document: Json) -> tuple[Table | None, list[Problem]]:
    """Return the table that `document` describes, or None, and everything that is wrong with it."""
    problems: list[Problem] = []
    if not isinstance(document, Mapping):
        return None, [MESSAGES.problem("format.not_an_object", "", "error", place=PLACES["table"])]
    reader = ObjectReader(document, "", PLACES["table"], problems, MESSAGES)
    if reader.raw("format") != FORMAT:
        return None, [MESSAGES.problem("format.wrong_format", "/format", "error", expected=FORMAT)]
    table = _read(reader, document)
    return (None if errors_in(problems) else table), problems[:MAX_PROBLEMS]


def require_table(document: Json) -> Table:
    """Return the table that `document` describes or raise `UnusableDocument` with its errors."""
    table, problems = read_table(document)
    if table is None:
        raise UnusableDocument(tuple(errors_in(problems)))
    return table


def _read(reader: ObjectReader, document: JsonObject) -> Table | None:
    key, title = _key(reader), reader.text("title", required=True)
    policy = reader.one_of("hit_policy", HIT_POLICIES, required=True)
    inputs = tuple(_input(part) for part in _columns(reader, "inputs"))
    outputs = tuple(_output(part) for part in _columns(reader, "outputs"))
    if len(reader.items("rules", limit=MAX_RULES)) * len(inputs) > MAX_CELLS:
        count = len(reader.items("rules", limit=MAX_RULES)) * len(inputs)
        reader.report("format.too_many", "rules", count=count, limit=MAX_CELLS)
        return None
    rules = tuple(_rule(part, inputs, outputs) for part in _parts(reader, "rules", MAX_RULES))
    valid = _validity(reader)
    reader.finish()
    if policy is None or errors_in(reader.problems):
        return None
    _fit_policy(reader, policy, outputs)
    return Table(
        key=key,
        title=title or "",
        hit_policy=policy,
        inputs=inputs,
        outputs=outputs,
        rules=rules,
        document=document,
        digest=digest(document),
        valid=valid,
    )


def _validity(reader: ObjectReader) -> Validity:
    part = reader.object("valid")
    if part is None:
        return ALWAYS
    part.place = PLACES["valid"]
    first, last = _day(part, "from"), _day(part, "to")
    part.finish()
    if first is not None and last is not None and last < first:
        reader.report("table.valid_order", "valid")
    return Validity(first, last)


def _day(part: ObjectReader, name: str) -> date | None:
    value = part.raw(name)
    if value is None or KEYS["date"](value) is None:
        if value is not None:
            part.mistyped(name, EXPECTED["date"])
        return None
    return date.fromisoformat(str(value))


def _key(reader: ObjectReader) -> str:
    """Return the object's own key, or "" with a problem."""
    return reader.key("key", required=True) or ""


def _parts(reader: ObjectReader, name: str, limit: int) -> list[ObjectReader]:
    """Return the readers of a list of keyed objects; doubled keys are reported."""
    parts = reader.objects(name, partial(_place_of, name), required=True, limit=limit)
    seen: set[str] = set()
    for part in parts:
        key = part.value.get("key")
        if isinstance(key, str):
            if key in seen:
                part.report("format.duplicate_item", "key", place=reader.place, value=key[:80])
            seen.add(key)
    return parts


def _place_of(name: str, value: JsonObject, index: int) -> Text:
    key = value.get("key")
    return named(PLACES[name], key if isinstance(key, str) else str(index))


def _columns(reader: ObjectReader, name: str) -> list[ObjectReader]:
    """Return the readers of the columns; a table without any has nothing to ask or to say."""
    parts = _parts(reader, name, MAX_COLUMNS)
    if not parts and isinstance(reader.value.get(name), list | tuple):
        reader.report("format.missing_key", name)
    return parts


def _input(reader: ObjectReader) -> Input:
    key = _key(reader)
    expr = reader.expr("expr", required=True)
    kind = reader.one_of("type", TYPES, required=True) or "string"
    bare = Input(key=key, expr=expr or Literal(None), type=kind, title=reader.text("title"))
    domain = _domain(reader, bare)
    reader.finish()
    return Input(key=key, expr=bare.expr, type=kind, domain=domain, title=bare.title)


def _domain(reader: ObjectReader, column: Input) -> Domain | None:
    part = reader.object("domain")
    if part is None:
        return None
    part.place = PLACES["domain"]
    low, high, whole = part.raw("min"), part.raw("max"), part.raw("integer")
    values = part.items("values", limit=MAX_DOMAIN)
    listed = part.raw("values") is not None
    part.finish()
    plain = not ((listed and (not values or part.value.keys() & {"min", "max", "integer"})) or _unordered(column, part))
    if not plain or not isinstance(whole, bool | None) or (whole and column.type != "number"):
        reader.report("table.domain", "domain", column=column.key)
        return None
    named = [(part.at("values", index), value) for index, value in enumerate(values)]
    named += [(part.at(name), value) for name, value in (("min", low), ("max", high)) if value is not None]
    good = [fits(value, column, at, reader.problems) for at, value in named]
    good += [_is_whole(part, value, column) for value in (low, high) if whole and value is not None]
    if not all(good):
        return None
    if not in_order(column.type, low, high):
        reader.report("table.order", "domain", column=column.key)
        return None
    return Domain(min=low, max=high, values=tuple(values) if listed else None, integer=bool(whole))


def _unordered(column: Input, part: ObjectReader) -> bool:
    return column.type == "boolean" and bool(part.value.keys() & {"min", "max"})


def _is_whole(part: ObjectReader, value: Json, column: Input) -> bool:
    if integer_key(value) is not None:
        return True
    part.report("table.type", column=column.key, type=EXPECTED["integer"], value=shown(value))
    return False


def _output(reader: ObjectReader) -> Output:
    key, kind = _key(reader), reader.one_of("type", TYPES, required=True) or "string"
    values, default = reader.items("values", limit=MAX_DOMAIN), reader.raw("default")
    listed = reader.raw("values") is not None
    output = Output(key=key, type=kind, values=tuple(values) if listed else None, default=default)
    for index, value in enumerate(values):
        _fits_output(reader, output, value, "values", index)
    if default is not None:
        _fits_output(reader, output, default, "default")
    title = reader.text("title")
    reader.finish()
    return Output(key=key, type=kind, values=output.values, default=default, title=title)


def _fits_output(reader: ObjectReader, output: Output, value: Json, *tokens: str | int) -> None:
    """Report an output value of another type, or one that its list does not know."""
    if isinstance(value, Mapping) or KEYS[output.type](value) is None:
        expected = EXPECTED[output.type]
        reader.report("table.type", *tokens, column=output.key, type=expected, value=shown(value))
    elif output.values is not None and value not in output.values:
        reader.report("table.output_value", *tokens, column=output.key, value=shown(value))


def _rule(reader: ObjectReader, inputs: tuple[Input, ...], outputs: tuple[Output, ...]) -> Rule:
    key = _key(reader)
    when, then = _entries(reader, "when", len(inputs), key), _entries(reader, "then", len(outputs), key)
    cells = [
        read_cell(value, column, reader.at("when", index), reader.problems)
        for index, (value, column) in enumerate(zip(when, inputs, strict=False))
    ]
    for index, (value, output) in enumerate(zip(then, outputs, strict=False)):
        if value is not None:
            _fits_output(reader, output, value, "then", index)
    note = reader.text("note")
    reader.finish()
    return Rule(key=key, when=tuple(cell for cell in cells if cell is not None), then=tuple(then), note=note)


def _entries(reader: ObjectReader, name: str, expected: int, rule: str) -> Sequence[Json]:
    """Return the entries of a rule; their number must be that of the columns."""
    found = reader.raw(name, required=True)
    if not _is_list(found):
        if found is not None:
            reader.mistyped(name, EXPECTED["list"])
        return ()
    if len(found) != expected:
        reader.report("table.arity", name, rule=rule, part=name, count=len(found), expected=expected)
    return found[:expected]


def _is_list(value: Json) -> TypeGuard[Sequence[Json]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _fit_policy(reader: ObjectReader, policy: HitPolicy, outputs: tuple[Output, ...]) -> None:
    """Report outputs that the hit policy cannot work with."""
    if policy in RANKING and all(output.values is None for output in outputs):
        reader.report("table.priority_values", "outputs", policy=policy)
    if policy in AGGREGATING and len(outputs) > 1:
        reader.report("table.aggregate_outputs", "outputs", policy=policy)
    if policy == "collect_sum" and outputs[0].type != "number":
        reader.report("table.aggregate_type", "outputs", 0, "type", column=outputs[0].key)
