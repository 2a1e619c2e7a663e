"""Catalogs of sentences: a code, and what it says in Japanese and English.

Each package keeps its own catalog in its `messages.py`. A template names its parameters in braces and
nothing else: `{name}`; the values are data and are never read as a template.
"""

import re
from collections.abc import Mapping
from typing import Final

from kernel.json_types import Json
from kernel.problems import Problem, Severity
from kernel.text import Text, say

_PLACE: Final = re.compile(r"\{([a-z_]+)\}")


class Messages:
    """A catalog: `Messages({"format.unknown_key": {"ja": "…{key}…", "en": "…{key}…"}})`."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    def extended(self, texts: Mapping[str, Mapping[str, str]]) -> "Messages":
        """Return a catalog with these sentences and those of `texts`."""
        return Messages({**self._texts, **texts})

    @property
    def codes(self) -> frozenset[str]:
        """Every code of the catalog; a test compares it with the codes that the package can raise."""
        return frozenset(self._texts)

    def parameters(self, code: str) -> frozenset[str]:
        """Return the names that the sentences of `code` use."""
        return frozenset(name for text in self._texts[code].values() for name in _PLACE.findall(text))

    def text(self, code: str, **params: Text | int | float | None) -> dict[str, str]:
        """Return the sentence of `code` in every language; a parameter that is itself a text is said in that
        language."""
        return {language: _fill(template, language, params) for language, template in self._texts[code].items()}

    def problem(
        self, code: str, pointer: str, severity: Severity = "error", **params: Text | int | float | None
    ) -> Problem:
        """Return a `Problem` with the sentence of `code`."""
        plain: dict[str, Json] = dict(params.items())
        return Problem(code=code, pointer=pointer, severity=severity, message=self.text(code, **params), params=plain)


def _fill(template: str, language: str, params: Mapping[str, Text | int | float | None]) -> str:
    def value(match: re.Match[str]) -> str:
        given = params[match[1]]
        if given is None or isinstance(given, str | Mapping):
            return say(given, language)
        return str(given)

    return _PLACE.sub(value, template)
