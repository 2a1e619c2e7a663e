"""`bank_account` (振込先口座): codes are digits, the holder is kana; exported as banks exchange it (全銀)."""

import re
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Fault, Refused, typed_text
from forms.fields.parts import PartReader, PartsKind
from kernel.json_types import Json
from kernel.text import Text, say
from kernel.text_ja import bank_kana, half_ascii, to_half_width, to_katakana

KINDS: Final[Mapping[str, Text]] = {
    "ordinary": {"ja": "普通", "en": "Ordinary"},
    "checking": {"ja": "当座", "en": "Checking"},
    "savings": {"ja": "貯蓄", "en": "Savings"},
}
LONGEST_HOLDER: Final = 48
_HOLDER: Final = re.compile("[ァ-ヴヷ-ヺーA-Z0-9 ().,/「」¥・-]+")


def _digits(length: int, code: str, *, padded: bool = False) -> Callable[[Json, str], str | None]:
    def read(raw: Json, part: str) -> str | None:
        text = typed_text(raw, limit=40, at=(part,))
        if text is None:
            return None
        plain = half_ascii(text).replace(" ", "")
        if not (plain.isascii() and plain.isdigit()) or len(plain) > length or (len(plain) < length and not padded):
            raise Refused(Fault(code, (part,), {"length": length}))
        return plain.zfill(length)

    return read


def _kind(raw: Json, part: str) -> str | None:
    text = typed_text(raw, limit=40, at=(part,))
    if text is None or text in KINDS:
        return text
    for key, label in KINDS.items():
        if text.lower() in (say(label, "ja"), say(label, "en").lower()):
            return key
    raise Refused(Fault("answer.not_an_option", (part,)))


def _holder(raw: Json, part: str) -> str | None:
    text = typed_text(raw, limit=200, at=(part,))
    if text is None:
        return None
    kana = re.sub(" +", " ", to_katakana(half_ascii(text)).upper())
    if not _HOLDER.fullmatch(kana):
        raise Refused(Fault("answer.not_bank_kana", (part,)))
    if len(to_half_width(kana)) > LONGEST_HOLDER:
        raise Refused(Fault("answer.too_long", (part,), {"limit": LONGEST_HOLDER}))
    return kana


class BankAccountKind(PartsKind):
    """An account that money is paid into."""

    types = ("bank_account",)
    parts: ClassVar[Mapping[str, PartReader]] = {
        "bank_code": _digits(4, "answer.not_so_many_digits"),
        "branch_code": _digits(3, "answer.not_so_many_digits"),
        "kind": _kind,
        "number": _digits(7, "answer.not_so_many_digits", padded=True),
        "holder_kana": _holder,
    }
    labels: ClassVar[Mapping[str, Text]] = {
        "bank_code": {"ja": "金融機関コード", "en": "Bank code"},
        "branch_code": {"ja": "支店コード", "en": "Branch code"},
        "kind": {"ja": "預金種別", "en": "Kind of account"},
        "number": {"ja": "口座番号", "en": "Account number"},
        "holder_kana": {"ja": "口座名義（カナ）", "en": "Account holder in katakana"},
    }
    needed = ("bank_code", "branch_code", "kind", "number", "holder_kana")

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002  # accounts are alike everywhere
        """Return 0001-123 普通 1234567 ヤマダ タロウ."""
        if not isinstance(value, Mapping):
            return ""
        kind = say(KINDS.get(str(value.get("kind")), ""), language)
        codes = f"{value.get('bank_code', '')}-{value.get('branch_code', '')}"
        return " ".join(filter(None, (codes, kind, str(value.get("number", "")), str(value.get("holder_kana", "")))))

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:
        """Return a column for each part, the holder in the half-width kana of bank transfers."""
        columns = dict(super().export(asked, value))
        holder = columns["holder_kana"]
        return columns | {"holder_kana": to_half_width(bank_kana(holder)) if isinstance(holder, str) else None}
