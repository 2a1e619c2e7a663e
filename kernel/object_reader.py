"""Reads one JSON object property by property, and says in a sentence what is wrong with each.

A reader never raises: a wrong property is reported and read as absent. What nobody asked for is unknown;
`finish` reports it, with the nearest known name. `x` belongs to whoever wrote the document.
"""

import difflib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, TypeAlias, TypeVar

from kernel.condition import Condition, parse_condition
from kernel.expr import Expr, parse_expr
from kernel.json_types import Json, JsonObject
from kernel.messages import Messages
from kernel.messages_format import EXPECTED
from kernel.messages_format import MESSAGES as FORMAT
from kernel.names import KEY, LANGUAGE
from kernel.problems import Problem
from kernel.problems import pointer as pointer_to
from kernel.text import Text
from kernel.text_ja import text_fault

MAX_NUMBER: Final = 1e15
MAX_TEXT: Final = 10_000
MAX_LANGUAGES: Final = 50
MAX_LIST: Final = 1_000
_SUGGESTIONS: Final = 50
_UNKNOWN: Final = 20
"""Beyond so many nobody reads on, and a hostile document must not buy our time with them."""

Choice = TypeVar("Choice", bound=str)
PlaceOf: TypeAlias = Callable[[JsonObject, int], Text]
"""Tells how sentences call an entry of a list, from the entry and its index."""


