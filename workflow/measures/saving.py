"""What a rewrite saves in a year, with its interval: one set of seeded draws for before and after.

Each stated figure is drawn 1,000 times around its mean: ±5 % where it was measured (実測), ±20 % where it was
estimated (推計, and where nothing is said), ±50 % where it was felt (感覚); that is the range from P5 to P95 of a
log-normal factor. The same figure gets the same draws in every version of the flow, so that what does not change
cancels out. Only the saving recomputed on the rewritten flow is ever shown; single savings are not added up.
"""

import math
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflow.definition import Certainty, Flow
from workflow.finding import Interval, Saving
from workflow.graph import FlowGraph, graph_of
from workflow.measures.changes import expected_changes
from workflow.measures.effort import Term, handoff_terms, terms_of
from workflow.measures.performers import role_of

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


@dataclass(slots=True)
class Yardstick:
    """Measures rewrites of `flow` against it. Its draws are made when first needed and kept."""

    flow: Flow
    graph: FlowGraph
    _terms: dict[str, Term] = field(init=False)
    _factors: dict[str, Draws] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._terms = terms_by_source(self.flow, self.graph)

    def difference(self, after: Flow, graph: FlowGraph, spread: Draws | None = None) -> Difference:
        """Return what a year costs less when work is done as in `after` (more: negative).

        `spread` are draws of something else that the difference is proportional to; only their ratio to the mean
        counts.
        """
        ratio = None if spread is None else spread[:DRAWS] / max(float(spread.mean()), 1e-12)
        return self._difference(terms_by_source(after, graph, self), ratio)

    def factors(self, source: str, certainty: Certainty | None) -> Draws:
        """Return the draws for the figure called `source`, as factors of its mean."""
        if source not in self._factors:
            generator = np.random.default_rng([_SEED, zlib.crc32(source.encode())])
            sigma = math.log1p(SPREADS[certainty]) / _P95
            self._factors[source] = np.exp(sigma * generator.standard_normal(DRAWS))
        return self._factors[source]

    def terms_of_node(self, key: str) -> tuple[Term, ...]:
        """Return the terms that the step `key` contributes before any rewrite."""
        return tuple(self._terms[source] for name in _FIGURES if (source := f"{key}.{name}") in self._terms)

    def _difference(self, after: Mapping[str, Term], ratio: Draws | None) -> Difference:
        before = self._terms
        changed = [source for source in {**before, **after} if before.get(source) != after.get(source)]

        def yearly(figure: Callable[[Term], float]) -> Interval:
            draws = np.zeros(DRAWS)
            for source in sorted(changed):
                old, new = before.get(source), after.get(source)
                gain = (figure(old) if old else 0.0) - (figure(new) if new else 0.0)
                known = old or new
                if known is not None and abs(gain) > 1e-12:
                    draws += gain * self.factors(source, known.certainty)
            return interval_of(draws * (self.flow.volume_per_year or 0.0) * (1.0 if ratio is None else ratio))

        return Difference(
            saving=Saving(
                minutes_per_year=yearly(lambda term: term.minutes), yen_per_year=yearly(lambda term: term.yen)
            ),
            resident_minutes_per_year=yearly(lambda term: term.resident_minutes),
        )


_FIGURES: Final = ("minutes", "setup_minutes")


def terms_by_source(flow: Flow, graph: FlowGraph, known: Yardstick | None = None) -> dict[str, Term]:
    """Return the terms of `flow` by the figure they come from; those of steps that `known` shares are reused."""
    terms: dict[str, Term] = {}
    for key, node in graph.flow.nodes.items():
        visits = graph.visits[key]
        if known is not None and known.flow.nodes.get(key) is node and abs(known.graph.visits[key] - visits) < 1e-12:
            terms.update((term.source, term) for term in known.terms_of_node(key))
        else:
            terms.update((term.source, term) for term in terms_of(flow, node, visits))
    if flow.handoff_minutes > 0:
        handoffs = expected_changes(graph, lambda node: role_of(flow, node))
        terms.update((term.source, term) for term in handoff_terms(flow, handoffs))
    return terms


def yearly_saving(before: Flow, after: Flow) -> Difference:
    """Return what a year costs less with `after` than with `before` (the volume is that of `before`)."""
    return Yardstick(before, graph_of(before)).difference(after, graph_of(after), None)


def interval_of(draws: Draws) -> Interval:
    """Return the 5th, 50th and 95th percentile of `draws`."""
    low, middle, high = np.percentile(draws, (5, 50, 95))
    return Interval(p5=float(low), p50=float(middle), p95=float(high))
