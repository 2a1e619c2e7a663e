"""PARALLELISE: steps that stood in a row run side by side, as a tree of sequences and of branches says.

A tree is the key of a step, a `Row` of trees that follow each other, or `Branches` of trees that run at the same time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from workflow.analysis.messages import MESSAGES
from workflow.analysis.shunt import gateway
from workflow.definition import Edge
from workflow.rewrite.draft import Draft


@dataclass(frozen=True, slots=True)
class Row:
    """Trees that follow each other."""

    parts: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class Branches:
    """Trees that run at the same time."""

    parts: "tuple[Tree, ...]"


Tree: TypeAlias = "str | Row | Branches"


def leaves(tree: Tree) -> tuple[str, ...]:
    """Return the steps of `tree`, in its order."""
    return (tree,) if isinstance(tree, str) else tuple(key for part in tree.parts for key in leaves(part))


def arrange(draft: Draft, keys: tuple[str, ...], tree: Tree) -> None:
    """Let the steps `keys`, which follow each other directly, run as `tree` says."""
    ways = {key: draft.leaving(key)[0] for key in keys}
    entering, onward = draft.entering(keys[0]), ways[keys[-1]].target
    first, last = _laid(draft, tree, ways)
    if isinstance(tree, Branches) or (isinstance(tree, Row) and isinstance(tree.parts[0], Branches)):
        first = _met(draft, first, len(entering))
    for edge in entering:
        draft.lead(edge, first)
    _link(draft, last, onward, ways)


def _laid(draft: Draft, tree: Tree, ways: Mapping[str, Edge]) -> tuple[str, str]:
    """Connect the inside of `tree` and return its first and its last node."""
    if isinstance(tree, str):
        return tree, tree
    if isinstance(tree, Row):
        ends = [_laid(draft, part, ways) for part in tree.parts]
        for (_, before), (after, _) in pairwise(ends):
            _link(draft, before, after, ways)
        return ends[0][0], ends[-1][1]
    steps = leaves(tree)
    split = gateway(draft, f"split-{steps[0]}", _title(draft, "parallel", steps[0]), steps[0], "parallel")
    join = gateway(draft, f"join-{steps[-1]}", _title(draft, "meet", steps[-1]), steps[-1], "parallel")
    for part in tree.parts:
        first, last = _laid(draft, part, ways)
        draft.add_edge(Edge(source=split.key, target=first, index=-1))
        _link(draft, last, join.key, ways)
    return split.key, join.key


def _link(draft: Draft, source: str, target: str, ways: Mapping[str, Edge]) -> None:
    if source in ways:
        draft.lead(draft.edges[ways[source].index], target)
    else:
        draft.add_edge(Edge(source=source, target=target, index=-1))


def _met(draft: Draft, split: str, ways_in: int) -> str:
    """Return what several ways in lead to: a parallel gateway would wait for all of them."""
    if ways_in < 2:
        return split
    (step,) = draft.nodes[split].derived_from
    meeting = gateway(draft, f"meet-{step}", _title(draft, "meet", step), step)
    draft.add_edge(Edge(source=meeting.key, target=split, index=-1))
    return meeting.key


def _title(draft: Draft, code: str, key: str) -> dict[str, str]:
    return MESSAGES.text(code, step=draft.nodes[key].title or key)
