"""Rules in words: what a clerk would say instead of a row of a table."""

from collections.abc import Mapping, Sequence
from typing import Final

from forms.definition import Form
from kernel.json_types import Json
from kernel.text import Text, say
from learning.messages import MESSAGES
from workflow.learning.questions import Atom, Op, Question

_CODES: Final[Mapping[Op, str]] = {
    "lte": "learning.is_at_most",
    "gt": "learning.is_more_than",
    "is": "learning.is_this",
    "is_not": "learning.is_other_than",
}


def rule_words(atoms: Sequence[Atom], questions: Sequence[Question], form: Form) -> Text:
    """Return the conditions of a rule as one sentence."""
    if not atoms:
        return MESSAGES.text("learning.always")
    parts = [_said(atom, questions[atom.question], form) for atom in atoms]
    return {tag: MESSAGES.text("learning.and")[tag].join(part[tag] for part in parts) for tag in ("ja", "en")}


def _said(atom: Atom, question: Question, form: Form) -> Mapping[str, str]:
    if isinstance(atom.value, bool):
        yes = atom.value == (atom.op == "is")
        return MESSAGES.text("learning.is_yes" if yes else "learning.is_no", title=question.title)
    return MESSAGES.text(_CODES[atom.op], title=question.title, value=_value(atom.value, question, form))


def _value(value: Json, question: Question, form: Form) -> Text:
    if isinstance(value, int | float):
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
    field = next((each for each in form.fields() if each.key == question.key), None)
    options = field.options if field is not None else ()
    return next((option.label for option in options if option.key == value), None) or say(str(value))
