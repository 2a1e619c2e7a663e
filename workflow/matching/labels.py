"""How alike two step titles are, from 0 to 1 (analysis.md §5.1).

A title is what is done (its action) to what (its objects). Actions are brought to their class (確認, 点検, 審査 … are
one) by their normal form; objects are compared word by word, and because offices name things freely, pairs of
neighbouring characters count as well.
"""

import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workflow.matching.words import words_of

OBJECT, ACTION, LETTERS = 0.4, 0.3, 0.3
"""What the three parts count for."""
CLASSES: Final = {
    "check": ("確認 確かめる 点検 審査 照合 検査 調べる 見直す チェック check verify review examine test inspect"),
    "approve": ("承認 決裁 決定 判断 裁定 認める approve decide approval decision authorize"),
    "notify": ("通知 連絡 知らせる 伝える 案内 交付 送付 発送 郵送 送る 渡す notify inform send mail issue deliver"),
    "enter": ("入力 登録 転記 書く 写す 書き写す 記録 記入 記載 打ち込む enter record register type transcribe copy"),
    "receive": ("受け付ける 受け付け 受け取る 受理 収受 受領 受ける 届く receive accept receipt"),
    "draft": ("作成 起案 作る 起こす draft prepare create write"),
    "store": ("保存 保管 綴る 綴じる 仕舞う store file archive"),
    "calculate": ("算定 計算 積算 算出 calculate compute"),
    "stamp": ("押す 押印 捺印 stamp seal"),
    "pay": ("支払い 支払う 振り込む 振り込み 払う pay transfer"),
    "print": ("印刷 打ち出す 出力 print"),
    "apply": ("申請 申し込み 申し込む 届け出る 届け出 apply application"),
}
_CLASS_OF: Final = {word: name for name, words in CLASSES.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Label:
    """A title, taken apart."""

    actions: frozenset[str]
    objects: frozenset[str]
    letters: frozenset[str]


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are; 1 for equal ones, 0 where one says nothing."""
    if one == other:
        return 1.0
    first, second = label_of(one), label_of(other)
    if not first.letters or not second.letters:
        return 0.0
    objects, letters = _dice(first.objects, second.objects), _dice(first.letters, second.letters)
    if first.actions or second.actions:
        action = 1.0 if first.actions & second.actions else 0.0
    else:
        action = 1.0 if max(objects, letters) > 0.5 else 0.0
    if not first.objects and not second.objects:
        objects = action  # 「確認」 and 「点検」: the action is all there is
    return OBJECT * objects + ACTION * action + LETTERS * letters


@lru_cache(maxsize=8192)
def label_of(title: str) -> Label:
    """Return `title` taken apart."""
    words = words_of(title)
    actions = frozenset(_CLASS_OF[word] for word in words if word in _CLASS_OF)
    objects = frozenset(word for word in words if word not in _CLASS_OF)
    plain = "".join(words) or unicodedata.normalize("NFKC", title).casefold().strip()
    pairs = frozenset(plain[start : start + 2] for start in range(max(1, len(plain) - 1)))
    return Label(actions, objects, pairs - {""})


def _dice(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    whole = len(one) + len(other)
    return 2 * len(one & other) / whole if whole else 0.0
