"""R10 手戻り距離: mistakes are made at one step and found much later, and everything in between is done again.

Found where a check that looks at what a step recorded can send the case back to that step, and checking right behind
it would take less than what mistakes cost now: ε · (work in between) against the minutes of the check. A control may
have to be added here, so this is a report: nothing is rewritten by itself.
"""

from collections.abc import Iterator
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import independence, law, listed, pinned
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable
from workflow.analysis.reports import Share, reported, saving_of
from workflow.analysis.usual_guards import uncounted
from workflow.definition import Edge, Node
from workflow.measures.effort import persons_at
from workflow.measures.performers import is_step
from workflow.visits import known_shares

CODE = "R10"
LEAST: Final = 60.0
"""Working minutes a year below which nobody would add a check."""


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one report per pair of a step and the check that finds its mistakes too late, in flow order."""
    for check in facts.steps:
        if check.type not in ("review", "task") or not facts.by_people(check):
            continue
        for back in facts.ways_back(check.key):
            origin = _origin(facts, check, back)
            if origin is not None:
                yield from _judge(facts, origin, check, back)


def _origin(facts: Facts, check: Node, back: Edge) -> Node | None:
    """Return the step to which `back` returns the case and whose data `check` verifies."""
    key = back.target
    for _ in range(3):  # a gateway at the head of the loop, or a notice on the way back, is no step of its own
        node = facts.flow.nodes[key]
        if is_step(node) and node.writes and node.type != "notice":
            looked_at = facts.data.accesses.reads[check.key] & set(node.writes)
            again = facts.graph.dominates(key, check.key)
            return node if looked_at and again and key != check.key else None
        leaving = facts.graph.leaving(key)
        if len(leaving) != 1:
            return None
        key = leaving[0].target
    return None


def _judge(facts: Facts, origin: Node, check: Node, back: Edge) -> Iterator[Proposal]:
    between = _between(facts, origin, check)
    if not between:
        return
    rate, certain = _rate(facts, origin, back)
    missing = (
        *(() if rate is not None else ("error_rate",)),
        *(() if all(facts.flow.nodes[key].minutes for key in (*between, check.key)) else ("minutes",)),
    )
    if missing or rate is None:
        yield not_evaluable(facts, _sighting(facts, origin, check, between, (0.0, 0.0, 0.0), missing=missing))
        return
    redone = sum(_minutes(facts, facts.flow.nodes[key]) for key in between)
    price = _minutes(facts, check)
    yearly = (facts.flow.volume_per_year or 0.0) * facts.graph.visits[origin.key]
    if yearly * (rate * redone - price) > LEAST:
        figures = (rate, redone, price)
        sighting = _sighting(facts, origin, check, between, figures, certain=certain)
        yield reported(facts, sighting, saving_of(_shares(facts, check, between, rate, yearly)))


def _between(facts: Facts, origin: Node, check: Node) -> tuple[str, ...]:
    """Return the steps of people between the two that every case passes which comes from one to the other."""
    passed = facts.graph.dominators_of(check.key)
    keys = reversed(passed[: passed.index(origin.key)]) if origin.key in passed else ()
    return tuple(key for key in keys if is_step(facts.flow.nodes[key]) and facts.by_people(facts.flow.nodes[key]))


def _rate(facts: Facts, origin: Node, back: Edge) -> tuple[float | None, bool]:
    """Return how many cases have a mistake of `origin`, and whether that was counted or measured at all."""
    if origin.error_rate is not None:
        return origin.error_rate, True
    node = facts.flow.nodes[back.source]
    known = known_shares(node, facts.graph.leaving(back.source))
    rate = node.rates.get(back.outcome or "")
    return known.get(back.name), bool(rate and rate.n)


def _minutes(facts: Facts, node: Node) -> float:
    own = sum(quantity.mean for quantity in (node.minutes, node.setup_minutes) if quantity is not None)
    return own * sum(weight for _, weight in persons_at(facts.flow, node))


def _shares(facts: Facts, check: Node, between: tuple[str, ...], rate: float, yearly: float) -> Iterator[Share]:
    for key, sign in (*((key, rate) for key in between), (check.key, -1.0)):
        node = facts.flow.nodes[key]
        minutes = sign * yearly * _minutes(facts, node)
        people = persons_at(facts.flow, node)
        wage = sum((lane.yen_per_hour or 0.0) * weight for lane, weight in people) / max(sum(w for _, w in people), 1.0)
        yield f"{key}.minutes", node.minutes.certainty if node.minutes else None, minutes, minutes * wage / 60


def _sighting(
    facts: Facts,
    origin: Node,
    check: Node,
    between: tuple[str, ...],
    figures: tuple[float, float, float],
    *,
    certain: bool = True,
    missing: tuple[str, ...] = (),
) -> Sighting:
    rate, redone, price = figures
    step, found = facts.title(origin.key), facts.title(check.key)
    return Sighting(
        code=CODE,
        nodes=(origin.key, check.key, *between),
        message=MESSAGES.text("R10", step=step, check=found),
        evidence=MESSAGES.text(
            "R10.unjudged" if missing else "R10.evidence",
            step=step,
            check=found,
            steps=listed(map(facts.title, between)),
            share=f"{rate * 100:.1f}",
            redone=f"{redone:g}",
            price=f"{price:g}",
        ),
        guards=(
            law(facts, check),
            independence(facts, check),
            pinned(facts, check),
            uncounted(not certain),
        ),
        missing=missing,
        detail={"between": [*between]},
    )
