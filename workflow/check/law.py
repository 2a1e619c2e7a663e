"""Codes `law.*`: only a person refuses, with a reason; the Individual Number is not collected.

A refusal is an end with `result: refused`. A person refuses by an outcome of a review, an approval or a task in a
lane of staff: one that is marked `refuses`, or one behind which every way ends in a refusal. All edges by which
people refuse are cut; where a token can still come to a refusing end (a parallel join needs all its branches), a
rule refuses. In a described flow a gateway without conditions shows what the people before it decided.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from kernel.problems import Severity
from kernel.text import Text
from workflow.check.context import CheckContext
from workflow.check.structure import shortest_way
from workflow.definition import GATEWAYS, PEOPLE_WORK, Edge, Node
from workflow.finding import Finding

_NUMBER: Final = re.compile(
    r"マイナンバー(?!カード)|個人番号(?!カード)|my ?number(?! card)|individual number", re.IGNORECASE
)
_PASSING: Final = GATEWAYS | {"notice", "service", "timer", "wait"}
"""Nodes that decide nothing: behind them a gateway still shows what was decided before."""
_WHAT: Final[Mapping[str, Text]] = {
    "data": {"ja": "データ", "en": "data item"},
    "documents": {"ja": "書類", "en": "document"},
    "nodes": {"ja": "工程", "en": "step"},
}


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield every breach of the law that the engine obeys."""
    doomed = _doomed(context)
    yield from _automatic(context, doomed)
    for node in context.flow.nodes.values():
        yield from _overdue(context, node)
        yield from _unreasoned(context, node, doomed)
    yield from _individual_number(context)


def is_person(context: CheckContext, node: Node) -> bool:
    """Return whether people of the office decide at `node`."""
    lane = context.flow.lanes.get(node.lane or "")
    return node.type in PEOPLE_WORK and (lane is None or lane.kind == "staff")


def _automatic(context: CheckContext, doomed: frozenset[str]) -> Iterator[Finding]:
    refusals = [node for node in context.flow.nodes.values() if node.type == "end" and node.result == "refused"]
    if not refusals:
        return
    cut = _refused_by_people(context, doomed)
    reached = _reached(context, cut)
    for end in refusals:
        if end.key in reached and (way := shortest_way(context, end.key, cut)):
            decided = next((key for key in reversed(way[:-1]) if len(context.graph.leaving(key)) > 1), way[0])
            yield context.about_node(
                "law.automatic_refusal",
                "error",
                context.flow.nodes[decided],
                nodes=(end.key,),
                example=way,
                end=context.name(end.key),
            )


def _refused_by_people(context: CheckContext, doomed: frozenset[str]) -> frozenset[str]:
    """Return the names of the edges by which a person refuses."""
    cut: set[str] = set()
    for key, node in context.flow.nodes.items():
        refusing = {outcome.key for outcome in node.outcomes if outcome.refuses}
        decides = is_person(context, node) or _shows_a_decision(context, node)
        for edge in context.graph.leaving(key):
            marked = edge.outcome in refusing and is_person(context, node)
            chosen = context.graph.split_of(key) == "exclusive" and edge.target in doomed
            if marked or (decides and chosen):
                cut.add(edge.name)
    return frozenset(cut)


def _doomed(context: CheckContext) -> frozenset[str]:
    """Return the nodes from which every end that can be reached refuses."""
    graph, numbers = context.graph, context.graph.numbers
    ends = {key: node for key, node in context.flow.nodes.items() if node.type == "end"}
    refusing = sum(1 << numbers[key] for key, node in ends.items() if node.result == "refused")
    others = sum(1 << numbers[key] for key in ends) & ~refusing
    reach = {key: graph.descendants[key] | 1 << numbers[key] for key in context.flow.nodes}
    return frozenset(key for key, bits in reach.items() if bits & refusing and not bits & others)


