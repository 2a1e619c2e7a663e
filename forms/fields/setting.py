"""Settings of field types: one value that says how it is checked and how the JSON Schema describes it.

Codec and published schema are made from the same table, so they cannot disagree.
"""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeGuard

import re2

from kernel.calendar_ja import FIRST_YEAR
from kernel.comparison import TODAY, as_date, shape
from kernel.json_types import Json
from kernel.object_reader import is_text
from kernel.schema_language import TEXT

MAX_PATTERN: Final = 500
_BACKREFERENCE: Final = re.compile(r"\\[1-9]")
_ACCEPT: Final = re.compile(r"[a-z]+/(?:\*|[a-z0-9][a-z0-9.+-]{0,80})|\.[a-z0-9]{1,10}")


class Setting(ABC):
    """One property that a type of field understands."""

    @abstractmethod
    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""

    @abstractmethod
    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""


@dataclass(frozen=True, slots=True)
class Whole(Setting):
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        if not _is_number(value) or value != math.floor(value):
            return "form.setting_not_whole"
        return None if self.low <= value <= self.high else "form.setting_out_of_range"

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class Amount(Setting):
    """A finite number; a whole one if `whole`."""

    whole: bool = False

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        if not _is_number(value):
            return "form.setting_not_a_number"
        if not -1e15 <= value <= 1e15:
            return "form.setting_out_of_range"
        return "form.setting_not_whole" if self.whole and value != math.floor(value) else None

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        return {"type": "integer" if self.whole else "number", "minimum": -1e15, "maximum": 1e15}


@dataclass(frozen=True, slots=True)
class Flag(Setting):
    """True or false."""

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        return None if isinstance(value, bool) else "form.setting_not_a_flag"

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class OneOf(Setting):
    """One of a few words."""

    words: tuple[str, ...]

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        return None if isinstance(value, str) and value in self.words else "form.setting_unknown_word"

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        return {"enum": [*self.words]}


@dataclass(frozen=True, slots=True)
class SomeOf(Setting):
    """A list of some of a few words, each at most once."""

    words: tuple[str, ...]

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            return "form.setting_unknown_word"
        known = all(isinstance(item, str) and item in self.words for item in value)
        return None if known and len({*map(str, value)}) == len(value) else "form.setting_unknown_word"

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        return {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": [*self.words]}}


@dataclass(frozen=True, slots=True)
class Words(Setting):
    """A text in one or several languages."""

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        return None if is_text(value) else "form.setting_not_a_text"

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        return {**TEXT}


@dataclass(frozen=True, slots=True)
class Pattern(Setting):
    """A regular expression in RE2 syntax: linear time, so no look-around and no back-references."""

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        if not isinstance(value, str) or not value or len(value) > MAX_PATTERN:
            return "form.pattern_unusable"
        if "(?=" in value or "(?!" in value or "(?<=" in value or "(?<!" in value or _BACKREFERENCE.search(value):
            return "form.pattern_not_linear"
        try:
            compiled_pattern(value)
        except re2.error:
            return "form.pattern_unusable"
        return None

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        return {"type": "string", "minLength": 1, "maxLength": MAX_PATTERN}


@dataclass(frozen=True, slots=True)
class Bound(Setting):
    """An end of a range of days, months or times: an ISO value, or `today`, `today+14d`."""

    kind: str

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        if isinstance(value, str):
            if self.kind == "time":
                return None if _is_time(value) else "form.setting_bad_bound"
            if as_date(value, date(FIRST_YEAR + 100, 1, 1)) is not None or (self.kind == "month" and _is_month(value)):
                return None
        return "form.setting_bad_bound"

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        if self.kind == "time":
            return {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
        days = r"[0-9]{4}-[0-9]{2}-[0-9]{2}" if self.kind == "date" else r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?"
        return {"type": "string", "pattern": f"^({days}|{TODAY.pattern.replace('?:', '')})$"}


@dataclass(frozen=True, slots=True)
class Accept(Setting):
    """Kinds of files: media types (`application/pdf`, `image/*`) or endings (`.pdf`)."""

    def fault(self, value: Json) -> str | None:
        """Return the code of what is wrong with `value`, or None."""
        if not isinstance(value, Sequence) or isinstance(value, str) or not 1 <= len(value) <= 30:
            return "form.setting_bad_accept"
        fine = all(isinstance(item, str) and _ACCEPT.fullmatch(item) for item in value)
        return None if fine else "form.setting_bad_accept"

    def schema(self) -> Mapping[str, Json]:
        """Return the JSON Schema of the property."""
        items: Json = {"type": "string", "pattern": f"^({_ACCEPT.pattern.replace('?:', '')})$"}
        return {"type": "array", "minItems": 1, "maxItems": 30, "items": items}


def compiled_pattern(pattern: str) -> "re2._Regexp":
    """Return `pattern` compiled with bounded memory and without chatter on standard error."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    return re2.compile(pattern, options=options)


def _is_number(value: Json) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_month(value: str) -> bool:
    return shape(value) == "month" and "01" <= value[5:] <= "12"


def _is_time(value: str) -> bool:
    return len(value) == 5 and shape(value) == "time" and value[:2] <= "23" and value[3:] <= "59"
