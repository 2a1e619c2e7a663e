"""What the texts of a version carry beside the languages of the product: more languages, and readings for furigana."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from catalog.bundle import Bundle
from kernel.json_types import Json
from kernel.text import READING
from web.languages import LANGUAGES, name_of

MOST_KEPT: Final = 256
_kept: dict[str, "_Carried"] = {}


@dataclass(frozen=True, slots=True)
class _Carried:
    languages: tuple[str, ...]
    readings: Mapping[str, str]


def languages_carried(bundle: Bundle) -> tuple[str, ...]:
    """Return the languages that a resident can choose for this version only, by tag in order of the alphabet."""
    return _carried(bundle).languages


def readings_carried(bundle: Bundle) -> Mapping[str, str]:
    """Return by Japanese text how its author says that it is read (`ja-Hira`)."""
    return _carried(bundle).readings


def _carried(bundle: Bundle) -> _Carried:
    found = _kept.get(bundle.digest)
    if found is None:
        documents = [bundle.page.document, *(form.document for form in bundle.forms.values())]
        texts = [text for document in documents for text in _texts(document)]
        tags = {tag for text in texts for tag in text} - {*LANGUAGES, READING}
        found = _Carried(
            tuple(sorted(tag for tag in tags if name_of(tag))),
            {text["ja"].strip(): text[READING] for text in texts if text.get("ja") and text.get(READING)},
        )
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[bundle.digest] = found
    return found


def _texts(part: Json) -> Iterator[Mapping[str, str]]:
    """Yield every text of a document that is written in several languages."""
    if isinstance(part, Mapping):
        said = {tag: text for tag, text in part.items() if isinstance(text, str)}
        if len(said) == len(part) and ("ja" in said or "en" in said):
            yield said
        else:
            for inner in part.values():
                yield from _texts(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _texts(inner)