class ObjectReader:
    """The properties of one object at `pointer`; `place` is how sentences call it, `sentences` are the format's."""

    __slots__ = ("_asked", "place", "pointer", "problems", "sentences", "value")

    def __init__(
        self, value: JsonObject, pointer: str, place: Text, problems: list[Problem], sentences: Messages = FORMAT
    ) -> None:
        self.value = value
        self.pointer = pointer
        self.place = place
        self.problems = problems
        self.sentences = sentences
        self._asked: set[str] = {"x"}

    @property
    def index(self) -> int:
        """Return the place of this object in its list: the last token of its pointer."""
        return int(self.pointer.rpartition("/")[2])

    def has(self, name: str) -> bool:
        """Return whether the property has a value; null is none."""
        return self.value.get(name) is not None

    def at(self, *tokens: str | int) -> str:
        """Return the JSON Pointer of the property that `tokens` lead to."""
        return self.pointer + pointer_to(*tokens)

    def part(self, value: JsonObject, *tokens: str | int, place: Text | None = None) -> "ObjectReader":
        """Return a reader of the object `value`, which `tokens` lead to."""
        return ObjectReader(value, self.at(*tokens), place or self.place, self.problems, self.sentences)

    def report(self, code: str, *tokens: str | int, **params: Text | int | float | None) -> None:
        """Report a problem of the property that `tokens` lead to; of the object itself when there are none."""
        named: dict[str, Text | int | float | None] = {"place": self.place, "name": str(tokens[0]) if tokens else ""}
        self.problems.append(self.sentences.problem(code, self.at(*tokens), "error", **{**named, **params}))

    def mistyped(self, name: str, expected: Text, *index: int) -> None:
        """Report that the property (or its entry number `index`) is not what `expected` says."""
        self.report("format.wrong_type", name, *index, expected=expected)

    def raw(self, name: str, *, required: bool = False) -> Json:
        """Return the property as it stands; absent and null are both None."""
        self._asked.add(name)
        found = self.value.get(name)
        if found is None and required:
            self.report("format.missing_key", name=name)
        return found

    def text(self, name: str, *, required: bool = False) -> Text | None:
        """Return a text: a string, or strings by language."""
        found = self.raw(name, required=required)
        if found is None:
            return None
        if isinstance(found, str):
            return found if self._clean(name, found) else None
        if not isinstance(found, Mapping) or not 1 <= len(found) <= MAX_LANGUAGES:
            self.mistyped(name, EXPECTED["text"])
            return None
        texts = {tag: value for tag, value in found.items() if isinstance(value, str) and LANGUAGE.fullmatch(tag)}
        if len(texts) != len(found):
            self.mistyped(name, EXPECTED["text"])
            return None
        return texts if all(self._clean(name, value) for value in texts.values()) else None

    def string(self, name: str, *, required: bool = False) -> str | None:
        """Return a string that is not blank."""
        found = self.raw(name, required=required)
        if found is None:
            return None
        if not isinstance(found, str) or not found.strip():
            self.mistyped(name, EXPECTED["string"])
            return None
        return found if self._clean(name, found) else None

    def key(self, name: str, *, required: bool = False, pattern: re.Pattern[str] = KEY) -> str | None:
        """Return a key."""
        found = self.raw(name, required=required)
        if found is None:
            return None
        if not isinstance(found, str):
            self.mistyped(name, EXPECTED["string"])
            return None
        return found if self._is_key(name, found, pattern) else None

    def number(
        self, name: str, *, required: bool = False, low: float = -MAX_NUMBER, high: float = MAX_NUMBER
    ) -> float | None:
        """Return a finite number between `low` and `high`."""
        found = self.raw(name, required=required)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
            self.mistyped(name, EXPECTED["number"])
            return None
        if not low <= found <= high:
            shown = f"{found:.6g}" if abs(found) < MAX_NUMBER else "…"
            self.report("format.out_of_range", name, low=f"{low:g}", high=f"{high:g}", value=shown)
            return None
        return found

    def integer(self, name: str, *, low: int, high: int, required: bool = False) -> int | None:
        """Return an integer between `low` and `high`; 3.0 is one."""
        found = self.number(name, required=required, low=low, high=high)
        if found is None:
            return None
        if found == int(found):
            return int(found)
        self.mistyped(name, EXPECTED["integer"])
        return None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean."""
        found = self.raw(name)
        if found is None or isinstance(found, bool):
            return default if found is None else found
        self.mistyped(name, EXPECTED["boolean"])
        return default

    def one_of(self, name: str, options: tuple[Choice, ...], *, required: bool = False) -> Choice | None:
        """Return one of `options`."""
        found = self.raw(name, required=required)
        if found is None:
            return None
        if not isinstance(found, str):
            self.mistyped(name, EXPECTED["string"])
            return None
        for option in options:
            if option == found:
                return option
        self.report("format.unknown_value", name, value=found[:80], options=" ".join(options))
        return None

    def strings(self, name: str) -> tuple[str, ...]:
        """Return a list of strings that are not blank."""
        return self._strings(name, None)

    def keys(self, name: str, *, pattern: re.Pattern[str] = KEY) -> tuple[str, ...]:
        """Return a list of keys."""
        return self._strings(name, pattern)

    def items(self, name: str, *, required: bool = False, limit: int = MAX_LIST) -> Sequence[Json]:
        """Return a list of at most `limit` entries; a longer one is reported and read as empty."""
        found = self.raw(name, required=required)
        if found is None:
            return ()
        if isinstance(found, str) or not isinstance(found, Sequence):
            self.mistyped(name, EXPECTED["list"])
            return ()
        if len(found) > limit:
            self.report("format.too_many", name, count=len(found), limit=limit)
            return ()
        return found

    def object(self, name: str, *, required: bool = False) -> "ObjectReader | None":
        """Return a reader of the object under `name`."""
        found = self.raw(name, required=required)
        if found is None:
            return None
        if not isinstance(found, Mapping):
            self.mistyped(name, EXPECTED["object"])
            return None
        return self.part(found, name)

    def objects(
        self, name: str, place_of: PlaceOf | None = None, *, required: bool = False, limit: int = MAX_LIST
    ) -> "list[ObjectReader]":
        """Return readers of a list of objects; an entry that is none is reported and left out."""
        readers: list[ObjectReader] = []
        for index, value in enumerate(self.items(name, required=required, limit=limit)):
            entry = value if isinstance(value, Mapping) else {}
            reader = self.part(entry, name, index, place=place_of(entry, index) if place_of else None)
            if entry is value:
                readers.append(reader)
            else:
                reader.report("format.not_an_object")
        return readers

    def condition(self, name: str) -> Condition | None:
        """Return a condition; its problems are told with the place."""
        if (found := self.raw(name)) is None:
            return None
        before = len(self.problems)
        condition = parse_condition(found, self.at(name), self.problems)
        self.tell_place(before)
        return condition

    def expr(self, name: str, *, required: bool = False) -> Expr | None:
        """Return an expr; its problems are told with the place."""
        if (found := self.raw(name, required=required)) is None:
            return None
        before = len(self.problems)
        expr = parse_expr(found, self.at(name), self.problems)
        self.tell_place(before)
        return expr

    def tell_place(self, since: int) -> None:
        """Put the place before the sentences of the problems from number `since` on: their author did not know it."""
        for index in range(since, len(self.problems)):
            problem = self.problems[index]
            sentence = FORMAT.text("format.in_place", place=self.place, sentence=problem.message)
            self.problems[index] = replace(problem, message=sentence)

    def finish(self) -> None:
        """Report the properties that nobody asked for; of a flood only the first."""
        for name in islice((name for name in self.value if name not in self._asked), _UNKNOWN):
            near: list[str] = []
            if len(self.problems) < _SUGGESTIONS and len(name) <= 64:
                near = difflib.get_close_matches(name, sorted(self._asked - {"x"}), n=1, cutoff=0.7)
            if near:
                self.report("format.misspelt_key", name, suggestion=near[0])
            else:
                self.report("format.unknown_key", name, name=name if len(name) <= 64 else name[:64] + "…")

    def _strings(self, name: str, pattern: re.Pattern[str] | None) -> tuple[str, ...]:
        found = self.items(name)
        result: list[str] = []
        for index, value in enumerate(found):
            if not isinstance(value, str) or not value.strip():
                self.mistyped(name, EXPECTED["string"], index)
                return ()
            if not (self._is_key(name, value, pattern, index) if pattern else self._clean(name, value)):
                return ()
            result.append(value)
        return tuple(result)

    def _is_key(self, name: str, value: str, pattern: re.Pattern[str], *index: int) -> bool:
        if pattern.fullmatch(value):
            return True
        self.report("format.bad_key", name, *index, value=value[:80])
        return False

    def _clean(self, name: str, value: str) -> bool:
        if len(value) > MAX_TEXT:
            self.report("format.too_long", name, limit=MAX_TEXT)
        elif text_fault(value) is not None:
            self.report("format.control_character", name)
        else:
            return True
        return False


def is_text(value: Json) -> bool:
    """Return whether `value` is a text as `ObjectReader.text` reads it."""
    problems: list[Problem] = []
    return ObjectReader({"text": value}, "", "", problems).text("text") is not None
