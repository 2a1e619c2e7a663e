"""Reading what a procedure consists of: a version as it was published, or the drafts as they stand.

Publishing asks for every part; reading is content with a flow. Drafts without a public page read as a page with the
procedure's title and nothing else.
"""

from dataclasses import dataclass

from catalog.bundle import Bundle, bundle_of
from catalog.drafts import Draft, drafts_of
from catalog.library import Library
from catalog.page import FORMAT as PAGE
from catalog.procedures import Procedure
from catalog.versions import Version
from db.database import Tx
from kernel.errors import NotFound
from kernel.json_types import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One edition of a procedure: a numbered version, or the drafts around the flow in `slot`."""

    bundle: Bundle
    version: Version | None = None
    slot: str = ""


def read_edition(
    tx: Tx, library: Library, procedure: Procedure, published: tuple[Version, ...], wanted: str
) -> Reading:
    """Return the edition called `wanted`: a number, or a slot of the drafts; by default what is in force.

    Raises `NotFound` where there is none, `UnusableDocument` or `NotPublishable` where drafts cannot be put together.
    """
    number = (
        procedure.current_version if not wanted else int(wanted) if wanted.isdecimal() and len(wanted) < 7 else None
    )
    if number is not None:
        found = next((each for each in published if each.number == number), None)
        if found is None:
            raise NotFound
        return Reading(bundle=library.bundle(tx, found.bundle_digest), version=found)
    drafts = drafts_of(tx, procedure.key)
    slots = [each.key for each in drafts if each.kind == "flow"]
    slot = wanted or next((key for key in ("to-be", "as-is") if key in slots), "")
    if slot not in slots:
        raise NotFound
    return Reading(bundle=bundle_of(procedure.key, _with_page(procedure, drafts), slot), slot=slot)


def _with_page(procedure: Procedure, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    if any(each.kind == "page" for each in drafts) or not drafts:
        return drafts
    title = procedure.title if isinstance(procedure.title, str) else {**procedure.title}
    document: JsonObject = {"format": PAGE, "key": procedure.key, "title": title}
    blank = Draft(
        procedure=procedure.key, kind="page", key=procedure.key, document=document, revision=0,
        updated_by=drafts[0].updated_by, updated_at=drafts[0].updated_at,
    )  # fmt: skip
    return (*drafts, blank)
