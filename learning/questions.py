"""Which answers a rule may look at: what can be counted, chosen or measured. Never names, addresses or free text.

Days since a date stand for the date, the number of its items for a group, and whether there is one for a file, so that
no row of a table ever names a person's own data. A personal date (of birth) is not asked at all.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from forms.definition import Field, Form
from kernel.json_types import Json
from kernel.text import Text
from learning.messages import MESSAGES
from workflow.learning.questions import Question

MOST_QUESTIONS: Final = 40
MOST_COMPARED: Final = 5
"""Numbers of one unit that are compared with each other (asked for less held): a < b is what trees miss."""


def questions_of(form: Form) -> tuple[Question, ...]:
    """Return the questions that `form` allows, in its order."""
    found = [each for field in form.fields() for each in _questions(field)]
    return tuple([*found, *_differences([*form.fields()])][:MOST_QUESTIONS])


def _questions(field: Field) -> Iterator[Question]:
    here: Json = {"field": field.key}
    match field.type:
        case "number" | "money":
            yield Question(key=field.key, title=field.label, expr=here, type="number")
        case "choice":
            yield Question(key=field.key, title=field.label, expr=here, type="string")
        case "yesno":
            yield Question(key=field.key, title=field.label, expr=here, type="boolean")
        case "computed":
            yield Question(key=field.key, title=field.label, expr=here, type="number")
        case "date" if not field.personal:
            days: Json = {"days_between": [here, {"field": "today"}]}
            yield Question(key=_key(field, "days"), title=_said("learning.age_of", field), expr=days, type="number")
        case "group":
            number: Json = {"count": [field.key]}
            yield Question(
                key=_key(field, "number"), title=_said("learning.number_of", field), expr=number, type="number"
            )
        case "file":
            there: Json = {"if": [{"field": field.key, "op": "not_empty"}, True, False]}
            yield Question(key=_key(field, "there"), title=_said("learning.whether", field), expr=there, type="boolean")
        case _:
            return


def _differences(fields: Sequence[Field]) -> Iterator[Question]:
    amounts = [field for field in fields if field.type == "money"][:MOST_COMPARED]
    for one, other in combinations(amounts, 2):
        yield Question(
            key=f"{one.key[:28]}-less-{other.key[:28]}",
            title=MESSAGES.text("learning.difference", one=one.label, other=other.label),
            expr={"sub": [{"field": one.key}, {"field": other.key}]},
            type="number",
        )


def _said(code: str, field: Field) -> Text:
    return MESSAGES.text(code, title=field.label)


def _key(field: Field, what: str) -> str:
    return f"{field.key[:50]}-{what}"
