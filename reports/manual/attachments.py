"""What stands at the end of a manual: forms, letters, controls, and the personal data that the procedure keeps."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from forms.definition import Field
from kernel.text import Text, say
from reports.manual.model import Asked, Doer, FormLines, Kept, LetterText, PersonalData
from reports.manual.source import ManualSource
from reports.manual.ways import Telling

_PLACE: Final = re.compile(r"\{\{\s*([a-z][a-z0-9_.-]{0,120})\s*\}\}")
_OFFICE: Final = frozenset(
    {"receipt_number", "applicant_name", "procedure_title", "department", "contact", "today", "received_on", "due_on",
     "reason", "status_url", "appeal_notice", "correction_items", "correction_due"}
)  # fmt: skip


def forms_of(telling: Telling, source: ManualSource) -> tuple[FormLines, ...]:
    """Return the questions of every form."""
    return tuple(
        FormLines(say(form.title, telling.language), tuple(_asked(telling, form.fields(), None)))
        for form in source.forms.values()
    )


def letters_of(telling: Telling, source: ManualSource) -> tuple[LetterText, ...]:
    """Return every letter; a place is the name of what is put in."""
    return tuple(
        LetterText(
            letter.key,
            say(letter.title, telling.language),
            _filled(telling, letter.subject),
            _filled(telling, letter.body),
        )
        for letter in source.letters
    )


def doers_of(telling: Telling) -> tuple[Doer, ...]:
    """Return who works on which steps, in the order of the lanes."""
    flow = telling.flow
    found = (
        Doer(
            say(lane.title, telling.language) or key,
            telling.refs([node.key for node in flow.nodes.values() if node.lane == key]),
        )
        for key, lane in flow.lanes.items()
    )
    return tuple(each for each in found if each.steps)


def controls_of(telling: Telling) -> tuple[Kept, ...]:
    """Return every control with the steps that keep it."""
    flow = telling.flow
    return tuple(
        Kept(
            say(control.title, telling.language),
            say(control.basis, telling.language),
            telling.refs([node.key for node in flow.nodes.values() if key in node.control]),
        )
        for key, control in flow.controls.items()
    )


def personal_of(telling: Telling) -> tuple[PersonalData, ...]:
    """Return the personal data that cases carry."""
    return tuple(
        PersonalData(
            say(item.title, telling.language),
            say(item.purpose, telling.language),
            telling.say("until", days=f"{item.delete_after_days:g}") if item.delete_after_days is not None else "",
        )
        for item in telling.flow.data.values()
        if item.personal
    )


def _asked(telling: Telling, fields: Iterator[Field] | Sequence[Field], group: str | None) -> Iterator[Asked]:
    for field in fields:
        if field.type == "note":
            continue
        conditional = field.required is not True and field.required is not False
        yield Asked(
            label=say(field.label, telling.language),
            when=telling.words.condition(field.when, telling.language, group=group) if field.when else "",
            required=field.required is True or conditional,
            computed=telling.words.expr(field.expr, telling.language) if field.expr is not None else "",
        )


def _filled(telling: Telling, text: Text) -> str:
    def name(match: re.Match[str]) -> str:
        key = match[1]
        known = telling.say(f"place.{key}") if key in _OFFICE else telling.words.name(key, telling.language)
        return telling.say("place", name=known)

    return _PLACE.sub(name, say(text, telling.language))
