"""The Individual Number (個人番号, マイナンバー) is not collected: what looks like one, and who asks for one.

A number is 12 digits, the last of them a check digit over the others (行政手続における特定の個人を識別するための番号の
利用等に関する法律施行令8条, 総務省令5条). One in ten or eleven random numbers of 12 digits passes the check, so what is
typed can only be a question to the applicant; what a form asks for can be refused.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

import re2

from forms.definition import Field
from forms.fields.setting import compiled_pattern
from kernel.json_types import Json

_SEPARATED: Final = re.compile(r"(?<![0-9])[0-9](?:[\s・.,_/‐‑‒–—―−ー-]{0,3}[0-9]){11}(?![0-9])")
_ASKED: Final = re.compile(
    r"個人番号(?!カード)|マイ\s*・?\s*ナンバー(?!\s*カード|制度|ポータル)|カードの?\s*(?:裏面?の?)?\s*(?:12桁の)?番号"
    r"|(?<![a-z])(?:my\s?number|individual\s+numbers?)(?![a-z]|\s*card)",
    re.IGNORECASE,
)
_CARD: Final = re.compile(
    r"(?:マイナンバー|個人番号)\s*カード|(?:my\s?number|individual\s+number)\s+card", re.IGNORECASE
)
_FRONT: Final = re.compile(r"おもて|表面|表のみ|表だけ|front", re.IGNORECASE)
_DENIED: Final = re.compile(
    r"(?:書|記入|入力|記載|送|提出|求め|提示|集め|写ら|写さ|必要)[ぁ-んァ-ヶ一-龠]{0,6}(?:ない|ません)|不要|いりません|要りません"
    r"|消して|隠し|塗りつぶ|マスキング|\bnot\b|\bno need\b|\bnever\b|n't\b|\bwithout\b|\bcover\b|\bhide\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^。．.!！?？\n]+")


def check_digit(first_eleven: str) -> int:
    """Return the check digit of eleven digits: 11 − Σ PₙQₙ mod 11, and 0 where the remainder is 0 or 1."""
    weights = (n + 1 if n <= 6 else n - 5 for n in range(1, 12))
    remainder = sum(int(digit) * weight for digit, weight in zip(reversed(first_eleven), weights, strict=True)) % 11
    return 0 if remainder <= 1 else 11 - remainder


def found_in(text: str) -> bool:
    """Return whether `text` contains 12 digits with a right check digit, in any width, with any separators."""
    if len(text) < 12:
        return False
    for found in _SEPARATED.finditer(unicodedata.normalize("NFKC", text)):
        digits = "".join(sign for sign in found[0] if "0" <= sign <= "9")
        if check_digit(digits[:11]) == int(digits[11]):
            return True
    return False


def typed_in(value: Json) -> bool:
    """Return whether any text of an answer contains what looks like an Individual Number."""
    if isinstance(value, str):
        return found_in(value)
    if isinstance(value, Mapping):
        return any(map(typed_in, value.values()))
    return isinstance(value, list | tuple) and any(map(typed_in, value))


def asked_by(text: str) -> bool:
    """Return whether `text` asks for the number; a sentence that says not to give it does not ask."""
    folded = unicodedata.normalize("NFKC", text)
    return any(_ASKED.search(sentence) and not _DENIED.search(sentence) for sentence in _SENTENCE.findall(folded))


def card_without_front(text: str) -> bool:
    """Return whether `text` speaks of the card but not of its front side; the number is on the back."""
    folded = unicodedata.normalize("NFKC", text)
    return _CARD.search(folded) is not None and _FRONT.search(folded) is None


def shaped_like(asked: Field) -> bool:
    """Return whether the settings of `asked` take 12 digits and neither 11 nor 13: the shape of the number."""
    return (asked.type == "text" and _by_pattern(asked.settings)) or (
        asked.type == "number" and _by_range(asked.settings)
    )


def _by_pattern(settings: Mapping[str, Json]) -> bool:
    pattern = settings.get("pattern")
    if not isinstance(pattern, str):
        return False
    try:
        compiled = compiled_pattern(pattern)
    except re2.error:
        return False
    fits = [any(compiled.fullmatch(digits) for digits in _samples(length)) for length in (11, 12, 13)]
    low, high = settings.get("min_length"), settings.get("max_length")
    if isinstance(low, int | float) and low > 11:
        fits[0] = False
    if isinstance(high, int | float) and high < 13:
        fits[2] = False
    return fits == [False, True, False]


def _samples(length: int) -> Iterator[str]:
    """Yield numbers of `length` digits, plain and in groups of four."""
    for start in ("123456789018", "987654321098", "100000000005"):
        digits = (start * 2)[:length]
        yield digits
        for separator in "- ":
            yield separator.join(digits[place : place + 4] for place in range(0, length, 4))


def _by_range(settings: Mapping[str, Json]) -> bool:
    low, high = settings.get("min"), settings.get("max")
    return isinstance(high, int | float) and 10**11 <= high < 10**12 and isinstance(low, int | float) and low >= 0
