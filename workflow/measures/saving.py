"""What a rewrite saves in a year, with its interval: one set of seeded draws for before and after.

The same stated figure gets the same draws in every version of the flow, so that what does not change cancels out. Only
the saving recomputed on the rewritten flow is ever shown; single savings are not added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflow.definition import Flow, Node
from workflow.finding import Interval, Saving
from workflow.graph import FlowGraph, graph_of
from workflow.measures.changes import expected_changes
from workflow.measures.draws import DRAWS, Draws, draws_of, intervals_of
from workflow.measures.effort import Term, handoff_terms, terms_of
from workflow.measures.performers import role_of
from workflow.measures.what_if import Rewritten, WhatIf

_NOISE: Final = 1e-12
_Amounts = NDArray[np.float64]
"""Staff's minutes, yen, and the resident's minutes, in the last dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Savings of a year: `saving` is the staff's; the resident's minutes stand apart."""

    saving: Saving
    resident_minutes_per_year: Interval


class Yardstick:
    """Measures rewrites of one flow against it. Its draws are made when first needed and kept."""

    def __init__(self, flow: Flow, graph: FlowGraph) -> None:
        self.flow = flow
        self._graph = graph
        self._what_if = WhatIf(flow, graph)

    def difference(self, after: Flow, graph: FlowGraph | None = None, spread: Draws | None = None) -> Difference:
        """Return what a year costs less when work is done as in `after` (more: negative).

        `spread` are draws of something else that the difference is proportional to; only their ratio to the mean
        counts. Nodes that `after` shares with the flow are the same objects.
        """
        drawn = self._drawn(after, graph)
        ratio = 1.0 if spread is None else spread[:DRAWS] / max(float(spread.mean()), _NOISE)
        scale = (self.flow.volume_per_year or 0.0) * ratio
        minutes, yen, resident = intervals_of(drawn * scale)
        return Difference(saving=Saving(minutes_per_year=minutes, yen_per_year=yen), resident_minutes_per_year=resident)

    def gains(self, after: Flow, graph: FlowGraph | None = None) -> _Amounts:
        """Return the expected gain per case: staff's minutes, yen, resident's minutes."""
        known, others = self._gains(after, graph)
        total: _Amounts = known.sum(axis=0) + sum((_amounts(term) for term in others.values()), np.zeros(3))
        return total

    def _drawn(self, after: Flow, graph: FlowGraph | None) -> _Amounts:
        """Return draws of the gain per case: three kinds × draws."""
        known, others = self._gains(after, graph)
        used = np.flatnonzero(np.abs(known).max(axis=1, initial=0.0) > _NOISE)
        # Not a matrix product: its threads wait for each other on a busy machine, and may add up in another order.
        drawn: _Amounts = np.einsum("fk,fd->kd", known[used], self._draws[used])
        for source, term in others.items():
            drawn += np.outer(_amounts(term), draws_of(source, term.certainty))
        return drawn

    def _gains(self, after: Flow, graph: FlowGraph | None) -> tuple[_Amounts, dict[str, Term]]:
        """Return what `after` needs less of: for each figure of the flow, and for figures that changed or are new."""
        now = self._now(after, graph)
        was = self._what_if.visits
        share = np.where(was > 0, 1 - now.visits / np.where(was > 0, was, 1.0), 0.0)
        known = self._amounts * share[self._places][:, None]
        others = _less(self._handoffs, {term.source: term for term in handoff_terms(after, now.handoffs)})
        for key in self._changed(after, np.flatnonzero((was <= 0) & (now.visits > 0))):
            place = self._graph.numbers.get(key)
            visits = now.new.get(key, 0.0) if place is None else float(now.visits[place])
            known[[self._rows[source] for source in self._terms.get(key, {})]] = 0.0
            others |= _less(self._terms.get(key, {}), _by_source(after, after.nodes[key], visits))
        return known, {source: term for source, term in others.items() if np.abs(_amounts(term)).max() > _NOISE}

    def _changed(self, after: Flow, revived: NDArray[np.int64]) -> list[str]:
        """Return the nodes of `after` that are new or other objects, and those that only `after` reaches."""
        changed = [key for key, node in after.nodes.items() if id(node) not in self._same]
        reached = (self._keys[place] for place in revived)
        return [*dict.fromkeys([*changed, *(key for key in reached if key in after.nodes)])]

    def _now(self, after: Flow, graph: FlowGraph | None) -> Rewritten:
        quick = self._what_if.rewritten(after) if graph is None else None
        if quick is not None:
            return quick
        graph = graph or FlowGraph(after)
        visits = np.array([graph.visits.get(key, 0.0) for key in self.flow.nodes])
        new = {key: visit for key, visit in graph.visits.items() if key not in self.flow.nodes}
        return Rewritten(visits=visits, new=new, handoffs=_handoffs(after, graph))

    # -- the figures of the flow itself

    @cached_property
    def _same(self) -> frozenset[int]:
        """The identities of the flow's nodes: what a rewrite left alone is told without comparing values."""
        return frozenset(map(id, self.flow.nodes.values()))

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(self.flow.nodes)

    @cached_property
    def _terms(self) -> dict[str, dict[str, Term]]:
        """By step, then by figure, what it contributes."""
        visits = self._graph.visits
        return {key: _by_source(self.flow, node, visits[key]) for key, node in self.flow.nodes.items()}

    @cached_property
    def _rows(self) -> dict[str, int]:
        sources = (source for terms in self._terms.values() for source in terms)
        return {source: row for row, source in enumerate(sources)}

    @cached_property
    def _amounts(self) -> _Amounts:
        amounts = [_amounts(term) for terms in self._terms.values() for term in terms.values()]
        return np.stack(amounts) if amounts else np.zeros((0, 3))

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        numbers = self._graph.numbers
        return np.array([numbers[key] for key, terms in self._terms.items() for _ in terms], dtype=np.int64)

    @cached_property
    def _draws(self) -> Draws:
        terms = [term for terms in self._terms.values() for term in terms.values()]
        return np.stack([draws_of(t.source, t.certainty) for t in terms]) if terms else np.zeros((0, DRAWS))

    @cached_property
    def _handoffs(self) -> dict[str, Term]:
        return {term.source: term for term in handoff_terms(self.flow, _handoffs(self.flow, self._graph))}


