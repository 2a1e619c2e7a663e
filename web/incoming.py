"""The door for other systems: a message for one case, signed by its sender, taken once.

    POST /api/cases/<receipt number>/messages/<name>
    X-Minaoshi-Sender, X-Minaoshi-Id, X-Minaoshi-Timestamp (seconds since 1970), X-Minaoshi-Signature
    {"data": {"paid_amount": 500}}

The signature is `kernel.signature`'s over the body, with the key that `flask --app wsgi message key SENDER` prints.
Everything that is wrong with the signature gets the same answer.
"""

from typing import Final

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from engine.core.actor import Actor
from engine.core.errors import BadMessage, NotSigned, TooMuchData, UndeclaredData, UnfittingData
from engine.shell.incoming import Message, take_message
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

blueprint: Final = Blueprint("incoming", __name__, url_prefix="/api/cases")
csrf.exempt(blueprint)  # no browser comes here, and no cookie counts: the signature says who it is
MOST_BYTES: Final = 100_000
STATUS: Final[tuple[tuple[type[DomainError], int], ...]] = (
    (NotSigned, 401), (NotFound, 404), (BadMessage, 400), (TooMuchData, 413), (UndeclaredData, 422),
    (UnfittingData, 422),
)  # fmt: skip
"""What was wrong as a status; whatever else a case refuses is a conflict with its state (409)."""


@blueprint.post("/<number>/messages/<name>")
@anyone
@limiter.limit("600 per minute")
def receive(number: str, name: str) -> ResponseReturnValue:
    """Take a message."""
    context, headers = services(), request.headers
    sender, delivery = headers.get("X-Minaoshi-Sender", ""), headers.get("X-Minaoshi-Id", "")
    body, now = request.get_data(cache=False), context.clock.now()
    key = partner_key(context.settings.secret_key.encode(), "incoming", sender)
    given = headers.get("X-Minaoshi-Signature", "")
    genuine = is_genuine(key, headers.get("X-Minaoshi-Timestamp", ""), delivery, body, given, now)
    try:
        if sender not in context.settings.message_senders or not genuine:
            raise NotSigned
        message = Message(id=delivery, name=name, sender=Actor("system", sender), values=_data(body))
        with context.database.begin() as tx:
            case = take_message(tx, context.desk.engine, case_numbered(tx, number), message, now)
    except UnusableDocument as error:
        problem = error.problems[0]
        return _told(problem.code, problem.message, 400)
    except DomainError as error:
        return _told(error.code, text_of(error), next((code for kind, code in STATUS if isinstance(error, kind)), 409))
    return jsonify(taken=True, status=case.status)


def _data(body: bytes) -> JsonObject:
    """Return what a message says; an empty body says nothing beside its name."""
    document = read_json(body, max_bytes=MOST_BYTES) if body.strip() else {}
    data = document.get("data", {}) if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(data, dict) or {*document} - {"data"}:
        raise BadMessage
    return data


def _told(code: str, sentence: Text, status: int) -> ResponseReturnValue:
    return jsonify(taken=False, code=code, message=sentence), status
