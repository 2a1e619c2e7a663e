"""Reads the objects of a table document property by property; what is wrong is reported, never raised."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from kernel.json_types import Json, JsonObject
from kernel.problems import Problem, pointer
from kernel.text import Text
from workflow.table.messages import EXPECTED, MESSAGES, PLACES

KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
MAX_TEXT: Final = 10_000

Choice = TypeVar("Choice", bound=str)


class Reader:
    """The properties of one object at `at`; `place` is how sentences call it."""

    def __init__(self, value: JsonObject, at: str, kind: str, problems: list[Problem]) -> None:
        name = value.get("key")
        shown = name[:64] if isinstance(name, str) else at.rpartition("/")[2]
        self.value = value
        self.at = at
        self.place: Text = {tag: text.replace("{name}", shown) for tag, text in PLACES[kind].items()}
        self.problems = problems
        self._asked = {"x"}

    def report(self, code: str, *tokens: str | int, **params: Text | int | float | None) -> None:
        """Report a problem at the property that `tokens` lead to."""
        self.problems.append(MESSAGES.problem(code, self.at + pointer(*tokens), "error", **params))

    def mistyped(self, name: str, expected: str) -> None:
        """Report that a property is not of the type `expected` (a key of `EXPECTED`)."""
        self.report("format.wrong_type", name, place=self.place, name=name, expected=EXPECTED[expected])

    def raw(self, name: str, *, required: bool = False) -> Json:
        """Return a property as it stands; absent and null are both None."""
        self._asked.add(name)
        found = self.value.get(name)
        if found is None and required:
            self.report("format.missing_key", place=self.place, name=name)
        return found

    def key(self) -> str:
        """Return the object's own key, or "" where there is none."""
        found = self.raw("key", required=True)
        if isinstance(found, str) and KEY.fullmatch(found):
            return found
        if isinstance(found, str):
            self.report("format.bad_key", "key", place=self.place, name="key", value=found[:80])
        elif found is not None:
            self.mistyped("key", "string")
        return ""

    def text(self, name: str, *, required: bool = False) -> Text | None:
        """Return a text: a string, or strings by language."""
        found = self.raw(name, required=required)
        if found is None:
            return None
        texts = {"": found} if isinstance(found, str) else found
        if not isinstance(texts, Mapping) or not 0 < len(texts) <= 50:
            self.mistyped(name, "text")
            return None
        strings = {tag: text for tag, text in texts.items() if isinstance(text, str)}
        if len(strings) < len(texts) or not all(tag == "" or LANGUAGE.fullmatch(tag) for tag in texts):
            self.mistyped(name, "text")
        elif any(len(text) > MAX_TEXT for text in strings.values()):
            self.report("format.too_long", name, place=self.place, limit=MAX_TEXT)
        else:
            return found if isinstance(found, str) else strings
        return None

    def one_of(self, name: str, options: tuple[Choice, ...]) -> Choice | None:
        """Return one of `options`."""
        found = self.raw(name, required=True)
        for option in options:
            if option == found:
                return option
        if isinstance(found, str):
            listed = " ".join(options)
            self.report("format.unknown_value", name, place=self.place, name=name, value=found[:80], options=listed)
        elif found is not None:
            self.mistyped(name, "string")
        return None

    def items(self, name: str, *, limit: int, required: bool = False) -> Sequence[Json]:
        """Return a list of at most `limit` entries; a longer one is reported and read as empty."""
        found = self.raw(name, required=required)
        if found is None:
            return ()
        if isinstance(found, str) or not isinstance(found, Sequence):
            self.mistyped(name, "list")
            return ()
        if len(found) > limit:
            self.report("format.too_many", name, place=self.place, name=name, count=len(found), limit=limit)
            return ()
        return found

    def parts(self, name: str, *, limit: int) -> "list[Reader]":
        """Return readers of a list of keyed objects; doubled keys are reported."""
        found: list[Reader] = []
        seen: set[str] = set()
        for index, item in enumerate(self.items(name, limit=limit, required=True)):
            at = self.at + pointer(name, index)
            if not isinstance(item, Mapping):
                place = {tag: text.replace("{name}", str(index)) for tag, text in PLACES[name].items()}
                self.problems.append(MESSAGES.problem("format.not_an_object", at, "error", place=place))
                continue
            reader = Reader(item, at, name, self.problems)
            key = item.get("key")
            if isinstance(key, str) and key in seen:
                reader.report("format.duplicate_item", "key", place=self.place, value=key[:80])
            seen |= {key} if isinstance(key, str) else set()
            found.append(reader)
        return found

    def finish(self) -> None:
        """Report every property that nobody asked for."""
        for name in self.value:
            if name not in self._asked:
                self.report("format.unknown_key", name, place=self.place, name=name[:64])
