"""Checks that look like repetitions, where nothing says what is checked: the statistical variant of E03.

Two checks without `checks` are taken for the same when their titles are at least 0.8 alike and they look at the same
papers or the same data, unchanged in between. That the second one finds nothing has to be counted: no case in 2,995.
"""

from collections.abc import Iterator
from typing import Final

from kernel.text import say
from workflow.analysis.facts import Facts
from workflow.analysis.statistics import Count, upper_bound
from workflow.definition import Node
from workflow.matching.labels import likeness

ALIKE: Final = 0.8
PROVED: Final = 0.001


def earlier_twins(facts: Facts, node: Node) -> Iterator[Node]:
    """Yield the steps on every path to `node` that look like the same check of the same thing, nearest first."""
    for key in facts.graph.dominators_of(node.key):
        other = facts.flow.nodes[key]
        if other.type not in ("review", "task") or other.checks or other.independent or other.action not in _CHECKING:
            continue
        alike = _same_object(node, other) and likeness(say(other.title), say(node.title)) >= ALIKE
        if alike and not facts.data.changed_between(key, node.key) & facts.examined(node):
            yield other


_CHECKING: Final = frozenset({None, "check", "other"})


def _same_object(node: Node, other: Node) -> bool:
    """Return whether both look at the same papers, or, where no papers are named, at the same data."""
    if node.documents.needs or other.documents.needs:
        return set(node.documents.needs) == set(other.documents.needs) and set(node.reads) <= set(other.reads)
    return bool(node.reads) and set(node.reads) == set(other.reads)


def finds_nothing(found: Count | None) -> bool | None:
    """Return whether a check is proved to find nothing; None where too few cases were counted to say."""
    if found is None or (found.k == 0 and upper_bound(found) > PROVED):
        return None
    return found.k == 0
