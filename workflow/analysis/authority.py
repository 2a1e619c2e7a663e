"""What the authority table (職務権限表) says about an approval: which level decides, for which amounts."""

from collections.abc import Iterator
from dataclasses import dataclass

from kernel.grammar import All, Comparison, Condition, Constant, FieldRef, ParamRef
from kernel.text import Text
from workflow.analysis.facts import Facts
from workflow.definition import AuthorityRow, Node


@dataclass(frozen=True, slots=True)
class Requirement:
    """The levels that decide a matter, for the amounts that can occur; `missing` says why it is not known."""

    levels: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()


def level_of(facts: Facts, node: Node) -> str | None:
    """Return the level at which `node` decides: its own, or the role of its lane."""
    levels = facts.flow.levels
    if node.level in levels:
        return node.level
    lane = facts.flow.lanes.get(node.lane or "")
    return lane.role if lane and lane.role in levels else None


def level_title(facts: Facts, level: str) -> Text:
    """Return how sentences call a level: by the lane of that role, where there is one."""
    lanes = (lane for lane in facts.flow.lanes.values() if lane.kind == "staff" and lane.role == level)
    return next((lane.title for lane in lanes), level)


def rank(facts: Facts, level: str) -> int:
    """Return the place of `level` among the levels, lowest 0."""
    return facts.flow.levels.index(level)


def required(facts: Facts, node: Node) -> Requirement:
    """Return which levels decide what `node` decides."""
    missing = [
        *([] if facts.flow.levels else ["levels"]),
        *([] if facts.flow.authority else ["authority"]),
        *([] if node.matter else ["matter"]),
    ]
    if missing:
        return Requirement(missing=tuple(missing))
    rows = sorted(
        (row for row in facts.flow.authority if row.matter == node.matter and row.decided_by in facts.flow.levels),
        key=lambda row: float("inf") if row.up_to is None else row.up_to,
    )
    if not rows:
        return Requirement(missing=("authority",))
    return Requirement(levels=frozenset(_levels(rows, *amounts(facts, node))))


def _levels(rows: list[AuthorityRow], low: float, high: float) -> Iterator[str]:
    """Yield the levels of the rows that an amount between `low` and `high` can meet (`up_to` is inclusive)."""
    begins = float("-inf")
    for row in rows:
        ends = float("inf") if row.up_to is None else row.up_to
        if begins < high and low <= ends:
            yield row.decided_by
        begins = ends


def amounts(facts: Facts, node: Node) -> tuple[float, float]:
    """Return the range of the amount at `node`: a constant, or what the conditions on the only way to it leave."""
    match node.amount:
        case Constant(int() | float() as value) if not isinstance(value, bool):
            return float(value), float(value)
        case ParamRef(name):
            known = facts.flow.params.get(name)
            if isinstance(known, int | float):
                return float(known), float(known)
        case FieldRef(path):
            return _bounds(facts, node, path)
        case _:
            pass
    return float("-inf"), float("inf")


def _bounds(facts: Facts, node: Node, path: tuple[str, ...]) -> tuple[float, float]:
    low, high = float("-inf"), float("inf")
    for comparison in _conditions_on_the_way(facts, node.key):
        value = _number(facts, comparison)
        if comparison.field.path != path or value is None:
            continue
        if comparison.op in ("lt", "lte", "eq"):
            high = min(high, value)
        if comparison.op in ("gt", "gte", "eq"):
            low = max(low, value if comparison.op != "gt" else _just_above(value))
    return low, high


def _conditions_on_the_way(facts: Facts, key: str) -> Iterator[Comparison]:
    """Yield what holds on every path to `key`: conditions of edges whose target dominates it."""
    for above in facts.graph.dominators_of(key):
        for edge in facts.graph.leaving(above):
            alone = len(facts.graph.entering(edge.target)) == 1
            if edge.when is not None and alone and facts.graph.dominates(edge.target, key):
                yield from _conjuncts(edge.when)


def _conjuncts(condition: Condition) -> Iterator[Comparison]:
    match condition:
        case All(parts):
            for part in parts:
                yield from _conjuncts(part)
        case Comparison():
            yield condition
        case _:
            return


def _number(facts: Facts, comparison: Comparison) -> float | None:
    value = comparison.value
    if isinstance(value, ParamRef):
        value = facts.flow.params.get(value.name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _just_above(value: float) -> float:
    """Money is in whole yen: more than 500,000 begins at 500,001; below that the next number will do."""
    return value + 1e-9 * max(abs(value), 1.0)
