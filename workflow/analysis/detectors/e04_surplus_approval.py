"""E04 多段階承認: approvals that the authority table does not ask for.

A chain is a sequence of approvals of one matter, each on every path to the next, with no branch but rejection and no
change of what they read. The authority table says which level decides; the lowest approval that suffices stays. Where
the amount is not fixed, every level that decides for some amount stays. Joint decisions (合議) are never surplus.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from workflow.analysis.authority import level_of, level_title, rank, required
from workflow.analysis.facts import Facts
from workflow.analysis.guards import (
    guard,
    independence,
    is_irreversible,
    is_weighty,
    law,
    listed,
    pinned,
    separation,
)
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.definition import EVENTS, Node
from workflow.finding import Guard
from workflow.rewrite.draft import Draft

CODE = "E04"


@dataclass(frozen=True, slots=True)
class _Judged:
    """A chain in which `stay` suffice by the authority table, whose `levels` decide the matter."""

    chain: tuple[Node, ...]
    stay: tuple[Node, ...]
    levels: tuple[str, ...]


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per surplus approval; a chain that cannot be judged yields one finding that says why."""
    for chain in chains(facts):
        missing = _missing(facts, chain)
        if missing:
            yield not_evaluable(facts, _unjudged(facts, chain, missing))
            continue
        judged = _judge(facts, chain)
        if judged is None:
            continue
        for node in chain:
            if node not in judged.stay:
                sighting = _sighting(facts, node, judged)
                yield proposed(facts, sighting, partial(_rewrite, facts, node.key))


def chains(facts: Facts) -> Iterator[tuple[Node, ...]]:
    """Yield the maximal chains of two or more approvals."""
    following = {node.key: _next(facts, node) for node in facts.steps if node.type == "approval"}
    later = {node.key for node in following.values() if node is not None}
    for key in following:
        if key in later:
            continue
        chain, node = [facts.flow.nodes[key]], following[key]
        while node is not None and node not in chain:
            chain.append(node)
            node = following[node.key]
        if len(chain) > 1:
            yield tuple(chain)


def _next(facts: Facts, first: Node) -> Node | None:
    """Return the approval that decides the same matter next, on the same record."""
    read, passed, way = set(first.reads), set(first.writes), facts.way_on(first.key)
    while way is not None and way.target != first.key:
        node = facts.flow.nodes[way.target]
        if node.type == "approval":
            same = node.matter == first.matter and facts.graph.dominates(first.key, node.key)
            return node if same and not passed & (read | set(node.reads)) else None
        if node.type in EVENTS - {"timer"} or node.type in ("form", "parallel", "inclusive") or is_irreversible(node):
            return None
        passed |= set(node.writes)
        way = facts.way_on(node.key) if len(passed) < 1_000 else None
    return None


def _missing(facts: Facts, chain: tuple[Node, ...]) -> tuple[str, ...]:
    levels = [] if all(level_of(facts, node) for node in chain) or not facts.flow.levels else ["level"]
    return tuple(dict.fromkeys([*required(facts, chain[0]).missing, *levels]))


def _judge(facts: Facts, chain: tuple[Node, ...]) -> _Judged | None:
    """Return which approvals stay; None where none is high enough (a control defect, not a saving)."""
    levels = required(facts, chain[0]).levels
    highest = max(rank(facts, level) for level in levels)
    enough = [node for node in chain if _rank_of(facts, node) >= highest]
    if not enough:
        return None
    decider = min(reversed(enough), key=lambda node: _rank_of(facts, node))
    others = {level: node for node in chain if (level := level_of(facts, node)) in levels and node is not decider}
    others.pop(level_of(facts, decider) or "", None)
    stay = tuple(node for node in chain if node is decider or node in others.values())
    return _Judged(chain, stay, tuple(sorted(levels, key=lambda level: rank(facts, level))))


def _rank_of(facts: Facts, node: Node) -> int:
    level = level_of(facts, node)
    return -1 if level is None else rank(facts, level)


def _sighting(facts: Facts, node: Node, judged: _Judged) -> Sighting:
    others = tuple(other.key for other in judged.chain if other is not node)
    return Sighting(
        code=CODE,
        nodes=(node.key, *others),
        message=MESSAGES.text("E04", step=facts.title(node.key)),
        evidence=MESSAGES.text(
            "E04.evidence",
            matter=judged.chain[0].matter,
            levels=listed(level_title(facts, level) for level in judged.levels),
            level=level_title(facts, level_of(facts, node) or ""),
            steps=listed(facts.title(other.key) for other in judged.stay),
        ),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            _joint(facts, node, judged),
            guard("GD5", is_weighty(node), step=facts.title(node.key), effect=facts.title(node.key)),
            guard("needed", bool(facts.needed_from(node) or node.documents.produces), step=facts.title(node.key)),
            pinned(facts, node),
        ),
        missing=() if node.minutes else ("minutes",),
        detail={"matter": judged.chain[0].matter, "levels": [*judged.levels]},
    )


def _joint(facts: Facts, node: Node, judged: _Judged) -> Guard:
    """GD4: several decide together, or a department at the same level or below is consulted (合議)."""
    lane = facts.flow.lanes.get(node.lane or "")
    decider = judged.stay[-1]
    own = facts.flow.lanes.get(decider.lane or "")
    foreign = bool(lane and own and lane.department and own.department and lane.department != own.department)
    consulted = foreign and _rank_of(facts, node) <= _rank_of(facts, decider)
    return guard("GD4", bool(node.members) or consulted, step=facts.title(node.key))


def _unjudged(facts: Facts, chain: tuple[Node, ...], missing: tuple[str, ...]) -> Sighting:
    steps = listed(facts.title(node.key) for node in chain)
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in chain),
        message=MESSAGES.text("E04.unjudged", steps=steps),
        evidence=MESSAGES.text("E04.unjudged.evidence", steps=steps),
        missing=missing,
    )


def _rewrite(facts: Facts, key: str, draft: Draft) -> None:
    way = facts.way_on(key)
    if way is not None:
        draft.bypass(key, way)
