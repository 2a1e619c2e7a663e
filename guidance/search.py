"""Finding a procedure by everyday words (手続をさがす): kana or kanji, short forms, slips of the finger, sentences.

Every result says why it was found. Nothing is learnt about who searched, and no search is kept.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final, Literal, TypeAlias

from catalog.page import ProcedurePage
from guidance.everyday_words import meant_by
from guidance.folding import folded, is_kana, nearly
from guidance.readings import Reading, readings_of
from intake.guide import Guide
from kernel.text import Text, say

Kind: TypeAlias = Literal["title", "word", "everyday", "event", "text", "near"]
WEIGHTS: Final[Mapping[Kind, int]] = {"title": 10, "word": 7, "everyday": 5, "event": 3, "text": 2, "near": 1}
LONGEST_QUERY: Final = 100
MOST_PARTS: Final = 8
REMEMBERED: Final = 2_000
SHORTEST_SLIP: Final = 3
_SEPARATORS: Final = re.compile(r"[\s\u3000、。,.!?！？・/／]+")
_EMPTY: Final = frozenset(
    folded(word)
    for word in (
        "手続き", "手続", "申請", "届出", "届", "申し込み", "申込", "したい", "する", "とき", "ため", "方法",
        "について", "市役所", "the", "to", "of", "for", "and", "a", "an", "my", "i",
    )
)  # fmt: skip
"""What everybody types and what tells nothing, unless it is all that was typed."""
_GENERAL: Final = frozenset(
    folded(word)
    for word in (
        "申請", "請求", "申込", "申込み", "届出", "手続", "利用", "許可", "登録", "証明", "認定", "変更", "受取",
    )
)  # fmt: skip
"""Words of titles that lead nowhere when they are only part of what was typed (印鑑登録 is no 犬の登録)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a procedure was found: what was typed, and what of the procedure it met."""

    kind: Kind
    asked: str
    met: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A procedure and why it is a result."""

    guide: Guide
    why: tuple[Why, ...] = ()
    score: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that a procedure can be found by. `starts` is how it sounds from each of its words on."""

    kind: Kind
    shown: str
    key: str
    starts: tuple[str, ...] = ()

    def meets(self, asked: str) -> bool:
        """Say whether `asked` (folded) stands here. Kana must begin a word: い・ぬ stand in many that are no dog."""
        if is_kana(asked):
            heard = len(asked) > 1 and any(start.startswith(asked) for start in self.starts)
            return heard or (len(asked) > 2 and asked in self.key)
        return asked in self.key and (len(asked) > 2 or not asked.isascii())


@dataclass(frozen=True, slots=True)
class _Indexed:
    """What a page can be found by; `vocabulary` are the words that are recognised inside a sentence."""

    entries: tuple[_Entry, ...]
    vocabulary: tuple[_Entry, ...]
    events: frozenset[str]


class Finder:
    """Remembers by its digest what a page can be found by; safe to share among threads."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, _Indexed] = OrderedDict()
        self._lock = Lock()

    def search(self, guides: Sequence[Guide], query: str) -> tuple[Found, ...]:
        """Return what `query` leads to, best first: all that was typed must fit; failing that, any of it."""
        parts = _parts(query)
        pages = self._indexed([guide.bundle.page for guide in guides])
        found = [(guide, [_best(pages[guide.bundle.page.digest], *part) for part in parts]) for guide in guides]
        if not any(any(reasons) for _, reasons in found):
            found = [(guide, [_slip(pages[guide.bundle.page.digest], *part) for part in parts]) for guide in guides]
        results = [_result(guide, reasons) for guide, reasons in found if any(reasons)]
        whole = [each for each in results if len(each.why) == len(parts)]
        return tuple(sorted(whole or results, key=lambda each: (-each.score, each.guide.key)))

    def _indexed(self, pages: Iterable[ProcedurePage]) -> dict[str, _Indexed]:
        wanted = {page.digest: page for page in pages}
        with self._lock:
            found = {digest: self._pages[digest] for digest in wanted if digest in self._pages}
        absent = [page for digest, page in wanted.items() if digest not in found]
        spoken = (text for page in absent for text in (say(page.title), *page.words) if not text.isascii())
        readings = readings_of(spoken)
        made = {page.digest: _index(page, readings) for page in absent}
        with self._lock:
            self._pages.update(made)
            while len(self._pages) > REMEMBERED:
                self._pages.popitem(last=False)
        return found | made


