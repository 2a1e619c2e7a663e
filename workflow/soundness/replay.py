"""Plays a run: from the names of the edges on which tokens are put to where the tokens stand in the end.

This is the other side of a witness, and knows nothing of how it was found: it takes the flow's control graph and
the run, plays by the rules of formats.md, and complains about any step that they do not allow.
"""

from collections import Counter
from collections.abc import Sequence

from workflow.structure.control_graph import ControlGraph
from workflow.structure.wiring import Wiring, wire


class CannotReplay(Exception):
    """The run asks for a step that the flow does not allow."""


def replay(graph: ControlGraph, run: Sequence[str]) -> Counter[str]:
    """Return how many tokens stand on each edge after `run`.

    Edges that no drawing shows have no name in a run; they are passed when a later step needs it.
    """
    return Counter({name: count for name, count in _Game(wire(graph)).played(run).items() if count})


class _Game:
    """The state of one replay: the number of tokens on each edge of the wiring."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._tokens: Counter[int] = Counter()
        self._tokens.update(wiring.outgoing[wiring.start])

    def played(self, run: Sequence[str]) -> Counter[str]:
        """Play `run` and return the tokens by name of edge."""
        place = 0
        while place < len(run):
            place += self._step(run, place)
        tokens: Counter[str] = Counter()
        for edge, count in self._tokens.items():
            tokens[self._wiring.names[edge]] += count
        return tokens

    def _step(self, run: Sequence[str], place: int) -> int:
        """Let one node fire that puts tokens on the next edges of the run; return how many edges that were."""
        edge = next((edge for edge, name in enumerate(self._wiring.names) if name == run[place]), None)
        if edge is None:
            raise CannotReplay(run[place])
        node = self._wiring.sources[edge]
        outs = {self._wiring.names[out]: out for out in self._wiring.outgoing[node]}
        chosen = [run[place]]
        if self._wiring.kinds[node] in ("and", "or"):
            while place + len(chosen) < len(run) and run[place + len(chosen)] in outs.keys() - chosen:
                chosen.append(run[place + len(chosen)])
        if self._wiring.kinds[node] == "and" and len(chosen) != len(outs):
            raise CannotReplay(run[place])
        self._bring(node, set())
        if not self._can_fire(node):
            raise CannotReplay(run[place])
        self._fire(node, [outs[name] for name in chosen])
        return len(chosen)

    def _bring(self, node: int, asked: set[int]) -> None:
        """Lead tokens towards `node` along edges without a name, as far as it waits for them."""
        for edge in self._wiring.incoming[node]:
            if self._wiring.names[edge] or self._tokens[edge] or edge in asked:
                continue
            asked.add(edge)
            before = self._wiring.sources[edge]
            self._bring(before, asked)
            if self._can_fire(before):
                outs = self._wiring.outgoing[before]
                self._fire(before, [*outs] if self._wiring.kinds[before] == "and" else [edge])

    def _can_fire(self, node: int) -> bool:
        tokens = [self._tokens[edge] for edge in self._wiring.incoming[node]]
        return all(tokens) if self._wiring.kinds[node] == "and" else any(tokens)

    def _fire(self, node: int, produced: list[int]) -> None:
        ready = [edge for edge in self._wiring.incoming[node] if self._tokens[edge]]
        taken = ready if self._wiring.kinds[node] in ("and", "or") else ready[:1]
        for edge in taken:
            self._tokens[edge] -= 1
        if node in self._wiring.terminating:
            self._tokens.clear()
        self._tokens.update(produced)
