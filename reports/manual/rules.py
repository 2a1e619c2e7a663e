"""Decision tables as sentences: what holds, what follows, and what counts when no rule fits."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from forms.definition import Field
from kernel.condition import FieldRef
from kernel.json_types import Json
from kernel.text import say
from reports.manual.model import RuleLine, Rules
from reports.manual.ways import Telling
from workflow.definition import Flow
from workflow.table.model import AnyValue, Cell, Input, Missing, NoneOf, OneOf, Range, Rule, Table


def rules_of(telling: Telling, tables: Mapping[str, Table]) -> tuple[Rules, ...]:
    """Return every table that the flow uses, in the order of the steps that use it."""
    return tuple(_rules(telling, table) for table in _used(telling.flow, telling.numbers, tables))


def _used(flow: Flow, numbers: Mapping[str, int], tables: Mapping[str, Table]) -> Iterator[Table]:
    seen: set[str] = set()
    for key in sorted(numbers, key=lambda each: numbers[each]):
        node = flow.nodes[key]
        table = node.inline_table or tables.get(node.table or "")
        if table is not None and table.key not in seen:
            seen.add(table.key)
            yield table


def _rules(telling: Telling, table: Table) -> Rules:
    defaults = [(output.key, output.default) for output in table.outputs if output.default is not None]
    first, last = table.valid.first, table.valid.last
    return Rules(
        key=table.key,
        title=say(table.title, telling.language),
        policy=telling.say(f"policy.{table.hit_policy}"),
        lines=tuple(
            RuleLine(_sentence(telling, table, rule), say(rule.note, telling.language)) for rule in table.rules
        ),
        otherwise=telling.say("otherwise", then=telling.listed([_then(telling, table, *each) for each in defaults]))
        if defaults
        else "",
        guard=telling.say("guard") if defaults else "",
        valid=telling.say("valid", first=str(first or "—"), last=str(last or "—")) if first or last else "",
    )


def _sentence(telling: Telling, table: Table, rule: Rule) -> str:
    parts = [
        _cell(telling, column, cell)
        for column, cell in zip(table.inputs, rule.when, strict=True)
        if not isinstance(cell, AnyValue)
    ]
    joint = telling.say("and")
    then = telling.listed(
        [
            _then(telling, table, output.key, value)
            for output, value in zip(table.outputs, rule.then, strict=True)
            if value is not None
        ]
    )
    if not parts:
        return telling.say("rule_always", then=then)
    return telling.say("rule", condition=joint.join(parts), then=then)


def _then(telling: Telling, table: Table, key: str, value: Json) -> str:
    output = next(each for each in table.outputs if each.key == key)
    title = say(output.title, telling.language) or telling.words.name(key, telling.language)
    return telling.say("then", title=title, value=telling.words.value(key, value, telling.language))


def _cell(telling: Telling, column: Input, cell: Cell) -> str:
    asked = _asked(telling, column)
    title = say(asked.label, telling.language)

    def shown(value: Json) -> str:
        words = replace(telling.words, fields={column.key: asked})
        return words.value(column.key, value, telling.language)

    match cell:
        case OneOf(values):
            return telling.say("cell.is", title=title, value=_joined(telling, [shown(each) for each in values]))
        case NoneOf(values):
            return telling.say("cell.is_not", title=title, value=_joined(telling, [shown(each) for each in values]))
        case Missing(missing):
            return telling.say("cell.empty" if missing else "cell.not_empty", title=title)
        case Range(low, high, low_open, high_open):
            ends = []
            if low is not None:
                strictly = "cell.more" if high is None else "cell.over"
                ends.append(telling.say(strictly if low_open else "cell.from", value=shown(low)))
            if high is not None:
                ends.append(telling.say("cell.under" if high_open else "cell.to", value=shown(high)))
            if len(ends) == 2:
                return telling.say("cell.between", title=title, low=ends[0], high=ends[1])
            return telling.say("cell.range", title=title, end=ends[0])
        case _:
            return ""


def _asked(telling: Telling, column: Input) -> Field:
    """Return the field behind a column: its options and units count, under the column's own title."""
    name = ".".join(column.expr.path) if isinstance(column.expr, FieldRef) else ""
    known = telling.words.fields.get(name)
    label = column.title or (known.label if known else telling.words.expr(column.expr, telling.language))
    if known is not None and known.type not in ("computed", "group"):
        return replace(known, label=label)
    kinds: Mapping[str, Field] = {
        "boolean": Field(key=column.key, type="yesno", label=label),
        "number": Field(key=column.key, type="number", label=label),
        "date": Field(key=column.key, type="date", label=label),
    }
    return kinds.get(column.type, Field(key=column.key, type="text", label=label))


def _joined(telling: Telling, values: list[str]) -> str:
    quoted = [telling.say("value", value=value) for value in values]
    return telling.say("or").join(quoted)
