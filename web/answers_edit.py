"""Buttons on a page of questions that change it without leaving it: add, remove, attach, fill in an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from bootstrap import Services, Tx
from forms.definition import Form
from forms.web_input import with_item, without_item
from intake.attachments import attach, detach
from intake.files import FileNotAccepted, FileTooLarge
from intake.postal_codes import address_of
from kernel.json_types import Json
from kernel.problems import Problem
from web.texts import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The answers after the button; `done` when there was one, `problems` when it could not be done."""

    answers: Mapping[str, Json]
    done: bool
    problems: tuple[Problem, ...] = ()


def edited(tx: Tx, context: Services, owner: str, form: Form, answers: Mapping[str, Json]) -> Edit:
    """Do what the pressed button says. `owner` holds the attachments: a draft or a case."""
    pressed = request.form
    if group := pressed.get("_add"):
        return Edit(answers=with_item(answers, group), done=True)
    if item := pressed.get("_remove"):
        return Edit(answers=without_item(answers, item), done=True)
    if name := pressed.get("_fill"):
        return _filled(answers, name)
    if dropped := pressed.get("_drop"):
        return _dropped(tx, owner, answers, dropped)
    kept, problems = _uploaded(tx, context, owner, form, answers)
    return Edit(answers=kept, done="_upload" in pressed or bool(problems), problems=problems)


def _filled(answers: Mapping[str, Json], name: str) -> Edit:
    """Fill an address in from its postal code; what was typed below stays where the register knows nothing."""
    value = answers.get(name)
    typed: Mapping[str, Json] = value if isinstance(value, Mapping) else {}
    found = address_of(str(typed.get("postal_code") or ""))
    if found is None:
        message = _("この郵便番号の住所が見つかりません。番号を確かめるか、住所を入力してください。")
        problem = Problem(code="intake.unknown_postal_code", pointer=f"/{name}/postal_code", message=message)
        return Edit(answers=answers, done=True, problems=(problem,))
    return Edit(answers={**answers, name: {**typed, **found}}, done=True)


def _dropped(tx: Tx, owner: str, answers: Mapping[str, Json], dropped: str) -> Edit:
    name, _separator, attachment_id = dropped.partition(":")
    value = answers.get(name)
    files = value if isinstance(value, list | tuple) else ()
    left: list[Json] = [file for file in files if isinstance(file, Mapping) and file.get("id") != attachment_id]
    detach(tx, owner, attachment_id)
    return Edit(answers={**answers, name: left}, done=True)


def _uploaded(
    tx: Tx, context: Services, owner: str, form: Form, answers: Mapping[str, Json]
) -> tuple[Mapping[str, Json], tuple[Problem, ...]]:
    """Keep every file that came with the page, whichever button was pressed."""
    changed, problems = dict(answers), []
    for field in form.fields():
        if field.type != "file":
            continue
        held = changed.get(field.key)
        files: list[Json] = [*held] if isinstance(held, list | tuple) else []
        for upload in request.files.getlist(f"{field.key}.upload"):
            if not upload.filename:
                continue
            try:
                now = context.clock.now()
                files.append(attach(tx, context.files, owner, field, upload.filename, upload.stream, now))  # type: ignore[arg-type]  # werkzeug's stream reads bytes
            except (FileTooLarge, FileNotAccepted) as error:
                problems.append(Problem(code=error.code, pointer=f"/{field.key}", message=text_of(error)))
        changed[field.key] = files
    return changed, tuple(problems)
