"""Messages that name no case but something that the case knows (相関): an invoice number, a plot of land.

A step says with `correlate` by what its message is recognised. When a token begins to wait there, the keyed digest of
that value is noted (never the value); a message with the same value waits on a shelf until a round of the worker brings
the two together. Whichever comes first waits for the other, so neither transaction needs to see the other's. A message
serves one step, the one that has waited longest; what nobody awaited within a month is thrown away.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from db.database import Tx
from engine.core.actor import Actor
from engine.core.declared import require_declared
from engine.core.errors import BadMessage, TooManyMessages
from engine.core.pending import Wait
from engine.core.program import Program
from engine.core.state import CaseState
from engine.shell import tables
from engine.shell.case_rows import find_case
from engine.shell.ports import Definitions, Facts
from engine.shell.view import CaseView
from kernel.clock import local_date
from kernel.condition import Scope
from kernel.expr import compute
from kernel.json_types import Json

MOST_OF_ONE_KEY: Final = 20
"""As many messages wait for the same value."""
LONGEST_KEY: Final = 200
_awaited, _early = tables.awaited_message, tables.early_message
_SHELVE: Final = {
    "sqlite": sqlite.insert(_early).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_early).on_conflict_do_nothing(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedMessage:
    """What came. `id` is that of `engine.shell.incoming.Message.command_id`; `key` names what it is about."""

    id: str
    name: str
    key: Json
    sender: Actor
    values: Mapping[str, Json]


def listen(
    tx: Tx, facts: Facts, secret: bytes, program: Program, case: CaseView, after: CaseState, now: datetime
) -> None:
    """Note what `case` (as it was before) now awaits by a value, and forget what it awaits no more."""
    before = case.state
    gone = [wait.number for wait in _correlated(program, before) if after.pending.find(wait.number) is None]
    if gone:
        tx.execute(delete(_awaited).where(_awaited.c.case_id == case.id, _awaited.c.number.in_(gone)))
    begun = [wait for wait in _correlated(program, after) if before.pending.find(wait.number) is None]
    if not begun:
        return
    scope = Scope(facts.values(tx, case.id), local_date(now), program.flow.params)
    for wait in begun:
        correlate = program.steps[wait.node].node.correlate
        assert correlate is not None, "only such waits are looked at"
        text = text_of_key(compute(correlate, scope))
        if text is not None:
            row = {"case_id": case.id, "number": wait.number, "key": digest(secret, wait.name, text), "since": now}
            tx.execute(insert(_awaited).values(row))


def put_on_shelf(tx: Tx, definitions: Definitions, secret: bytes, message: KeyedMessage, now: datetime) -> bool:
    """Put a message on the shelf, once; say whether a case awaits it already, or the message itself is known.

    What that case's step may not write is refused at once.
    """
    text = text_of_key(message.key)
    if text is None:
        raise BadMessage
    key = digest(secret, message.name, text)
    if tx.execute(select(_early.c.id).where(_early.c.id == message.id)).first() is not None:
        return True
    waiting = tx.execute(_waiting(key).limit(1)).first()
    if waiting is not None:
        program = definitions.program(tx, find_case(tx, waiting.case_id).program)
        require_declared(program.flow, program.messages.get(message.name, ()), message.values)
    others = select(_early.c.id).where(_early.c.key == key, _early.c.taken_at.is_(None)).limit(MOST_OF_ONE_KEY)
    if len(tx.execute(others).all()) >= MOST_OF_ONE_KEY:
        raise TooManyMessages(most=MOST_OF_ONE_KEY)
    tx.execute(
        _SHELVE[tx.dialect.name],
        {
            "id": message.id, "key": key, "name": message.name, "sender": message.sender.id,
            "said": dict(message.values), "came_at": now,
        },
    )  # fmt: skip
    return waiting is not None


def digest(secret: bytes, name: str, text: str) -> str:
    """Return under what a message of `name` about `text` is looked for: nobody can read the value from it."""
    return hmac.new(secret, f"correlate\0{name}\0{text}".encode(), hashlib.sha256).hexdigest()[:40]


def text_of_key(value: object) -> str | None:
    """Return a value as it is compared: numbers without needless digits, days as written by ISO 8601, texts without
    differences of width and of space around them; None where it names nothing."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        found = Decimal(str(value))
        return f"{found.normalize():f}" if found.is_finite() else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFKC", value).strip()
    return text if 0 < len(text) <= LONGEST_KEY else None


def _correlated(program: Program, state: CaseState) -> Iterable[Wait]:
    """Yield the messages that a case awaits by a value."""
    steps = program.steps
    for wait in state.pending.waits:
        if wait.kind == "message" and wait.node in steps and steps[wait.node].node.correlate is not None:
            yield wait


def _waiting(key: str) -> Select[tuple[str, int]]:
    query = select(_awaited.c.case_id, _awaited.c.number).where(_awaited.c.key == key)
    return query.order_by(_awaited.c.since, _awaited.c.case_id, _awaited.c.number)
