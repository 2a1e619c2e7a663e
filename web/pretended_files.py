"""Attachments while a form is tried out: what the browser says of a file stands for the file, which stays where it is.

The rules of the field (kinds, sizes, number) are those of `forms.fields.files`, so that a refusal reads as it will
for residents; only what lies inside of a file is not looked at.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from forms.answer_messages import MESSAGES
from forms.definition import Field, Form
from forms.fields.kind import Refused
from forms.fields.registry import kind_of
from kernel.documents import digest
from kernel.json_types import Json
from kernel.problems import Problem, pointer
from web.answers_edit import Edit

MOST: Final = 50
UNKNOWN_TYPE: Final = "application/octet-stream"


def pretended_files(form: Form, answers: Mapping[str, Json], pressed: Mapping[str, str], files: Json) -> Edit | None:
    """Attach what `files` tells (`{"name": "key.upload", "file", "size", "type"}`), or drop what `_drop` names.

    None when the page goes on: nothing was attached and no button of attachments was pressed.
    """
    if dropped := pressed.get("_drop"):
        name, _colon, file_id = dropped.partition(":")
        kept = [each for each in _held(answers.get(name)) if each.get("id") != file_id]
        return Edit(answers={**answers, name: kept} if form.field(name) else answers, done=True)
    told, changed, problems = _told(files), dict(answers), []
    for asked in form.fields():
        for reference in told.get(asked.key, ()) if asked.type == "file" else ():
            problem = _fault(asked, [*_held(changed.get(asked.key)), reference])
            if problem is None:
                changed[asked.key] = [*_held(changed.get(asked.key)), reference]
            else:
                problems.append(problem)
    if "_upload" in pressed or problems:
        return Edit(answers=changed, done=True, problems=tuple(problems))
    return None if changed == answers else Edit(answers=changed, done=False)


def _told(files: Json) -> dict[str, list[dict[str, Json]]]:
    """Return by field what the browser says it would attach."""
    found: dict[str, list[dict[str, Json]]] = {}
    for name, reference in _references(files):
        found.setdefault(name, []).append(reference)
    return found


def _references(files: Json) -> Iterator[tuple[str, dict[str, Json]]]:
    for place, each in enumerate(files if isinstance(files, list | tuple) else ()):
        match each:
            case {"name": str(name), "file": str(file), "size": int(size), "type": str(media)} if place < MOST:
                about: Json = [place, name, file, size]
                seal = digest(about)
                yield name.removesuffix(".upload"), {
                    "id": seal[:32], "name": file, "size": size, "type": media or UNKNOWN_TYPE, "sha256": seal,
                }  # fmt: skip
            case _:
                continue


def _fault(asked: Field, references: list[Json]) -> Problem | None:
    try:
        kind_of(asked).normaliser(asked)(references)
    except Refused as refusal:
        fault = refusal.faults[0]
        return MESSAGES.problem(fault.code, pointer(asked.key), "error", **{"label": asked.label, **fault.params})
    return None


def _held(value: Json) -> list[Mapping[str, Json]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []
