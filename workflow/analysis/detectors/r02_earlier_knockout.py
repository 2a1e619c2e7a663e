"""R02 ノックアウト前倒し: a check that could stop cases before work is spent on them.

Found where a check that was counted to reject cases could stand earlier on the only way to it: everything that it looks
at is known there, no paper that it needs is made in between, and nothing in between has an effect, a control or a
reason to stay where it is. The place with the largest gain is proposed: what rejected cases no longer take, less what
the check costs for cases that would have left before it. Runs of nothing but checks are put in order by R01.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflow.analysis.detectors.r01_knockout_order import CONFIDENCE, can_reject
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, is_irreversible, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.places import Place, own_loop, places_before
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.statistics import DRAWS, Count
from workflow.analysis.usual_guards import uncounted, usual_guards
from workflow.definition import Node
from workflow.finding import Guard
from workflow.measures.effort import persons_at
from workflow.measures.performers import is_step
from workflow.rewrite.draft import Draft
from workflow.rewrite.moves import move_onto

CODE = "R02"
WORTH_IT: Final = 0.01
"""A gain below 1 % of the work in between is not worth telling people to change their habits."""
LEAST: Final = 60.0
"""Nor is one below an hour of a year."""


@dataclass(frozen=True, slots=True)
class _Gain:
    """What moving a check to a place brings per case: minutes in between, and what the check costs there more."""

    place: Place
    between: float
    more: float

    def at(self, rate: float) -> float:
        """Return the minutes gained when the check stops this share of its cases."""
        return rate * self.between - self.more


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per check that belongs further in front, in flow order."""
    for node in facts.steps:
        if can_reject(facts, node) and facts.by_people(node):
            yield from _judge(facts, node)


def _judge(facts: Facts, node: Node) -> Iterator[Proposal]:
    if not facts.examined_is_known(node):
        first = next(places_before(facts, node.key), None)
        if first is not None and _may_pass(facts, node, first.stretch) and _is_work(facts, first.stretch):
            yield not_evaluable(facts, _sighting(facts, node, first, 0.0, missing=("reads",)))
        return
    gains = [_gain(facts, node, place) for place in _allowed(facts, node)]
    gains = [gain for gain in gains if _is_work(facts, gain.place.passed)]
    if not gains:
        return
    count, share = facts.rejections(node), _stated(facts, node)
    missing = (*(() if count or share else ("rates",)), *(() if _is_timed(facts, node, gains[-1]) else ("minutes",)))
    if missing:
        yield not_evaluable(facts, _sighting(facts, node, gains[-1].place, 0.0, missing=missing))
        return
    rate = count.posterior_mean if count else share
    best = max(reversed(gains), key=lambda gain: gain.at(rate))
    yearly = (facts.flow.volume_per_year or 1e9) * best.at(rate)
    if (count is None or count.k) and best.at(rate) > WORTH_IT * (best.between + best.more) and yearly > LEAST:
        yield from _proposal(facts, node, best, count, rate)


def _allowed(facts: Facts, node: Node) -> Iterator[Place]:
    for place in places_before(facts, node.key):
        if not _may_pass(facts, node, place.stretch):
            return
        yield place


def _may_pass(facts: Facts, node: Node, keys: tuple[str, ...]) -> bool:
    """Return whether `node` can stand before all of `keys` and still see what it sees now."""
    examined, needs = facts.examined(node), set(node.documents.needs)
    touched = examined | set(node.writes)
    for key in keys:
        other = facts.flow.nodes[key]
        fixed = is_irreversible(other) or other.pinned or facts.controls_at(other) or other.type in ("wait", "timer")
        if fixed or key in facts.data.accesses.opaque or facts.data.writes(key) & touched:
            return False
        if needs & {*other.documents.produces} or _uses(facts, key, node):
            return False
    return True


def _uses(facts: Facts, key: str, node: Node) -> bool:
    at_exit = (facts.data.accesses.edge_reads.get(edge.name, frozenset()) for edge in facts.graph.leaving(key))
    read = facts.data.accesses.reads[key].union(*at_exit)
    papers = {*node.documents.produces} & {*facts.flow.nodes[key].documents.needs}
    return bool(read & set(node.writes)) or bool(papers)


