"""C07 段取り支配: setting up takes longer than the work, so that doing several cases at once pays.

Found where at least half of a step is set-up and the cases can wait: the period that the procedure promises
(`standard_days`) leaves time beside the lead time that nine of ten cases take. The batch is the largest whose mean
wait (b − 1) / 2λ fits into that time; several such steps share it. The rewrite collects cases until the batch is full.
"""

from collections.abc import Iterator
from functools import partial
from math import floor
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, independence, irreversible, law, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import mean
from workflow.definition import Duration, Node
from workflow.leadtime import lead_time
from workflow.measures.performers import is_resident_contact
from workflow.rewrite.draft import Draft
from workflow.rewrite.properties import in_batches

CODE = "C07"
HALF: Final = 0.5
MOST: Final = 200
"""Cases in one batch that anybody would still handle as one."""
PATIENCE: Final = 2.0
"""How many times the usual time to fill a batch it may take, so that nearly every batch goes full."""
_DAYS_A_YEAR: Final = 365.0
_CALENDAR_PER_BUSINESS: Final = 7 / 5


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step in which setting up dominates, in flow order."""
    steps = [node for node in facts.steps if _is_setup_heavy(facts, node)]
    if not steps:
        return
    missing = _missing(facts)
    slack = 0.0 if missing else (facts.flow.standard_days or 0.0) - lead_time(facts.flow).p90
    for node in steps:
        if node.minutes is None or missing:
            unsaid = (*missing, *([] if node.minutes else ["minutes"]))
            yield not_evaluable(facts, _sighting(facts, node, 1, 0.0, unsaid))
        else:
            yield from _judge(facts, node, slack / len(steps))


def _is_setup_heavy(facts: Facts, node: Node) -> bool:
    setup = mean(node.setup_minutes)
    single = node.batch is None or ((node.batch.size or 0.0) <= 1 and not node.batch.every_days)
    kinds = node.type in ("task", "review") and facts.by_people(node) and facts.graph.visits[node.key] > 0
    return kinds and single and setup > 0 and setup >= HALF * (setup + mean(node.minutes))


def _missing(facts: Facts) -> tuple[str, ...]:
    flow = facts.flow
    return tuple(name for name in ("standard_days", "volume_per_year") if getattr(flow, name) is None)


def _judge(facts: Facts, node: Node, slack: float) -> Iterator[Proposal]:
    per_day = (facts.flow.volume_per_year or 0.0) * facts.graph.visits[node.key] / _DAYS_A_YEAR
    time = min(slack, _days(node.due)) if node.due else slack
    size = min(floor(1 + 2 * per_day * time + 1e-9), MOST) if time > 0 else 1
    if size < 2:
        return
    days = (size - 1) / per_day
    sighting = _sighting(facts, node, size, days / 2)
    yield proposed(facts, sighting, partial(_rewrite, node.key, float(size), round(PATIENCE * days, 2)))


def _days(duration: Duration) -> float:
    if duration.business_days is not None:
        return duration.business_days * _CALENDAR_PER_BUSINESS
    return duration.days if duration.days is not None else (duration.hours or 0.0) / 24


def _sighting(facts: Facts, node: Node, size: int, wait: float, missing: tuple[str, ...] = ()) -> Sighting:
    step = facts.title(node.key)
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("C07.unjudged" if missing else "C07", step=step, size=size),
        evidence=MESSAGES.text(
            "C07.unjudged.evidence" if missing else "C07.evidence",
            step=step,
            setup=f"{mean(node.setup_minutes):g}",
            minutes=f"{mean(node.minutes):g}",
            size=size,
            days=f"{wait:.1f}",
        ),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            irreversible(facts, node),
            due_process(facts, node),
            guard("in_person", is_resident_contact(facts.flow, node), step=step),
            pinned(facts, node),
        ),
        missing=missing,
        detail={"batch": size, "lead_days_more": round(wait, 2)},
    )


def _rewrite(key: str, size: float, days: float, draft: Draft) -> None:
    in_batches(draft, key, size, days)
