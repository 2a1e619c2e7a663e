"""The receipt's second secret: the look-up password (照会用パスワード).

It is derived from the installation's key, so that repeating a submission shows the same receipt again, and only
its hash is stored. It carries 60 random-looking bits, which is why a fast hash is enough.
"""

import hashlib
import hmac
import unicodedata
from typing import Final

from kernel.ids import ALPHABET, grouped

_SYMBOLS: Final = 12


def look_up_password(secret_key: str, case_id: str) -> str:
    """Return the password of a case: twelve symbols without look-alikes, in groups of four."""
    return _derived(secret_key, "look-up-password", case_id)


def signer_code(secret_key: str, signer_id: str) -> str:
    """Return the code with which somebody confirms an application of others."""
    return _derived(secret_key, "signer", signer_id)


def _derived(secret_key: str, purpose: str, whose: str) -> str:
    mac = hmac.digest(secret_key.encode(), f"{purpose}:{whose}".encode(), "sha256")
    number = int.from_bytes(mac[:8], "big")
    return grouped("".join(ALPHABET[number >> 5 * place & 31] for place in range(_SYMBOLS)))


def password_hash(case_id: str, password: str) -> str:
    """Return what is stored of a password."""
    return hashlib.sha256(f"{case_id}:{_plain(password)}".encode()).hexdigest()


def password_matches(case_id: str, typed: str, stored_hash: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(password_hash(case_id, typed), stored_hash)


def _plain(typed: str) -> str:
    text = unicodedata.normalize("NFKC", typed[:200]).upper()
    return "".join(symbol for symbol in text if symbol.isalnum()).translate(str.maketrans("ILO", "110"))
