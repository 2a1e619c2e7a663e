"""How long filling in a form takes (入力の目安): what staff say, else a guess from what the form asks."""

from collections.abc import Mapping
from math import ceil
from typing import Final

from catalog.page import ProcedurePage
from forms.definition import Field, FieldType, Form

SECONDS: Final[Mapping[FieldType, int]] = {
    "text": 20, "textarea": 75, "number": 12, "money": 15, "date": 15, "month": 12, "time": 12, "choice": 10,
    "choices": 15, "yesno": 8, "consent": 20, "name": 20, "address": 45, "phone": 15, "email": 25, "postal_code": 12,
    "bank_account": 75, "file": 90, "group": 0, "computed": 5, "note": 8,
}  # fmt: skip
"""What one question takes somebody who knows the answer; a guess, to be replaced by what staff have tried."""
PER_PAGE: Final = 15
CHECKING: Final = 60


def minutes_to_fill(page: ProcedurePage, form: Form) -> float:
    """Return how many minutes to tell a resident."""
    if page.minutes_to_fill is not None:
        return page.minutes_to_fill
    asked = sum(_seconds(field) for each in form.pages for field in each.fields)
    return float(max(1, ceil((asked + PER_PAGE * len(form.pages) + CHECKING) / 60)))


def _seconds(field: Field) -> int:
    """Return what a question takes; a group counts as filled in once."""
    return sum(map(_seconds, field.fields)) if field.fields else SECONDS[field.type]
