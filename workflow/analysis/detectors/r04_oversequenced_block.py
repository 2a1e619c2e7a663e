"""R04 過剰な順序制約: a row of steps in which far fewer have to wait for each other than do.

Found where three or more steps follow each other, and the longest chain of them in which each really needs the one
before (data, documents, the same person, a rule about who works on them) takes at most 80 % of what they take in a row.
The rewrite arranges them in series and in parallel as these needs allow; effort stays the same, the gain is lead time.
Checks that can reject belong in front (R01, R02), so they are never part of such a row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from workflow.analysis.detectors.r03_parallel_work import independent, minutes_of, role, runs
from workflow.analysis.facts import Facts
from workflow.analysis.guards import is_irreversible, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.partial_order import closed, cover, longest, series_parts, span
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.side_by_side import Branches, Tree, arrange, leaves
from workflow.analysis.steps import first_that_holds
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import Node
from workflow.rewrite.draft import Draft

CODE = "R04"
SHARE: Final = 0.8
FEWEST: Final = 3
"""Two steps side by side are R03's."""
MOST: Final = 24


@dataclass(frozen=True, slots=True)
class _Block:
    """Steps in a row, and the tree in which they could run; `shortest` is the longest chain, `now` the row."""

    nodes: tuple[Node, ...]
    tree: Tree
    shortest: float
    now: float


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per row with too many waits."""
    for run in runs(facts):
        if len(run) < FEWEST or len({role(facts, node) for node in run}) < 2:
            continue
        before = closed([_needs(facts, run, place) for place in range(len(run))])
        for part in series_parts(range(len(run)), before):
            if FEWEST <= len(part) <= MOST:
                yield from _judge(facts, tuple(run[place] for place in part))


def _needs(facts: Facts, run: tuple[Node, ...], place: int) -> int:
    """Return the bit set of the steps before `place` that it has to wait for."""
    return sum(1 << other for other in range(place) if _must_wait(facts, run[other], run[place]))


def _must_wait(facts: Facts, first: Node, second: Node) -> bool:
    fixed = any(_is_fixed(facts, node) for node in (first, second))
    bound = second.key in facts.bound_to.get(first.key, ())
    return fixed or bound or role(facts, first) == role(facts, second) or not independent(facts, first, second)


def _is_fixed(facts: Facts, node: Node) -> bool:
    return bool(facts.controls_at(node) or node.pinned or node.independent or is_irreversible(node))


def _judge(facts: Facts, nodes: tuple[Node, ...]) -> Iterator[Proposal]:
    silent = [node for node in nodes if node.minutes is None and node.wait_minutes is None]
    if silent:
        yield not_evaluable(facts, _unjudged(facts, nodes))
        return
    block = _block(facts, nodes)
    if block.now > 0 and block.shortest <= SHARE * block.now and _length(block) < 0.95 * block.now:
        yield proposed(facts, _sighting(facts, block), partial(_rewrite, block), clarity_only=True)


def _block(facts: Facts, nodes: tuple[Node, ...]) -> _Block:
    before = closed([_needs(facts, nodes, place) for place in range(len(nodes))])
    times = [minutes_of((node,)) for node in nodes]
    everything = range(len(nodes))
    tree = cover(everything, before, times, [node.key for node in nodes])
    return _Block(nodes, tree, longest(everything, before, times), sum(times))


def _length(block: _Block) -> float:
    return span(block.tree, {node.key: minutes_of((node,)) for node in block.nodes})


def _sighting(facts: Facts, block: _Block) -> Sighting:
    keys = [node.key for node in block.nodes]
    moved = _moved(block.tree)
    steps = listed(map(facts.title, keys))
    guards = [usual_guards(facts, node) for node in block.nodes]
    gain = block.now - _length(block)
    return Sighting(
        code=CODE,
        nodes=(*moved, *(key for key in keys if key not in moved)),
        message=MESSAGES.text("R04", steps=steps),
        evidence=MESSAGES.text(
            "R04.evidence",
            steps=steps,
            now=f"{block.now / 60:.1f}",
            shortest=f"{block.shortest / 60:.1f}",
            share=f"{block.shortest / block.now * 100:.0f}",
        ),
        guards=tuple(first_that_holds([*kind]) for kind in zip(*guards, strict=True)),
        detail={"lead_minutes_per_case": round(gain, 1), "share": round(block.shortest / block.now, 3)},
    )


def _moved(tree: Tree) -> tuple[str, ...]:
    """Return the steps that begin earlier than now: those of every branch but the first."""
    if isinstance(tree, str):
        return ()
    if isinstance(tree, Branches):
        first, *others = tree.parts
        return (*(key for part in others for key in leaves(part)), *_moved(first))
    return tuple(key for part in tree.parts for key in _moved(part))


def _unjudged(facts: Facts, nodes: tuple[Node, ...]) -> Sighting:
    steps = listed(facts.title(node.key) for node in nodes)
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in nodes),
        message=MESSAGES.text("R04", steps=steps),
        evidence=MESSAGES.text("R04.unjudged", steps=steps),
        missing=("minutes",),
    )


def _rewrite(block: _Block, draft: Draft) -> None:
    arrange(draft, tuple(node.key for node in block.nodes), block.tree)
