"""A form as a value: pages of fields, read from a `minaoshi.form/1` document.

A form keeps the document that it was read from: that document, in canonical form, is its identity.
`forms.codec.read_form` is the only way in; nothing changes a form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from kernel.condition import Condition
from kernel.expr import Expr
from kernel.json_types import Json, JsonObject
from kernel.text import Text

FORMAT: Final = "minaoshi.form/1"

FieldType: TypeAlias = Literal[
    "text", "textarea", "number", "money", "date", "month", "time", "choice", "choices", "yesno", "consent", "name",
    "address", "phone", "email", "postal_code", "bank_account", "file", "group", "computed", "note",
]  # fmt: skip
FIELD_TYPES: Final[tuple[FieldType, ...]] = get_args(FieldType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a choice (選択肢)."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing the applicant is asked (設問). `key` survives every change of wording.

    `settings` holds what only this type knows (`min_length`, `options`, `accept`, …) as it stands in the
    document; `forms.fields` has one object per type that reads it.
    """

    key: str
    type: FieldType
    label: Text
    help: Text | None = None
    required: bool | Condition = False
    when: Condition | None = None
    default: Json = None
    once_only: str | None = None
    personal: bool = False
    settings: Mapping[str, Json] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    fields: tuple["Field", ...] = ()
    expr: Expr | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One screen: one topic."""

    key: str
    title: Text
    fields: tuple[Field, ...]
    when: Condition | None = None
    pointer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An application form (申請様式). `digest` names this version for ever."""

    key: str
    title: Text
    pages: tuple[Page, ...]
    document: JsonObject
    digest: str
    intro: Text | None = None
    _fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_fields", tuple(field for page in self.pages for field in page.fields))

    def fields(self) -> tuple[Field, ...]:
        """Return the top-level fields in reading order."""
        return self._fields

    def field(self, key: str) -> Field | None:
        """Return the top-level field called `key`."""
        return next((field for field in self.fields() if field.key == key), None)
