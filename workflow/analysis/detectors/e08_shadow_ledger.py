"""E08 並行台帳: a list beside the system holds what the system holds.

Stores are what tasks name in `systems`: those that people fill on the screen of a system, and those that they fill in
a spreadsheet or on paper. Found where the second kind holds at least 70 % of the same data (by meaning) as the first
and nothing alive of its own. The rewrite stops filling the list; who looked into it asks the system.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import (
    data_title,
    guard,
    independence,
    irreversible,
    is_irreversible,
    law,
    listed,
    pinned,
    separation,
)
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import guards_of
from workflow.definition import Node
from workflow.finding import Guard
from workflow.measures.performers import medium_out
from workflow.rewrite.draft import Draft

CODE = "E08"
OVERLAP: Final = 0.7
_LISTS: Final = frozenset({"excel", "paper"})


@dataclass(frozen=True, slots=True)
class _Store:
    """A place where data lie, the steps that fill it, and what it holds, by meaning."""

    name: str
    writers: tuple[Node, ...]
    holds: frozenset[str]


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per list beside a system, in flow order."""
    writers = [node for node in facts.steps if node.type == "task" and node.writes and facts.by_people(node)]
    systems = _stores(facts, [node for node in writers if medium_out(node) == "system"], frozenset())
    names = frozenset(store.name for store in systems)
    by_hand = [node for node in writers if medium_out(node) in _LISTS]
    lists = _stores(facts, by_hand, names)
    for store in lists:
        twin = _twin(store, systems)
        if twin is not None:
            yield _proposal(facts, store, twin)
    for node in by_hand:
        unnamed = _Store("", (node,), _meanings(facts, node.writes))
        if medium_out(node) == "excel" and not node.systems and (twin := _twin(unnamed, systems)):
            yield not_evaluable(facts, _sighting(facts, unnamed, twin))


def _stores(facts: Facts, writers: Sequence[Node], without: frozenset[str]) -> list[_Store]:
    filled: dict[str, list[Node]] = {}
    for node in writers:
        for name in node.systems:
            if name not in without:
                filled.setdefault(name, []).append(node)
    return [
        _Store(name, tuple(nodes), frozenset[str]().union(*(_meanings(facts, node.writes) for node in nodes)))
        for name, nodes in filled.items()
    ]


def _meanings(facts: Facts, names: Sequence[str]) -> frozenset[str]:
    """Return what the data mean, or their keys where that is not said."""
    return frozenset((item.means if (item := facts.item(name)) else None) or name for name in names)


def _twin(store: _Store, systems: Sequence[_Store]) -> _Store | None:
    """Return the system that holds most of what the list holds; None where none holds enough."""
    best = max(systems, key=lambda system: _overlap(store, system), default=None)
    return best if best is not None and _overlap(store, best) >= OVERLAP else None


def _overlap(one: _Store, other: _Store) -> float:
    return len(one.holds & other.holds) / len(one.holds | other.holds)


def _proposal(facts: Facts, store: _Store, twin: _Store) -> Proposal:
    return proposed(facts, _sighting(facts, store, twin), partial(_rewrite, facts, store, twin))


def _sighting(facts: Facts, store: _Store, twin: _Store) -> Sighting:
    named = store.name or facts.title(store.writers[0].key)
    steps = listed(facts.title(node.key) for node in store.writers)
    return Sighting(
        code=CODE,
        nodes=tuple(dict.fromkeys(node.key for node in (*store.writers, *twin.writers))),
        message=MESSAGES.text("E08", store=named, twin=twin.name, steps=steps),
        evidence=MESSAGES.text(
            "E08.evidence" if store.name else "E08.unjudged",
            store=named,
            twin=twin.name,
            share=f"{_overlap(store, twin) * 100:.0f}",
            steps=steps,
        ),
        guards=(
            *guards_of(facts, store.writers, law, separation, independence, irreversible),
            _kept(facts, store),
            guard("own_data", bool(own := _own(facts, store, twin)), data=listed(data_title(facts, n) for n in own)),
            *guards_of(facts, store.writers, due_process, pinned),
        ),
        missing=("systems",) if not store.name else () if all(node.minutes for node in store.writers) else ("minutes",),
        detail={"store": store.name, "system": twin.name, "overlap": round(_overlap(store, twin), 3)},
    )


def _own(facts: Facts, store: _Store, twin: _Store) -> list[str]:
    """Return what only the list holds and somebody reads, or what the case knows from it first."""
    found = {
        name
        for node in store.writers
        for name in facts.needed_from(node)
        if not _meanings(facts, (name,)) <= twin.holds
        or not {*facts.same_meaning(name)} & facts.data.must_defined(node.key)
    }
    return sorted(found)


def _kept(facts: Facts, store: _Store) -> Guard:
    """GD7: the list, or a paper that it makes, is the record."""
    data = {name for node in store.writers for name in node.writes if (item := facts.item(name)) and item.keep}
    papers = {
        key
        for node in store.writers
        for key in node.documents.produces
        if (paper := facts.flow.documents.get(key)) and paper.keep
    }
    titles = [*(data_title(facts, name) for name in sorted(data)), *(facts.flow.documents[key].title for key in papers)]
    return guard("GD7", bool(titles), data=listed(titles))


def _rewrite(facts: Facts, store: _Store, twin: _Store, draft: Draft) -> None:
    for node in store.writers:
        way = facts.way_on(node.key)
        spins = way is not None and way.target in facts.graph.predecessors(node.key)
        if way is None or spins or node.documents.produces or node.checks or is_irreversible(node):
            draft.set_keys(node.key, "writes", ())
            rest = facts.flow.entry_minutes * len(node.writes)
            if node.minutes is not None:
                draft.set_minutes(node.key, max(node.minutes.mean - rest, 0.0))
        else:
            draft.bypass(node.key, way)
    for node in [*draft.nodes.values()]:
        if store.name in node.systems:
            systems = tuple(dict.fromkeys(twin.name if name == store.name else name for name in node.systems))
            draft.become(replace(node, systems=systems), {"systems": [*systems]})
