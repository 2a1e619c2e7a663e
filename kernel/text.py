"""Texts in several languages: a plain string, or an object of language tags.

Display falls back ja → en → any. Nothing here formats values or escapes: that belongs to each output.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

Text: TypeAlias = str | Mapping[str, str]
"""Either a plain string (every language) or `{"ja": "世帯主", "en": "Head of household"}`."""

FALLBACK: Final = ("ja", "en")


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
