"""What a new form can begin with: a template, or a form that some department has published already.

A beginning is a copy: the new form goes its own way, and nothing follows the original.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, cast

from sqlalchemy import select

from accounts.officer import Officer
from catalog import tables
from catalog.drafts import Kind, drafts_of, save_draft
from catalog.procedures import Procedure, procedures
from catalog.versions import current_version, open_versions
from db.database import Tx
from forms.codec import require_form
from forms.definition import Form
from kernel.errors import NotFound
from kernel.json_types import Json, JsonObject
from kernel.names import KEY
from kernel.text import Text, languages_of, say
from kernel.text_ja import search_key

SHELF: Final = Path(__file__).with_name("form_templates")
ORDER: Final = ("subsidy", "permit", "notification", "certificate", "registration", "consultation")
MOST_SHOWN: Final = 12
MOST_FORMS: Final = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class FormElsewhere:
    """A form that residents of some procedure fill in today."""

    procedure: Procedure
    form: Form


@cache
def templates() -> tuple[Form, ...]:
    """Return the templates that come with the product, the most usual first."""
    return tuple(require_form(json.loads((SHELF / f"{key}.json").read_text("utf-8"))) for key in ORDER)


def template(key: str) -> Form:
    """Return a template or raise `NotFound`."""
    found = next((each for each in templates() if each.key == key), None)
    if found is None:
        raise NotFound
    return found


def forms_elsewhere(tx: Tx, but: str, words: str = "") -> tuple[FormElsewhere, ...]:
    """Return forms in force in other procedures whose titles hold all of `words`; what residents see, all staff may.

    The first `MOST_SHOWN` procedures that fit: whoever wants another one searches for it.
    """
    wanted = [search_key(word) for word in words.split()]
    digests = {each.procedure: each.bundle_digest for each in open_versions(tx) if each.procedure != but}
    fitting = [each for each in procedures(tx) if each.key in digests and _holds(each, wanted)][:MOST_SHOWN]
    bundles = _documents(tx, (digests[each.key] for each in fitting))
    placed = [
        (each, digest)
        for each in fitting
        for digest in cast(Mapping[str, str], bundles[digests[each.key]]["forms"]).values()
    ]
    forms = _documents(tx, (digest for _procedure, digest in placed))
    return tuple(FormElsewhere(procedure=each, form=require_form(forms[digest])) for each, digest in placed)


def form_elsewhere(tx: Tx, procedure_key: str, form_key: str) -> Form:
    """Return a form in force or raise `NotFound`."""
    version = current_version(tx, procedure_key)
    if version is None:
        raise NotFound
    bundle = _documents(tx, [version.bundle_digest])[version.bundle_digest]
    digest = cast(Mapping[str, str], bundle["forms"]).get(form_key)
    if digest is None:
        raise NotFound
    return require_form(_documents(tx, [digest])[digest])


def begin_form(
    tx: Tx, officer: Officer, procedure_key: str, document: JsonObject, title: Text, *, now: datetime
) -> str:
    """Keep a copy of `document` as a new draft of the procedure; return its key."""
    known = {(each.kind, each.key) for each in drafts_of(tx, procedure_key)}
    key = free_key(procedure_key, "form", known)
    named: Json = title if isinstance(title, str) else {tag: say(title, tag) for tag in sorted(languages_of(title))}
    copied = {**document, "key": key, "title": named}
    save_draft(tx, officer, procedure_key, "form", key, copied, revision=None, now=now)
    return key


def free_key(procedure_key: str, kind: Kind, known: Iterable[tuple[Kind, str]]) -> str:
    """Return the key of a new form or table: the procedure's own, or that with a number."""
    taken = {key for of, key in known if of == kind}
    names = [procedure_key, *(f"{procedure_key[:60]}-{number}" for number in range(2, MOST_FORMS + 1))]
    free = next((name for name in names if KEY.fullmatch(name) and name not in taken), None)
    if free is None:
        raise NotFound
    return free


def _holds(each: Procedure, wanted: list[str]) -> bool:
    said = search_key(" ".join([each.title] if isinstance(each.title, str) else each.title.values()))
    return all(word in said for word in wanted)


def _documents(tx: Tx, digests: Iterable[str]) -> dict[str, JsonObject]:
    table = tables.definition
    query = select(table.c.digest, table.c.document).where(table.c.digest.in_([*digests]))
    return {row.digest: row.document for row in tx.execute(query)}
