"""The round of the worker that brings messages and the cases that await them together: `engine.shell.correlation`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import Row, delete, select, update

from db.database import Database, Tx
from engine.core.actor import Actor
from engine.core.commands import TakeMessage
from engine.core.declared import require_declared
from engine.shell import tables
from engine.shell.case_rows import find_case
from engine.shell.runner import Engine
from kernel.errors import DomainError

KEPT_FOR: Final = timedelta(days=30)
"""How long a message waits for its case, and how long the same one is known again."""
MOST_A_ROUND: Final = 100
_awaited, _early = tables.awaited_message, tables.early_message
_MEETING: Final = (
    select(_awaited.c.case_id, _awaited.c.number, _early.c.id)
    .join(_early, _early.c.key == _awaited.c.key)
    .where(_early.c.taken_at.is_(None))
    .order_by(_awaited.c.since, _awaited.c.case_id, _awaited.c.number, _early.c.came_at, _early.c.id)
    .limit(MOST_A_ROUND)
)
_LOG = structlog.get_logger("engine.worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """The round of the worker that brings messages and cases together."""

    database: Database
    engine: Engine

    def __call__(self, now: datetime) -> None:
        """Deliver what is awaited, the longest wait first; throw away what is too old."""
        with self.database.begin() as tx:
            tx.execute(delete(_early).where(_early.c.came_at < now - KEPT_FOR))
            met = tx.execute(_MEETING).all()
        for pair in met:
            try:
                self._deliver(pair, now)
            except Exception:  # a fault of ours, or a database that is away: tried again, and nobody waits behind it
                _LOG.exception("message not delivered", message=pair.id, case=pair.case_id)

    def _deliver(self, pair: Row[Any, Any, Any], now: datetime) -> None:
        try:
            with self.database.begin() as tx:
                self._hand_over(tx, pair, now)
        except DomainError as error:  # the message does not fit: it must not be tried for ever
            with self.database.begin() as tx:
                changed = {"taken_at": now, "refusal": error.code, "said": None}
                tx.execute(update(_early).where(_early.c.id == pair.id, _early.c.taken_at.is_(None)).values(changed))
            _LOG.warning("message refused", message=pair.id, case=pair.case_id, error=error.code)

    def _hand_over(self, tx: Tx, pair: Row[Any, Any, Any], now: datetime) -> None:
        case = find_case(tx, pair.case_id, lock=True)
        wait = case.state.pending.find(pair.number)
        found = select(_early).where(_early.c.id == pair.id, _early.c.taken_at.is_(None)).with_for_update()
        message = tx.execute(found).one_or_none()
        if wait is None or message is None:
            return  # somebody was faster
        program = self.engine.definitions.program(tx, case.program)
        require_declared(program.flow, program.messages.get(message.name, ()), message.said or {})
        if message.said:
            self.engine.facts.record(tx, case.id, message.said)
        command = TakeMessage(actor=Actor("system", message.sender), name=message.name, wait=pair.number)
        self.engine.handle(tx, case.id, command, command_id=message.id, now=now)
        tx.execute(update(_early).where(_early.c.id == pair.id).values(taken_at=now, said=None))