def _shows_a_decision(context: CheckContext, node: Node) -> bool:
    """Return whether `node` is a gateway without conditions behind work of people only."""
    if node.type != "exclusive" or any(edge.when for edge in context.graph.leaving(node.key)):
        return False
    seen, stack = {node.key}, [node.key]
    found = False
    while stack:
        for key in context.graph.predecessors(stack.pop()):
            before = context.flow.nodes[key]
            if before.type not in _PASSING:
                if not is_person(context, before):
                    return False
                found = True
            elif key not in seen:
                seen.add(key)
                stack.append(key)
    return found


def _reached(context: CheckContext, cut: frozenset[str]) -> frozenset[str]:
    """Return the nodes to which tokens come without the edges of `cut`: a parallel join waits for all branches."""
    graph = context.graph
    waiting = {key: len(graph.entering(key)) for key in context.flow.nodes if graph.join_of(key) == "parallel"}
    reached, stack = set(graph.starts), [*graph.starts]
    while stack:
        for edge in graph.leaving(stack.pop()):
            if edge.name in cut or edge.target in reached:
                continue
            if edge.target in waiting:
                waiting[edge.target] -= 1
                if waiting[edge.target] > 0:
                    continue
            reached.add(edge.target)
            stack.append(edge.target)
    return frozenset(reached)


def _overdue(context: CheckContext, node: Node) -> Iterator[Finding]:
    refusing = {outcome.key: outcome for outcome in node.outcomes if outcome.refuses}
    for index, step in enumerate(node.on_overdue):
        if step.outcome in refusing:
            place = f"on_overdue/{index}"
            title = refusing[step.outcome].title
            yield context.about_node("law.overdue_refusal", "error", node, property_name=place, outcome=title)


def _unreasoned(context: CheckContext, node: Node, doomed: frozenset[str]) -> Iterator[Finding]:
    refusals = _refusals(context, node, doomed)
    for index, outcome in enumerate(node.outcomes):
        if outcome.reason == "required":
            continue
        unmarked = not context.described and outcome.key in refusals and is_person(context, node)
        if outcome.refuses or unmarked:
            yield context.about_node(
                "law.refusal_without_reason",
                "error" if outcome.refuses else context.needed(),
                node,
                property_name=f"outcomes/{index}",
                edges=refusals.get(outcome.key, ()),
                outcome=outcome.title,
                fix=({"op": "add", "path": f"{node.pointer}/outcomes/{index}/reason", "value": "required"},),
            )


def _refusals(context: CheckContext, node: Node, doomed: frozenset[str]) -> Mapping[str, tuple[Edge, ...]]:
    """Return by outcome the edges that lead into a refusal and nowhere else."""
    if not node.outcomes:
        return {}
    found: dict[str, tuple[Edge, ...]] = {}
    for edge in context.graph.leaving(node.key):
        if edge.outcome and edge.target in doomed:
            found[edge.outcome] = (*found.get(edge.outcome, ()), edge)
    return found


def _individual_number(context: CheckContext) -> Iterator[Finding]:
    """Look at titles only: instructions may well say that the number is not to be written down."""
    flow = context.flow
    titled: dict[str, list[tuple[str, Text]]] = {
        "data": [(key, item.title) for key, item in flow.data.items()],
        "documents": [(key, item.title) for key, item in flow.documents.items()],
        "nodes": [(key, node.title) for key, node in flow.nodes.items()],
    }
    for name, parts in titled.items():
        severity: Severity = "error" if name == "data" else context.needed()
        for index, (key, title) in enumerate(parts):
            if _asks(title) or _asks(key.replace("_", " ").replace("-", " ")):
                nodes = (key,) if name == "nodes" else ()
                pointer = f"/{name}/{index}"
                yield context.about(
                    "law.individual_number", severity, pointer, nodes=nodes, node=title, what=_WHAT[name]
                )


def _asks(title: Text) -> bool:
    texts = (title,) if isinstance(title, str) else tuple(title.values())
    return any(_NUMBER.search(unicodedata.normalize("NFKC", text)) for text in texts)
