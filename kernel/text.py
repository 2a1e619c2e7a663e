"""Texts in several languages: a plain string, or an object of language tags.

Display falls back ja → en → any. Nothing here formats values or escapes: that belongs to each output.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

Text: TypeAlias = str | Mapping[str, str]
"""Either a plain string (every language) or `{"ja": "世帯主", "en": "Head of household"}`."""

FALLBACK: Final = ("ja", "en")
EASY: Final = "ja-x-easy"
"""Plain Japanese (やさしい日本語): a language of its own for texts, for everything else Japanese."""
READING: Final = "ja-Hira"
"""Not a language to choose: how a Japanese text is read, in kana, for furigana."""


def foreign(text: Text | None, language: str) -> str:
    """Return `language` where `text` carries it and it is neither Japanese nor English, the languages of pages."""
    carried = text is not None and not isinstance(text, str) and bool(text.get(language))
    return language if carried and language not in (*FALLBACK, EASY) else ""


def say(text: Text | None, language: str = "ja") -> str:
    """Return `text` in `language`, falling back ja → en → any; an absent text is empty."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    for tag in (language, *FALLBACK):
        if text.get(tag):
            return text[tag]
    return next((value for value in text.values() if value), "")


def named(template: Mapping[str, str], name: Text) -> Text:
    """Return `template` with its `{name}` said in each language, 80 characters of it at most."""
    return {language: said.replace("{name}", _said(name, language)[:80]) for language, said in template.items()}


def _said(name: Text, language: str) -> str:
    return name if isinstance(name, str) else name.get(language) or next(iter(name.values()), "")


def languages_of(text: Text | None) -> frozenset[str]:
    """Return the language tags that `text` carries; a plain string carries none in particular."""
    return frozenset() if text is None or isinstance(text, str) else frozenset(text)
