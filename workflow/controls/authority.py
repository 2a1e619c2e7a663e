"""K05: an approval that decides an amount for which its level has no authority (職務権限表).

For each row of the authority table two amounts are tried: the smallest and the largest that the row decides. Edges
whose conditions compare the amount are followed accordingly. A finding is raised where such a case is approved at
too low a level and at no other; where the way of a case depends on something that the amount does not say, only if
no step of the flow has the level at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kernel.condition import FieldRef, ParamRef, Scope, evaluate, references_of
from kernel.json_types import Json
from kernel.text import Text
from workflow.controls.messages import AMOUNTS, MESSAGES
from workflow.controls.questions import Questions
from workflow.controls.wording import target_title
from workflow.definition import AuthorityRow, Edge, Flow, Node
from workflow.finding import Finding, Where
from workflow.structure.control_graph import ControlGraph, control_graph_of

_ANY_DAY: Final = date(2026, 4, 1)
"""Amounts do not depend on the day; a condition that looks at dates is not decided here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Band:
    """The amounts that one row decides, and the place of its level."""

    row: AuthorityRow
    level: int
    amounts: tuple[float, ...]


def authority_findings(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each approval and row of the authority table that do not fit."""
    matters = dict.fromkeys(node.matter for node in flow.nodes.values() if node.matter is not None)
    for matter in matters:
        approvals = [node for node in flow.nodes.values() if node.type == "approval" and node.matter == matter]
        for band in _bands(flow, matter):
            for node in approvals:
                if _level(flow, node) is not None and _decides_alone(flow, node, approvals, band):
                    yield _finding(flow, node, band)


def _bands(flow: Flow, matter: str) -> list[_Band]:
    rows = [row for row in flow.authority if row.matter == matter and row.decided_by in flow.levels]
    rows.sort(key=lambda row: float("inf") if row.up_to is None else row.up_to)
    bands: list[_Band] = []
    below = 0.0
    for row in rows:
        top = row.up_to if row.up_to is not None else 10 * below + 1_000_000
        amounts = tuple(dict.fromkeys((below + 1, top)))
        bands.append(_Band(row=row, level=flow.levels.index(row.decided_by), amounts=amounts))
        below = top
    return bands


def _level(flow: Flow, node: Node) -> int | None:
    return flow.levels.index(node.level) if node.level in flow.levels else None


def _decides_alone(flow: Flow, node: Node, approvals: list[Node], band: _Band) -> bool:
    """Return whether some case of `band` is decided at `node` and at no sufficient level."""
    if _suffices(flow, node, band):
        return False
    enough = [other.key for other in approvals if _suffices(flow, other, band)]
    highest = max(level for other in approvals if (level := _level(flow, other)) is not None)
    if not enough and _level(flow, node) != highest:
        return False  # told once, at the highest of them
    for amount in band.amounts:
        graph, routed = _graph_for(flow, node, amount)
        if enough and not routed:
            continue
        questions = Questions(graph)
        if not questions.reaches([node.key], [key for key, kind in graph.kinds.items() if kind == "end"]):
            continue
        before = questions.comes_before(enough, [node.key]).holds
        after = questions.comes_after([node.key], enough).holds
        if before is False and after is False:
            return True
    return False


def _suffices(flow: Flow, node: Node, band: _Band) -> bool:
    """A step that is assigned by the authority table itself always has the right level."""
    level = _level(flow, node)
    by_table = node.assign is not None and node.assign.authority is not None
    return by_table or (level is not None and level >= band.level)


def _graph_for(flow: Flow, node: Node, amount: float) -> tuple[ControlGraph, bool]:
    """Return the control graph that a case of this amount sees, and whether the amount chose any way at all."""
    graph = control_graph_of(flow)
    if not isinstance(node.amount, FieldRef):
        return graph, False
    dropped = _not_taken(flow, node.amount, amount)
    edges = tuple(edge for edge in graph.edges if edge.name not in dropped)
    return _reached_part(replace(graph, edges=edges)), bool(dropped)


def _reached_part(graph: ControlGraph) -> ControlGraph:
    """Return `graph` without what no start leads to any more."""
    following: dict[str, list[str]] = {key: [] for key in graph.kinds}
    for edge in graph.edges:
        following[edge.source].append(edge.target)
    seen = [key for key, kind in graph.kinds.items() if kind == "start"]
    for key in seen:
        seen += [after for after in dict.fromkeys(following[key]) if after not in seen]
    kept = {key: graph.kinds[key] for key in seen}
    return replace(graph, kinds=kept, edges=tuple(edge for edge in graph.edges if edge.source in kept))


def _not_taken(flow: Flow, field: FieldRef, amount: float) -> set[str]:
    """Return the edges that a case of this amount does not take, as far as conditions on the amount alone tell."""
    scope = Scope(values=_nested(field.path, amount), params=flow.params, today=_ANY_DAY)
    chosen: dict[str, bool] = {}
    for edge in flow.edges:
        if edge.when is not None and all(_is_about(field, one) for one in references_of(edge.when)):
            chosen[edge.name] = evaluate(edge.when, scope)
    certain = {edge.source for edge in flow.edges if chosen.get(edge.name)}
    return {edge.name for edge in flow.edges if _is_dropped(edge, chosen, certain)}


def _is_dropped(edge: Edge, chosen: dict[str, bool], certain: set[str]) -> bool:
    if edge.name in chosen:
        return not chosen[edge.name]
    return edge.default and edge.source in certain


def _is_about(field: FieldRef, reference: FieldRef | ParamRef) -> bool:
    return isinstance(reference, ParamRef) or reference == field


def _nested(path: tuple[str, ...], amount: float) -> dict[str, Json]:
    value: Json = int(amount) if amount == int(amount) else amount
    for name in reversed(path[1:]):
        value = {name: value}
    return {path[0]: value}


def _finding(flow: Flow, node: Node, band: _Band) -> Finding:
    row = band.row
    limit: Text = AMOUNTS["no_limit"]
    if row.up_to is not None:
        limit = {language: text.replace("{amount}", f"{row.up_to:,.0f}") for language, text in AMOUNTS["up_to"].items()}
    return Finding(
        code="control.K05",
        severity="warning" if flow.stage == "as-is" else "error",
        where=Where(nodes=(node.key,), pointer=node.pointer),
        message=MESSAGES.text(
            "control.K05",
            place=target_title(flow, node.key),
            matter=row.matter,
            amount=limit,
            needed=row.decided_by,
        ),
    )
