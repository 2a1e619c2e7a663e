"""Codes `condition.*` about the ways out of a node: exactly one must hold, always; and shares must sum to 1."""

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import Final

from kernel.condition import condition_json
from kernel.documents import canonical
from kernel.json_types import Json
from kernel.text import Text, say
from workflow.check.choices import MAX_WORK, Choice, Coverage, choices, coverage
from workflow.check.context import CheckContext
from workflow.check.fields import known_fields
from workflow.definition import Edge, Node
from workflow.finding import Finding, Patch
from workflow.visits import TOLERANCE, share_error

_SURE: Final = 3.29
"""Standard deviations beyond which a counted rate contradicts a probability (1 in 1,000 by chance)."""


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield what is wrong with the conditions and shares on edges."""
    fields, allowance = known_fields(context), MAX_WORK
    for choice in choices(context):
        described = context.flow.stage == "as-is" and not any(edge.when for edge in choice.edges)
        yield from _defaults(context, choice)
        if described:
            continue
        open_ends = [*_without_condition(context, choice)]
        yield from open_ends
        yield from _duplicates(context, choice)
        if not open_ends:
            covered = coverage(choice, fields, context.flow.params, allowance)
            allowance -= covered.work
            if covered.uncovered is not None and not fields.complete:
                covered = Coverage(verified=False)  # a table that is not known here may never give that value
            yield from _coverage(context, choice, covered)
    for node in context.flow.nodes.values():
        yield from _shares(context, node)
        yield from _ignored(context, node)


def _defaults(context: CheckContext, choice: Choice) -> Iterator[Finding]:
    defaults = [edge for edge in choice.edges if edge.default]
    if len(defaults) > 1:
        yield context.about_node(
            "condition.several_defaults", "error", choice.node, edges=defaults, count=len(defaults)
        )


def _without_condition(context: CheckContext, choice: Choice) -> Iterator[Finding]:
    bare = [edge for edge in choice.edges if edge.when is None and not edge.default]
    has_default = any(edge.default for edge in choice.edges)
    if len(bare) == 1 and len(choice.edges) > 1 and not has_default:
        fix: Patch = ({"op": "add", "path": f"{bare[0].pointer}/default", "value": True},)
        yield context.about_edge("condition.no_default", context.strict(), bare[0], fix=fix)
        return
    for edge in bare:
        described = edge.probability is not None  # how often is known, why is still to be said
        yield context.about_edge("condition.missing", context.needed() if described else context.strict(), edge)


def _duplicates(context: CheckContext, choice: Choice) -> Iterator[Finding]:
    seen: dict[bytes, Edge] = {}
    for edge in choice.edges:
        if edge.when is None:
            continue
        form = canonical(condition_json(edge.when))
        if form in seen and not choice.several:
            first = seen[form]
            yield context.about_edge(
                "condition.duplicate",
                context.strict(),
                edge,
                property_name="when",
                first=context.name(first.target),
                second=context.name(edge.target),
            )
        seen.setdefault(form, edge)


def _coverage(context: CheckContext, choice: Choice, found: Coverage) -> Iterator[Finding]:
    node, safe = choice.node, any(edge.default for edge in choice.edges)
    if not found.verified:
        if not safe:
            yield context.about_node("condition.not_verified", "warning", node, edges=choice.edges)
        return
    if found.uncovered is not None and not safe:
        yield _with_example(context, "condition.not_exhaustive", node, choice, found.uncovered)
    elif found.uncovered_empty is not None and not safe:
        yield _with_example(context, "condition.empty_value", node, choice, found.uncovered_empty)
    if found.overlap is not None and not choice.several:
        first, second, example = found.overlap
        if first.when == second.when:
            return  # reported as a duplicate
        yield context.about_node(
            "condition.ambiguous",
            "warning",
            node,
            edges=(first, second),
            example=dict(example),
            case=_said(context, example),
            first=context.name(first.target),
            second=context.name(second.target),
        )


def _with_example(context: CheckContext, code: str, node: Node, choice: Choice, example: Mapping[str, Json]) -> Finding:
    severity = "warning" if code == "condition.empty_value" else context.strict()
    return context.about_node(
        code, severity, node, edges=choice.edges, example=dict(example), case=_said(context, example)
    )


def _said(context: CheckContext, example: Mapping[str, Json]) -> Text:
    """Return the values of an example in words: 「所得＝5、区分＝空」."""
    said: dict[str, list[str]] = {"ja": [], "en": []}
    for name, value in example.items():
        item = context.flow.data.get(name.partition(".")[0])
        for language, empty, equals in (("ja", "空", "＝"), ("en", "empty", " = ")):
            title = say(item.title, language) if item else name
            said[language].append(f"{title}{equals}{empty if value is None else _plain(value)}")
    return {"ja": "、".join(said["ja"]), "en": ", ".join(said["en"])}


def _plain(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def _shares(context: CheckContext, node: Node) -> Iterator[Finding]:
    edges = context.graph.leaving(node.key)
    total = share_error(node, edges, context.graph.split_of(node.key))
    if total is not None:
        yield context.about_node("condition.probability_sum", "error", node, edges=edges, total=f"{total:.3g}")
    for outcome, rate in node.rates.items():
        said = [edge.probability for edge in edges if edge.outcome == outcome]
        known = [share for share in said if share is not None]
        if not said or len(known) < len(said):
            continue
        share = sum(known)
        spread = _SURE * sqrt(share * (1 - share) / rate.n) + 0.5 / rate.n if rate.n and share <= 1 else 0.0
        if abs(rate.share - share) > max(spread, TOLERANCE):
            yield context.about_node(
                "condition.rate_contradiction",
                "warning",
                node,
                property_name=f"rates/{outcome}",
                outcome=outcome,
                rate=f"{rate.share:.3g}",
                probability=f"{share:.3g}",
            )


def _ignored(context: CheckContext, node: Node) -> Iterator[Finding]:
    for edge in context.graph.leaving(node.key):
        if edge.when is not None and node.type == "parallel":
            yield context.about_edge("condition.ignored", "warning", edge, property_name="when")
