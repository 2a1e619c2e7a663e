"""Identifiers: time-ordered ids for rows, and receipt numbers that people read aloud.

A receipt number (受付番号) looks like `7KQ3-M8XP-2R4T-V`: Crockford's base 32 without look-alikes, 60 random
bits and a check symbol (ISO 7064 MOD 37,36), so a slip of the pen is told from an unknown number.
"""

import os
import secrets
import unicodedata
from datetime import datetime
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SLIPS: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
RECEIPT_SYMBOLS: Final = 12


def new_id(now: datetime) -> str:
    """Return a UUID version 7 (RFC 9562) as 32 hex digits: unique, and sorted by `now` to the millisecond."""
    millis = int(now.timestamp() * 1000)
    tail = int.from_bytes(os.urandom(10), "big")
    value = (millis & (2**48 - 1)) << 80 | 0x7 << 76 | (tail >> 68 & 0xFFF) << 64 | 0b10 << 62 | tail & (2**62 - 1)
    return f"{value:032x}"


def new_receipt_number() -> str:
    """Return a fresh receipt number with its check symbol, grouped for reading."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RECEIPT_SYMBOLS))
    return grouped(body + check_symbol(body))


def check_symbol(body: str) -> str:
    """Return the ISO/IEC 7064 MOD 37,36 check symbol of `body`: catches every single slip and swap."""
    remainder = 36
    for symbol in body:
        remainder = (remainder + _CHECK.index(symbol)) % 36 or 36
        remainder = remainder * 2 % 37
    return _CHECK[(37 - remainder) % 36]


def normalised_receipt_number(typed: str) -> str | None:
    """Return the number that a person meant by `typed` (any width, case, hyphens), or None if it cannot be one."""
    plain = "".join(symbol for symbol in unicodedata.normalize("NFKC", typed).upper() if symbol.isalnum())
    if len(plain) != RECEIPT_SYMBOLS + 1:
        return None
    body, check = plain[:-1].translate(_SLIPS), plain[-1]
    if any(symbol not in ALPHABET for symbol in body) or check_symbol(body) != check:
        return None
    return grouped(body + check)


def grouped(symbols: str) -> str:
    """Return `symbols` in groups of four, joined by hyphens."""
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))
