"""`address` (住所) and `postal_code` (郵便番号).

The postal code is kept as 123-4567. Digits and dashes of lot numbers (番地) become half-width where they stand
between digits; nothing else of an address is rewritten.
"""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Fault, Kind, Normaliser, Refused, typed_text
from forms.fields.parts import PartReader, PartsKind
from kernel.json_types import Json
from kernel.text import Text
from kernel.text_ja import half_ascii, lot_number, with_plain_dashes

PREFECTURES: Final = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip
LONGEST: Final = 100
_POSTAL_CODE: Final = re.compile(r"〒?\s*([0-9]{3})\s*-?\s*([0-9]{4})")


def postal_code(raw: Json, *at: str) -> str | None:
    """Return 123-4567 of any width and any dash, or None if nothing was typed."""
    text = typed_text(raw, limit=40, at=at)
    if text is None:
        return None
    found = _POSTAL_CODE.fullmatch(with_plain_dashes(half_ascii(text)))
    if found is None:
        raise Refused(Fault("answer.not_a_postal_code", at))
    return f"{found[1]}-{found[2]}"


def _prefecture(raw: Json, part: str) -> str | None:
    text = typed_text(raw, limit=LONGEST, at=(part,))
    if text is not None and text not in PREFECTURES:
        raise Refused(Fault("answer.not_a_prefecture", (part,)))
    return text


def _place(raw: Json, part: str) -> str | None:
    text = typed_text(raw, limit=LONGEST, at=(part,))
    return None if text is None else lot_number(text.replace("\n", " "))


class AddressKind(PartsKind):
    """A place in Japan where somebody lives or does business."""

    types = ("address",)
    free_text = True
    parts: ClassVar[Mapping[str, PartReader]] = {
        "postal_code": postal_code,
        "prefecture": _prefecture,
        "city": _place,
        "town": _place,
        "street": _place,
        "building": _place,
    }
    labels: ClassVar[Mapping[str, Text]] = {
        "postal_code": {"ja": "郵便番号", "en": "Postal code"},
        "prefecture": {"ja": "都道府県", "en": "Prefecture"},
        "city": {"ja": "市区町村", "en": "City, ward, town or village"},
        "town": {"ja": "町名", "en": "Area"},
        "street": {"ja": "番地", "en": "Block and number"},
        "building": {"ja": "建物名・部屋番号", "en": "Building and room"},
    }
    needed = ("postal_code", "prefecture", "city")

    def gaps(self, value: Json) -> Iterator[Fault]:
        """Yield missing parts; of area and lot number one is enough, because some villages have no areas."""
        yield from super().gaps(value)
        if isinstance(value, Mapping) and not value.get("town") and not value.get("street"):
            yield Fault("answer.part_required", ("street",), {"part": self.labels["street"]})

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002  # addresses are not translated
        """Return 〒123-4567 愛知県見直市中央1-2-3 市営住宅101."""
        if not isinstance(value, Mapping):
            return ""
        place = "".join(str(value.get(part) or "") for part in ("prefecture", "city", "town", "street"))
        code, building = value.get("postal_code"), value.get("building")
        return " ".join(str(part) for part in (f"〒{code}" if code else "", place, building) if part)


class PostalCodeKind(Kind):
    """A postal code alone."""

    types = ("postal_code",)

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002
        """Return what reads a postal code."""
        return postal_code
