"""Furigana (ふりがな): over which signs of a Japanese text stands how they are read.

Words and their readings come from SudachiPy; a reading that a form gives goes before. Only kanji carry a reading:
of 申し込み the 申 and the 込. What is cut and read once is remembered; texts of pages are a few thousand.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import Final, TypeAlias

from sudachipy import Dictionary, SplitMode

from kernel.text_ja import to_hiragana

Ruby: TypeAlias = tuple[tuple[str, str], ...]
"""The pieces of a text, each with the reading that stands over it, or with none."""
MOST_REMEMBERED: Final = 20_000
KANJI: Final = re.compile(r"[々〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+")
_WORDS: Final[Mapping[str, str]] = {
    "方": "かた", "他": "ほか", "係": "かかり", "課": "か", "届": "とどけ", "届出": "とどけで", "市": "し",
    "町": "ちょう",
    "人": "ひと", "日": "ひ", "月": "つき", "分": "ぶん", "者": "しゃ", "何": "なに", "空": "から", "際": "さい",
    "額": "がく", "名": "めい", "氏": "し",
    "一度": "いちど", "明日": "あした", "今日": "きょう", "一日": "いちにち", "日本": "にほん", "教示": "きょうじ",
    "取下": "とりさげ", "世帯主": "せたいぬし",
}  # fmt: skip
"""Words of which an office means one of several readings."""
_COUNTED: Final[Mapping[str, str]] = {"人": "にん", "日": "にち", "月": "がつ", "分": "ふん"}
"""The same after a number."""
_COUNTERS: Final = frozenset("度回人日年月時件枚歳個冊台分")
_SIGNS: Final = re.compile(r"([（）()「」、。・：])")
"""No word goes over them; the dictionary thinks so of 氏（フリガナ）."""
_remembered: dict[str, Ruby] = {}
_lock: Final = Lock()


def furigana_of(texts: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, Ruby]:
    """Return every text in pieces with readings. `given` are readings of whole texts that their author wrote."""
    own, wanted = given or {}, {*texts}
    found = {text: aligned(text, own[text]) for text in wanted if text in own}
    found |= {text: _remembered[text] for text in wanted - {*found} if text in _remembered}
    if unread := wanted - {*found}:
        tokenizer = Dictionary(dict="small").tokenizer(mode=SplitMode.C)
        read = {
            text: _ruby([word for part in _SIGNS.split(text) if part for word in tokenizer.tokenize(part)])
            for text in unread
        }
        with _lock:
            if len(_remembered) + len(read) > MOST_REMEMBERED:
                _remembered.clear()
            _remembered.update(read)
        found |= read
    return found


def has_kanji(text: str) -> bool:
    """Say whether there is anything in `text` that needs a reading."""
    return KANJI.search(text) is not None


@lru_cache(maxsize=4_096)
def aligned(written: str, reading: str) -> Ruby:
    """Lay a reading over a word or a text so that kana stand under nothing.

    Where the kana of both do not fit one another, the reading stands over the whole.
    """
    pieces = _pieces(written)
    if not reading or not any(kanji for _piece, kanji in pieces):
        return ((written, ""),)
    said = to_hiragana(reading)
    ends = _ends(pieces, said)
    if ends is None:
        return ((written, said),)  # 明日, 二十歳
    return tuple(
        (piece, said[begin:end] if kanji else "")
        for (piece, kanji), begin, end in zip(pieces, (0, *ends[:-1]), ends, strict=True)
    )


def _ends(pieces: Sequence[tuple[str, bool]], said: str) -> Sequence[int] | None:
    """Return where in a reading each piece ends, kanji as early as can be; None where the pieces do not fit.

    Not a pattern of `re`: a long sentence with a slip in it would be tried in more ways than anybody can wait for.
    """
    fitting = [{len(said)}]  # from the last piece to the first: after which places the rest fits
    for piece, kanji in reversed(pieces):
        after = fitting[-1]
        if kanji:
            fitting.append(set(range(max(after, default=0))))
        else:
            kana = to_hiragana(piece)
            fitting.append({end - len(kana) for end in after if said.endswith(kana, 0, end)})
    fitting.reverse()
    if 0 not in fitting[0]:
        return None
    ends, place = list[int](), 0
    for (piece, kanji), after in zip(pieces, fitting[1:], strict=True):
        place = min(end for end in after if end > place) if kanji else place + len(to_hiragana(piece))
        ends.append(place)
    return ends


def _pieces(written: str) -> Sequence[tuple[str, bool]]:
    found, at = list[tuple[str, bool]](), 0
    for kanji in KANJI.finditer(written):
        if kanji.start() > at:
            found.append((written[at : kanji.start()], False))
        found.append((kanji[0], True))
        at = kanji.end()
    return [*found, (written[at:], False)] if at < len(written) else found


def _ruby(words: Iterable[object]) -> Ruby:
    read = [(str(word.surface()), str(word.reading_form())) for word in words]  # type: ignore[attr-defined]  # untyped
    joined = list[tuple[str, str]]()
    for place, (surface, reading) in enumerate(read):
        before = read[place - 1][0] if place else ""
        after = read[place + 1][0] if place + 1 < len(read) else ""
        for piece, over in aligned(surface, _meant(before, surface, after) or reading):
            if not over and joined and not joined[-1][1]:
                joined[-1] = (joined[-1][0] + piece, "")
            else:
                joined.append((piece, over))
    return tuple(joined)


def _meant(before: str, surface: str, after: str) -> str:
    """Return the reading that stands among such words, or "" where the dictionary knows better."""
    if surface in _COUNTED and before[-1:].isdecimal():
        return _COUNTED[surface]
    if surface == "何" and after[:1] in _COUNTERS:
        return "なん"
    return _WORDS.get(surface, "")
