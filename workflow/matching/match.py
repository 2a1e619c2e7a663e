"""Matching of two flows in stages (analysis.md §5.1): lineage, exact signature, likeness with assignment.

A to-be that was made from the as-is carries `derived_from`; that is exact, also for merges and splits. What is
left over, or comes from elsewhere, is matched by title, neighbours and data; a change of kind is only believed
where a redesign makes it (a person's check becomes a rule).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy

from kernel.text import say
from workflow.definition import Flow, Node
from workflow.graph import graph_of
from workflow.matching.labels import likeness

THRESHOLD: Final = 0.6
ROUNDS: Final = 2
NEVER: Final = -1.0
BECOMES: Final = frozenset(
    {
        frozenset(pair)
        for pair in (
            ("task", "decision"), ("task", "service"), ("task", "notice"), ("task", "review"), ("task", "form"),
            ("review", "decision"), ("review", "approval"), ("approval", "notice"), ("approval", "decision"),
            ("timer", "wait"), ("task", "wait"), ("task", "timer"),
        )
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Pairs of keys (before, after); each node stands in one pair, merge or split at most."""

    pairs: tuple[tuple[str, str], ...]
    merged: tuple[tuple[tuple[str, ...], str], ...] = ()
    split: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def after_of(self) -> Mapping[str, str]:
        """Where a step of the old flow went; of a split step, its first part."""
        found = {old: new for olds, new in self.merged for old in olds} | {old: news[0] for old, news in self.split}
        return found | dict(self.pairs)

    @property
    def before_of(self) -> Mapping[str, str]:
        """Where a step of the new flow came from; of a merged step, its first source."""
        found = {new: olds[0] for olds, new in self.merged} | {new: old for old, news in self.split for new in news}
        return found | {new: old for old, new in self.pairs}


def match(before: Flow, after: Flow) -> Matching:
    """Return which nodes of `before` and `after` are the same work."""
    pairs, merged, split = _by_lineage(before, after)
    used_before = {old for old, _ in pairs} | {old for olds, _ in merged for old in olds} | {old for old, _ in split}
    used_after = {new for _, new in pairs} | {new for _, new in merged} | {new for _, news in split for new in news}
    rest_before = [node for node in before.nodes.values() if node.key not in used_before]
    rest_after = [node for node in after.nodes.values() if node.key not in used_after]
    if not _has_lineage(before, after):
        exact = _by_signature(rest_before, rest_after)
        pairs += exact
        taken = {key for pair in exact for key in pair}
        rest_before = [node for node in rest_before if node.key not in taken]
        rest_after = [node for node in rest_after if node.key not in taken]
        pairs += _by_likeness(before, after, rest_before, rest_after, dict(pairs))
    order = {key: place for place, key in enumerate(before.nodes)}
    return Matching(pairs=tuple(sorted(pairs, key=lambda pair: order[pair[0]])), merged=merged, split=split)


def _has_lineage(before: Flow, after: Flow) -> bool:
    """Say whether `after` was made from `before`: then what is not derived is new, however alike it looks."""
    return any(source in before.nodes for node in after.nodes.values() for source in node.derived_from)


Lineage = tuple[list[tuple[str, str]], tuple[tuple[tuple[str, ...], str], ...], tuple[tuple[str, tuple[str, ...]], ...]]


def _by_lineage(before: Flow, after: Flow) -> Lineage:
    sources = {node.key: _sources(before, node) for node in after.nodes.values()}
    heirs: dict[str, list[str]] = defaultdict(list)
    for new, olds in sources.items():
        for old in olds:
            heirs[old].append(new)
    pairs: list[tuple[str, str]] = []
    merged: list[tuple[tuple[str, ...], str]] = []
    split: dict[str, list[str]] = defaultdict(list)
    for new, olds in sources.items():
        own = tuple(old for old in olds if len(heirs[old]) == 1)
        if len(own) > 1:
            merged.append((own, new))
        elif own:
            pairs.append((own[0], new))
        elif olds:
            split[olds[0]].append(new)
    for old, news in [*split.items()]:
        if len(news) == 1:
            pairs.append((old, news[0]))
            del split[old]
    return pairs, tuple(merged), tuple((old, tuple(news)) for old, news in split.items())


def _sources(before: Flow, node: Node) -> tuple[str, ...]:
    derived = tuple(dict.fromkeys(key for key in node.derived_from if key in before.nodes))
    if derived:
        return derived
    return (node.key,) if node.key in before.nodes and _may_be(before.nodes[node.key], node) else ()


def _by_signature(before: list[Node], after: list[Node]) -> list[tuple[str, str]]:
    """Pair nodes whose type, lane, data and title are the same and unique on both sides."""
    left, right = _by_sign(before), _by_sign(after)
    return [
        (left[sign][0], right[sign][0])
        for sign in left
        if len(left[sign]) == 1 and len(right.get(sign, ())) == 1 and sign[-1]
    ]


def _by_sign(nodes: list[Node]) -> dict[tuple[object, ...], list[str]]:
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for node in nodes:
        found[node.type, node.lane, frozenset(node.reads), frozenset(node.writes), say(node.title)].append(node.key)
    return found


def _by_likeness(
    before: Flow, after: Flow, left: list[Node], right: list[Node], known: dict[str, str]
) -> Iterator[tuple[str, str]]:
    if not left or not right:
        return iter(())
    fixed = np.array([[_alike(old, new) for new in right] for old in left])
    found: dict[str, str] = {}
    for _ in range(ROUNDS):
        matched = known | found
        context = np.array([[_context(before, after, old, new, matched) for new in right] for old in left])
        score = np.where(fixed == NEVER, NEVER, fixed + 0.2 * context)
        rows, columns = scipy.optimize.linear_sum_assignment(-score)
        found = {
            left[row].key: right[column].key
            for row, column in zip(rows, columns, strict=True)
            if score[row, column] >= THRESHOLD
        }
    return iter(found.items())


def _alike(old: Node, new: Node) -> float:
    if not _may_be(old, new):
        return NEVER
    titles = likeness(say(old.title), say(new.title)) if old.title or new.title else 0.5
    data = _jaccard({*old.reads, *old.writes}, {*new.reads, *new.writes})
    return 0.5 * titles + 0.2 * data + 0.05 * (old.type == new.type) + 0.05 * (old.lane == new.lane)


def _may_be(old: Node, new: Node) -> bool:
    return old.type == new.type or frozenset((old.type, new.type)) in BECOMES


def _context(before: Flow, after: Flow, old: Node, new: Node, matched: Mapping[str, str]) -> float:
    old_graph, new_graph = graph_of(before), graph_of(after)
    previous = _jaccard(
        {matched.get(key, key) for key in old_graph.predecessors(old.key)}, {*new_graph.predecessors(new.key)}
    )
    following = _jaccard(
        {matched.get(key, key) for key in old_graph.successors(old.key)}, {*new_graph.successors(new.key)}
    )
    return (previous + following) / 2


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
