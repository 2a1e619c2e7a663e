"""How alike two Japanese (or English) step titles are, from 0 to 1.

Titles are folded (NFKC, case), the word for the action is brought to its class (確認, 点検, 審査 … are one), particles
and empty words fall away; what is left is compared by pairs of neighbouring characters (Dice).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

ACTIONS: Final = {
    "check": ("確認", "確かめ", "点検", "審査", "照合", "チェック", "check", "verify", "review", "examine", "test"),
    "approve": ("承認", "決裁", "決定", "判断", "approve", "decide", "approval", "decision"),
    "notify": ("通知", "連絡", "交付", "送付", "発送", "郵送", "知らせ", "notify", "inform", "send"),
    "enter": ("入力", "登録", "転記", "書き写", "記録", "enter", "record", "register", "type"),
    "receive": ("受付", "受け付け", "受理", "収受", "受け取", "receive", "accept", "receipt"),
    "draft": ("作成", "起案", "作る", "draft", "prepare", "create"),
    "store": ("保存", "保管", "つづ", "綴", "store", "file", "archive"),
    "calculate": ("算定", "計算", "積算", "calculate", "compute"),
}
_EMPTY: Final = re.compile(
    r"業務|処理|事務|手続き?|作業|について|する|される|して|[をのにはがでとへもや・、。()（）「」\s]"
)


def likeness(one: str, other: str) -> float:
    """Return 0.7 × likeness of the wording + 0.3 × sameness of the action; 1 for equal titles."""
    if one == other:
        return 1.0
    first, second = _folded(one), _folded(other)
    if not first[1] or not second[1]:
        return 0.0
    shared = len(first[1] & second[1])
    dice = 2 * shared / (len(first[1]) + len(second[1]))
    same_action = bool(first[0] & second[0]) or (not first[0] and not second[0] and dice > 0.5)
    return 0.7 * dice + 0.3 * same_action


@lru_cache(maxsize=8192)
def _folded(title: str) -> tuple[frozenset[str], frozenset[str]]:
    text = unicodedata.normalize("NFKC", title).casefold()
    actions = frozenset(name for name, words in ACTIONS.items() if any(word in text for word in words))
    plain = _EMPTY.sub("", text)
    return actions, frozenset(plain[start : start + 2] for start in range(max(1, len(plain) - 1))) - {""}
