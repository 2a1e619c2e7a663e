"""R01 ノックアウト順序: checks in an order in which cases are rejected later, and dearer, than need be.

A run of checks, each with a way to reject, costs Σ cᵢ·Π(1−rⱼ) over the checks before. Where checks depend on each other
(data, documents, controls, effects that cannot be taken back) the cheapest allowed order is found exactly by dynamic
programming over subsets; sorting by c/r is optimal only without such dependencies. Rejection rates are Beta posteriors
of counted cases, and the gain must be positive with a probability of 95 %.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kernel.text import say
from workflow.analysis.facts import Facts
from workflow.analysis.guards import is_irreversible, is_weighty, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.order_of_checks import best_order, expected_cost
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed, suppressed
from workflow.analysis.statistics import Count
from workflow.analysis.usual_guards import uncounted
from workflow.definition import Node
from workflow.measures.effort import persons_at
from workflow.rewrite.draft import Draft

CODE = "R01"
CONFIDENCE: Final = 0.95
WORTH_IT: Final = 0.01
"""A gain below 1 % of the checks' cost is not worth telling people to change their habits."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Checks in their present order, with the cost of one visit and the counted rejections of each."""

    nodes: tuple[Node, ...]
    costs: tuple[float, ...]
    counts: tuple[Count, ...]
    before: tuple[int, ...]
    """For each check, the bit set of those that have to stay before it."""


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per run of checks with a better order."""
    for nodes in runs(facts):
        before = _precedence(facts, nodes)
        if all(bits == (1 << place) - 1 for place, bits in enumerate(before)):
            continue
        missing = _missing(facts, nodes)
        if missing:
            yield not_evaluable(facts, _unjudged(facts, nodes, missing))
            continue
        counts = tuple(count for node in nodes if (count := facts.rejections(node)))
        run = _Run(nodes, _costs(facts, nodes), counts, before)
        order = best_order(run.costs, [count.posterior_mean for count in counts], before)
        if order != [*range(len(nodes))]:
            yield from _proposal(facts, run, order)


def runs(facts: Facts) -> Iterator[tuple[Node, ...]]:
    """Yield the maximal sequences of checks that follow each other directly."""
    follows = {node.key: _next(facts, node) for node in facts.steps if can_reject(facts, node)}
    later = set(follows.values())
    for key in follows:
        if key in later:
            continue
        run = [key]
        while (following := follows[run[-1]]) is not None and following not in run:
            run.append(following)
        if len(run) > 1:
            yield tuple(facts.flow.nodes[key] for key in run)


def _next(facts: Facts, node: Node) -> str | None:
    way = facts.way_on(node.key)
    if way is None:
        return None
    after = facts.flow.nodes[way.target]
    alone = len(facts.graph.entering(after.key)) == 1
    return after.key if alone and can_reject(facts, after) else None


def can_reject(facts: Facts, node: Node) -> bool:
    """Return whether `node` is a check that can stop or return a case."""
    checks = node.type == "review" or (node.type == "task" and node.action in (None, "check", "other"))
    return checks and bool(facts.ways_back(node.key)) and facts.way_on(node.key) is not None


def _precedence(facts: Facts, nodes: tuple[Node, ...]) -> tuple[int, ...]:
    return tuple(sum(1 << i for i in range(j) if _must_precede(facts, nodes[i], nodes[j])) for j in range(len(nodes)))


def _must_precede(facts: Facts, first: Node, second: Node) -> bool:
    """Return whether `second` may not be done before `first`."""
    fixed = any(facts.controls_at(node) or node.pinned or node.independent for node in (first, second))
    bound = second.key in facts.bound_to.get(first.key, ())
    guarded = is_irreversible(second) or is_weighty(second)
    return fixed or bound or guarded or _depend(facts, first, second)


def _depend(facts: Facts, first: Node, second: Node) -> bool:
    """Bernstein's conditions on data and documents; what is not stated may be anything."""
    wrote, writes = set(first.writes), set(second.writes)
    unknown = (wrote and not facts.examined_is_known(second)) or (writes and not facts.examined_is_known(first))
    data = wrote & facts.examined(second) or writes & facts.examined(first) or wrote & writes
    papers = set(first.documents.produces) & set(second.documents.needs)
    return bool(unknown or data or papers)


