"""Buttons on a page of questions that change it without leaving it: add, remove, attach, fill in an address.

What a button names comes from the browser: a name that belongs to no field of the right type changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import request

from bootstrap import Services, Tx
from forms.definition import Field, FieldType, Form
from forms.fields.files import most_files
from forms.fields.structure import most_items
from forms.file_places import file_place, file_places
from forms.web_input import with_item, without_item
from intake.attachments import attach, detach, named_in
from intake.errors import TooManyFiles
from intake.files import FileInfected, FileNotAccepted, FileTooLarge
from intake.messages import MESSAGES
from intake.postal_codes import address_of
from kernel.json_types import Json
from kernel.problems import Problem
from web.texts import text_of

MAX_DEPTH: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The answers after the button; `done` when there was one, `problems` when it could not be done."""

    answers: Mapping[str, Json]
    done: bool
    problems: tuple[Problem, ...] = ()


def edited(
    tx: Tx, context: Services, owner: str, form: Form, answers: Mapping[str, Json], *, keeps_files: bool = False
) -> Edit:
    """Do what the pressed button says. `owner` holds the attachments: a draft or a case.

    `keeps_files`: a dropped file leaves the answers only, because the record may still name it.
    """
    pressed = request.form
    if (edit := pressed_edit(form, answers, pressed)) is not None:
        if not keeps_files:  # the attachments of an item that is taken out go with it
            for gone in {*named_in(answers)} - {*named_in(edit.answers)}:
                detach(tx, owner, gone)
        return edit
    if dropped := pressed.get("_drop"):
        return _dropped(tx, None if keeps_files else owner, form, answers, dropped)
    kept, problems = _uploaded(tx, context, owner, form, answers)
    return Edit(answers=kept, done="_upload" in pressed or bool(problems), problems=problems)


def pressed_edit(form: Form, answers: Mapping[str, Json], pressed: Mapping[str, str]) -> Edit | None:
    """Do what a button says that needs no attachments; None when no such button was pressed."""
    if group := pressed.get("_add"):
        return Edit(answers=_with_item(form, answers, group), done=True)
    if item := pressed.get("_remove"):
        known = _field_at(form, item.rpartition(".")[0], "group") is not None
        return Edit(answers=without_item(answers, item) if known else answers, done=True)
    if name := pressed.get("_fill"):
        return _filled(form, answers, name)
    return None


def _field_at(form: Form, name: str, field_type: FieldType) -> Field | None:
    """Return the field called `name` in the page (`members`, `members.0.jobs`) if it is of this type."""
    first, *path = name.split(".", MAX_DEPTH)
    found = form.field(first)
    for inner in path[1::2]:
        found = next((each for each in found.fields if each.key == inner), None) if found is not None else None
    return found if found is not None and found.type == field_type and len(path) % 2 == 0 else None


def _with_item(form: Form, answers: Mapping[str, Json], group: str) -> Mapping[str, Json]:
    """Add an item, up to one more than may be sent: who wants too many is told so."""
    asked = _field_at(form, group, "group")
    if asked is None:
        return answers
    longer = with_item(answers, group)
    held = answers.get(group)
    return longer if not isinstance(held, list | tuple) or len(held) <= most_items(asked) else answers


def _filled(form: Form, answers: Mapping[str, Json], name: str) -> Edit:
    """Fill an address in from its postal code; what was typed below stays where the register knows nothing."""
    if _field_at(form, name, "address") is None:
        return Edit(answers=answers, done=True)
    value = answers.get(name)
    typed: Mapping[str, Json] = value if isinstance(value, Mapping) else {}
    found = address_of(str(typed.get("postal_code") or ""))
    if found is None:
        problem = MESSAGES.problem("intake.unknown_postal_code", f"/{name}/postal_code")
        return Edit(answers=answers, done=True, problems=(problem,))
    return Edit(answers={**answers, name: {**typed, **found}}, done=True)


def _dropped(tx: Tx, owner: str | None, form: Form, answers: Mapping[str, Json], dropped: str) -> Edit:
    name, _separator, attachment_id = dropped.partition(":")
    place = file_place(form, name)
    if place is None:
        return Edit(answers=answers, done=True)
    files = [file for file in place.files(answers) if isinstance(file, Mapping)]
    left: list[Json] = [file for file in files if file.get("id") != attachment_id]
    if len(left) == len(files):
        return Edit(answers=answers, done=True)
    if owner is not None:
        detach(tx, owner, attachment_id)
    return Edit(answers=place.with_files(answers, left), done=True)


def _uploaded(
    tx: Tx, context: Services, owner: str, form: Form, answers: Mapping[str, Json]
) -> tuple[Mapping[str, Json], tuple[Problem, ...]]:
    """Keep every file that came with the page, whichever button was pressed."""
    changed, problems = dict(answers), []
    for place in file_places(form):
        field, files, sent = place.field, place.files(changed), request.files.getlist(f"{place.name}.upload")
        for upload in sent:
            if not upload.filename:
                continue
            try:
                if len(files) >= most_files(field):
                    raise TooManyFiles(limit=most_files(field))
                now = context.clock.now()
                files.append(attach(tx, context.files, owner, place, upload.filename, upload.stream, now))  # type: ignore[arg-type]  # werkzeug's stream reads bytes
            except (FileTooLarge, FileNotAccepted, FileInfected, TooManyFiles) as error:
                problems.append(
                    Problem(code=error.code, pointer="/" + place.name.replace(".", "/"), message=text_of(error))
                )
        if sent:
            changed = place.with_files(changed, files)
    return changed, tuple(problems)
