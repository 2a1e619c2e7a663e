"""Japanese text as people type it: width, kana, dashes, and what must not be in it.

Two rules. What is *stored* is what was typed, in NFC at most: never NFKC, which would replace characters of
people's names, and variation selectors (異体字) stay. What is *compared* is a search key, and that may fold
anything. Dashes are unified only where a dash can mean nothing else: in telephone numbers, postal codes and
lot numbers (番地), never in names or kana.
"""

import re
import unicodedata
from typing import Final, Literal, TypeAlias

TextFault: TypeAlias = Literal["control_character", "bidi_character", "surrogate", "noncharacter"]

DASHES: Final = "-‐‑‒–—―−ー－ｰ﹣"
"""What people type for the dash of a telephone number (the long vowel mark among them)."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NONCHARACTER: Final = re.compile(
    "[\ufdd0-\ufdef\ufffe\uffff]|" + "|".join(map(chr, (p << 16 | e for p in range(1, 17) for e in (0xFFFE, 0xFFFF))))
)
_INVISIBLE: Final = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_HARMLESS: Final = re.compile("[\t\n\r -~\u3000-\u303f\u3041-\u3096\u3099-\u30ff\u4e00-\u9fff\uff01-\uff9f]*")
_BREAKS: Final = re.compile("\r\n?")

_FULL_ASCII: Final = {ord("!") + offset: ord("！") + offset for offset in range(94)} | {0x20: 0x3000}
_HALF_ASCII: Final = {full: half for half, full in _FULL_ASCII.items()}
_HIRAGANA: Final = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_KATAKANA: Final = {kata: hira for hira, kata in _HIRAGANA.items()}
_HALF_KANA_SIGNS: Final = "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ"
_FULL_KANA_SIGNS: Final = (
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセ"
    "ソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜"
)
_FULL_OF: Final = dict(zip(_HALF_KANA_SIGNS, _FULL_KANA_SIGNS, strict=True))
_HALF_OF: Final = str.maketrans(dict(zip(_FULL_KANA_SIGNS, _HALF_KANA_SIGNS, strict=True)))
_HALF_KANA: Final = re.compile("[｡-ﾟ]")
_VOICED_HALF: Final = re.compile("[ｳｶ-ﾄﾊ-ﾎﾜｦ]ﾞ|[ﾊ-ﾎ]ﾟ|[｡-ﾟ]")
_VOICED_FULL: Final = re.compile("[ヴガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヷヺ]")
_SMALL: Final = str.maketrans("ァィゥェォャュョッヮヵヶ", "アイウエオヤユヨツワカケ")
_DASH: Final = re.compile(f"[{DASHES}]")


def text_fault(text: str) -> TextFault | None:
    """Return why `text` cannot be kept: control, direction-changing or non-characters; None if it can."""
    if _HARMLESS.fullmatch(text):  # nearly every answer: one cheap look
        return None
    if _SURROGATE.search(text):
        return "surrogate"
    if _CONTROL.search(text):
        return "control_character"
    if _BIDI.search(text):
        return "bidi_character"
    return "noncharacter" if _NONCHARACTER.search(text) else None


def is_blank(text: str) -> bool:
    """Return whether nothing of `text` can be seen: spaces of any kind, U+3164 and other invisible fillers."""
    return not text or not _INVISIBLE.sub("", text)


def composed(text: str) -> str:
    """Return `text` in NFC with line ends as \\n: が typed as two code points becomes one, names stay as they are.

    Compatibility ideographs (U+F900–FAFF, U+2F800–2FA1F) are left alone, though NFC would replace them: 神 and
    神 are different characters in a family register.
    """
    text = _BREAKS.sub("\n", text)
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(part if _is_compatibility(part[:1]) else unicodedata.normalize("NFC", part) for part in _runs(text))


def trimmed(text: str) -> str:
    """Return `text` without white space (ideographic space included) and byte order marks around it."""
    return text.strip().strip("\ufeff\u200b").strip()


def to_katakana(text: str) -> str:
    """Return `text` with hiragana and half-width kana as full-width katakana; everything else untouched."""
    return half_kana_to_full(text).translate(_HIRAGANA)


def to_hiragana(text: str) -> str:
    """Return `text` with katakana as hiragana; ヷ and the like, which hiragana lacks, stay."""
    return half_kana_to_full(text).translate(_KATAKANA)


def half_kana_to_full(text: str) -> str:
    """Return `text` with ｶﾞ as ガ, ﾊﾟ as パ, ｰ as ー."""
    if _HALF_KANA.search(text) is None:
        return text
    return _VOICED_HALF.sub(lambda found: _full_kana(found[0]), text)


def to_full_width(text: str) -> str:
    """Return `text` with ASCII, spaces and kana in full width."""
    return half_kana_to_full(text).translate(_FULL_ASCII)


def to_half_width(text: str) -> str:
    """Return `text` with ASCII, spaces and katakana in half width (ガ becomes ｶﾞ); kanji and hiragana stay."""
    decomposed = _VOICED_FULL.sub(lambda found: unicodedata.normalize("NFD", found[0]), text.translate(_HALF_ASCII))
    return decomposed.replace("\u3099", "ﾞ").replace("\u309a", "ﾟ").translate(_HALF_OF)


def half_ascii(text: str) -> str:
    """Return `text` with full-width letters, digits, signs and spaces in half width; kana stay."""
    return text.translate(_HALF_ASCII)


def with_plain_dashes(text: str) -> str:
    """Return `text` with every kind of dash as "-". Only for telephone, postal code and lot numbers."""
    return _DASH.sub("-", text)


def lot_number(text: str) -> str:
    """Return a lot number (番地) with half-width digits and plain dashes between digits: １－２ー３ is 1-2-3."""
    half = re.sub("[０-９]", lambda found: chr(ord(found[0]) - 0xFEE0), text)
    return re.sub(f"(?<=[0-9])[{DASHES}](?=[0-9])", "-", half)


def bank_kana(text: str) -> str:
    """Return an account holder's kana as banks keep it: full-width katakana, small kana large, long mark a dash.

    Banks exchange ｱ-ﾝ, digits, capitals and `()-./`; ヮ and small kana do not exist there (全銀フォーマット).
    """
    plain = to_katakana(half_ascii(text)).upper().translate(_SMALL)
    return re.sub(" +", " ", _DASH.sub("-", plain)).strip()


def search_key(text: str) -> str:
    """Return what `text` is found by: width, case, kana, variants and spaces folded; never shown."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return to_katakana(_DASH.sub("ー", _INVISIBLE.sub("", folded)))


def _full_kana(half: str) -> str:
    full = _FULL_OF[half[0]]
    return full if len(half) == 1 else unicodedata.normalize("NFC", full + ("\u3099" if half[1] == "ﾞ" else "\u309a"))


def _is_compatibility(sign: str) -> bool:
    return "\uf900" <= sign <= "\ufaff" or "\U0002f800" <= sign <= "\U0002fa1f"


def _runs(text: str) -> list[str]:
    return re.findall("[\uf900-\ufaff\U0002f800-\U0002fa1f]|[^\uf900-\ufaff\U0002f800-\U0002fa1f]+", text)
