"""Codes `table.never_asked` and `table.dead_branch`: what form, flow and table together can never come to.

A rule that waits for a value which the form never lets through, or which no case has that comes this way, never
fires. What only such rules answer is never answered, and a branch that waits for it is never taken: a dead path that
none of the three shows alone. Exact over the cells of the table, but careful: what is not known counts as possible.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from kernel.condition import evaluate
from kernel.grammar import All, Condition, FieldRef, Scope, fields_of
from kernel.json_types import Json
from workflow.check.context import CheckContext
from workflow.check.possible_values import cells_of, possible_at
from workflow.dataflow import DataFacts
from workflow.definition import Edge, Node
from workflow.finding import Finding
from workflow.table.faults import gaps
from workflow.table.grid import Box, Grid, grid_of
from workflow.table.hit_policy import SINGLE
from workflow.table.model import Table
from workflow.table.regions import name_of

_ANY_DAY: Final = date(2026, 4, 1)
"""Conditions on a table's answers do not ask for the day."""
LARGEST: Final = 3_000
"""Rules of a table that is looked at."""


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield rules that never fire here, and branches that are never taken, in the order of the document."""
    nodes = [(node, table) for node in context.flow.nodes.values() if (table := context.table_of(node))]
    nodes = [
        (node, table) for node, table in nodes if node.key in context.graph.reachable and len(table.rules) <= LARGEST
    ]
    if not nodes:
        return
    data = context.data
    for node, table in nodes:
        grid = grid_of(table)
        here = _possible_box(context, data, node, grid)
        dead = [number for number, box in enumerate(grid.boxes) if all(box) and not _meet(box, here)]
        yield from (_never_asked(context, node, grid, number, here) for number in dead)
        if node.type == "decision" and table.hit_policy in SINGLE:
            yield from _dead_branches(context, data, node, table, _answers(grid, here, dead))


def _possible_box(context: CheckContext, data: DataFacts, node: Node, grid: Grid) -> Box:
    """Return by column of the table the cells that a case can fall into when it comes to `node`."""
    allowed: list[int] = []
    for axis in grid.axes:
        expr = axis.column.expr
        if isinstance(expr, FieldRef):
            allowed.append(cells_of(axis, possible_at(context, data, node.key, ".".join(expr.path))))
        else:
            allowed.append(axis.everything)
    return tuple(allowed)


def _meet(box: Box, other: Box) -> bool:
    return all(one & two for one, two in zip(box, other, strict=True))


def _never_asked(context: CheckContext, node: Node, grid: Grid, number: int, here: Box) -> Finding:
    rule = grid.table.rules[number]
    column = next(place for place, cells in enumerate(grid.boxes[number]) if not cells & here[place])
    title = {language: name_of(grid.table.inputs[column], language) for language in ("ja", "en")}
    return context.about_node(
        "table.never_asked", "warning", node, property_name="table", table=grid.table.title, rule=rule.key, column=title
    )


def _answers(grid: Grid, here: Box, dead: list[int]) -> list[Mapping[str, Json]]:
    """Return every row of answers that can come out."""
    table = grid.table
    keys = [output.key for output in table.outputs]
    rows = [rule.then for number, rule in enumerate(table.rules) if number not in dead]
    found = gaps(grid)
    if not found.decided or any(_meet(box, here) for box in found.boxes) or _may_be_missing(grid, here):
        rows.append(tuple(output.default for output in table.outputs))
    return [dict(zip(keys, row, strict=True)) for row in dict.fromkeys(map(tuple, rows))]


def _may_be_missing(grid: Grid, here: Box) -> bool:
    """Return whether a missing value may leave a case without a rule."""
    return any(cells & axis.missing for axis, cells in zip(grid.axes, here, strict=True))


def _dead_branches(
    context: CheckContext, data: DataFacts, node: Node, table: Table, answers: list[Mapping[str, Json]]
) -> Iterator[Finding]:
    outputs = {output.key for output in table.outputs}
    for edge in context.flow.edges:
        if edge.when is None or edge.default or edge.source not in context.graph.reachable:
            continue
        parts = [part for part in _parts(edge.when) if (asked := fields_of(part)) and asked <= outputs]
        if parts and all(_is_from(data, node, edge, name) for part in parts for name in fields_of(part)):
            scopes = [Scope(values=row, today=_ANY_DAY, params=context.flow.params) for row in answers]
            if not any(all(evaluate(part, scope) for part in parts) for scope in scopes):
                yield context.about_edge(
                    "table.dead_branch",
                    "warning",
                    edge,
                    property_name="when",
                    table=table.title,
                    decision=context.name(node.key),
                )


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, All) else (condition,)


def _is_from(data: DataFacts, node: Node, edge: Edge, name: str) -> bool:
    """Return whether the answer `name` at `edge` is the one that `node` gave."""
    return data.reaching(edge.source, name) == frozenset({node.key}) or (
        edge.source == node.key and name in data.writes(node.key)
    )
