"""How often lateness was told of an item: whom to tell next depends on it."""

from db.database import Tx
from engine.core.events import Escalated
from engine.shell.case_rows import entries_of


def times_escalated(tx: Tx, case_id: str, item: int, number: int) -> int:
    """Return how often `item` was escalated up to the escalation called `number`, itself included."""
    told = (event for entry in entries_of(tx, case_id) for event in entry.events if isinstance(event, Escalated))
    return sum(event.item == item and event.number <= number for event in told)
