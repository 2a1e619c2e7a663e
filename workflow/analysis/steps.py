"""Rows of steps, and what steps leave unsaid: questions that several detectors ask of their neighbours."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from workflow.analysis.facts import Facts
from workflow.definition import Node, Quantity
from workflow.finding import Guard

WORKING_DAY: Final = 465.0
"""Minutes of a working day of 7 hours 45 minutes."""
CLERICAL: Final = frozenset({"receive", "stamp", "copy", "scan", "carry", "file"})
"""Work on paper as a whole: it looks at no single datum."""


def is_plain(facts: Facts, node: Node) -> bool:
    """Return whether exactly one way leaves `node`, whatever happens there."""
    leaving = facts.graph.leaving(node.key)
    alone = len(leaving) == 1 and leaving[0].target != node.key and leaving[0].when is None
    return alone and not facts.ways_back(node.key)


def rows(facts: Facts, fits: Callable[[Node], bool]) -> Iterator[tuple[Node, ...]]:
    """Yield the longest rows of two or more plain steps that fit: each is the only one before the next."""
    fitting = {node.key for node in facts.steps if fits(node) and is_plain(facts, node)}
    follows = {key: _next(facts, key, fitting) for key in facts.flow.nodes if key in fitting}
    later = set(follows.values())
    for key in follows:
        if key not in later:
            row = [key]
            while (following := follows[row[-1]]) is not None and following not in row:
                row.append(following)
            if len(row) > 1:
                yield tuple(facts.flow.nodes[key] for key in row)


def _next(facts: Facts, key: str, fitting: set[str]) -> str | None:
    after = facts.graph.leaving(key)[0].target
    return after if after in fitting and len(facts.graph.entering(after)) == 1 else None


def first_that_holds(guards: Iterable[Guard]) -> Guard:
    """Return one guard for several steps: the first that holds, else the first."""
    known = [*guards]
    return next((item for item in known if item.holds), known[0])


def guards_of(facts: Facts, nodes: Sequence[Node], *asked: Callable[[Facts, Node], Guard]) -> tuple[Guard, ...]:
    """Return each guard that is asked, for all of `nodes` together."""
    return tuple(first_that_holds(ask(facts, node) for node in nodes) for ask in asked)


def mean(quantity: Quantity | None) -> float:
    """Return the mean of a figure, 0 where it is not stated."""
    return quantity.mean if quantity else 0.0


def after_or_beside(facts: Facts, key: str) -> frozenset[str]:
    """Return the nodes that can be at work after `key`, or at the same time."""
    numbers, below = facts.graph.numbers, facts.graph.descendants[key]
    return frozenset(other for other in facts.flow.nodes if below >> numbers[other] & 1) | facts.data.concurrent[key]


def silent_readers(facts: Facts, keys: Iterable[str]) -> tuple[Node, ...]:
    """Return the steps among `keys` that may look at any datum, because they do not say at which."""
    nodes = (facts.flow.nodes[key] for key in keys)
    return tuple(node for node in nodes if _is_silent(facts, node))


def _is_silent(facts: Facts, node: Node) -> bool:
    if node.type not in ("task", "review", "approval", "service", "subflow", "notice") or node.action in CLERICAL:
        return False
    told = node.template if node.type == "notice" else node.table or node.inline_table
    return not told and not facts.examined_is_known(node)
