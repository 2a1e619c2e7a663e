"""E10 滞留だけの工程: a step in which the case lies and nothing is done.

Found where a task of the city's people takes at most a minute, waits at least a working day, and gives nothing that
anybody uses: no data, no paper, no check, no control, no effect outside. A period that a rule prescribes stays. The
rewrite takes the step out; what is gained is lead time.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, independence, irreversible, law, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import WORKING_DAY, is_plain, mean
from workflow.definition import Node
from workflow.rewrite.draft import Draft

CODE = "E10"
HARDLY: Final = 1.0
"""Minutes of work beside which the waiting is everything."""
_DOES_SOMETHING: Final = frozenset({"check", "call", "meet", "pay", "mail", "enter", "transcribe", "print"})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that only holds cases, in flow order."""
    for node in facts.steps:
        if node.type != "task" or mean(node.wait_minutes) < WORKING_DAY or not facts.by_people(node):
            continue
        if node.minutes is not None and node.minutes.mean + mean(node.setup_minutes) > HARDLY:
            continue
        if _gives_something(facts, node) or not is_plain(facts, node):
            continue
        sighting = _sighting(facts, node)
        if node.minutes is not None:
            yield proposed(facts, sighting, partial(_rewrite, facts, node.key))
        elif not node.reads and not node.writes:
            yield not_evaluable(facts, sighting)


def _gives_something(facts: Facts, node: Node) -> bool:
    used = facts.needed_from(node) or node.documents.produces or node.checks
    return bool(used) or node.action in _DOES_SOMETHING or node.batch is not None or node.form is not None


def _sighting(facts: Facts, node: Node) -> Sighting:
    wait = mean(node.wait_minutes)
    step = facts.title(node.key)
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("E10" if node.minutes else "E10.perhaps", step=step),
        evidence=MESSAGES.text(
            "E10.evidence" if node.minutes else "E10.unjudged",
            step=step,
            minutes=f"{mean(node.minutes):g}",
            days=f"{wait / 1440:.1f}",
        ),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            irreversible(facts, node),
            due_process(facts, node),
            guard("discretion", node.judgement == "discretion", step=step),
            pinned(facts, node),
        ),
        missing=() if node.minutes else ("minutes",),
        detail={"lead_minutes_per_case": round(facts.graph.visits[node.key] * wait, 1)},
    )


def _rewrite(facts: Facts, key: str, draft: Draft) -> None:
    way = facts.way_on(key)
    if way is not None:
        draft.bypass(key, way)
