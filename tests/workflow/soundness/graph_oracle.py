"""Small control graphs, written down in a line or drawn at random, and an exhaustive search to judge them by.

The search here is on purpose naive: markings are multisets in plain dictionaries, moves follow formats.md word by
word, every order of moves is tried. It shares no code with the product.
"""

import random
from collections import Counter, deque
from collections.abc import Iterator
from itertools import pairwise

from workflow.structure.control_graph import ControlEdge, ControlGraph, Kind

Marking = frozenset[tuple[str, int]]
"""Tokens by name of edge."""

BEGIN, DONE = "(begin)", "(done)"


def graph_of(*lines: str, terminating: str = "") -> ControlGraph:
    """Read a graph from lines like `s -> a -> x1 -> b -> x2 -> e`.

    The first letter of a key is its kind: s start, e end, x exclusive, p parallel, o inclusive, all else tasks.
    """
    letters: dict[str, Kind] = {"s": "start", "e": "end", "x": "xor", "p": "and", "o": "or"}
    kinds: dict[str, Kind] = {}
    edges: list[ControlEdge] = []
    for line in lines:
        keys = [key.strip() for key in line.split("->")]
        for key in keys:
            kinds[key] = letters.get(key[0], "task")
        edges += (ControlEdge(source=a, target=b, name=f"{a}->{b}") for a, b in pairwise(keys))
    ends = frozenset(key.strip() for key in terminating.split(",") if key.strip())
    return ControlGraph(kinds=kinds, edges=tuple(edges), terminating=ends)


class Oracle:
    """All that can happen in one graph without inclusive joins."""

    def __init__(self, graph: ControlGraph, limit: int = 50_000) -> None:
        self.graph = graph
        self.limit = limit
        self.outs: dict[str, list[str]] = {key: [] for key in graph.kinds}
        self.ins: dict[str, list[str]] = {key: [] for key in graph.kinds}
        for edge in graph.edges:
            self.outs[edge.source].append(edge.name)
            self.ins[edge.target].append(edge.name)
        for key, kind in graph.kinds.items():
            if kind == "start":
                self.ins[key].append(BEGIN)
            if kind == "end":
                self.outs[key].append(DONE)

    def moves(self, marking: Counter[str], without: frozenset[str] = frozenset()) -> Iterator[tuple[str, Counter[str]]]:
        """Yield (node that fires, marking after) for everything that can happen; nodes in `without` never fire."""
        for key, kind in self.graph.kinds.items():
            if key in without or not self.outs[key]:
                continue
            takes = [[name] for name in self.ins[key]]
            if kind == "and" and takes:
                takes = [self.ins[key]]
            for take in takes:
                if any(marking[name] < 1 for name in take):
                    continue
                for give in self.gives(key, kind):
                    after = Counter() if key in self.graph.terminating else marking - Counter(take)
                    yield key, after + Counter(give)

    def gives(self, key: str, kind: Kind) -> list[list[str]]:
        """Return the sets of edges that `key` may put tokens on."""
        outs = self.outs[key]
        if kind == "xor":
            return [[name] for name in outs]
        if kind == "or":
            return [
                [name for place, name in enumerate(outs) if chosen >> place & 1] for chosen in range(1, 2 ** len(outs))
            ]
        return [outs]

    def problems(self) -> frozenset[str] | None:
        """Return what is wrong: deadlock, two_tokens, left_over, livelock, unreachable.

        None: there are too many states, or an inclusive join, of which this search knows nothing.
        """
        if any(kind == "or" and len(self.ins[key]) > 1 for key, kind in self.graph.kinds.items()):
            return None
        first = Counter({BEGIN: 1})
        numbers = {_frozen(first): 0}
        queue = deque([first])
        edges: list[tuple[int, int]] = []
        wrong: set[str] = set()
        fired: set[str] = set()
        while queue:
            marking = queue.popleft()
            here = numbers[_frozen(marking)]
            if marking[DONE] and marking.total() > 1:
                wrong.add("left_over")
                continue
            if max(marking.values()) > 1:
                wrong.add("two_tokens")
                continue
            after = [*self.moves(marking)]
            if not after and not marking[DONE]:
                wrong.add("deadlock")
            for node, following in after:
                fired.add(node)
                known = _frozen(following)
                if known not in numbers:
                    numbers[known] = len(numbers)
                    queue.append(following)
                edges.append((here, numbers[known]))
            if len(numbers) > self.limit:
                return None
        if not wrong:
            wrong |= self._never_ending(numbers, edges)
            wrong |= {"unreachable"} if fired != set(self.graph.kinds) else set()
        return frozenset(wrong)

    def can_still_end(self, tokens: Counter[str], limit: int) -> bool:
        """Return whether the proper end can be reached from `tokens`, as far as `limit` markings can tell."""
        seen = {_frozen(tokens)}
        queue = deque([tokens])
        while queue and len(seen) < limit:
            for _, after in self.moves(queue.popleft()):
                if _frozen(after) == frozenset({(DONE, 1)}):
                    return True
                if _frozen(after) not in seen:
                    seen.add(_frozen(after))
                    queue.append(after)
        return False

    @staticmethod
    def _never_ending(numbers: dict[Marking, int], edges: list[tuple[int, int]]) -> set[str]:
        done = numbers.get(_frozen(Counter({DONE: 1})))
        before: dict[int, list[int]] = {}
        for a, b in edges:
            before.setdefault(b, []).append(a)
        seen = set() if done is None else {done}
        stack = [*seen]
        while stack:
            for earlier in before.get(stack.pop(), ()):
                if earlier not in seen:
                    seen.add(earlier)
                    stack.append(earlier)
        return set() if len(seen) == len(numbers) else {"livelock"}


