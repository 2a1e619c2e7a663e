"""The city's other procedures: what one of them can only be judged by beside the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kernel.text import say
from workflow.definition import Flow
from workflow.graph import graph_of
from workflow.matching import match
from workflow.matching.labels import likeness
from workflow.measures.changes import expected_changes
from workflow.measures.performers import is_step, role_of


@dataclass(frozen=True)
class Portfolio:
    """The procedures of a city, one flow each."""

    flows: tuple[Flow, ...]

    def beside(self, flow: Flow) -> tuple[Flow, ...]:
        """Return the other procedures: those with another key."""
        return tuple(other for other in self.flows if other.key != flow.key)

    @cached_property
    def handoffs(self) -> tuple[float, ...]:
        """Expected hand-offs per case, by procedure."""
        return tuple(handoffs_of(flow) for flow in self.flows)

    def percentile_of_handoffs(self, percent: float) -> float:
        """Return what `percent` of the procedures stay below."""
        return float(np.percentile(self.handoffs, percent))

    def asking_the_same(self, flow: Flow, least: float) -> tuple[tuple[Flow, float], ...]:
        """Return the other procedures that ask for the same data to at least `least`, each with the share.

        All are compared at once: in a city of a thousand procedures this is asked a thousand times.
        """
        own = asked(flow)
        if not own:
            return ()
        names, table, sizes = self._questions
        row = np.array([name in own for name in names], dtype=np.float32)
        common = table @ row
        shares = common / np.maximum(sizes + len(own) - common, 1.0)
        places = np.flatnonzero(shares >= least).tolist()
        return tuple(
            (other, overlap(own, asked(other))) for place in places if (other := self.flows[place]).key != flow.key
        )

    @cached_property
    def _questions(self) -> tuple[list[str], NDArray[np.float32], NDArray[np.float32]]:
        """What residents are asked anywhere, who asks for what, and for how much."""
        asking = [asked(flow) for flow in self.flows]
        names = sorted(frozenset[str]().union(*asking))
        table = np.zeros((len(asking), len(names)), dtype=np.float32)
        places = {name: place for place, name in enumerate(names)}
        for number, own in enumerate(asking):
            table[number, [places[name] for name in own]] = 1.0
        return names, table, table.sum(axis=1)


def handoffs_of(flow: Flow) -> float:
    """Return how often per case another person takes over."""
    return expected_changes(graph_of(flow), lambda node: role_of(flow, node))


def asked(flow: Flow) -> frozenset[str]:
    """Return what the resident is asked, by meaning, or by key where the meaning is not said."""
    return frozenset(item.means or item.key for item in flow.data.values() if item.source == "resident")


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of both that is common (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def similarity(one: Flow, other: Flow) -> float:
    """Return how alike two flows are, from 0 to 1: 1 − mean of skipped steps, skipped edges and unlike titles.

    The weights of Dijkman, Dumas, García-Bañuelos (BPM 2009), all 1, over the matching of the comparison.
    """
    pairs = dict(match(one, other).pairs)
    steps = [key for key, node in one.nodes.items() if is_step(node)]
    others = [key for key, node in other.nodes.items() if is_step(node)]
    if not steps or not others:
        return 0.0
    matched = [(key, pairs[key]) for key in steps if key in pairs and is_step(other.nodes[pairs[key]])]
    skipped = 1 - 2 * len(matched) / (len(steps) + len(others))
    unlike = [1 - likeness(say(one.nodes[a].title), say(other.nodes[b].title)) for a, b in matched]
    titles = sum(unlike) / len(unlike) if unlike else 1.0
    return 1 - (skipped + _skipped_edges(one, other, pairs) + titles) / 3


def _skipped_edges(one: Flow, other: Flow, pairs: dict[str, str]) -> float:
    known = {(edge.source, edge.target) for edge in other.edges}
    kept = sum((pairs.get(edge.source), pairs.get(edge.target)) in known for edge in one.edges)
    total = len(one.edges) + len(other.edges)
    return 1 - 2 * kept / total if total else 0.0


def portfolio_of(flows: Iterable[Flow]) -> Portfolio:
    """Return the portfolio of `flows`; of several versions of one procedure the last one counts."""
    return Portfolio(tuple({flow.key: flow for flow in flows}.values()))
