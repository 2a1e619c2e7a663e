"""What lies ahead of each node, so that a step reads only what it needs and knows when a case is decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.auto_approval import Rulebook
from workflow.definition import Node
from workflow.graph import FlowGraph

AUTOMATIC = frozenset({"start", "end", "notice", "decision", "exclusive", "parallel", "timer"})
"""Types at which a token need not rest (a timer whose time has come already lets it pass)."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """`reads`, `decides`: leaving this node may read the record, let a guarded table speak. `judgement`: people, or
    a guarded table, may still decide about the case here or further on."""

    reads: bool
    decides: bool
    judgement: bool


def outlooks_of(graph: FlowGraph, books: Mapping[str, Rulebook]) -> Mapping[str, Outlook]:
    """Return the outlook of every node: what it can reach without stopping, and what it can reach at all."""
    nodes = graph.flow.nodes.values()
    choosing = frozenset(key for key in graph.flow.nodes if any(edge.when for edge in graph.leaving(key)))
    asking = frozenset(node.key for node in nodes if _asks(node))
    judging = sum(1 << graph.numbers[node.key] for node in nodes if _judges(node, books))
    outlooks: dict[str, Outlook] = {}
    for key, number in graph.numbers.items():
        entered = reached_at_once(graph, key)
        passed = (place for place in entered if place == key or graph.node(place).type in AUTOMATIC)
        outlooks[key] = Outlook(
            reads=not asking.isdisjoint(entered) or not choosing.isdisjoint(passed),
            decides=any(place in books for place in entered),
            judgement=bool((graph.descendants[key] | 1 << number) & judging),
        )
    return outlooks


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


def _judges(node: Node, books: Mapping[str, Rulebook]) -> bool:
    book = books.get(node.key)
    return node.type in ("review", "approval") or (book is not None and book.referral is not None)


def _asks(node: Node) -> bool:
    """Say whether entering `node` reads the record."""
    assign = node.assign
    named = assign is not None and (assign.field is not None or assign.authority is not None)
    return node.type == "decision" or node.until is not None or node.amount is not None or named
