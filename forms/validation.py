"""Judges answers on the server: normalised values, and every problem with its place and a sentence.

What is sent for a computed field is ignored and computed again; what is sent for a hidden field is dropped;
a name that the form does not know is refused. Warnings (a number that may be an Individual Number) do not stop
a submission; the applicant is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from forms.answer_messages import MESSAGES
from forms.definition import Form
from forms.fields.parts import PartsKind
from forms.fields.registry import kind_of
from forms.program import program_of
from forms.promises import How
from forms.resolution import Remark, resolve
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem, pointer
from kernel.text import Text, say


@dataclass(frozen=True, slots=True)
class Validated:
    """Values by field key, in reading order, and what is wrong; `ok` when they may be submitted."""

    values: Mapping[str, Json]
    problems: tuple[Problem, ...]
    promised: Mapping[str, How] = field(default_factory=dict)
    """How attachments that are asked for and not there are to come."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that stop a submission."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def ok(self) -> bool:
        """Return whether nothing stops a submission."""
        return not self.errors


def validate(
    form: Form,
    answers: Json,
    today: date,
    *,
    only_page: str | None = None,
    params: JsonObject | None = None,
) -> Validated:
    """Judge `answers` (as typed, or as stored) on the day `today`.

    With `only_page` the other pages' fields are used but not complained about. A problem's pointer leads to
    the answer: `/members/0/birth_date`, the item counted among what was typed.
    """
    if not isinstance(answers, Mapping):
        return Validated({}, (MESSAGES.problem("answer.not_an_object", ""),))
    resolved = resolve(program_of(form), answers, today, params=params or {}, only_page=only_page)
    return Validated(resolved.values, tuple(map(problem_of, resolved.remarks)), resolved.promised)


def problem_of(remark: Remark) -> Problem:
    """Return the problem that a remark makes, in words."""
    params = {"label": label_of(remark), **remark.fault.params}
    if "part" not in params:
        params["part"] = _part(remark) or ""
    return MESSAGES.problem(
        remark.fault.code, pointer(*remark.place), "warning" if remark.warning else "error", **params
    )


def label_of(remark: Remark) -> Text:
    """Return how a sentence calls the field: with the part of it, and with the item that it belongs to."""
    if not remark.fields:
        return ""
    label: Text = remark.fields[-1].label
    part = None if "part" in remark.fault.params or remark.fault.code == "answer.not_so_many_digits" else _part(remark)
    if part is not None:
        label = {"ja": f"{say(label, 'ja')}・{say(part, 'ja')}", "en": f"{say(label, 'en')}, {say(part, 'en')}"}
    numbers = [token for token in remark.place if isinstance(token, int)]
    for group, number in reversed([*zip(remark.fields[:-1], numbers, strict=False)]):
        ja = f"{say(group.label, 'ja')}（{number + 1}件目）の{say(label, 'ja')}"
        label = {"ja": ja, "en": f"{say(label, 'en')} ({say(group.label, 'en')} {number + 1})"}
    return label


def _part(remark: Remark) -> Text | None:
    kind = kind_of(remark.fields[-1]) if remark.fields else None
    last = remark.fault.at[-1] if remark.fault.at else None
    return kind.labels.get(str(last)) if isinstance(kind, PartsKind) else None