def _amounts(term: Term) -> _Amounts:
    return np.array([term.minutes, term.yen, term.resident_minutes])


def _handoffs(flow: Flow, graph: FlowGraph) -> float:
    return expected_changes(graph, lambda node: role_of(flow, node)) if flow.handoff_minutes > 0 else 0.0


def _by_source(flow: Flow, node: Node, visits: float) -> dict[str, Term]:
    return {term.source: term for term in terms_of(flow, node, visits)}


def _less(before: Mapping[str, Term], after: Mapping[str, Term]) -> dict[str, Term]:
    nothing = Term(source="", certainty=None)
    gains: dict[str, Term] = {}
    for source in {**before, **after}:
        old, new = before.get(source, nothing), after.get(source, nothing)
        gains[source] = Term(
            source=source,
            certainty=old.certainty if old is not nothing else new.certainty,
            minutes=old.minutes - new.minutes,
            yen=old.yen - new.yen,
            resident_minutes=old.resident_minutes - new.resident_minutes,
        )
    return gains


def terms_by_source(flow: Flow, graph: FlowGraph) -> dict[str, Term]:
    """Return everything that one case takes, by the figure it comes from."""
    terms = {term.source: term for term in handoff_terms(flow, _handoffs(flow, graph))}
    for key, node in flow.nodes.items():
        terms |= _by_source(flow, node, graph.visits[key])
    return terms


def yearly_saving(before: Flow, after: Flow) -> Difference:
    """Return what a year costs less with `after` than with `before` (the volume is that of `before`)."""
    return Yardstick(before, graph_of(before)).difference(after, graph_of(after))
