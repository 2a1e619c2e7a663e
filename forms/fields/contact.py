"""`phone` and `email`.

A telephone number keeps the hyphens that were typed, in half width; without any, mobile and toll-free numbers
get theirs. An e-mail address has exactly one recipient and no character that could start a new header; dots
before the @, which Japanese mobile carriers hand out, are accepted.
"""

import re
from collections.abc import Mapping
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Fault, Kind, Normaliser, Refused, typed_text
from forms.fields.setting import Flag, Setting
from kernel.json_types import Json
from kernel.text_ja import half_ascii, with_plain_dashes

_EXTRA: Final = re.compile(r"[()\s.]+")
_GROUPED: Final = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}")
_ABROAD: Final = re.compile(r"\+[1-9][0-9]{7,14}")
_LOCAL: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL: Final = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)+[A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9]))")
MAX_EMAIL: Final = 254


class PhoneKind(Kind):
    """A telephone number."""

    types = ("phone",)

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002
        """Return what reads a Japanese number, or one from abroad beginning with +."""
        return _phone


class EmailKind(Kind):
    """An e-mail address; with `confirm` a web page asks for it twice."""

    types = ("email",)
    settings: ClassVar[Mapping[str, Setting]] = {"confirm": Flag()}

    def normaliser(self, asked: Field) -> Normaliser:
        """Return what reads an address, or an address and its repetition."""
        twice = asked.settings.get("confirm") is True

        def normalise(raw: Json) -> Json:
            if not isinstance(raw, Mapping):
                return _email(raw)
            if not twice or not raw.keys() <= {"address", "confirm"}:
                raise Refused(Fault("answer.unknown_part"))
            address, repeated = _email(raw.get("address")), typed_text(raw.get("confirm"), limit=MAX_EMAIL)
            if address is not None and (repeated is None or half_ascii(repeated).lower() != str(address).lower()):
                raise Refused(Fault("answer.confirmation_differs", ("confirm",)))
            return address

        return normalise


def _phone(raw: Json) -> Json:
    text = typed_text(raw, limit=60)
    if text is None:
        return None
    plain = _EXTRA.sub("-", with_plain_dashes(half_ascii(text)).strip()).strip("-")
    if plain.startswith("+81"):
        plain = "0" + plain[3:].lstrip("-").removeprefix("0")
    digits = plain.replace("-", "")
    if digits.startswith("+"):
        if not _ABROAD.fullmatch(digits):
            raise Refused(Fault("answer.not_a_phone_number"))
        return digits
    if not re.fullmatch(r"0[0-9]{9,10}", digits):
        raise Refused(Fault("answer.not_a_phone_number"))
    grouped = re.sub("-+", "-", plain)
    return grouped if _GROUPED.fullmatch(grouped) else _with_hyphens(digits)


def _with_hyphens(digits: str) -> str:
    """Return a number with hyphens where its first digits say where they belong; others stay as they are."""
    if digits.startswith(("0120", "0570")) and len(digits) == 10:
        return f"{digits[:4]}-{digits[4:7]}-{digits[7:]}"
    if digits.startswith("0800") and len(digits) == 11:
        return f"{digits[:4]}-{digits[4:7]}-{digits[7:]}"
    if len(digits) == 11:
        return f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"
    return f"{digits[:2]}-{digits[2:6]}-{digits[6:]}" if digits.startswith(("03", "06")) else digits


def _email(raw: Json) -> str | None:
    text = typed_text(raw, limit=MAX_EMAIL)
    if text is None:
        return None
    found = _EMAIL.fullmatch(half_ascii(text))
    if found is None:
        raise Refused(Fault("answer.not_an_email"))
    return f"{found[1]}@{found[2].lower()}"
