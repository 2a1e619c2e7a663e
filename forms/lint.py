"""Looks over a form that can be read: does it say what its builder means, and may it ask what it asks?

Errors stop a publication; warnings and infos are advice. Where each advice comes from is said beside its limit.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from forms.condition_check import check_conditions
from forms.definition import Field, Form
from forms.fields.registry import kind_of
from forms.individual_number import asked_by, card_without_front, shaped_like
from forms.messages import MESSAGES
from forms.program import program_of
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import Text, say

LONGEST_LABEL: Final = 50
"""Letters of a question that people still read at a glance; the rest belongs into the help text."""

LONGEST_SENTENCE: Final = 50
"""Letters of a sentence in plain Japanese (やさしい日本語のガイドライン, 2020)."""

_SENTENCE: Final = re.compile(r"[^。！？\n]+")
_MARKUP: Final = re.compile(r"\*\*|`|\[([^\]]*)\]\([^)]*\)")
_ORDER: Final = {"error": 0, "warning": 1, "info": 2}


def check_form(form: Form) -> list[Problem]:
    """Return everything that can be said about `form`, errors first."""
    problems = [*check_conditions(form), *_circles(form), *_individual_number(form), *_wording(form), *_structure(form)]
    return sorted(problems, key=lambda problem: _ORDER[problem.severity])


def all_fields(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield every field, those of groups included, in reading order."""
    for asked in fields:
        yield asked
        yield from all_fields(asked.fields)


def _circles(form: Form) -> Iterator[Problem]:
    circular = program_of(form).circular
    if circular:
        first = form.field(circular[0])
        place = "" if first is None else first.pointer
        yield MESSAGES.problem("condition.circular", place, fields="、".join(circular))


def _individual_number(form: Form) -> Iterator[Problem]:
    """Find who asks for the Individual Number: in a label, a help text, a note, a title, or by the shape of a field."""
    for pointer, text, label in _texts(form):
        if any(asked_by(said) for said in _languages(text)):
            yield MESSAGES.problem("law.individual_number", pointer, label=label)
    for asked in all_fields(form.fields()):
        if shaped_like(asked):
            place = "pattern" if asked.type == "text" else "max"
            yield MESSAGES.problem("law.individual_number", f"{asked.pointer}/{place}", label=asked.label)
        if asked.type == "file" and card_without_front(" ".join(_languages([asked.label, asked.help]))):
            yield MESSAGES.problem("law.card_front_only", asked.pointer, "warning")


def _texts(form: Form) -> Iterator[tuple[str, Text | None, Text]]:
    """Yield every text that an applicant reads, with its pointer and the label to call it by."""
    yield "/title", form.title, form.title
    yield "/intro", form.intro, form.title
    for page in form.pages:
        yield f"{page.pointer}/title", page.title, page.title
    for asked in all_fields(form.fields()):
        yield f"{asked.pointer}/label", asked.label, asked.label
        yield f"{asked.pointer}/help", asked.help, asked.label
        for place, option in enumerate(asked.options):
            yield f"{asked.pointer}/options/{place}/label", option.label, asked.label
        if asked.type == "note":
            text = asked.settings.get("text")
            yield f"{asked.pointer}/text", _note_text(text), asked.label or _note_text(text)


def _note_text(value: Json) -> Text:
    if isinstance(value, Mapping):
        return {tag: str(said) for tag, said in value.items()}
    return value if isinstance(value, str) else ""


def _languages(text: Text | list[Text | None] | None) -> list[str]:
    if isinstance(text, list):
        return [said for one in text for said in _languages(one)]
    if text is None:
        return []
    return [text] if isinstance(text, str) else [*text.values()]


def _wording(form: Form) -> Iterator[Problem]:
    bilingual = any(isinstance(asked.label, Mapping) and "en" in asked.label for asked in all_fields(form.fields()))
    for asked in all_fields(form.fields()):
        label = say(asked.label)
        if len(label) > LONGEST_LABEL:
            yield MESSAGES.problem(
                "wording.label_long",
                f"{asked.pointer}/label",
                "info",
                label=asked.label,
                count=len(label),
                limit=LONGEST_LABEL,
            )
        if bilingual and asked.label and (isinstance(asked.label, str) or "en" not in asked.label):
            yield MESSAGES.problem("wording.no_english", f"{asked.pointer}/label", "info", label=asked.label)
        explained = asked.help if asked.type != "note" else _note_text(asked.settings.get("text"))
        yield from _long_sentences(explained, f"{asked.pointer}/{'help' if asked.type != 'note' else 'text'}")
    yield from _long_sentences(form.intro, "/intro")


def _long_sentences(text: Text | None, pointer: str) -> Iterator[Problem]:
    longest = max((len(said) for said in _SENTENCE.findall(_MARKUP.sub(r"\1", say(text)))), default=0)
    if longest > LONGEST_SENTENCE:
        yield MESSAGES.problem("wording.sentence_long", pointer, "info", count=longest, limit=LONGEST_SENTENCE)


def _structure(form: Form) -> Iterator[Problem]:
    for page in form.pages:
        if not any(kind_of(asked).asks for asked in page.fields):
            yield MESSAGES.problem("form.nothing_asked", f"{page.pointer}/fields", "info")
    for asked in all_fields(form.fields()):
        if asked.required and not kind_of(asked).asks:
            yield MESSAGES.problem("form.required_never", f"{asked.pointer}/required", "warning")
