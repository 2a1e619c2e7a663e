"""C09 類似手続の統合: two procedures of the city are nearly the same.

Found where another flow is at least 0.8 alike (steps, edges and titles of the comparison's matching) and asks the
resident for at least 70 % of the same data by meaning. It is a report: one template with parameters would do, and what
it saves is maintenance, not minutes. Alone, without the other procedures, a flow is like nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.portfolio import Portfolio, similarity
from workflow.analysis.proposal import Proposal, Sighting
from workflow.analysis.reports import reported
from workflow.definition import Flow

CODE = "C09"
ALIKE: Final = 0.8
SAME_FORM: Final = 0.7
NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """Another procedure, with the share of common questions and how alike the flows are."""

    flow: Flow
    same: float
    alike: float


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one report that names every procedure that is nearly the same as this one."""
    if found := nearly_the_same(facts.flow, facts.portfolio):
        yield reported(facts, _sighting(facts, found))


def nearly_the_same(flow: Flow, portfolio: Portfolio | None) -> tuple[Alike, ...]:
    """Return the procedures that are nearly `flow`, the most alike first."""
    asking = portfolio.asking_the_same(flow, SAME_FORM) if portfolio else ()  # the cheap question first
    judged = (Alike(other, same, similarity(flow, other)) for other, same in asking)
    return tuple(
        sorted((each for each in judged if each.alike >= ALIKE), key=lambda each: (-each.alike, each.flow.key))
    )


def _sighting(facts: Facts, found: tuple[Alike, ...]) -> Sighting:
    first, shown = found[0], [each.flow.title for each in found[:NAMED]]
    figures = {"alike": f"{first.alike * 100:.0f}", "same": f"{first.same * 100:.0f}", "other": first.flow.title}
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in facts.steps),
        message=MESSAGES.text("C09", title=facts.flow.title, others=listed(shown), count=len(found)),
        evidence=MESSAGES.text("C09.evidence", **figures),
        detail={
            "other": first.flow.key,
            "similarity": round(first.alike, 3),
            "same_questions": round(first.same, 3),
            "others": [each.flow.key for each in found],
        },
    )
