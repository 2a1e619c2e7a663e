"""C09 類似手続の統合: two procedures of the city are nearly the same.

Found where another flow is at least 0.8 alike (steps, edges and titles of the comparison's matching) and asks the
resident for at least 70 % of the same data by meaning. It is a report: one template with parameters would do, and what
it saves is maintenance, not minutes. Alone, without the other procedures, a flow is like nothing.
"""

from collections.abc import Iterator
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.messages import MESSAGES
from workflow.analysis.portfolio import asked, overlap, similarity
from workflow.analysis.proposal import Proposal, Sighting
from workflow.analysis.reports import reported
from workflow.definition import Flow

CODE = "C09"
ALIKE: Final = 0.8
SAME_FORM: Final = 0.7


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one report per procedure that is nearly the same as this one."""
    own = asked(facts.flow)
    for other in facts.portfolio.beside(facts.flow) if facts.portfolio and own else ():
        same = overlap(own, asked(other))
        if same < SAME_FORM:  # the cheap question first
            continue
        alike = similarity(facts.flow, other)
        if alike >= ALIKE:
            yield reported(facts, _sighting(facts, other, same, alike))


def _sighting(facts: Facts, other: Flow, same: float, alike: float) -> Sighting:
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in facts.steps),
        message=MESSAGES.text("C09", title=facts.flow.title, other=other.title),
        evidence=MESSAGES.text("C09.evidence", alike=f"{alike * 100:.0f}", same=f"{same * 100:.0f}", other=other.title),
        detail={"other": other.key, "similarity": round(alike, 3), "same_questions": round(same, 3)},
    )