def _missing(facts: Facts, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    counted = all(facts.rejections(node) for node in nodes)
    timed = all(node.minutes is not None for node in nodes)
    return (*(() if counted else ("rates",)), *(() if timed else ("minutes",)))


def _costs(facts: Facts, nodes: tuple[Node, ...]) -> tuple[float, ...]:
    """Return the yen of one visit of each check, or the minutes where some wage is not known."""
    minutes = [sum(q.mean for q in (node.minutes, node.setup_minutes) if q is not None) for node in nodes]
    wages = [[(lane.yen_per_hour, weight) for lane, weight in persons_at(facts.flow, node)] for node in nodes]
    if not all(people and all(wage for wage, _ in people) for people in wages):
        return tuple(minutes)
    return tuple(
        time * sum((wage or 0.0) * weight for wage, weight in people) / 60
        for time, people in zip(minutes, wages, strict=True)
    )


def _proposal(facts: Facts, run: _Run, order: list[int]) -> Iterator[Proposal]:
    means = [count.posterior_mean for count in run.counts]
    old, new = expected_cost(run.costs, means, [*range(len(order))]), expected_cost(run.costs, means, order)
    if old <= 0 or (old - new) / old < WORTH_IT:
        return
    gains = _gains(run, order)
    sure = float(np.mean(gains > 0))
    sighting = _sighting(facts, run, order, sure, (old - new) / old)
    if sure < CONFIDENCE:
        yield suppressed(facts, sighting)
        return
    found = proposed(facts, sighting, partial(_rewrite, facts, run, order), spread=gains)
    saving = found.finding.saving
    if (
        saving is None
        or saving.yen_per_year.p50 > 0
        or saving.minutes_per_year.p50 > 0
        or not facts.flow.volume_per_year
    ):
        yield found


def _gains(run: _Run, order: list[int]) -> NDArray[np.float64]:
    rates = [count.draws(stream) for stream, count in enumerate(run.counts)]
    return expected_cost(run.costs, rates, [*range(len(order))]) - expected_cost(run.costs, rates, order)


def _sighting(facts: Facts, run: _Run, order: Sequence[int], sure: float, share: float) -> Sighting:
    moved = max(range(len(order)), key=lambda place: order[place] - place)
    keys = [run.nodes[place].key for place in order]
    first = keys[moved]
    return Sighting(
        code=CODE,
        nodes=(first, *(key for key in keys if key != first)),
        message=MESSAGES.text("R01", step=facts.title(first), steps=listed(map(facts.title, keys))),
        evidence=MESSAGES.text(
            "R01.evidence",
            rates=listed(_rate(facts, node, count) for node, count in zip(run.nodes, run.counts, strict=True)),
            share=f"{share * 100:.1f}",
            sure=f"{sure * 100:.0f}",
        ),
        guards=(uncounted(sure < CONFIDENCE),),
        detail={"order": [*keys], "gain_is_certain": round(sure, 3)},
    )


def _rate(facts: Facts, node: Node, count: Count) -> dict[str, str]:
    return {language: f"{say(facts.title(node.key), language)} {count.k}/{count.n}" for language in ("ja", "en")}


def _unjudged(facts: Facts, nodes: tuple[Node, ...], missing: tuple[str, ...]) -> Sighting:
    steps = listed(facts.title(node.key) for node in nodes)
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in nodes),
        message=MESSAGES.text("R01.unjudged", steps=steps),
        evidence=MESSAGES.text("R01.unjudged.evidence", steps=steps),
        missing=missing,
    )


def _rewrite(facts: Facts, run: _Run, order: list[int], draft: Draft) -> None:
    keys = [run.nodes[place].key for place in order]
    ways = {node.key: way for node in run.nodes if (way := facts.way_on(node.key))}
    onward = ways[run.nodes[-1].key].target
    inner = {way.index for key, way in ways.items() if key != run.nodes[-1].key}
    for edge in [edge for edge in draft.entering(run.nodes[0].key) if edge.index not in inner]:
        draft.lead(edge, keys[0])
    for key, target in zip(keys, [*keys[1:], onward], strict=True):
        draft.lead(draft.edges[ways[key].index], target)
