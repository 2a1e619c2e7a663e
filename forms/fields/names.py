"""`name` (氏名): family and given name with their reading.

The name is kept as typed, in NFC: variants (異体字) and characters outside the basic plane stay. Only the
reading is converted, to full-width katakana.
"""

import re
from collections.abc import Mapping
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Fault, Refused, typed_text
from forms.fields.parts import PartReader, PartsKind
from forms.fields.text import length_of
from kernel.json_types import Json
from kernel.text import Text
from kernel.text_ja import to_katakana

LONGEST: Final = 80
_READING: Final = re.compile("[ァ-ヺー・ヽヾ 　゛゜\u3099\u309a-]+")
_WHITE: Final = re.compile(r"\s+")


def _written(raw: Json, part: str) -> str | None:
    text = typed_text(raw, limit=LONGEST * 3, at=(part,))
    if text is None:
        return None
    if length_of(text) > LONGEST:
        raise Refused(Fault("answer.too_long", (part,), {"limit": LONGEST}))
    return _WHITE.sub(lambda found: found[0] if found[0] in " 　" else " ", text)


def _reading(raw: Json, part: str) -> str | None:
    text = _written(raw, part)
    if text is None:
        return None
    kana = to_katakana(text)
    if not _READING.fullmatch(kana):
        raise Refused(Fault("answer.not_katakana", (part,)))
    return kana


class NameKind(PartsKind):
    """The name of a person."""

    types = ("name",)
    free_text = True
    parts: ClassVar[Mapping[str, PartReader]] = {
        "family": _written,
        "given": _written,
        "family_kana": _reading,
        "given_kana": _reading,
    }
    labels: ClassVar[Mapping[str, Text]] = {
        "family": {"ja": "氏", "en": "Family name"},
        "given": {"ja": "名", "en": "Given name"},
        "family_kana": {"ja": "氏（フリガナ）", "en": "Family name in katakana"},
        "given_kana": {"ja": "名（フリガナ）", "en": "Given name in katakana"},
    }
    needed = ("family", "given", "family_kana", "given_kana")

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002  # names are not translated
        """Return 山田 太郎（ヤマダ タロウ）."""
        if not isinstance(value, Mapping):
            return ""
        name = " ".join(str(value[part]) for part in ("family", "given") if value.get(part))
        reading = " ".join(str(value[part]) for part in ("family_kana", "given_kana") if value.get(part))
        return f"{name}（{reading}）" if reading else name
