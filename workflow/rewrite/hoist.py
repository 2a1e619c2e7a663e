"""HOIST and SINK: what several branches do alike is done once, before the split or behind it.

The steps are alike, each is the only one at its place of its branch, and one way leaves it.
"""

from collections.abc import Sequence
from dataclasses import replace

from kernel.json_types import Json
from kernel.text import Text
from workflow.definition import Edge, Node, Quantity
from workflow.rewrite.draft import Draft


def hoist(draft: Draft, split: str, keys: Sequence[str], *, title: Text) -> None:
    """Do what the branches of `split` that begin with `keys` begin with before they part.

    Where other branches begin otherwise, those that do alike first part from them, then from each other.
    """
    kept = keys[0]
    ways = {key: draft.leaving(key)[0] for key in keys}
    branches = [edge for edge in draft.leaving(split) if edge.target in ways]
    if len(branches) == len(draft.leaving(split)):
        entering = draft.entering(split)
        for edge in branches:
            draft.lead(edge, ways[edge.target].target)
        for edge in entering:
            draft.lead(edge, kept)
        draft.lead(ways[kept], split)
    else:
        _part_later(draft, split, kept, branches, ways, title)
    for key in keys[1:]:
        draft.remove_node(key)


def _part_later(
    draft: Draft, split: str, kept: str, branches: Sequence[Edge], ways: dict[str, Edge], title: Text
) -> None:
    shares = [edge.probability for edge in branches]
    total = sum(share for share in shares if share is not None) if None not in shares else None
    gate = draft.free_key(f"{split}-later")
    plain: Json = title if isinstance(title, str) else dict(title)
    node = Node(key=gate, type="exclusive", index=-1, title=title, derived_from=(split,))
    draft.add_node(node, {"key": gate, "type": "exclusive", "title": plain, "derived_from": [split]})
    conditions = [draft.edge_line(edge.index).get("when") for edge in branches]
    for edge in branches:
        share = edge.probability / total if total and edge.probability is not None else None
        said = {name: draft.edge_line(edge.index).get(name) for name in ("when", "default", "title")}
        onward, branch = ways[edge.target].target, replace(edge, source=gate, probability=share)
        draft.remove_edge(edge)
        added = draft.add_edge(branch, **{name: value for name, value in said.items() if value is not None})
        draft.lead(added, onward)  # two that have nothing left to do become one
    default = any(edge.default for edge in branches)
    known = [condition for condition in conditions if condition is not None]
    when: dict[str, Json] = {"default": True} if default else {"when": {"any": known}} if known else {}
    draft.add_edge(Edge(source=split, target=kept, index=-1, probability=total, default=default), **when)
    draft.lead(ways[kept], gate)


def sink(draft: Draft, keys: Sequence[str]) -> None:
    """Let the branches that end with `keys` meet before the first of them and do it once; all lead to one place."""
    for key in keys[1:]:
        for edge in draft.entering(key):
            draft.lead(edge, keys[0])
        draft.remove_node(key)


def same_minutes(draft: Draft, keys: Sequence[str], weights: Sequence[float]) -> None:
    """Let the first of `keys` take the mean minutes of all, weighed with how often each is done."""
    known = [draft.nodes[key].minutes for key in keys]
    figures = [figure for figure in known if figure is not None]
    if len(figures) < len(known) or len({figure.mean for figure in figures}) < 2:
        return
    total = sum(weights) or 1.0
    mean = sum(figure.mean * weight for figure, weight in zip(figures, weights, strict=True)) / total
    draft.set_minutes(keys[0], Quantity(mean=round(mean, 6)).mean)
