"""A whole procedure as one file, to keep, to send or to begin another one with.

    {"format": "minaoshi.procedure-file/1", "key", "title": text,
     "drafts": [{"kind": "flow|form|table|page", "key": slot or key, "document": {...}}]}

What is in the file is what is worked on (drafts); versions in force stay where they are.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from accounts.officer import Officer
from catalog.drafts import Draft, Kind, drafts_of, import_documents, kind_of, require_readable, save_draft
from catalog.messages import MESSAGES
from catalog.procedures import Procedure
from db.database import Tx
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.names import KEY
from kernel.problems import Problem, pointer

FORMAT: Final = "minaoshi.procedure-file/1"
MOST_DRAFTS: Final = 200


def procedure_file(procedure: Procedure, drafts: Sequence[Draft]) -> JsonObject:
    """Return everything that is worked on of `procedure`."""
    title = procedure.title if isinstance(procedure.title, str) else {**procedure.title}
    entries: list[Json] = [{"kind": each.kind, "key": each.key, "document": each.document} for each in drafts]
    return {"format": FORMAT, "key": procedure.key, "title": title, "drafts": entries}


def is_procedure_file(document: Json) -> bool:
    """Say whether `document` is such a file; anything else is a single document."""
    return isinstance(document, Mapping) and document.get("format") == FORMAT


def bring_documents(tx: Tx, officer: Officer, procedure_key: str, documents: Sequence[Json], *, now: datetime) -> int:
    """Store single documents and whole procedures as drafts; return how many drafts that are. All of them or none."""
    single = [each for each in documents if not is_procedure_file(each)]
    count = len(import_documents(tx, officer, procedure_key, single, now=now))
    return count + sum(
        import_file(tx, officer, procedure_key, each, now=now) for each in documents if is_procedure_file(each)
    )


def import_file(tx: Tx, officer: Officer, procedure_key: str, document: Json, *, now: datetime) -> int:
    """Lay every draft of the file down in `procedure_key`, whatever was there before; return how many.

    All of them or none: raises `UnusableDocument` with the problems of all.
    """
    entries = _entries(document)
    known = {(each.kind, each.key): each.revision for each in drafts_of(tx, procedure_key)}
    for kind, key, inner in entries:
        save_draft(tx, officer, procedure_key, kind, key, inner, revision=known.get((kind, key)), now=now)
    return len(entries)


def _entries(document: Json) -> list[tuple[Kind, str, JsonObject]]:
    drafts = document.get("drafts") if isinstance(document, Mapping) else None
    listed = drafts if isinstance(drafts, list | tuple) and len(drafts) <= MOST_DRAFTS else None
    if listed is None:
        raise UnusableDocument((MESSAGES.problem("format.bad_value", "/drafts", "error", key="drafts"),))
    found: dict[tuple[Kind, str], JsonObject] = {}
    problems: list[Problem] = []
    for place, entry in enumerate(listed):
        inner = entry.get("document") if isinstance(entry, Mapping) else None
        key = entry.get("key") if isinstance(entry, Mapping) else None
        if not isinstance(inner, dict) or not isinstance(key, str) or not KEY.fullmatch(key):
            problems.append(MESSAGES.problem("format.bad_value", pointer("drafts", place), "error", key=str(place)))
            continue
        try:
            kind = kind_of(inner)
            require_readable(kind, inner)
            found[kind, key] = inner
        except UnusableDocument as error:
            at = pointer("drafts", place, "document")
            problems += [
                Problem(code=each.code, pointer=at + each.pointer, message=each.message) for each in error.problems
            ]
    if problems:
        raise UnusableDocument(tuple(problems))
    return [(kind, key, inner) for (kind, key), inner in found.items()]
