"""The office's words explained where they stand (用語の説明): each once in a text, at its first place.

The explanations are those of docs/glossary.md in a sentence that a new colleague understands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.text import Text, say

_TERMS: Final[Sequence[tuple[Text, Text]]] = (
    (
        {"ja": "補正", "en": "correction"},
        {
            "ja": "申請の足りないところや誤りを、申請者に直してもらうこと。待つ日数は標準処理期間に入りません。",
            "en": "The applicant mends or completes what was sent. Meanwhile the standard period stands still.",
        },
    ),
    (
        {"ja": "標準処理期間", "en": "standard period"},
        {
            "ja": "届いてから決定までに通常かかる日数として公表しているもの（行政手続法6条）。",
            "en": "The published number of days from arrival to the decision, corrections not counted.",
        },
    ),
    (
        {"ja": "審査基準", "en": "criteria"},
        {
            "ja": "認めるかどうかを決めるための基準。公表しています（行政手続法5条）。",
            "en": "The published rules by which a decision is made.",
        },
    ),
    (
        {"ja": "理由の提示", "en": "reasons"},
        {
            "ja": "認めないときに、根拠・事実・当てはめを申請者に示すこと（行政手続法8条）。",
            "en": "A refusal tells the applicant the provision, the facts, and why they lead to it.",
        },
    ),
    (
        {"ja": "教示", "en": "appeal notice"},
        {
            "ja": "決定に不服があるときに、だれに、いつまでに申し立てられるかを知らせること（行政不服審査法82条）。",
            "en": "Where, and until when, one can object to a decision.",
        },
    ),
    (
        {"ja": "決裁", "en": "approval"},
        {
            "ja": "権限のある人が、起案の内容でよいと決めること。",
            "en": "Whoever is entitled decides on what was drafted.",
        },
    ),
    (
        {"ja": "専決", "en": "delegated decision"},
        {
            "ja": "規程で任された範囲を、市長に代わって決めること。",
            "en": "A decision that the rules leave to somebody below the mayor.",
        },
    ),
    (
        {"ja": "代決", "en": "deputy's decision"},
        {
            "ja": "決裁する人が不在のとき、急ぐものを代わりの人が決めること。あとで本人が見ます（後閲）。",
            "en": "A deputy decides what is urgent while the entitled person is away, who looks at it later.",
        },
    ),
    (
        {"ja": "合議", "en": "joint decision"},
        {
            "ja": "関係する複数の人・課が、同じ案件について判断すること。",
            "en": "Several people or sections decide on the same case.",
        },
    ),
    (
        {"ja": "供覧", "en": "circulation"},
        {
            "ja": "参考のために、関係する人に見てもらうこと。決める必要はありません。",
            "en": "Colleagues are shown a case; nothing is decided.",
        },
    ),
    (
        {"ja": "公簿", "en": "public register"},
        {
            "ja": "住民基本台帳など、市が持つ公の帳簿。",
            "en": "A register that the city keeps, such as that of residents.",
        },
    ),
    (
        {"ja": "職権", "en": "ex officio"},
        {"ja": "申請を待たずに、市の権限で行うこと。", "en": "Done by the office's own power, without being asked."},
    ),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; with `meaning` it is a word that is explained."""

    words: str
    meaning: str = ""


def glossed(text: Text, language: str) -> tuple[Piece, ...]:
    """Return a text in pieces; put together they are the text."""
    return tuple(_pieces(say(text, language), {say(term, language): say(told, language) for term, told in _TERMS}))


def _pieces(text: str, meanings: dict[str, str]) -> Iterator[Piece]:
    longest_first = sorted(meanings, key=len, reverse=True)
    place, told = 0, set[str]()
    for found in re.finditer("|".join(map(re.escape, longest_first)), text):
        if found[0] in told:
            continue
        told.add(found[0])
        yield Piece(text[place : found.start()])
        yield Piece(found[0], meanings[found[0]])
        place = found.end()
    yield Piece(text[place:])