def _is_work(facts: Facts, keys: tuple[str, ...]) -> bool:
    """Return whether there is anything but checks in between: their order is R01's."""
    nodes = [facts.flow.nodes[key] for key in keys]
    return any(is_step(node) and not can_reject(facts, node) for node in nodes)


def _gain(facts: Facts, node: Node, place: Place) -> _Gain:
    visits = facts.graph.visits
    between = sum(visits[key] * _minutes(facts, facts.flow.nodes[key]) for key in place.passed)
    there = sum(facts.graph.edge_visits[edge.name] for edge in place.edges)
    return _Gain(place, between, max(there - visits[node.key], 0.0) * _minutes(facts, node))


def _minutes(facts: Facts, node: Node) -> float:
    if not facts.by_people(node):
        return 0.0
    own = sum(quantity.mean for quantity in (node.minutes, node.setup_minutes) if quantity is not None)
    return own * sum(weight for _, weight in persons_at(facts.flow, node))


def _is_timed(facts: Facts, node: Node, gain: _Gain) -> bool:
    steps = (facts.flow.nodes[key] for key in (node.key, *gain.place.passed))
    return all(step.minutes is not None for step in steps if is_step(step) and facts.by_people(step))


def _stated(facts: Facts, node: Node) -> float:
    """Return the share of rejected cases that is written without evidence; 0 where nothing is."""
    backs = facts.ways_back(node.key)
    said = [edge for edge in backs if edge.probability is not None or edge.outcome in node.rates]
    return sum(facts.graph.probabilities[edge.name] for edge in said)


def _proposal(facts: Facts, node: Node, gain: _Gain, count: Count | None, rate: float) -> Iterator[Proposal]:
    gains = gain.at(rate) * np.ones(DRAWS) if count is None else _drawn(gain, count)
    if float(np.mean(gains > 0)) < CONFIDENCE:
        return
    sighting = _sighting(facts, node, gain.place, rate, count=count)
    found = proposed(facts, sighting, partial(_rewrite, facts, node, gain.place), spread=gains)
    saving = found.finding.saving
    if saving is None or not facts.flow.volume_per_year or saving.minutes_per_year.p50 > LEAST:
        yield found


def _drawn(gain: _Gain, count: Count) -> NDArray[np.float64]:
    drawn: NDArray[np.float64] = count.draws(0) * gain.between - gain.more
    return drawn


def _sighting(
    facts: Facts, node: Node, place: Place, rate: float, *, count: Count | None = None, missing: tuple[str, ...] = ()
) -> Sighting:
    passed = [key for key in reversed(place.passed) if is_step(facts.flow.nodes[key])]
    steps, step = listed(map(facts.title, passed)), facts.title(node.key)
    text = "R02.unjudged" if missing else "R02.evidence" if count else "R02.evidence.stated"
    return Sighting(
        code=CODE,
        nodes=(node.key, *passed),
        edges=tuple(edge.name for edge in place.edges),
        message=MESSAGES.text("R02", step=step, before=facts.title(passed[0]) if passed else step),
        evidence=MESSAGES.text(
            text,
            step=step,
            steps=steps,
            share=f"{rate * 100:.1f}",
            k=count.k if count else 0,
            n=count.n if count else 0,
        ),
        guards=(*usual_guards(facts, node), *_times(facts, node, place, sure=count is not None)),
        missing=missing,
        detail={"before": passed[0] if passed else ""},
    )


def _times(facts: Facts, node: Node, place: Place, *, sure: bool) -> tuple[Guard, ...]:
    """GD6: what was looked at may expire until the cases come to where the check stands now. GD10: nobody counted."""
    sources = [edge.source for edge in place.edges]
    old = [
        name
        for name in sorted(facts.examined(node))
        if (item := facts.item(name))
        and item.valid_days
        and any(facts.days_between(source, node.key) > item.valid_days for source in sources)
    ]
    titles = [item.title for name in old if (item := facts.item(name))]
    return (guard("GD6", bool(old), data=listed(titles)), uncounted(not sure))


def _rewrite(facts: Facts, node: Node, place: Place, draft: Draft) -> None:
    way = facts.way_on(node.key)
    if way is not None:
        move_onto(draft, node.key, way, place.edges, own=own_loop(facts, node.key))
