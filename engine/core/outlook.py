"""What lies ahead of each node, so that a step reads only what it needs and knows when a case is decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.auto_approval import Rulebook
from workflow.definition import Node
from workflow.graph import FlowGraph

AUTOMATIC = frozenset(
    {"start", "end", "notice", "decision", "exclusive", "parallel", "inclusive", "timer", "wait", "subflow"}
)
"""Types at which a token need not rest: a timer whose time has come lets it pass, so do a message that came early
and a group without items."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """`reads`, `decides`: leaving this node may read the record, let a guarded table speak. `judgement`: people, or
    a guarded table, may still decide about the case here or further on."""

    reads: bool
    decides: bool
    judgement: bool


def outlooks_of(graph: FlowGraph, books: Mapping[str, Rulebook]) -> Mapping[str, Outlook]:
    """Return the outlook of every node; the cost is linear in the size of the flow."""
    nodes = graph.flow.nodes.values()
    choosing = {key for key in graph.flow.nodes if any(edge.when for edge in graph.leaving(key))}
    asking = {node.key for node in nodes if _asks(node)}
    reading = _leading_at_once_to(graph, asking, choosing)
    deciding = _leading_at_once_to(graph, set(books), set())
    judging = sum(1 << graph.numbers[node.key] for node in nodes if _judges(node, books))
    return {
        key: Outlook(
            reads=key in reading,
            decides=key in deciding,
            judgement=bool((graph.descendants[key] | 1 << number) & judging),
        )
        for key, number in graph.numbers.items()
    }


def reached_at_once(graph: FlowGraph, key: str) -> tuple[str, ...]:
    """Return `key` and what a token that leaves it may enter before it rests, the resting places included."""
    seen, stack = {key: None}, [key]
    while stack:
        for target in graph.successors(stack.pop()):
            if target not in seen:
                seen[target] = None
                if graph.node(target).type in AUTOMATIC:
                    stack.append(target)
    return tuple(seen)


def _leading_at_once_to(graph: FlowGraph, entered: set[str], left: set[str]) -> set[str]:
    """Return the nodes from which a token can enter one of `entered`, or leave one of `left`, before it rests."""
    found = left | {before for key in entered for before in graph.predecessors(key)}
    stack = list(found)
    while stack:
        key = stack.pop()
        if graph.node(key).type in AUTOMATIC:
            new = set(graph.predecessors(key)) - found
            found |= new
            stack += new
    return found


def _judges(node: Node, books: Mapping[str, Rulebook]) -> bool:
    book = books.get(node.key)
    return node.type in ("review", "approval", "subflow") or (book is not None and book.referral is not None)


def _asks(node: Node) -> bool:
    """Say whether entering `node` reads the record."""
    assign = node.assign
    named = assign is not None and (assign.field is not None or assign.authority is not None)
    exprs = (node.until, node.amount, node.correlate)
    return node.type in ("decision", "subflow") or any(expr is not None for expr in exprs) or named
