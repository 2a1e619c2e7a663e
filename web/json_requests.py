"""Requests of the editors' scripts: JSON in, JSON out, refusals included."""

from collections.abc import Iterable, Mapping
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue

from kernel.documents import MAX_BYTES, read_json
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem

JSON: Final = "application/json"
ENVELOPE: Final = 100_000
"""What a request may add to the document in it."""


def wants_json() -> bool:
    """Say whether a script asks, which cannot read a page."""
    return request.accept_mimetypes.best == JSON


def sent_object() -> JsonObject:
    """Return what was sent, read as strictly as every document; raise `UnusableDocument`."""
    sent = read_json(request.get_data(), max_bytes=MAX_BYTES + ENVELOPE)
    return sent if isinstance(sent, dict) else {}


def sent_document(sent: Mapping[str, Json]) -> JsonObject:
    """Return the document in a request; anything but an object is an empty one, which no codec reads."""
    document = sent.get("document")
    return document if isinstance(document, dict) else {}


def refused(status: int, sentence: str, **more: Json) -> ResponseReturnValue:
    """Answer a script with a refusal in words."""
    return {"message": sentence, **more}, status


def problems_json(problems: Iterable[Problem]) -> list[Json]:
    """Return problems in the shape of findings."""
    return [problem.as_json() for problem in problems]


def problems_of(error: UnusableDocument) -> list[Json]:
    """Return why a document was refused."""
    return problems_json(error.problems)
