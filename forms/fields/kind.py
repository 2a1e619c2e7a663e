"""What every type of field answers for, and how an answer is refused."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final, TypeAlias

from forms.definition import Field, FieldType
from forms.fields.setting import Setting
from kernel.json_types import Json
from kernel.text import Text
from kernel.text_ja import composed, is_blank, text_fault, trimmed

MAX_TYPED: Final = 10_000
"""Characters of a single answer that are looked at at all."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer: a code of `forms.messages`, the place below the field, what the text needs."""

    code: str
    at: tuple[str | int, ...] = ()
    params: Mapping[str, Text | int | float | None] = field(default_factory=dict)


class Refused(Exception):
    """The answer cannot be what the field asks for; carries every reason."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*(fault.code for fault in faults))
        self.faults = faults


Normaliser: TypeAlias = Callable[[Json], Json]
"""Turns what was typed into the stored value; None when nothing was typed; raises `Refused`."""

Checker: TypeAlias = Callable[[Json, date], Iterator[Fault]]
"""Looks at a stored value on a given day."""


class Kind(ABC):
    """A type of field, or a few that differ in a detail."""

    types: ClassVar[tuple[FieldType, ...]]
    settings: ClassVar[Mapping[str, Setting]] = {}
    asks: ClassVar[bool] = True
    """Whether the applicant gives the value."""
    free_text: ClassVar[bool] = False
    """Whether anything may be typed, so that an Individual Number could be in it."""

    def contradictions(self, settings: Mapping[str, Json]) -> Iterator[Fault]:
        """Yield what is wrong with the settings taken together; each alone has been checked."""
        yield from _crossed(settings, "min", "max")
        yield from _crossed(settings, "min_length", "max_length")
        yield from _crossed(settings, "min_items", "max_items")

    @abstractmethod
    def normaliser(self, asked: Field) -> Normaliser:
        """Return what turns typed answers to `asked` into values."""

    def checker(self, asked: Field) -> Checker | None:  # noqa: ARG002  # most types need no calendar
        """Return what compares a value with the day of the application, where the type needs that."""
        return None

    def gaps(self, value: Json) -> Iterator[Fault]:  # noqa: ARG002  # most values have no parts
        """Yield the parts that a value, begun to be filled in, still lacks."""
        yield from ()

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002  # for types that speak
        """Return `value` as a person reads it."""
        return "" if value is None else str(value)

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:
        """Return the columns of `value` in an export; "" is the column of the field itself."""
        return {"": self.display(asked, value, "ja")}


def _crossed(settings: Mapping[str, Json], low: str, high: str) -> Iterator[Fault]:
    first, last = settings.get(low), settings.get(high)
    if isinstance(first, int | float) and isinstance(last, int | float) and first > last:
        yield Fault("form.ends_crossed", (low,), {"low": low, "high": high})


def typed_text(raw: Json, *, limit: int = MAX_TYPED, at: tuple[str | int, ...] = ()) -> str | None:
    """Return what was typed, composed and trimmed, or None if nothing visible was; refuse what cannot be kept."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise Refused(Fault("answer.not_a_text", at))
    if len(raw) > limit:
        raise Refused(Fault("answer.too_long", at, {"limit": limit}))
    if text_fault(raw) is not None:
        raise Refused(Fault("answer.unusable_character", at))
    return None if is_blank(raw) else trimmed(composed(raw))