def _frozen(marking: Counter[str]) -> Marking:
    return frozenset((name, count) for name, count in marking.items() if count)


def random_graph(seed: int, size: int, kinds: str = "xp") -> ControlGraph:
    """Return a random graph of `size` gateways or tasks of which most nodes lie between start and end.

    A random path from start to end is laid first; then further paths leave and enter it at random places, so that
    every node can be reached and can reach the end, forwards or in a loop.
    """
    chance = random.Random(seed)
    keys = [f"{chance.choice(kinds + 't')}{number}" for number in range(size)]
    first = [*keys[: max(1, size // 2)]]
    links = [("s", first[0]), *pairwise(first), (first[-1], "e")]
    placed = [*first]
    rest = keys[len(first) :]
    while rest:
        take = chance.randint(1, min(3, len(rest)))
        path, rest = rest[:take], rest[take:]
        source, target = chance.choice(placed), chance.choice(placed)
        if chance.random() < 0.8 and placed.index(source) > placed.index(target):
            source, target = target, source
        links += zip([source, *path], [*path, target], strict=True)
        placed += path
    return graph_of(*(f"{a} -> {b}" for a, b in dict.fromkeys(links)))


def random_sound_graph(seed: int, size: int, kinds: str = "xp") -> ControlGraph:
    """Return a random sound graph with about `size` tasks: blocks within blocks, some of them tangled.

    Tangles come from fusing a split with the split after it and then moving a branch, which keeps XOR-only and
    AND-only acyclic parts sound but takes away their block structure.
    """
    return _Builder(random.Random(seed), kinds).graph(size)


class _Builder:
    def __init__(self, chance: random.Random, kinds: str) -> None:
        self.chance = chance
        self.kinds = kinds
        self.links: list[tuple[str, str]] = []
        self.number = 0

    def graph(self, size: int) -> ControlGraph:
        self.block("s", "e", size)
        return graph_of(*(f"{a} -> {b}" for a, b in self.links))

    def new(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def task(self, before: str, after: str) -> None:
        key = self.new("t")
        self.links += [(before, key), (key, after)]

    def block(self, before: str, after: str, size: int) -> None:
        """Put about `size` tasks between the nodes `before` and `after`."""
        if size <= 1:
            self.task(before, after)
            return
        shape = self.chance.choice(["sequence", "sequence", "bond", "bond", "loop", "tangle"])
        if shape == "sequence":
            middle = self.new("t")
            share = self.chance.randint(1, size - 1)
            self.block(before, middle, share)
            self.block(middle, after, size - share)
            return
        letter = "x" if shape == "loop" else self.chance.choice(self.kinds)
        split, join = self.new(letter), self.new(letter)
        if shape == "loop":
            self.links += [(before, join), (split, after)]
            self.block(join, split, size // 2)
            self.block(split, join, size - size // 2)
            return
        self.links += [(before, split), (join, after)]
        if shape == "tangle" and size >= 4 and letter in "xp":
            self.tangle(split, join, letter, size)
            return
        for share in (size // 2, size - size // 2):
            self.block(split, join, share)

    def tangle(self, split: str, join: str, letter: str, size: int) -> None:
        """Two inner splits feed two inner joins crosswise: no part but the whole has one way in and one way out."""
        splits = [self.new(letter), self.new(letter)]
        joins = [self.new(letter), self.new(letter)]
        self.links += [(split, inner) for inner in splits]
        self.links += [(inner, join) for inner in joins]
        share = size // 4
        for a in splits:
            for b in joins:
                self.block(a, b, share)
