"""The picture of a log: what most cases do, found first, and what few do hung into it as detours.

Looked at all at once, an activity of one case in fifty ties everything that it touches into a knot, or drifts to a
place where it never was. So the activities of at least `COMMON` of the cases are mined by themselves; the others are
grouped by the cases in which they occur together, mined by group, and hung behind the step after which they
happen: as a way back to it where it is usually done again, otherwise as a way round. The result is a process
tree, so every picture is sound; how much of the log it keeps is told with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from workflow.mining.discovery import discover
from workflow.mining.process_tree import Choice, InOrder, Loop, Silent, Step, Together, Tree, flat, steps_of
from workflow.mining.relations import Trace, Traces

COMMON: Final = 0.05
TOGETHER: Final = 0.5
"""Two rare activities belong together if they share this part of the cases of the rarer one."""
NOISES: Final = (0.2, 0.1, 0.05, 0.02, 0.0)
ENOUGH: Final = 0.98
"""The strongest filter is taken that keeps this part of what was done."""

Anchor: TypeAlias = str | None
"""The step behind which something happens; None: before everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A tree, how strongly it was filtered, and by activity how often it was done outside of what the tree shows."""

    tree: Tree
    noise: float
    left_out: Mapping[str, int]

    @property
    def kept(self) -> float:
        """The share of all events that the picture shows."""
        shown = sum(step.count for step in steps_of(self.tree))
        return shown / max(1, shown + sum(self.left_out.values()))


@dataclass(frozen=True, slots=True)
class _Detour:
    """Rare activities as one block, and whether the step before is usually done again after it."""

    tree: Tree
    back: bool


def picture_of(traces: Traces, noise: float | None = None) -> Picture:
    """Return the picture of `traces`; `noise` None: as strong a filter as keeps nearly everything."""
    common, rare = _divided(traces)
    trunk = Counter[Trace]()
    for trace, count in traces.items():
        trunk[tuple(name for name in trace if name in common)] += count
    strength, tree = _mined(trunk, noise)
    tree = _with_detours(tree, traces, common, _groups(traces, rare), strength)
    done = _done(traces)
    done.subtract({step.activity: step.count for step in _summed(tree)})
    return Picture(tree=tree, noise=strength, left_out={name: count for name, count in done.items() if count > 0})


def _divided(traces: Traces) -> tuple[frozenset[str], frozenset[str]]:
    """Return what at least `COMMON` of the cases do, and the rest; without three common ones, all are."""
    cases: Counter[str] = Counter()
    for trace, count in traces.items():
        for name in set(trace):
            cases[name] += count
    least = COMMON * sum(traces.values())
    common = frozenset(name for name, count in cases.items() if count >= least)
    return (common, frozenset(cases) - common) if len(common) > 2 else (frozenset(cases), frozenset())


def _mined(traces: Traces, noise: float | None) -> tuple[float, Tree]:
    if noise is not None:
        return noise, discover(traces, noise)
    events = sum(len(trace) * count for trace, count in traces.items())
    found = [(strength, discover(traces, strength)) for strength in NOISES]
    kept = [sum(step.count for step in steps_of(tree)) / max(1, events) for _, tree in found]
    good = next((place for place, share in enumerate(kept) if share >= ENOUGH), kept.index(max(kept)))
    return found[good]


def _groups(traces: Traces, rare: frozenset[str]) -> list[frozenset[str]]:
    """Return rare activities that occur together."""
    cases: Counter[str] = Counter()
    shared: Counter[frozenset[str]] = Counter()
    for trace, count in traces.items():
        found = sorted(rare.intersection(trace))
        for place, name in enumerate(found):
            cases[name] += count
            for other in found[place + 1 :]:
                shared[frozenset((name, other))] += count
    groups = [{name} for name in sorted(cases)]
    for pair, count in sorted(shared.items(), key=lambda entry: (-entry[1], sorted(entry[0]))):
        if count < TOGETHER * min(cases[name] for name in pair):
            continue
        touched = [group for group in groups if group & pair]
        groups = [group for group in groups if group not in touched] + [set().union(*touched)]
    return [frozenset(group) for group in groups]


def _with_detours(
    tree: Tree, traces: Traces, common: frozenset[str], groups: Iterable[frozenset[str]], noise: float
) -> Tree:
    shown = {step.activity for step in steps_of(tree)}
    hung: dict[Anchor, list[_Detour]] = {}
    for group in groups:
        anchors: Counter[Anchor] = Counter()
        back: Counter[Anchor] = Counter()
        runs: Counter[Trace] = Counter()
        for trace, count in traces.items():
            for anchor, run, again in _runs(trace, common, group):
                anchors[anchor] += count
                back[anchor] += count * again
                runs[run] += count
        anchor = next((each for each, _ in anchors.most_common() if each is None or each in shown), None)
        detour = _Detour(discover(runs, noise), back[anchor] * 2 >= anchors[anchor] and anchor is not None)
        hung.setdefault(anchor, []).append(detour)
    return flat(_hang(tree, hung))


def _runs(trace: Trace, common: frozenset[str], group: frozenset[str]) -> Iterator[tuple[Anchor, Trace, bool]]:
    """Yield each run of `group` in a trace: what stands before it, the run, and whether that is done again later."""
    seen = [name for name in trace if name in common or name in group]
    anchor: Anchor = None
    place = 0
    while place < len(seen):
        stop = place
        while stop < len(seen) and seen[stop] in group:
            stop += 1
        if stop > place:
            yield anchor, tuple(seen[place:stop]), anchor in seen[stop:]
        else:
            anchor = seen[place]
            stop += 1
        place = stop


def _hang(tree: Tree, hung: Mapping[Anchor, list[_Detour]]) -> Tree:
    placed: set[Anchor] = set()
    tree = _hung(tree, hung, placed)
    if None not in hung:
        return tree
    count = tree.count
    return InOrder((_way_round(hung[None], count), tree), count)


def _hung(tree: Tree, hung: Mapping[Anchor, list[_Detour]], placed: set[Anchor]) -> Tree:
    """Return `tree` with the detours behind their steps; a step that stands twice gets them once."""
    match tree:
        case Step(name, count) if name in hung and name not in placed:
            placed.add(name)
            return _behind(tree, count, 0, hung[name])
        case Loop(Step(name, done), Silent(again), entered) if name in hung and name not in placed:
            placed.add(name)
            return _behind(Step(name, done), entered, again, hung[name])
        case InOrder(parts) | Choice(parts) | Together(parts):
            return replace(tree, parts=tuple(_hung(part, hung, placed) for part in parts))
        case Loop(body, again_tree):
            return replace(tree, body=_hung(body, hung, placed), again=_hung(again_tree, hung, placed))
        case _:
            return tree


def _behind(step: Tree, entered: int, again: int, detours: list[_Detour]) -> Tree:
    back = [each for each in detours if each.back]
    onwards = [each for each in detours if not each.back]
    tree = step
    if back:
        used = sum(each.tree.count for each in back)
        ways = (*(each.tree for each in back), *((Silent(again - used),) if again > used else ()))
        tree = Loop(step, ways[0] if len(ways) == 1 else Choice(ways, max(again, used)), entered)
    elif again:
        tree = Loop(step, Silent(again), entered)
    return InOrder((tree, _way_round(onwards, entered)), entered) if onwards else tree


def _way_round(detours: list[_Detour], count: int) -> Tree:
    used = sum(each.tree.count for each in detours)
    return Choice((*(each.tree for each in detours), Silent(max(0, count - used))), max(count, used))


def _done(traces: Traces) -> Counter[str]:
    done: Counter[str] = Counter()
    for trace, count in traces.items():
        for name in trace:
            done[name] += count
    return done


def _summed(tree: Tree) -> Iterator[Step]:
    counts: Counter[str] = Counter()
    for step in steps_of(tree):
        counts[step.activity] += step.count
    return (Step(name, count) for name, count in counts.items())
