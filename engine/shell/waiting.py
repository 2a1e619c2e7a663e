"""Cases that wait for no person: for another system, a message, a day, other cases. What an officer has worked on.

Such cases have no open work, so that no list of work shows them. Looked at are the cases that an officer has lately
done something in; the history itself says what each waits for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select

from db.database import Tx
from engine.messages import MESSAGES
from engine.shell import tables
from engine.shell.case_rows import find_cases
from engine.shell.ports import Definitions
from engine.shell.view import CaseView
from engine.shell.worklist import Worklist
from kernel.text import Text

MOST: Final = 50
LOOKED_AT: Final = 2_000
"""So many of the newest pieces of work are looked through."""
_item, _case = tables.work_item, tables.case_file
_open = _item.alias("still_open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case that waits for no person, what for, and until when if it is a day."""

    case: CaseView
    waits_for: tuple[Text, ...]
    until: datetime | None


def waiting_cases(tx: Tx, definitions: Definitions, worklist: Worklist) -> Sequence[Standing]:
    """Return the cases of an officer that wait for no person, those last worked on at the top."""
    mine = (
        select(_item.c.case_id, _item.c.closed_at)
        .where(
            _item.c.queue.in_(sorted(worklist.posts)),
            _item.c.closed_at.is_not(None),
            _item.c.closed_by == worklist.officer,
        )
        .order_by(_item.c.closed_at.desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    query = (
        select(mine.c.case_id)
        .join(_case, _case.c.id == mine.c.case_id)
        .where(
            _case.c.status != "closed",
            ~exists().where(_open.c.case_id == mine.c.case_id, _open.c.closed_at.is_(None)),
        )
        .order_by(mine.c.closed_at.desc())
    )
    if worklist.only.procedure is not None:
        query = query.where(_case.c.procedure == worklist.only.procedure)
    ids = [*dict.fromkeys(tx.scalars(query))][:MOST]
    return [_standing(tx, definitions, case) for case in find_cases(tx, ids)]


def _standing(tx: Tx, definitions: Definitions, case: CaseView) -> Standing:
    steps = definitions.program(tx, case.program).steps
    waits = [
        MESSAGES.text(f"waiting.{wait.kind}", step=steps[wait.node].title)
        for wait in {(wait.kind, wait.node): wait for wait in case.state.pending.waits}.values()
    ]
    timers = [timer for timer in case.state.timers if timer.item is None and timer.node in steps]
    days = [MESSAGES.text("waiting.timer", step=steps[timer.node].title) for timer in timers]
    return Standing(
        case=case,
        waits_for=(*waits, *days),
        until=min((timer.fires_at for timer in timers), default=None),
    )
