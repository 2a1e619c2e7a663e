"""`number` (数) and `money` (金額): typed in any width, with commas, a yen sign or the unit; kept as JSON numbers.

A number has at most 15 significant digits, so that every reader of the JSON sees the same number.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Fault, Kind, Normaliser, Refused, typed_text
from forms.fields.setting import Amount, Setting, Words
from kernel.json_types import Json
from kernel.text import Text, say
from kernel.text_ja import half_ascii

MAX_DIGITS: Final = 15
_DIGITS: Final = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|[+-]?\.[0-9]+")
_MINUS: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー▲△", "-") | {"、": ",", "，": ",", "．": "."})
_YEN: Final = re.compile(r"^[¥￥\\]\s*|\s*円$")


class NumberKind(Kind):
    """A decimal number, or a whole number of yen."""

    types = ("number", "money")
    settings: ClassVar[Mapping[str, Setting]] = {"min": Amount(), "max": Amount(), "unit": Words()}

    def normaliser(self, asked: Field) -> Normaliser:
        """Return what reads a number and holds it against `min` and `max`."""
        money, units = asked.type == "money", _units(asked.settings.get("unit"))
        low, high = asked.settings.get("min"), asked.settings.get("max")

        def normalise(raw: Json) -> Json:
            number = _read(raw, units)
            if number is None:
                return None
            if money and number != number.to_integral_value():
                raise Refused(Fault("answer.not_whole_yen"))
            value = int(number) if number == number.to_integral_value() else float(number)
            if isinstance(low, int | float) and value < low:
                raise Refused(Fault("answer.too_small", (), {"limit": _grouped(low)}))
            if isinstance(high, int | float) and value > high:
                raise Refused(Fault("answer.too_large", (), {"limit": _grouped(high)}))
            return value

        return normalise

    def display(self, asked: Field, value: Json, language: str) -> str:
        """Return 12,300円 or 3通."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return ""
        return _grouped(value) + unit_of(asked, language)

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002  # a number speaks for itself
        """Return the number itself."""
        return {"": value}


def unit_of(asked: Field, language: str) -> str:
    """Return what stands behind the number: the unit, or 円 for money."""
    unit = asked.settings.get("unit")
    if isinstance(unit, str | Mapping):
        said = say(_text(unit), language)
        return said if not said.isascii() else f" {said}"
    return "" if asked.type != "money" else "円" if language != "en" else " yen"


def _text(unit: str | Mapping[str, Json]) -> Text:
    return unit if isinstance(unit, str) else {tag: str(said) for tag, said in unit.items()}


def _units(unit: Json) -> tuple[str, ...]:
    if isinstance(unit, Mapping):
        return tuple(half_ascii(str(said)) for said in unit.values())
    return (half_ascii(unit),) if isinstance(unit, str) else ()


def _read(raw: Json, units: tuple[str, ...]) -> Decimal | None:
    """Return the number, or None if nothing was typed."""
    if isinstance(raw, bool):
        raise Refused(Fault("answer.not_a_number"))
    if isinstance(raw, int | float):
        return _bounded(repr(raw) if isinstance(raw, float) else format(raw, "d") if abs(raw) < 10**40 else "1e40")
    text = typed_text(raw, limit=100)
    if text is None:
        return None
    plain = _YEN.sub("", half_ascii(text).translate(_MINUS))
    for unit in units:
        plain = plain.removesuffix(unit)
    plain = plain.strip()
    if not _DIGITS.fullmatch(plain):
        raise Refused(Fault("answer.not_a_number"))
    return _bounded(plain.replace(",", ""))


def _bounded(digits: str) -> Decimal:
    number = Decimal(digits)
    if not number.is_finite():
        raise Refused(Fault("answer.not_a_number"))
    shortest = number.normalize()
    if len(shortest.as_tuple().digits) > MAX_DIGITS or not -MAX_DIGITS <= shortest.adjusted() < MAX_DIGITS:
        raise Refused(Fault("answer.too_many_digits", (), {"limit": MAX_DIGITS}))
    return number


def _grouped(value: int | float) -> str:
    number = Decimal(repr(value))
    return f"{number:,f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
