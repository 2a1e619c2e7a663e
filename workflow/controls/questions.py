"""Questions about every run of a flow: must it pass here, does this come before that, does that follow this?

On a sound flow the answer is a fixpoint over the control graph. Going backwards from an end, a run can avoid some
nodes if a choice offers one branch that avoids them, but every branch of a fork has to (analysis.md §3.2); plain
reachability would raise a false alarm for every control inside a parallel branch. Forwards, a parallel join is
reached only if all its branches are. Within tangled parts the forward answer may call a violation where there is
none, so a violation is confirmed by a state search, which also gives the run that shows it.

On flows that are not sound, or in which an end terminates other branches, only the state search counts; if there
are too many states, there is no answer (None).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from workflow.soundness.net import Net, net_of
from workflow.soundness.search import nearest
from workflow.soundness.verify import verify_graph
from workflow.structure.control_graph import ControlGraph
from workflow.structure.wiring import Wiring, wire

MAX_STATES: Final = 20_000
BUDGET: Final = 60_000
"""States that all questions about one graph may look at in vain: a bad flow with many controls must not take long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether something holds for every run; None if that cannot be told. `run` (edges) shows that it does not."""

    holds: bool | None
    run: tuple[str, ...] = ()


class Questions:
    """Answers questions about one control graph. Nodes are given by key; unknown keys are never reached."""

    def __init__(self, graph: ControlGraph) -> None:
        self._graph = graph
        self._budget = BUDGET

    def must_pass(self, through: Iterable[str], ends: Iterable[str]) -> Answer:
        """Does every run that reaches one of `ends` pass one of `through` before?"""
        wiring = self._wiring
        wanted, avoided = self._nodes(ends), self._nodes(through)
        others = self._nodes(key for key, kind in self._graph.kinds.items() if kind == "end") - wanted
        if self._is_plain and not _can_avoid(wiring, wanted, avoided | others):
            return Answer(holds=True)
        into = sum(1 << edge for node in wanted - avoided for edge in wiring.incoming[node])
        return self._unless(wiring, avoided | wanted | others, into)

    def comes_before(self, first: Iterable[str], then: Iterable[str]) -> Answer:
        """Does one of `first` come before each of `then`, in every run? A node that is both counts as done."""
        return self._before(self._wiring, self._nodes(first), self._nodes(then), backwards=False)

    def comes_after(self, first: Iterable[str], then: Iterable[str]) -> Answer:
        """Does one of `then` come after each of `first`, in every run that ends?"""
        return self._before(_reversed(self._wiring), self._nodes(then), self._nodes(first), backwards=True)

    def reaches(self, first: Iterable[str], then: Iterable[str]) -> bool:
        """Does a path lead from the start by one of `first` to one of `then`?"""
        begun = _reachable(self._wiring, frozenset({self._wiring.start})) & self._nodes(first)
        return bool(_reachable(self._wiring, begun) & self._nodes(then))

    @cached_property
    def _wiring(self) -> Wiring:
        return wire(self._graph)

    @cached_property
    def _is_plain(self) -> bool:
        """Whether the fixpoints tell the truth: the flow is sound even if no end terminates anything."""
        return verify_graph(replace(self._graph, terminating=frozenset())).sound is not False

    @cached_property
    def _number(self) -> dict[str, int]:
        return {key: node for node, key in enumerate(self._wiring.keys)}

    def _nodes(self, keys: Iterable[str]) -> frozenset[int]:
        return frozenset(self._number[key] for key in keys if key in self._number)

    def _before(self, wiring: Wiring, first: frozenset[int], then: frozenset[int], *, backwards: bool) -> Answer:
        late = then - first
        if self._is_plain:
            reached = _reached_without(wiring, first)
            into = sum(1 << edge for node in late for edge in wiring.incoming[node] if edge in reached)
            if not into:
                return Answer(holds=True)
            answer = self._unless(wiring, first | late, into)
            return replace(answer, run=answer.run[::-1]) if backwards else answer
        if backwards:
            return Answer(holds=None)
        return self._unless(wiring, first | late, sum(1 << edge for node in late for edge in wiring.incoming[node]))

    def _unless(self, wiring: Wiring, blocked: frozenset[int], into: int) -> Answer:
        """Holds unless a token can come to one of the edges `into` while the nodes `blocked` never fire."""
        net = net_of(wiring, blocked)
        limit = min(MAX_STATES, self._budget)
        try:
            # The thrifty search may overlook a branch beside an endless loop, so only its finds count.
            run = nearest(net, lambda marking: bool(marking & into), limit, thrifty=True) if self._is_plain else None
            run = run or nearest(net, lambda marking: bool(marking & into), limit, thrifty=False)
        except OverflowError:
            self._budget -= limit
            return Answer(holds=False if self._is_plain else None)
        if run is None:
            return Answer(holds=None if net.has_inclusive_join else True)
        return Answer(holds=False, run=_told(net, [edge for move in run for edge in move.produced]))


def _told(net: Net, edges: list[int]) -> tuple[str, ...]:
    return tuple(filter(None, (net.wiring.names[edge] for edge in edges)))


def _can_avoid(wiring: Wiring, wanted: frozenset[int], avoided: frozenset[int]) -> bool:
    """Return whether a run can reach `wanted` without passing `avoided`: the least fixpoint, backwards."""
    open_branches = [
        len(outs) if kind == "and" else 1 for kind, outs in zip(wiring.kinds, wiring.outgoing, strict=True)
    ]
    found = set(wanted - avoided)
    stack = [*found]
    while stack:
        for edge in wiring.incoming[stack.pop()]:
            node = wiring.sources[edge]
            open_branches[node] -= 1
            if open_branches[node] <= 0 and node not in found and node not in avoided and node not in wanted:
                found.add(node)
                stack.append(node)
    return wiring.start in found


def _reached_without(wiring: Wiring, removed: frozenset[int]) -> set[int]:
    """Return the edges that can get a token when `removed` never fire: the least fixpoint, forwards."""
    missing = [len(ins) if kind == "and" else 1 for kind, ins in zip(wiring.kinds, wiring.incoming, strict=True)]
    reached = set(wiring.outgoing[wiring.start])
    stack = [*reached]
    while stack:
        node = wiring.targets[stack.pop()]
        missing[node] -= 1
        if missing[node] == 0 and node not in removed:
            new = [edge for edge in wiring.outgoing[node] if edge not in reached]
            reached.update(new)
            stack += new
    return reached


def _reachable(wiring: Wiring, first: frozenset[int]) -> frozenset[int]:
    seen = set(first)
    stack = [*first]
    while stack:
        for edge in wiring.outgoing[stack.pop()]:
            if wiring.targets[edge] not in seen:
                seen.add(wiring.targets[edge])
                stack.append(wiring.targets[edge])
    return frozenset(seen)


def _reversed(wiring: Wiring) -> Wiring:
    """Return the flow told backwards: of a sound free-choice net it is a sound free-choice net again."""
    return replace(
        wiring,
        sources=wiring.targets,
        targets=wiring.sources,
        incoming=wiring.outgoing,
        outgoing=wiring.incoming,
        start=wiring.end,
        end=wiring.start,
        terminating=frozenset(),
    )
