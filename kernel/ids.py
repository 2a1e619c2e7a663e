"""Identifiers: time-ordered ids for rows, and receipt numbers that people read aloud.

A receipt number (受付番号) looks like `7KQ3-M8XP-2R4T-9WBV`: Crockford's base 32 without look-alikes, 75 random
bits and a check symbol, so a slip of the pen is told from an unknown number.
"""

import hashlib
import os
import secrets
import unicodedata
from datetime import datetime
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PRIME: Final = 37
_SLIPS: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
RECEIPT_SYMBOLS: Final = 15


def new_id(now: datetime) -> str:
    """Return a UUID version 7 (RFC 9562) as 32 hex digits: unique, and sorted by `now` to the millisecond."""
    return _at(now, os.urandom(10))


def id_of(thing: str, since: datetime) -> str:
    """Return the one id that belongs to a thing which began at `since`: shaped, and sorted, as `new_id` would do it."""
    return _at(since, hashlib.sha256(f"id\0{thing}".encode()).digest()[:10])


def _at(instant: datetime, rest: bytes) -> str:
    millis = int(instant.timestamp() * 1000)
    tail = int.from_bytes(rest, "big")
    value = (millis & (2**48 - 1)) << 80 | 0x7 << 76 | (tail >> 68 & 0xFFF) << 64 | 0b10 << 62 | tail & (2**62 - 1)
    return f"{value:032x}"


def new_receipt_number() -> str:
    """Return a fresh receipt number with its check symbol, grouped for reading."""
    while True:
        drawn = secrets.randbits(5 * RECEIPT_SYMBOLS)
        body = "".join(ALPHABET[drawn >> place & 31] for place in range(0, 5 * RECEIPT_SYMBOLS, 5))
        if check := check_symbol(body):
            return grouped(body + check)


def check_symbol(body: str) -> str | None:
    """Return the check symbol of `body`: its value modulo 37, as one of the 32 symbols.

    37 is prime and does not divide 32 - 1, so every single slip and every swap of neighbours changes it. Five of
    the 37 remainders have no symbol that can be read aloud: such a body is not used (None).
    """
    remainder = 0
    for symbol in body:
        remainder = (remainder * 32 + ALPHABET.index(symbol)) % _PRIME
    return ALPHABET[remainder] if remainder < len(ALPHABET) else None


def normalised_receipt_number(typed: str) -> str | None:
    """Return the number that a person meant by `typed` (any width, case, hyphens), or None if it cannot be one."""
    plain = "".join(symbol for symbol in unicodedata.normalize("NFKC", typed).upper() if symbol.isalnum())
    if len(plain) != RECEIPT_SYMBOLS + 1:
        return None
    symbols = plain.translate(_SLIPS)
    body, check = symbols[:-1], symbols[-1]
    if any(symbol not in ALPHABET for symbol in body) or check_symbol(body) != check:
        return None
    return grouped(symbols)


def grouped(symbols: str) -> str:
    """Return `symbols` in groups of four, joined by hyphens."""
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))
