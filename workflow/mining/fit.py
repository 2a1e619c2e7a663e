"""Does a case run through the picture exactly? Answered by derivatives: what is left of a tree once a step is done.

After Brzozowski (Derivatives of regular expressions, 1964), with parts that run side by side. A set of what may be
left is kept, so nothing is guessed; where it grows beyond `MOST_LEFT` the case counts as not fitting.
"""

from typing import Final

from workflow.mining.process_tree import Choice, InOrder, Loop, Silent, Step, Together, Tree
from workflow.mining.relations import Trace, Traces

MOST_LEFT: Final = 2_000
MOST_KNOWN: Final = 6_000
"""Different things that may be left, over all cases; what needs more counts as not fitting."""
MOST_TRACES: Final = 5_000
"""Different traces that are tried, the most frequent first; the rest counts as not fitting."""


def fitting(tree: Tree, traces: Traces) -> int:
    """Return how many cases of `traces` run through `tree` from beginning to end."""
    player = _Player()
    tried = sorted(traces.items(), key=lambda entry: -entry[1])[:MOST_TRACES]
    return sum(count for trace, count in tried if player.accepts(tree, trace))


def accepts(tree: Tree, trace: Trace) -> bool:
    """Say whether `trace` is one of the runs of `tree`."""
    return _Player().accepts(tree, trace)


class _Player:
    """Remembers what is left after each step: cases share most of their ways.

    What may be left is known by number: a tree costs its hash once, not at every step of every case.
    """

    def __init__(self) -> None:
        self._trees: list[Tree] = []
        self._numbers: dict[Tree, int] = {}
        self._next: dict[tuple[int, str], frozenset[int]] = {}
        self._parts: dict[tuple[Tree, str], frozenset[Tree]] = {}

    def accepts(self, tree: Tree, trace: Trace) -> bool:
        left = frozenset({self._number(tree)})
        for name in trace:
            left = frozenset(after for each in left for after in self._step(each, name))
            if not left or len(left) > MOST_LEFT or len(self._trees) > MOST_KNOWN:
                return False
        return any(_may_end(self._trees[each]) for each in left)

    def _step(self, number: int, name: str) -> frozenset[int]:
        key = (number, name)
        found = self._next.get(key)
        if found is None:
            found = self._next[key] = frozenset(map(self._number, self._after(self._trees[number], name)))
        return found

    def _number(self, tree: Tree) -> int:
        number = self._numbers.setdefault(tree, len(self._trees))
        if number == len(self._trees):
            self._trees.append(tree)
        return number

    def after(self, tree: Tree, name: str) -> frozenset[Tree]:
        """Return what may be left of a part."""
        key = (tree, name)
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = frozenset(self._after(tree, name))
        return found

    def _after(self, tree: Tree, name: str) -> set[Tree]:
        match tree:
            case Step(activity):
                return {Silent()} if activity == name else set()
            case Choice(parts):
                return {left for part in parts for left in self.after(part, name)}
            case InOrder(parts):
                return self._in_order(parts, name)
            case Together(parts):
                return {
                    _together((*parts[:place], left, *parts[place + 1 :]))
                    for place, part in enumerate(parts)
                    for left in self.after(part, name)
                }
            case Loop(body, again):
                once_more = Choice((Silent(), InOrder((again, tree))))
                found = {_in_order((left, once_more)) for left in self.after(body, name)}
                if _may_end(body):
                    found |= {_in_order((left, tree)) for left in self.after(again, name)}
                return found
            case _:
                return set()

    def _in_order(self, parts: tuple[Tree, ...], name: str) -> set[Tree]:
        found: set[Tree] = set()
        for place, part in enumerate(parts):
            found |= {_in_order((left, *parts[place + 1 :])) for left in self.after(part, name)}
            if not _may_end(part):
                break
        return found


def _may_end(tree: Tree) -> bool:
    match tree:
        case Silent():
            return True
        case Choice(parts):
            return any(map(_may_end, parts))
        case InOrder(parts) | Together(parts):
            return all(map(_may_end, parts))
        case Loop(body, _):
            return _may_end(body)
        case _:
            return False


def _in_order(parts: tuple[Tree, ...]) -> Tree:
    left: list[Tree] = []
    for part in parts:
        left += part.parts if isinstance(part, InOrder) else () if isinstance(part, Silent) else (part,)
    return left[0] if len(left) == 1 else InOrder(tuple(left)) if left else Silent()


def _together(parts: tuple[Tree, ...]) -> Tree:
    left = tuple(part for part in parts if not isinstance(part, Silent))
    return left[0] if len(left) == 1 else Together(left) if left else Silent()
