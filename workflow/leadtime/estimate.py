"""The lead time of a flow: mean and quantiles in calendar days, by closed form (analysis.md §6.2).

Nobody queues here: that is what the simulation is for. The grid grows until hardly any case lies beyond it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workflow.definition import Flow
from workflow.graph import FlowGraph, graph_of
from workflow.leadtime.distribution import BINS, Distribution
from workflow.leadtime.durations import mean_days
from workflow.leadtime.propagation import Propagation
from workflow.structure.control_graph import control_graph_of
from workflow.structure.reach import core_of, reach_of
from workflow.structure.tree import StructureTree, structure_tree
from workflow.structure.wiring import wire

_TOLERATED: Final = 2e-4
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """Calendar days from start to end: the mean, and within how many days 50, 90 and 95 % of the cases are done.

    `exact` is False where the flow is too broken for more than the sum of its waits.
    """

    mean: float
    p50: float
    p90: float
    p95: float
    exact: bool = True


def lead_time(flow: Flow) -> LeadTime:
    """Return the lead time of `flow`."""
    graph = graph_of(flow)
    tree = _tree_of(flow)
    if tree is None:
        total = _expected_sum(flow, graph)
        return LeadTime(mean=total, p50=total, p90=total, p95=total, exact=False)
    found, complete = _on_a_grid_that_fits(flow, graph, tree, tree.root.edges[0], tree.root.edges[-1])
    return LeadTime(
        mean=found.mean,
        p50=found.quantile(0.5),
        p90=found.quantile(0.9),
        p95=found.quantile(0.95),
        exact=complete,
    )


def done_within(flow: Flow, days: Sequence[float]) -> tuple[float, ...] | None:
    """Return the share of cases that are done within each of `days`; None where the flow is too broken to tell."""
    tree = _tree_of(flow)
    if tree is None:
        return None
    found, _ = _on_a_grid_that_fits(flow, graph_of(flow), tree, tree.root.edges[0], tree.root.edges[-1])
    return tuple(found.reached(each) for each in days)


def time_between(flow: Flow, first: str, last: str) -> LeadTime | None:
    """Return the time from the end of `first` to the end of `last`.

    None unless both lie in one sequence, so that every case that does one does the other once for each time.
    """
    tree = _tree_of(flow)
    if tree is None:
        return None
    places = {tree.wiring.keys[block.nodes[0]]: block for block in tree.blocks if block.kind == "step"}
    if first not in places or last not in places:
        return None
    begin, end = places[first].exit, places[last].exit
    chain = tree.chain_of[begin]
    if tree.chain_of[end] is not chain or chain.edges.index(begin) > chain.edges.index(end):
        return None
    found, complete = _on_a_grid_that_fits(flow, graph_of(flow), tree, begin, end)
    return LeadTime(
        mean=found.mean, p50=found.quantile(0.5), p90=found.quantile(0.9), p95=found.quantile(0.95), exact=complete
    )


def _tree_of(flow: Flow) -> StructureTree | None:
    wiring = wire(control_graph_of(flow))
    reach = reach_of(wiring)
    core = wiring if len(reach.from_start & reach.to_end) == len(wiring.keys) else core_of(wiring, reach)
    return structure_tree(core) if core is not None else None


def _expected_sum(flow: Flow, graph: FlowGraph) -> float:
    """Return the expected sum of all times, as if nothing were done in parallel: never less than the mean."""
    visits = graph.frequencies.nodes
    return sum(visits[key] * mean_days(flow, node) for key, node in flow.nodes.items())


def _on_a_grid_that_fits(
    flow: Flow, graph: FlowGraph, tree: StructureTree, first: int, last: int
) -> tuple[Distribution, bool]:
    """Return the time from one edge of a chain to another, on a grid that is made coarser until all fits."""
    chain = tree.chain_of[first]
    places = chain.edges.index(first), chain.edges.index(last)
    step = max(_expected_sum(flow, graph), 1e-6) * 6 / BINS
    for _ in range(_ROUNDS):
        propagation = Propagation(flow, tree, graph.probabilities, step)
        found = propagation.along(chain, *places)
        if found.beyond <= _TOLERATED:
            break
        step *= 3
    return found, propagation.complete
