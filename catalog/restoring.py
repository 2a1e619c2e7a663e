"""An earlier version as drafts again: to go on from there, instead of from what stands in the drafts now."""

from datetime import datetime

from accounts.officer import Officer
from catalog.drafts import Kind, drafts_of, save_draft
from catalog.library import Library
from catalog.procedures import procedure
from catalog.versions import version_numbered
from db.database import Tx
from kernel.json_types import JsonObject


def restore_as_drafts(
    tx: Tx, library: Library, officer: Officer, procedure_key: str, number: int, *, now: datetime
) -> int:
    """Lay every document of a version down as a draft, over what is there; return how many changed.

    Drafts that the version does not know (the as-is, other forms) stay as they are.
    """
    officer.require("design", procedure(tx, procedure_key).department)
    version = version_numbered(tx, procedure_key, number)
    bundle = library.bundle(tx, version.bundle_digest)
    known = {(each.kind, each.key): each for each in drafts_of(tx, procedure_key)}
    page_key = next((each.key for each in known.values() if each.kind == "page"), bundle.page.key)
    parts: list[tuple[Kind, str, JsonObject]] = [
        ("flow", version.slot, bundle.flow.document),
        ("page", page_key, bundle.page.document),
        *(("form", key, form.document) for key, form in bundle.forms.items()),
        *(("table", key, table.document) for key, table in bundle.tables.items()),
    ]
    changed = 0
    for kind, key, document in parts:
        before = known.get((kind, key))
        if before is None or before.document != document:
            revision = before.revision if before else None
            save_draft(tx, officer, procedure_key, kind, key, document, revision=revision, now=now)
            changed += 1
    return changed
