"""Reads one JSON object of a form document, property by property, and says what is wrong with each.

Nothing raises; a wrong property is a problem and is read as absent.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from forms.messages import MESSAGES
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem
from kernel.problems import pointer as pointer_to
from kernel.text import Text
from kernel.text_ja import text_fault

MAX_TEXT: Final = 10_000
MAX_LANGUAGES: Final = 30
KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")
DOTTED: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}(?:\.[a-z][a-z0-9_-]{0,63}){0,7}")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_MAY_BE_NULL: Final = frozenset({"x", "default", "expr"})
_SUGGESTED_FOR: Final = 20
"""Beyond so many problems nobody reads suggestions."""


class ObjectReader:
    """One object of the document, at `pointer`."""

    def __init__(self, value: JsonObject, pointer: str, problems: list[Problem]) -> None:
        self.value = value
        self.pointer = pointer
        self.problems = problems

    def at(self, name: str | int) -> str:
        """Return the JSON Pointer of a property."""
        return self.pointer + pointer_to(name)

    def report(self, code: str, at: str = "", /, **params: Text | int | float | None) -> None:
        """Add a problem of the property `name`, or of the object itself."""
        self.problems.append(MESSAGES.problem(code, self.at(at) if at else self.pointer, "error", **params))

    def only(self, known: Sequence[str]) -> None:
        """Report every property that is not among `known` (`x` is everybody's own), and those that are null."""
        for name, given in self.value.items():
            if given is None and name not in _MAY_BE_NULL:
                self.report("format.null", name, name=name[:80])
            if name not in known and name != "x":
                near = get_close_matches(name[:80], known, 1) if len(self.problems) < _SUGGESTED_FOR else []
                code = "format.unknown_key_near" if near else "format.unknown_key"
                self.report(code, name, name=name[:80], near=near[0] if near else "")

    def required(self, name: str) -> Json:
        """Return a property that must be there."""
        found = self.value.get(name)
        if found is None:
            self.report("format.missing_key", "", name=name)
        return found

    def key(self, name: str = "key") -> str:
        """Return a key, or "" with a problem."""
        found = self.required(name)
        if found is None:
            return ""
        if isinstance(found, str) and KEY.fullmatch(found):
            return found
        self.report("format.bad_key", name, key=found[:80] if isinstance(found, str) else "")
        return ""

    def text(self, name: str, *, required: bool = False) -> Text | None:
        """Return a text in one or several languages."""
        found = self.required(name) if required else self.value.get(name)
        if found is None:
            return None
        if is_text(found):
            return found  # type: ignore[return-value]  # is_text has looked at every part
        self.report("format.bad_text", name, name=name)
        return None

    def flag(self, name: str) -> bool:
        """Return a boolean that is false when absent."""
        found = self.value.get(name)
        if found is None or isinstance(found, bool):
            return bool(found)
        self.report("format.not_a_flag", name, name=name)
        return False

    def objects(self, name: str, *, most: int, required: bool = False) -> list["ObjectReader"]:
        """Return readers of a list of objects, at most `most` of them."""
        found = self.required(name) if required else self.value.get(name)
        if found is None:
            return []
        if not isinstance(found, list | tuple):
            self.report("format.not_a_list", name, name=name)
            return []
        if len(found) > most:
            self.report("format.too_many", name, name=name, limit=most)
            return []
        readers: list[ObjectReader] = []
        for index, item in enumerate(found):
            pointer = f"{self.at(name)}/{index}"
            if isinstance(item, Mapping):
                readers.append(ObjectReader(item, pointer, self.problems))
            else:
                self.problems.append(MESSAGES.problem("format.not_an_object", pointer))
        return readers


def is_text(value: Json) -> bool:
    """Return whether `value` is a text: a string, or strings by language tag; without control characters."""
    if isinstance(value, str):
        return len(value) <= MAX_TEXT and text_fault(value) is None
    if not isinstance(value, Mapping) or not 1 <= len(value) <= MAX_LANGUAGES:
        return False
    return all(LANGUAGE.fullmatch(tag) and isinstance(said, str) and is_text(said) for tag, said in value.items())


def text_schema() -> dict[str, Json]:
    """Return the JSON Schema of a text."""
    said: Json = {"type": "string", "maxLength": MAX_TEXT}
    by_language: Json = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": MAX_LANGUAGES,
        "propertyNames": {"pattern": f"^{LANGUAGE.pattern}$"},
        "additionalProperties": said,
    }
    return {"anyOf": [said, by_language]}