def _parts(query: str) -> list[tuple[str, str]]:
    """Return what was typed word by word: as typed, and as it is compared."""
    typed = [(part, folded(part)) for part in _SEPARATORS.split(query[:LONGEST_QUERY]) if part]
    telling = [part for part in typed if part[1] and part[1] not in _EMPTY]
    return (telling or [part for part in typed if part[1]])[:MOST_PARTS]


def _index(page: ProcedurePage, readings: Mapping[str, Reading]) -> _Indexed:
    words = [_Entry("word", word, folded(word), _starts(word, readings)) for word in page.words]
    titles = [_Entry("title", title, folded(title), _starts(title, readings)) for title in _languages(page.title)]
    texts = [
        _Entry("text", said, folded(said))
        for text in (page.summary, page.who, *page.needs)
        for said in _languages(text)
    ]
    parts = [
        _Entry("title", shown, folded(shown), _heard([sound]))
        for shown, sound in readings.get(say(page.title), ())
        if len(shown) > 1 and folded(shown) not in _GENERAL
    ]
    return _Indexed((*titles, *words, *texts), (*words, *parts), frozenset(page.life_events))


def _best(page: _Indexed, shown: str, asked: str) -> Why | None:
    """Return the best reason for which a page is what was asked for: itself, a word inside, an everyday word."""
    reasons = [Why(kind=entry.kind, asked=shown, met=entry.shown) for entry in page.entries if entry.meets(asked)]
    reasons += [
        Why(kind=entry.kind, asked=shown, met=entry.shown) for entry in page.vocabulary if _is_inside(entry, asked)
    ]
    reasons += _meant(page, asked)
    return max(reasons, key=lambda why: WEIGHTS[why.kind], default=None)


def _is_inside(entry: _Entry, asked: str) -> bool:
    """Say whether a word of the page stands in a longer thing that was typed."""
    if is_kana(entry.key) or entry.key.isascii():
        return len(entry.key) > 2 and asked.startswith(entry.key)
    return entry.key in asked


def _meant(page: _Indexed, asked: str) -> Iterator[Why]:
    named = [each for each in page.entries if each.kind != "text"]
    for said, entry in meant_by(asked):
        met = next((shown for shown, key in entry.means for each in named if each.meets(key)), None)
        if met is not None:
            yield Why(kind="everyday", asked=said, met=met)
        for event in sorted(entry.events & page.events):
            yield Why(kind="event", asked=said, met=event)


def _slip(page: _Indexed, shown: str, asked: str) -> Why | None:
    """Return what may have been meant with one sign wrong."""
    if len(asked) < SHORTEST_SLIP:
        return None
    close = (
        entry for entry in (*page.vocabulary, *page.entries)
        if entry.kind != "text" and any(nearly(asked, key) for key in (entry.key, *entry.starts))
    )  # fmt: skip
    return next((Why(kind="near", asked=shown, met=entry.shown) for entry in close), None)


def _result(guide: Guide, reasons: Iterable[Why | None]) -> Found:
    why = tuple(each for each in reasons if each is not None)
    return Found(guide=guide, why=why, score=sum(WEIGHTS[each.kind] for each in why))


def _starts(text: str, readings: Mapping[str, Reading]) -> tuple[str, ...]:
    return _heard([sound for _, sound in readings.get(text, ())]) or (folded(text),)


def _heard(sounds: Sequence[str]) -> tuple[str, ...]:
    """Return how a text sounds from its first word on, from its second, and so on."""
    return tuple(folded("".join(sounds[place:])) for place in range(len(sounds)))


def _languages(text: Text) -> list[str]:
    return [said for said in dict.fromkeys((say(text, "ja"), say(text, "en"))) if said]
