"""Which values a datum can have when a case comes to a step: what its forms let through, and the way it came.

Only what is sure counts: every writer is a form that is known, and a condition on the only way to the step is about
the same value, not written again since. What is not known is not limited.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kernel.grammar import All, Comparison, Condition, ParamRef
from kernel.json_types import Json
from workflow.check.context import CheckContext
from workflow.dataflow import DataFacts
from workflow.table.axis import Axis
from workflow.table.model import ValueType
from workflow.table.values import KEYS, Key


@dataclass(frozen=True, slots=True)
class Possible:
    """Listed values, or a range with both ends; None: not limited. A superset: what is outside never comes."""

    values: frozenset[Json] | None = None
    low: Json = None
    high: Json = None

    @property
    def limited(self) -> bool:
        """Whether anything is known at all."""
        return self.values is not None or self.low is not None or self.high is not None


NOT_LIMITED: Final = Possible()


def possible_at(context: CheckContext, data: DataFacts, node: str, name: str) -> Possible:
    """Return what the datum `name` can be at `node`."""
    found = _from_forms(context, data, node, name)
    for comparison in _on_the_way(context, data, node, name):
        found = _narrowed(context, found, comparison)
    return found


def _from_forms(context: CheckContext, data: DataFacts, node: str, name: str) -> Possible:
    writers = data.reaching(node, name)
    forms = [
        (context.forms or {}).get(context.flow.nodes[key].form or "") for key in writers if key in context.flow.nodes
    ]
    known = [form for form in forms if form is not None and name in form.fields]
    if not writers or len(known) < len(writers):
        return NOT_LIMITED
    listed = [form.options.get(name) for form in known]
    values = [value for options in listed if options is not None for value in options]
    ends = [form.ranges.get(name, (None, None)) for form in known]
    return Possible(
        values=frozenset(values) if all(options is not None for options in listed) else None,
        low=_outermost([low for low, _ in ends], least=True),
        high=_outermost([high for _, high in ends], least=False),
    )


def _outermost(ends: list[Json], *, least: bool) -> Json:
    """Return the end that lets most through; None where some form has no end."""
    numbers = [end for end in ends if isinstance(end, int | float) and not isinstance(end, bool)]
    texts = [end for end in ends if isinstance(end, str)]
    if len(numbers) == len(ends):
        return min(numbers) if least else max(numbers)
    return (min(texts) if least else max(texts)) if len(texts) == len(ends) else None


def _on_the_way(context: CheckContext, data: DataFacts, node: str, name: str) -> Iterator[Comparison]:
    """Yield comparisons of `name` that hold on every way to `node`, about the value that it has there."""
    graph = context.graph
    for above in graph.dominators_of(node):
        if data.reaching(above, name) != data.reaching(node, name):
            return
        for edge in graph.leaving(above):
            alone = len(graph.entering(edge.target)) == 1
            if edge.when is not None and alone and graph.dominates(edge.target, node):
                yield from (each for each in _conjuncts(edge.when) if ".".join(each.field.path) == name)


def _conjuncts(condition: Condition) -> Iterator[Comparison]:
    match condition:
        case All(parts):
            for part in parts:
                yield from _conjuncts(part)
        case Comparison():
            yield condition
        case _:
            return


def _narrowed(context: CheckContext, known: Possible, comparison: Comparison) -> Possible:
    value: object = comparison.value
    if isinstance(value, ParamRef):
        value = context.flow.params.get(value.name)
    match comparison.op, value:
        case "eq", str() | int() | float():
            return _among(known, frozenset({value}))
        case "in", list() | tuple():
            return _among(known, frozenset(each for each in value if isinstance(each, str | int | float)))
        case (("lt" | "lte"), int() | float()):
            return replace(known, high=_lower(known.high, value))
        case (("gt" | "gte"), int() | float()):
            return replace(known, low=_higher(known.low, value))
        case _:
            return known


def _among(known: Possible, values: frozenset[Json]) -> Possible:
    return replace(known, values=values if known.values is None else known.values & values)


def _lower(known: Json, value: float) -> Json:
    return min(known, value) if isinstance(known, int | float) else value if known is None else known


def _higher(known: Json, value: float) -> Json:
    return max(known, value) if isinstance(known, int | float) else value if known is None else known


def cells_of(axis: Axis, possible: Possible) -> int:
    """Return the cells of a table's column that a possible value, or a missing one, can fall into."""
    allowed = axis.missing
    ends = axis.ends
    for number in range(len(axis.samples) - 1):
        if not axis.present >> number & 1:
            continue
        place = number // 2
        if number % 2:
            allowed |= _holds(axis.column.type, possible, ends[place], ends[place]) << number
        else:
            below = ends[place - 1] if place else None
            above = ends[place] if place < len(ends) else None
            allowed |= _overlaps(axis.column.type, possible, below, above) << number
    return allowed


def _holds(kind: ValueType, possible: Possible, low: Key, high: Key) -> bool:
    """Return whether the point, given as both ends, can come."""
    listed = _keys(kind, possible)
    if listed is not None and low not in listed:
        return False
    least, greatest = KEYS[kind](possible.low), KEYS[kind](possible.high)
    return not (_before(high, least) or _before(greatest, low))


def _overlaps(kind: ValueType, possible: Possible, low: Key | None, high: Key | None) -> bool:
    """Return whether some value strictly between `low` and `high` (None: endless) can come."""
    listed = _keys(kind, possible)
    if listed is not None:
        return any(not _before(value, low, equal=True) and not _before(high, value, equal=True) for value in listed)
    least, greatest = KEYS[kind](possible.low), KEYS[kind](possible.high)
    return not (_before(high, least, equal=True) or _before(greatest, low, equal=True))


def _keys(kind: ValueType, possible: Possible) -> frozenset[Key] | None:
    if possible.values is None:
        return None
    return frozenset(key for value in possible.values if (key := KEYS[kind](value)) is not None)


def _before(one: Key | None, other: Key | None, *, equal: bool = False) -> bool:
    if one is None or other is None or isinstance(one, str) != isinstance(other, str):
        return False
    return one < other or (equal and one == other)  # type: ignore[operator]  # both texts, or both numbers
