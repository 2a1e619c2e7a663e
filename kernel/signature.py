"""Signatures between systems: HMAC-SHA256 over when, which delivery, and every byte of the body.

The same scheme signs what we send and checks what we are sent, so a receiver can refuse what is forged, what is old,
and what it has had before. Keys are derived from the installation's secret, one per partner and direction: nothing has
to be stored, and one partner's key opens nothing of another's.
"""

import hmac
from datetime import datetime
from typing import Final

PREFIX: Final = "v1="
TOLERANCE_SECONDS: Final = 300
"""How far the clocks of two systems may be apart."""


def partner_key(secret: bytes, direction: str, partner: str) -> str:
    """Return the key that is shared with `partner` for one direction (`incoming`, `outgoing`)."""
    return hmac.digest(secret, f"partner\0{direction}\0{partner}".encode(), "sha256").hex()


def signature(key: str, timestamp: str, delivery: str, body: bytes) -> str:
    """Return the signature of a body sent at `timestamp` (seconds since 1970) as the delivery called `delivery`."""
    signed = f"{timestamp}.{delivery}.".encode() + body
    return PREFIX + hmac.digest(key.encode(), signed, "sha256").hex()


def is_genuine(key: str, timestamp: str, delivery: str, body: bytes, given: str, now: datetime) -> bool:
    """Say whether `given` is the signature of this body and was made about `now`."""
    expected = signature(key, timestamp, delivery, body)
    if not (given.isascii() and hmac.compare_digest(expected, given)):
        return False
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    return abs(int(timestamp) - now.timestamp()) <= TOLERANCE_SECONDS
