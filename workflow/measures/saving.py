"""What a rewrite saves in a year, with its interval: one set of seeded draws for before and after.

Each stated figure is drawn 1,000 times around its mean: ±5 % where it was measured (実測), ±20 % where it was
estimated (推計, and where nothing is said), ±50 % where it was felt (感覚); that is the range from P5 to P95 of a
log-normal factor. The same figure gets the same draws in every version of the flow, so that what does not change
cancels out. Only the saving recomputed on the rewritten flow is ever shown; single savings are not added up.
"""

import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflow.definition import Certainty, Flow, Node
from workflow.finding import Interval, Saving
from workflow.graph import FlowGraph, graph_of
from workflow.measures.changes import expected_changes
from workflow.measures.effort import Term, handoff_terms, terms_of
from workflow.measures.performers import role_of
from workflow.measures.what_if import WhatIf

DRAWS: Final = 1_000
SPREADS: Final[Mapping[Certainty | None, float]] = {"measured": 0.05, "estimated": 0.20, "felt": 0.50, None: 0.20}
_SEED: Final = 20261122
_P95: Final = 1.6448536269514722
"""Standard deviations from the median to the 95th percentile of a normal distribution."""

Draws = NDArray[np.float64]


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
        self._what_if = WhatIf(graph)
        self._factors: dict[str, Draws] = {}

    @cached_property
    def _terms(self) -> dict[str, dict[str, Term]]:
        """By step, then by figure, what it contributes."""
        visits = self._graph.visits
        return {key: _by_source(self.flow, node, visits[key]) for key, node in self.flow.nodes.items()}

    @cached_property
    def _handoffs(self) -> dict[str, Term]:
        return _handoff_term(self.flow, self._graph)

    def difference(self, after: Flow, graph: FlowGraph | None = None, spread: Draws | None = None) -> Difference:
        """Return what a year costs less when work is done as in `after` (more: negative).

        `spread` are draws of something else that the difference is proportional to; only their ratio to the mean
        counts. Nodes that `after` shares with the flow are the same objects.
        """
        gains = self._gains(after, graph)
        ratio = 1.0 if spread is None else spread[:DRAWS] / max(float(spread.mean()), 1e-12)
        scale = (self.flow.volume_per_year or 0.0) * ratio
        sources = [source for source, term in gains.items() if _counts(term)]
        if not sources:
            return Difference(
                saving=Saving(minutes_per_year=_ZERO, yen_per_year=_ZERO), resident_minutes_per_year=_ZERO
            )
        draws = np.stack([self._draws(source, gains[source].certainty) for source in sources])
        figures = np.array(
            [[getattr(gains[source], name) for source in sources] for name in ("minutes", "yen", "resident_minutes")]
        )
        minutes, yen, resident = (interval_of(row * scale) for row in figures @ draws)
        return Difference(saving=Saving(minutes_per_year=minutes, yen_per_year=yen), resident_minutes_per_year=resident)

    def _draws(self, source: str, certainty: Certainty | None) -> Draws:
        """Return the draws for the figure called `source`, as factors of its mean."""
        if source not in self._factors:
            generator = np.random.default_rng([_SEED, zlib.crc32(source.encode())])
            sigma = math.log1p(SPREADS[certainty]) / _P95
            self._factors[source] = np.exp(sigma * generator.standard_normal(DRAWS))
        return self._factors[source]

    def _gains(self, after: Flow, graph: FlowGraph | None) -> dict[str, Term]:
        """Return by figure what `after` needs less of, per case."""
        visits, handoffs = self._after(after, graph)
        gains = _less(self._handoffs, handoffs)
        for key in {**self.flow.nodes, **after.nodes}:
            node = after.nodes.get(key)
            now = visits.get(key, 0.0)
            if node is not None and self.flow.nodes.get(key) is node:
                was = self._graph.visits[key]
                if abs(was - now) > 1e-12 and was > 0:
                    gains |= {source: _times(term, 1 - now / was) for source, term in self._terms[key].items()}
                    continue
                if was > 0:
                    continue
            gains |= _less(self._terms.get(key, {}), _by_source(after, node, now) if node else {})
        return gains

    def _after(self, after: Flow, graph: FlowGraph | None) -> tuple[Mapping[str, float], dict[str, Term]]:
        quick = self._what_if.rewritten(after) if graph is None else None
        if quick is None:
            graph = graph or FlowGraph(after)
            return graph.visits, _handoff_term(after, graph)
        return quick.visits, {term.source: term for term in handoff_terms(after, quick.handoffs)}


_ZERO: Final = Interval(p5=0.0, p50=0.0, p95=0.0)


def _by_source(flow: Flow, node: Node, visits: float) -> dict[str, Term]:
    return {term.source: term for term in terms_of(flow, node, visits)}


def _handoff_term(flow: Flow, graph: FlowGraph) -> dict[str, Term]:
    if flow.handoff_minutes <= 0:
        return {}
    handoffs = expected_changes(graph, lambda node: role_of(flow, node))
    return {term.source: term for term in handoff_terms(flow, handoffs)}


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


def _times(term: Term, share: float) -> Term:
    return replace(
        term, minutes=term.minutes * share, yen=term.yen * share, resident_minutes=term.resident_minutes * share
    )


def _counts(term: Term) -> bool:
    return max(abs(term.minutes), abs(term.yen), abs(term.resident_minutes)) > 1e-12


def terms_by_source(flow: Flow, graph: FlowGraph) -> dict[str, Term]:
    """Return everything that one case takes, by the figure it comes from."""
    terms = _handoff_term(flow, graph)
    for key, node in flow.nodes.items():
        terms |= _by_source(flow, node, graph.visits[key])
    return terms


def yearly_saving(before: Flow, after: Flow) -> Difference:
    """Return what a year costs less with `after` than with `before` (the volume is that of `before`)."""
    return Yardstick(before, graph_of(before)).difference(after, graph_of(after))


def interval_of(draws: Draws) -> Interval:
    """Return the 5th, 50th and 95th percentile of `draws`."""
    low, middle, high = np.percentile(draws, (5, 50, 95))
    return Interval(p5=float(low), p50=float(middle), p95=float(high))
