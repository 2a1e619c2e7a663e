"""The chain over a case's history (改ざん検知): each entry carries a link that binds it to everything before it.

    link(n) = MAC(key, link(n-1), entry n)             stored with the entry
    head(n) = link(n), MAC(key, link(n), n, the case)  stored with the case, written anew at each step

Nobody makes links without the installation's key, and an earlier head stands nowhere once it was overwritten: who
edits, deletes, inserts, swaps or cuts off entries leaves a place that does not fit. What a chain inside one database
cannot see (a whole case taken out, a case put back from an old copy) the witness sees (`engine.shell.witness`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from engine.core.codec import microseconds
from engine.shell.view import CaseView

LENGTH: Final = 16
"""Bytes of a link: 128 bits, beyond guessing and short enough to be stored with every entry."""


@dataclass(frozen=True, slots=True)
class Chained:
    """How the chain of a case goes on with a new entry."""

    link: bytes
    head: bytes


def last_link(secret: bytes, case_id: str, head: bytes | None) -> bytes:
    """Return the link on which the next entry follows; without a head, the one before all entries."""
    return _mac(secret, b"first", case_id) if head is None else head[:LENGTH]


def link_of(secret: bytes, before: bytes, entry: Mapping[str, Any]) -> bytes:
    """Return the link of `entry`, a row of the history (its instant as such or as microseconds), after `before`."""
    at = entry["at"]
    moment = at if isinstance(at, int) else microseconds(at)
    # Only the last part can hold any sign at all, a NUL included: what comes before it has none.
    text = (
        f"{before.hex()}\0{entry['case_id']}\0{entry['number']}\0{moment}\0{entry['actor_kind']}\0"
        f"{entry['actor']}\0{entry['capacity']}\0{entry['events']}\0{entry['command_id']}"
    )
    return _mac(secret, b"link", text)


def head_of(secret: bytes, link: bytes, number: int, case: CaseView) -> bytes:
    """Return the head of `case` after entry `number`: it vouches for how many entries there are, and for its row."""
    place = f"{case.procedure}\0{case.department}\0{case.program}\0{case.channel}\0{case.authorised:d}"
    text = f"{link.hex()}\0{case.id}\0{number}\0{place}\0{microseconds(case.opened_at)}"
    return link + _mac(secret, b"head", text)


def _mac(secret: bytes, purpose: bytes, text: str) -> bytes:
    """Return a keyed BLAKE2b (RFC 7693) over `text`."""
    return hashlib.blake2b(text.encode(), digest_size=LENGTH, key=_key(secret), person=purpose).digest()


@lru_cache(maxsize=8)
def _key(secret: bytes) -> bytes:
    return hashlib.sha256(b"history\0" + secret).digest()
