"""R08 まとめ処理待ち: cases wait for a fixed day on which a step is done for many of them at once.

Found where a step is done every so many days (`batch.every_days`). Doing it when a case arrives saves half of that
period on average. It stays where setting up takes at least half of the work (doing several at once pays then), where a
committee meets, where a period has to pass, and where the people could not cope with setting up each time.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.queueing import YEAR, loads
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import Node
from workflow.rewrite.draft import Draft

CODE = "R08"
SHORTEST: Final = 1.0
"""Days: what is done every day waits for nobody."""
SETUP: Final = 0.5
BUSY: Final = 0.85


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that waits for its day, in flow order."""
    for node in facts.steps:
        batch = node.batch
        if batch is not None and batch.every_days is not None and batch.every_days > SHORTEST:
            yield _judge(facts, node, batch.every_days)


def _judge(facts: Facts, node: Node, days: float) -> Proposal:
    missing = _missing(facts, node)
    sighting = _sighting(facts, node, days, missing)
    if missing and not any(item.holds for item in sighting.guards):
        return not_evaluable(facts, sighting)
    return proposed(facts, sighting, partial(_rewrite, node.key), clarity_only=not _more(facts, node))


def _setup(node: Node) -> float:
    return node.setup_minutes.mean if node.setup_minutes else 0.0


def _more(facts: Facts, node: Node) -> float:
    """Return the working minutes of a year that setting up for every single case takes in addition."""
    size = node.batch.size if node.batch and node.batch.size else 1.0
    yearly = (facts.flow.volume_per_year or 0.0) * facts.graph.visits[node.key]
    return _setup(node) * (1 - 1 / max(size, 1.0)) * yearly if facts.by_people(node) else 0.0


def _missing(facts: Facts, node: Node) -> tuple[str, ...]:
    lane = facts.flow.lanes.get(node.lane or "")
    heads = lane is not None and lane.headcount is None and _more(facts, node) > 0
    minutes = _setup(node) > 0 and node.minutes is None
    return (*(("headcount",) if heads else ()), *(("minutes",) if minutes else ()))


def _pays(node: Node) -> bool:
    """Return whether setting up dominates, so that doing several at once pays (C07)."""
    work = node.minutes.mean if node.minutes else 0.0
    together = bool(node.batch and node.batch.size and node.batch.size > 1)
    return together and _setup(node) > 0 and _setup(node) >= SETUP * (_setup(node) + work)


def _overloads(facts: Facts, node: Node) -> bool:
    lane, more = facts.flow.lanes.get(node.lane or ""), _more(facts, node)
    if lane is None or not lane.headcount or more <= 0:
        return False
    load = loads(facts)[lane.key].minutes
    return (load + more) / (lane.headcount * YEAR) >= BUSY


def _sighting(facts: Facts, node: Node, days: float, missing: tuple[str, ...]) -> Sighting:
    step = facts.title(node.key)
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("R08", step=step),
        evidence=MESSAGES.text("R08.evidence", step=step, days=f"{days:g}", half=f"{days / 2:g}"),
        guards=(
            *usual_guards(facts, node),
            guard("GD4", bool(node.members), step=step),
            guard("setup", _pays(node), step=step),
            guard("capacity", _overloads(facts, node), step=step),
        ),
        missing=missing,
        detail={"lead_minutes_per_case": round(days / 2 * 1440, 1)},
    )


def _rewrite(key: str, draft: Draft) -> None:
    draft.become(replace(draft.nodes[key], batch=None), {"batch": None})
