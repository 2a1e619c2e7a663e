"""Which object answers for which type of field."""

from collections.abc import Mapping
from typing import Final

from forms.definition import Field, FieldType
from forms.fields.address import AddressKind, PostalCodeKind
from forms.fields.bank import BankAccountKind
from forms.fields.choices import ChoiceKind, ChoicesKind, ConsentKind, YesNoKind
from forms.fields.contact import EmailKind, PhoneKind
from forms.fields.dates import DateKind, MonthKind, TimeKind
from forms.fields.files import FileKind
from forms.fields.kind import Kind
from forms.fields.names import NameKind
from forms.fields.numbers import NumberKind
from forms.fields.structure import ComputedKind, GroupKind, NoteKind
from forms.fields.text import TextKind
from kernel.json_types import Json

_ALL: Final[tuple[Kind, ...]] = (
    TextKind(),
    NumberKind(),
    DateKind(),
    MonthKind(),
    TimeKind(),
    ChoiceKind(),
    ChoicesKind(),
    YesNoKind(),
    ConsentKind(),
    NameKind(),
    AddressKind(),
    PostalCodeKind(),
    PhoneKind(),
    EmailKind(),
    BankAccountKind(),
    FileKind(),
    GroupKind(),
    ComputedKind(),
    NoteKind(),
)
KINDS: Final[Mapping[FieldType, Kind]] = {name: kind for kind in _ALL for name in kind.types}
"""The object of every type."""


def kind_of(asked: Field) -> Kind:
    """Return the object that answers for `asked`."""
    return KINDS[asked.type]


def display(asked: Field, value: Json, language: str = "ja") -> str:
    """Return `value` as a person reads it."""
    return KINDS[asked.type].display(asked, value, language)
