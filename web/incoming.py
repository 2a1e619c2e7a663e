"""The door for other systems: a message for one case, signed by its sender, taken once.

    POST /api/cases/<receipt number>/messages/<name>      {"data": {"paid_amount": 500}}
    POST /api/messages/<name>                             {"key": "2026-0815", "data": {"paid_amount": 500}}
    X-Minaoshi-Sender, X-Minaoshi-Id, X-Minaoshi-Timestamp (seconds since 1970), X-Minaoshi-Signature

Who does not know the receipt number says with `key` what the message is about; see `engine.shell.correlation`.

The signature is `kernel.signature`'s over the body, with the key that `flask --app wsgi message key SENDER` prints.
Everything that is wrong with the signature gets the same answer.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeAlias

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from bootstrap import Tx
from engine.core.actor import Actor
from engine.core.errors import BadMessage, NotSigned, TooMuchData, UndeclaredData, UnfittingData
from engine.shell.incoming import Message, shelve, take_message
from intake.applications import case_numbered
from kernel.documents import read_json
from kernel.errors import DomainError, NotFound, UnusableDocument
from kernel.json_types import JsonObject
from kernel.signature import is_genuine, partner_key
from kernel.text import Text
from web.access import anyone
from web.limits import limiter
from web.security import csrf
from web.services import services
from web.texts import text_of

Deliver: TypeAlias = Callable[[Tx, Message, JsonObject, datetime], ResponseReturnValue]
blueprint: Final = Blueprint("incoming", __name__, url_prefix="/api")
csrf.exempt(blueprint)  # no browser comes here, and no cookie counts: the signature says who it is
MOST_BYTES: Final = 100_000
STATUS: Final[tuple[tuple[type[DomainError], int], ...]] = (
    (NotSigned, 401), (NotFound, 404), (BadMessage, 400), (TooMuchData, 413), (UndeclaredData, 422),
    (UnfittingData, 422),
)  # fmt: skip
"""What was wrong as a status; whatever else a case refuses is a conflict with its state (409)."""


@blueprint.post("/cases/<number>/messages/<name>")
@anyone
@limiter.limit("600 per minute")
def receive(number: str, name: str) -> ResponseReturnValue:
    """Take a message for the case with this receipt number."""

    def deliver(tx: Tx, message: Message, document: JsonObject, now: datetime) -> ResponseReturnValue:
        if "key" in document:
            raise BadMessage
        case = take_message(tx, services().desk.engine, case_numbered(tx, number), message, now)
        return jsonify(taken=True, status=case.status)

    return _received(name, deliver)


@blueprint.post("/messages/<name>")
@anyone
@limiter.limit("600 per minute")
def receive_by_key(name: str) -> ResponseReturnValue:
    """Take a message that says with `key` what it is about; it reaches its case with the worker's next round."""

    def deliver(tx: Tx, message: Message, document: JsonObject, now: datetime) -> ResponseReturnValue:
        awaited = shelve(tx, services().desk.engine, message, document.get("key"), now)
        return jsonify(taken=True, awaited=awaited), 202

    return _received(name, deliver)


def _received(name: str, deliver: Deliver) -> ResponseReturnValue:
    """Check who sends, read what is said, and `deliver` it in one transaction; say what was wrong."""
    context, headers = services(), request.headers
    sender, delivery = headers.get("X-Minaoshi-Sender", ""), headers.get("X-Minaoshi-Id", "")
    body, now = request.get_data(cache=False), context.clock.now()
    key = partner_key(context.settings.secret_key.encode(), "incoming", sender)
    given = headers.get("X-Minaoshi-Signature", "")
    genuine = is_genuine(key, headers.get("X-Minaoshi-Timestamp", ""), delivery, body, given, now)
    try:
        if sender not in context.settings.message_senders or not genuine:
            raise NotSigned
        document, data = _read(body)
        message = Message(id=delivery, name=name, sender=Actor("system", sender), values=data)
        with context.database.begin() as tx:
            return deliver(tx, message, document, now)
    except UnusableDocument as error:
        problem = error.problems[0]
        return _told(problem.code, problem.message, 400)
    except DomainError as error:
        return _told(error.code, text_of(error), next((code for kind, code in STATUS if isinstance(error, kind)), 409))


def _read(body: bytes) -> tuple[JsonObject, JsonObject]:
    """Return what came and the data in it; an empty body says nothing beside its name."""
    document = read_json(body, max_bytes=MOST_BYTES) if body.strip() else {}
    data = document.get("data", {}) if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(data, dict) or {*document} - {"data", "key"}:
        raise BadMessage
    return document, data


def _told(code: str, sentence: Text, status: int) -> ResponseReturnValue:
    return jsonify(taken=False, code=code, message=sentence), status
