"""C05 分岐間の重複作業: several branches of a choice begin, or end, with the same work.

Found where steps that are alike (kind, people, data, papers, medium, systems, title) stand first behind one exclusive
split, or last before one place where branches meet. Work that writes or reads what the choice depends on cannot stand
before it. The rewrite does it once, before the split (hoist) or behind the branches (sink): fewer steps, same effort.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Final

from kernel.grammar import fields_of
from kernel.text import say
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, independence, irreversible, law, listed, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import guards_of, is_plain
from workflow.definition import Node
from workflow.matching.labels import likeness
from workflow.measures.performers import is_step
from workflow.rewrite.draft import Draft
from workflow.rewrite.hoist import hoist, same_minutes, sink

CODE = "C05"
ALIKE: Final = 0.9
"""Likeness of titles from which they say the same."""


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per group of steps that branches have in common, splits first."""
    told: set[str] = set()
    for key, node in facts.flow.nodes.items():
        if node.type == "exclusive" and key in facts.graph.reachable and len(facts.graph.leaving(key)) > 1:
            for group in _groups(_firsts(facts, key)) if _can_choose_later(facts, key) else ():
                told |= {each.key for each in group}
                yield _proposal(facts, key, group, "hoist")
    for key in facts.flow.nodes:
        if key in facts.graph.reachable and facts.graph.join_of(key) == "exclusive":
            lasts = [node for node in _lasts(facts, key) if node.key not in told]
            for group in _groups(lasts):
                if all(_either_or(facts, one, other) for one, other in combinations(group, 2)):
                    yield _proposal(facts, key, group, "sink")


def _can_choose_later(facts: Facts, split: str) -> bool:
    """Return whether what the choice depends on is known on every way to it: it may be asked once more behind."""
    return _asked_at(facts, split) <= facts.data.must_defined(split)


def _asked_at(facts: Facts, split: str) -> frozenset[str]:
    conditions = [edge.when for edge in facts.graph.leaving(split) if edge.when is not None]
    return facts.data_named(name for condition in conditions for name in fields_of(condition))


def _firsts(facts: Facts, split: str) -> list[Node]:
    """Return the plain steps that only `split` leads to, and that do not lead straight back."""
    nodes = [facts.flow.nodes[key] for key in facts.graph.successors(split)]
    return [
        node
        for node in nodes
        if _is_common_work(facts, node)
        and len(facts.graph.entering(node.key)) == 1
        and facts.graph.leaving(node.key)[0].target != split
    ]


def _lasts(facts: Facts, join: str) -> list[Node]:
    nodes = [facts.flow.nodes[key] for key in facts.graph.predecessors(join)]
    return [node for node in nodes if _is_common_work(facts, node) and facts.graph.join_of(node.key) != "parallel"]


def _is_common_work(facts: Facts, node: Node) -> bool:
    people_or_systems = is_step(node) and node.type in ("task", "notice", "service")
    if not people_or_systems or node.key not in facts.graph.reachable or not is_plain(facts, node):
        return False
    return set(node.reads) <= facts.data.must_defined(node.key)  # else a fault in the data would only move


def _either_or(facts: Facts, one: Node, other: Node) -> bool:
    """Return whether no case does both."""
    graph = facts.graph
    follow = graph.reaches(one.key, other.key) or graph.reaches(other.key, one.key)
    return not follow and not facts.data.run_together(one.key, other.key)


def _groups(nodes: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    """Yield the groups of two or more that are alike."""
    rest = [*nodes]
    while rest:
        first = rest.pop(0)
        group = [first, *(node for node in rest if _alike(first, node))]
        rest = [node for node in rest if node not in group]
        if len(group) > 1:
            yield tuple(group)


def _alike(one: Node, other: Node) -> bool:
    return _signature(one) == _signature(other) and likeness(say(one.title), say(other.title)) >= ALIKE


def _signature(node: Node) -> tuple[object, ...]:
    data = (frozenset(node.reads), frozenset(node.writes), frozenset(node.checks))
    papers = (frozenset(node.documents.needs), frozenset(node.documents.produces))
    place = (node.lane, node.medium, node.medium_in, node.medium_out, node.systems)
    return (node.type, node.action, node.to, node.template, node.form, node.call, *data, *papers, *place)


def _proposal(facts: Facts, place: str, group: tuple[Node, ...], kind: str) -> Proposal:
    unsaid = not any(node.title for node in group) or not any(
        facts.declares(node, "reads") or facts.declares(node, "writes") for node in group
    )
    sighting = _sighting(facts, place, group, kind, unsaid=unsaid)
    if unsaid:
        return not_evaluable(facts, sighting)
    return proposed(facts, sighting, partial(_rewrite, facts, place, group, kind), clarity_only=True)


def _sighting(facts: Facts, place: str, group: tuple[Node, ...], kind: str, *, unsaid: bool) -> Sighting:
    steps = listed(facts.title(node.key) for node in group)
    touched = _touches_choice(facts, place, group) if kind == "hoist" else frozenset[str]()
    return Sighting(
        code=CODE,
        nodes=(*(node.key for node in group), place),
        message=MESSAGES.text(f"C05.{kind}", steps=steps, place=facts.title(place)),
        evidence=MESSAGES.text("C05.unjudged" if unsaid else "C05.evidence", steps=steps, count=len(group)),
        guards=(
            *guards_of(facts, group, law, separation, independence, irreversible, due_process),
            guard("choice", bool(touched), step=facts.title(group[0].key), place=facts.title(place)),
            *guards_of(facts, group, pinned),
        ),
        missing=("reads", "writes") if unsaid else (),
        detail={"kind": kind},
    )


def _touches_choice(facts: Facts, split: str, group: tuple[Node, ...]) -> frozenset[str]:
    """Return the data that the choice depends on and the work reads or writes."""
    return _asked_at(facts, split) & frozenset[str]().union(*({*node.reads, *node.writes} for node in group))


def _rewrite(facts: Facts, place: str, group: tuple[Node, ...], kind: str, draft: Draft) -> None:
    keys = [node.key for node in group]
    same_minutes(draft, keys, [facts.graph.visits[key] for key in keys])
    if kind == "hoist":
        hoist(draft, place, keys, title=facts.title(place))
    else:
        sink(draft, keys)
