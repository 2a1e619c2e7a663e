"""The places where conditions choose the way, and an exact answer to: does exactly one hold, always?

The fields that the conditions of a place compare with literals have finitely many values that the conditions can
tell apart. All their combinations are tried, the empty value included, as long as they are few enough.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from kernel.condition import (
    Comparison,
    Condition,
    FieldRef,
    Operand,
    ParamRef,
    Scope,
    comparisons_of,
    compile_condition,
)
from kernel.json_types import Json
from workflow.check.context import CheckContext
from workflow.check.fields import EXAMPLE_DAY, KnownFields
from workflow.definition import Edge, Node

MAX_CASES: Final = 4_096
"""Combinations tried for one place; what needs more is reported as not verified."""
MAX_WORK: Final = 2_000_000
"""Comparisons made for one flow, so that a hostile one cannot buy minutes with hundreds of large places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Edges of which the conditions choose: all out of a node, or those of one of its outcomes."""

    node: Node
    edges: tuple[Edge, ...]
    several: bool
    """Whether more than one may be taken (an inclusive gateway)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Examples of what goes wrong; None is: does not happen. `verified` is False where it was too much to try."""

    verified: bool
    work: int = 0
    """Comparisons that it took."""
    uncovered: Mapping[str, Json] | None = None
    uncovered_empty: Mapping[str, Json] | None = None
    overlap: tuple[Edge, Edge, Mapping[str, Json]] | None = None


def choices(context: CheckContext) -> Iterator[Choice]:
    """Yield the places where conditions, or their absence, decide about the way."""
    for node in context.flow.nodes.values():
        edges = context.graph.leaving(node.key)
        if node.type == "parallel" or not edges:
            continue
        labelled = any(edge.outcome for edge in edges)
        for label in dict.fromkeys(edge.outcome for edge in edges):
            group = tuple(edge for edge in edges if edge.outcome == label)
            if labelled and len(group) == 1 and not group[0].when:
                continue
            if _chooses(context, node, group):
                yield Choice(node=node, edges=group, several=node.type == "inclusive")


def _chooses(context: CheckContext, node: Node, edges: Sequence[Edge]) -> bool:
    if any(edge.when or edge.default for edge in edges):
        return True
    return len(edges) > 1 and context.graph.split_of(node.key) in ("exclusive", "inclusive") and not edges[0].outcome


def coverage(choice: Choice, fields: KnownFields, params: Mapping[str, Json], allowance: int) -> Coverage:
    """Return whether the conditions of `choice` cover every case once, with examples where they do not.

    Not verified, too, where it would take more than `allowance` comparisons.
    """
    conditional = [(edge, edge.when) for edge in choice.edges if edge.when is not None]
    values = _values_of([when for _, when in conditional], fields, params)
    if values is None or (cases := prod(map(len, values.values()))) > MAX_CASES:
        return Coverage(verified=False)
    work = cases * sum(1 for _, when in conditional for _ in comparisons_of(when))
    if work > allowance:
        return Coverage(verified=False)
    tests = [(edge, compile_condition(when)) for edge, when in conditional]
    uncovered: Mapping[str, Json] | None = None
    empty: Mapping[str, Json] | None = None
    overlap: tuple[Edge, Edge, Mapping[str, Json]] | None = None
    for combination in product(*values.values()):
        case = dict(zip(values, combination, strict=True))
        scope = Scope(values=_record(case), today=EXAMPLE_DAY, params=params)
        holding = [edge for edge, test in tests if test(scope)]
        if not holding and None in combination:
            empty = empty or case
        elif not holding:
            uncovered = uncovered or case
        elif len(holding) > 1:
            overlap = overlap or (holding[0], holding[1], case)
    return Coverage(verified=True, work=work, uncovered=uncovered, uncovered_empty=empty, overlap=overlap)


def _values_of(
    conditions: Sequence[Condition], fields: KnownFields, params: Mapping[str, Json]
) -> Mapping[str, tuple[Json, ...]] | None:
    literals: dict[str, list[Json]] = {}
    linked: list[set[str]] = []
    for comparison in (part for condition in conditions for part in comparisons_of(condition)):
        name = ".".join(comparison.field.path)
        found = literals.setdefault(name, [])
        for operand in _operands(comparison):
            if isinstance(operand, FieldRef):
                literals.setdefault(".".join(operand.path), [])
                linked.append({name, ".".join(operand.path)})
            elif isinstance(operand, ParamRef):
                value = params.get(operand.name)
                found.extend(value if isinstance(value, list | tuple) else (value,))
            elif operand is not None and not isinstance(operand, tuple):
                found.append(operand)
    for pair in linked * 2:  # fields compared with each other are told apart by each other's literals
        shared = [literal for name in sorted(pair) for literal in literals[name]]
        literals |= dict.fromkeys(pair, shared)
    values: dict[str, tuple[Json, ...]] = {}
    for name, found in literals.items():
        telling = fields.telling(name, found)
        if telling is None:
            return None
        values[name] = telling
    return values


def _operands(comparison: Comparison) -> Sequence[Operand]:
    return comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)


def _record(case: Mapping[str, Json]) -> dict[str, Json]:
    """Return the record in which dotted names are what they name."""
    record: dict[str, Json] = {}
    for name, value in case.items():
        *parents, last = name.split(".")
        place = record
        for parent in parents:
            inner = place.get(parent)
            if not isinstance(inner, dict):
                inner = place[parent] = {}
            place = inner
        place[last] = value
    return record
