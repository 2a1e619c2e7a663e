"""Messages from outside (外部からの連絡): a payment came in, a survey is done, another office has answered.

A message is for one case. It is taken once, however often it is delivered; it may come before the case waits for it;
it may write the data that the steps which wait for it declare, and nothing else.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from db.database import Tx
from engine.core.actor import Actor
from engine.core.commands import TakeMessage
from engine.core.declared import require_declared
from engine.core.errors import BadMessage, CaseClosed, MessageNotExpected
from engine.shell.case_rows import find_case, is_known
from engine.shell.correlation import KeyedMessage, put_on_shelf
from engine.shell.runner import Engine
from engine.shell.view import CaseView
from kernel.json_types import Json

LONGEST_NAME: Final = 200
MESSAGE_ID: Final = re.compile(r"[A-Za-z0-9._:-]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What came. `id` is the sender's: the same when the same message comes again."""

    id: str
    name: str
    sender: Actor
    values: Mapping[str, Json] = field(default_factory=dict)

    @property
    def command_id(self) -> str:
        """The id under which the history knows the message; senders cannot take each other's."""
        told = hashlib.sha256(f"{self.sender.kind}\0{self.sender.id}\0{self.id}".encode()).hexdigest()
        return f"message:{told[:40]}"


def shelve(tx: Tx, engine: Engine, message: Message, key: Json, now: datetime) -> bool:
    """Take a message that names a value (`key`) instead of a case; say whether a case awaits it already."""
    if not MESSAGE_ID.fullmatch(message.id) or len(message.name) > LONGEST_NAME:
        raise BadMessage
    keyed = KeyedMessage(
        id=message.command_id, name=message.name, key=key, sender=message.sender, values=message.values
    )
    return put_on_shelf(tx, engine.definitions, engine.secret, keyed, now)


def take_message(tx: Tx, engine: Engine, case_id: str, message: Message, now: datetime) -> CaseView:
    """Let a message reach its case, once. Raises, and changes nothing, where case, name or data are not right."""
    if not MESSAGE_ID.fullmatch(message.id):
        raise BadMessage
    case = find_case(tx, case_id, lock=True)
    if is_known(tx, case_id, message.command_id):
        return case
    program = engine.definitions.program(tx, case.program)
    if case.state.result is not None:
        raise CaseClosed
    if message.name not in program.messages:
        raise MessageNotExpected(name=message.name[:64])
    require_declared(program.flow, program.messages[message.name], message.values)
    if message.values:
        engine.facts.record(tx, case_id, message.values)
    command = TakeMessage(actor=message.sender, name=message.name)
    return engine.handle(tx, case_id, command, command_id=message.command_id, now=now)
