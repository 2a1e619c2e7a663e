"""Joint decisions (合議): several members decide one step at once, each on an item of their own.

An outcome is decided as soon as as many members chose it as `complete_when` asks for. Once no outcome that goes on
can reach that number any more, those who object decide: the objection (差戻し, 却下) that most of them chose counts,
of equally many the one that stands first in the flow. What is still open closes with the decision. Nobody votes twice,
whatever posts they hold.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from engine.core.assignment import excluded_from
from engine.core.events import ItemOpened
from engine.core.program import Step
from engine.core.state import CaseState


def seats(step: Step, state: CaseState, due_at: datetime | None) -> tuple[ItemOpened, ...]:
    """Return the items of the members of `step`, one each."""
    first = state.last + 1
    excluded = excluded_from(step, state)
    return tuple(
        ItemOpened(first + place, step.key, queue, due_at, None, excluded, joint=first)
        for place, queue in enumerate(step.members)
    )


def verdict(step: Step, votes: Sequence[str], left: int) -> str | None:
    """Return the outcome that `votes` decide while `left` members have not voted; None: it is still open."""
    counted = Counter(votes)
    agreed = next((key for key in step.outcomes if counted[key] >= step.needed), None)
    if agreed is not None:
        return agreed
    objections = [key for key, outcome in step.outcomes.items() if outcome.refuses or key in step.returning]
    going_on = [key for key in step.outcomes if key not in objections]
    if any(counted[key] + left >= step.needed for key in going_on):
        return None
    if any(counted[key] for key in objections):
        return max(objections, key=lambda key: counted[key])
    return None if left else max(going_on, key=lambda key: counted[key])
