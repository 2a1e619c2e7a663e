"""Inclusive splits and their joins as matched regions: which join waits for which split, known at publication.

An inclusive join by itself cannot know what is still under way. Here it need not: a split and its join enclose a
region that is entered through the split only and left through the join only, and every branch of the split has one
edge into the join. How many tokens the join waits for is then how many the split sent out, whatever the branches do.
What is not so is refused.
"""

from collections.abc import Iterator, Mapping

from workflow.graph import FlowGraph


def matched(graph: FlowGraph) -> Mapping[str, str]:
    """Return by inclusive split the join that closes it, for those that match."""
    splits = (key for key in graph.flow.nodes if graph.split_of(key) == "inclusive")
    return {split: join for split in splits if (join := _join_of(graph, split)) is not None}


def unmatched(graph: FlowGraph, pairs: Mapping[str, str]) -> Iterator[str]:
    """Yield the inclusive gateways that split or join without a partner."""
    joins = frozenset(pairs.values())
    for key in graph.flow.nodes:
        lonely_split = graph.split_of(key) == "inclusive" and key not in pairs
        if lonely_split or (graph.join_of(key) == "inclusive" and key not in joins):
            yield key


def _join_of(graph: FlowGraph, split: str) -> str | None:
    join = next(iter(graph.post_dominators_of(split)), None)
    if join is None or graph.join_of(join) != "inclusive" or graph.dominators_of(join)[:1] != (split,):
        return None
    seen: set[str] = set()
    for edge in graph.leaving(split):
        branch = _branch(graph, edge.target, join)
        last = sum(into.source in branch or into.name == edge.name for into in graph.entering(join))
        if split in branch or branch & seen or last != 1 or not all(graph.dominates(split, key) for key in branch):
            return None
        seen |= branch
    return join if len(graph.entering(join)) == len(graph.leaving(split)) else None


def _branch(graph: FlowGraph, first: str, join: str) -> frozenset[str]:
    """Return the nodes from `first` on that lie before `join`."""
    seen: set[str] = set()
    stack = [first]
    while stack:
        key = stack.pop()
        if key != join and key not in seen:
            seen.add(key)
            stack.extend(graph.successors(key))
    return frozenset(seen)
