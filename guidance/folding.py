"""One spelling for what people spell in many ways: 引っ越し and 引越し, ﾎｲｸｼｮ and ほいくしょー are found alike.

What comes out is compared and never shown. Kanji stay; kana lose what is heard but not always written.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from kernel.text_ja import search_key

_OKURIGANA: Final = re.compile("(?<=[一-鿿々])[ぁ-ん]{1,2}(?=[一-鿿々])")
"""Kana between two kanji: often left out (引っ越し, 引越し; 申し込み, 申込み; 犬の登録, 犬登録)."""
_LARGE: Final = str.maketrans("ァィゥェォャュョッヮヵヶヂヅヴヲ", "アイウエオヤユヨツワカケジズブオ")
_LONG: Final = re.compile(
    "ー|(?<=[アカサタナハマヤラワガザダバパ])ア|(?<=[イキシチニヒミリギジビピ])イ|(?<=[ウクスツヌフムユルグズブプ])ウ"
    "|(?<=[エケセテネヘメレゲゼデベペ])[エイ]|(?<=[オコソトノホモヨロゴゾドボポ])[オウ]"
)
_KANA: Final = re.compile("[ァ-ヶー]+")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return what `text` is compared by."""
    shortened = _OKURIGANA.sub("", unicodedata.normalize("NFKC", text))
    return _LONG.sub("", search_key(shortened).translate(_LARGE))


def is_kana(key: str) -> bool:
    """Say whether a folded text is kana alone."""
    return bool(_KANA.fullmatch(key))


def nearly(one: str, other: str) -> bool:
    """Say whether two folded texts differ by one sign: one more, one less, another one, or two that changed places."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)
    if start < 0:
        return True  # one begins with the other
    first, second = one[start:], other[start:]
    swapped = first[:2] == second[1::-1] and first[2:] == second[2:]
    return swapped or first[1:] == second[1:] or first[1:] == second or first == second[1:]
