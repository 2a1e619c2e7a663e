"""The words of a Japanese (or English) title in their normal form: 申込 and 申し込み, 取扱い and 取り扱い are one.

SudachiPy with its small dictionary cuts a title into words; particles, signs and helping verbs fall away. The
dictionary (50 MB) is opened when the first title is read; a tokenizer belongs to one thread.
"""

import unicodedata
from functools import lru_cache
from threading import local
from typing import Final

from sudachipy import Dictionary, SplitMode, Tokenizer

CONTENT: Final = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞"})
"""Parts of speech that carry meaning."""
EMPTY: Final = frozenset(
    {"為る", "成る", "有る", "居る", "業務", "処理", "事務", "手続き", "作業", "こと", "もの", "為", "等", "the", "a"}
)
SAME: Final = {
    "お知らせ": "通知", "もう一度": "再度", "再び": "再度", "エクセル": "excel", "はんこ": "印", "判子": "印",
    "印鑑": "印", "郵便": "郵送", "ファックス": "fax", "ファクス": "fax", "メール": "mail", "職員": "担当",
    "担当者": "担当", "係員": "担当", "申請者": "申請人", "書面": "書類",
}  # fmt: skip
"""Words of offices that mean the same and that the dictionary keeps apart."""
_held: Final = local()


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    return Dictionary(dict="small")


def _tokenizer() -> Tokenizer:
    found: Tokenizer | None = getattr(_held, "tokenizer", None)
    if found is None:
        found = _held.tokenizer = _dictionary().tokenizer(mode=SplitMode.C)
    return found


@lru_cache(maxsize=8192)
def words_of(title: str) -> tuple[str, ...]:
    """Return the meaningful words of `title` in their normal form, in order."""
    text = unicodedata.normalize("NFKC", title).casefold()
    for said, meant in SAME.items():
        text = text.replace(said, meant)
    words = (
        (str(morpheme.normalized_form()).casefold(), morpheme.part_of_speech()[0])
        for morpheme in _tokenizer().tokenize(text)
    )
    return tuple(word for word, part in words if part in CONTENT and word not in EMPTY and not word.isspace())
