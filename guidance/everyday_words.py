"""What residents say and what city halls call it: わんちゃん is 犬, 引っ越し is 転入 or 転出. The list is data."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from guidance.folding import folded, is_kana
from kernel.documents import read_json

LIST: Final = Path(__file__).with_name("everyday_words.json")
SHORTEST: Final = 3
"""How many signs of an everyday word must be typed before it is completed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayWord:
    """Words that people use for one thing, the office's words for it, and the life events it belongs to."""

    said: tuple[tuple[str, str], ...]
    """Each as written and as it is compared."""
    means: tuple[tuple[str, str], ...]
    events: frozenset[str]


@lru_cache(maxsize=1)
def everyday_words() -> tuple[EverydayWord, ...]:
    """Return the list, ready to be compared with."""
    document = read_json(LIST.read_bytes())
    assert isinstance(document, dict)
    entries = document["words"]
    assert isinstance(entries, list)
    return tuple(
        EverydayWord(
            said=tuple(_pairs(entry["said"])),
            means=tuple(_pairs(entry["means"])),
            events=frozenset(str(event) for event in entry.get("events", [])),
        )
        for entry in entries
        if isinstance(entry, dict)
    )


def meant_by(asked: str) -> Iterator[tuple[str, EverydayWord]]:
    """Yield what somebody may mean who typed `asked` (folded), with the everyday word that was recognised."""
    for entry in everyday_words():
        said = next((shown for shown, key in entry.said if _recognised(key, asked)), None)
        if said is not None:
            yield said, entry


def _recognised(key: str, asked: str) -> bool:
    """Kana is only recognised as a whole or from its beginning: い・ぬ stand in many words that are no dog."""
    if asked == key or (len(asked) >= SHORTEST and key.startswith(asked)):
        return True
    if is_kana(key) or key.isascii():
        return len(key) >= SHORTEST and asked.startswith(key)
    return key in asked


def _pairs(words: object) -> Iterator[tuple[str, str]]:
    assert isinstance(words, list)
    return ((str(word), folded(str(word))) for word in words)
