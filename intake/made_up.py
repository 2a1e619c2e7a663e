"""Ready-made applications for practice (練習): invented people with one plausible answer to every question.

Only for the house of practice. Nothing is checked against the form's rules: a missing attachment is something to learn
on, too. Nobody's mail stands in them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from catalog.bundle import Bundle
from db.database import Tx
from forms.definition import Form
from forms.sample_answers import sample_answers
from intake.applications import entry_form
from intake.desk import Desk, receive
from kernel.clock import local_date
from kernel.json_types import Json

PEOPLE: Final = (
    ("練習", "一郎", "レンシュウ", "イチロウ"),
    ("見本", "花子", "ミホン", "ハナコ"),
    ("架空", "次郎", "カクウ", "ジロウ"),
    ("試行", "さくら", "シコウ", "サクラ"),
    ("例示", "みどり", "レイジ", "ミドリ"),
)
"""Names that nobody has."""


def make_applications_up(tx: Tx, desk: Desk, bundle: Bundle, now: datetime) -> int:
    """Let one application of each of `PEOPLE` arrive; return how many."""
    for person in PEOPLE:
        answers = _answers(entry_form(bundle), person, now)
        receive(tx, desk, bundle, answers, language="ja", channel="online", now=now)
    return len(PEOPLE)


def _answers(form: Form, person: tuple[str, str, str, str], now: datetime) -> Mapping[str, Json]:
    name: Json = dict(zip(("family", "given", "family_kana", "given_kana"), person, strict=True))
    answers = sample_answers(form, local_date(now))
    first = next((field.key for field in form.fields() if field.type == "name"), None)
    mails = {field.key: None for field in form.fields() if field.type == "email"}
    return {**answers, **mails, **({} if first is None else {first: name})}
