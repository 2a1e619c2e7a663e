"""Letters as they would look: filled with sample answers, or with those of a real case. Nothing is kept or sent.

The letter is the one that somebody is writing; whoever asks for a real case has to be allowed to see it, and that is
looked at by the caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.page import Letter
from forms.definition import Form
from forms.fields.registry import display
from forms.sample_answers import sample_answers
from kernel.json_types import Json
from kernel.text import Text, say
from notify.dossier import Dossier, written_day
from notify.letters import WrittenLetter, write
from notify.messages import MESSAGES


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """One letter as it would go out."""

    title: Text
    letter: WrittenLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSetting:
    """What sample letters speak of beside the answers."""

    procedure: Text
    department: str
    contact: Text
    appeal_notice: Text
    outputs: Mapping[str, Text]
    """What rules and staff write into the record, by key, with its name."""


def sample_values(
    forms: Sequence[Form], setting: SampleSetting, today: date, language: str, base_url: str
) -> dict[str, str]:
    """Return words for every place that a letter may hold, all of them invented."""
    words = {key: f"〔{say(title, language)}〕" for key, title in setting.outputs.items()}
    for form in forms:
        answers = sample_answers(form, today)
        words |= {field.key: _shown(form, field.key, answers, language) for field in form.fields()}
    return words | {
        "receipt_number": "0000-0000-0000-0000",
        "applicant_name": say(MESSAGES.text("preview.applicant"), language),
        "procedure_title": say(setting.procedure, language),
        "department": setting.department,
        "contact": say(setting.contact, language),
        "today": written_day(today, language),
        "received_on": written_day(today, language),
        "due_on": written_day(today, language),
        "reason": say(MESSAGES.text("preview.reason"), language),
        "status_url": f"{base_url}/s",
        "appeal_notice": say(setting.appeal_notice, language),
        "correction_items": say(MESSAGES.text("preview.items"), language),
        "correction_due": written_day(today, language),
    }


def case_values(dossier: Dossier, today: date, language: str, base_url: str) -> dict[str, str]:
    """Return the words of a real case."""
    day = written_day(today, language)
    none = say(MESSAGES.text("preview.items"), language)
    return {"correction_items": none, "correction_due": day} | dossier.values(language, base_url) | {"today": day}


def previews(letters: Sequence[Letter], values: Mapping[str, str], language: str) -> tuple[LetterPreview, ...]:
    """Return every letter filled with `values`."""
    return tuple(LetterPreview(each.title, write(each, values, language)) for each in letters)


def _shown(form: Form, key: str, answers: Mapping[str, Json], language: str) -> str:
    field = form.field(key)
    if field is None or field.type in ("group", "file", "note"):
        return f"〔{say(field.label, language) if field else key}〕"
    return display(field, answers.get(key), language) or f"〔{say(field.label, language)}〕"
