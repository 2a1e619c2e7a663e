"""The connector `webhook`: a signed POST to a listed host, and the data of its answer.

    POST <url>
    Content-Type: application/json
    Idempotency-Key, X-Minaoshi-Id: the delivery, the same each time it is tried
    X-Minaoshi-Timestamp, X-Minaoshi-Signature: see `kernel.signature`; `message key --to HOST` prints the key
    {"delivery", "case", "step", "data": {…}}

The answer is JSON, `{"data": {…}}`, at most 64 kB, or empty. It is data: nothing in it is followed, shown or run.
"""

import json
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from socket import SOCK_STREAM, create_connection, getaddrinfo
from threading import Timer
from typing import Final

from connectors.errors import BadAnswer, Unreachable
from connectors.guard import Destination, Network, Resolve, destination
from engine.shell.services import Question
from kernel.documents import read_json
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.signature import partner_key, signature

SILENCE_SECONDS: Final = 5.0
MOST_SECONDS: Final = 10.0
"""How long a call may take in all, however slowly the other side speaks."""
MOST_BYTES: Final = 64_000


def resolved(host: str, port: int) -> Sequence[str]:
    """Return the addresses of `host`, asked once."""
    return [str(found[4][0]) for found in getaddrinfo(host, port, type=SOCK_STREAM)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Posts questions. `secret` is the installation's; each host has a key of its own."""

    secret: bytes
    hosts: frozenset[str]
    networks: tuple[Network, ...] = ()
    ca_file: Path | None = None
    resolve: Resolve = field(default=resolved)

    def partner(self, settings: Mapping[str, Json]) -> str | None:
        """Return the host: one that is down is left alone, whichever step calls it."""
        url = settings.get("url")
        return "webhook:" + (url.split("/")[2] if isinstance(url, str) and url.count("/") > 1 else "")[:200]

    def answer(self, question: Question) -> Mapping[str, Json]:
        """Post the question and return the data of the answer."""
        try:
            where = destination(question.settings.get("url"), self.hosts, self.networks, self.resolve)
            status, body = self._post(where, question)
        except (OSError, HTTPException, ssl.SSLError) as error:
            raise Unreachable from error
        if not 200 <= status < 300:
            raise BadAnswer
        return _data(body)

    def _post(self, where: Destination, question: Question) -> tuple[int, bytes]:
        asked = {"delivery": question.id, "case": question.case_id, "step": question.node, "data": {**question.inputs}}
        body = json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()
        now = str(int(question.at.timestamp()))
        key = partner_key(self.secret, "outgoing", where.authority)
        headers = {
            "Host": where.authority,
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": "Minaoshi",
            "Idempotency-Key": question.id,
            "X-Minaoshi-Id": question.id,
            "X-Minaoshi-Timestamp": now,
            "X-Minaoshi-Signature": signature(key, now, question.id, body),
        }
        with closing(_Connection(where, ssl.create_default_context(cafile=self.ca_file))) as connection:
            return _within(MOST_SECONDS, connection, lambda: _exchange(connection, where.target, body, headers))


class _Connection(HTTPSConnection):
    """A connection to a checked address; the certificate must be the host's."""

    def __init__(self, where: Destination, context: ssl.SSLContext) -> None:
        super().__init__(where.host, where.port, timeout=SILENCE_SECONDS, context=context)
        self._where, self._trust = where, context

    def connect(self) -> None:
        """Connect to the address that was checked, not to what the name means now."""
        plain = create_connection((self._where.address, self._where.port), timeout=SILENCE_SECONDS)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self._where.host)


def _exchange(connection: HTTPSConnection, target: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    connection.request("POST", target, body=body, headers=dict(headers))
    response = connection.getresponse()
    answered = response.read(MOST_BYTES + 1)
    if len(answered) > MOST_BYTES:
        raise BadAnswer
    return response.status, answered


def _within(seconds: float, connection: HTTPSConnection, ask: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
    """Close the connection under whoever speaks too slowly."""
    timer = Timer(seconds, connection.close)
    timer.daemon = True
    timer.start()
    try:
        return ask()
    except (ValueError, AttributeError) as error:  # what http.client says when its socket is gone
        raise Unreachable from error
    finally:
        timer.cancel()


def _data(body: bytes) -> Mapping[str, Json]:
    if not body.strip():
        return {}
    try:
        document = read_json(body, max_bytes=MOST_BYTES)
    except UnusableDocument as error:
        raise BadAnswer from error
    data = document.get("data") if isinstance(document, dict) else None
    if not isinstance(data, dict):
        raise BadAnswer
    return data
