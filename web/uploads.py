"""Uploads in pieces, for the script that shows progress: begin, ask how far it is, send a piece, give up.

Two doors, an application that is being filled in and a case that asks for a file; behind both the same service.
"""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from bootstrap import Tx
from intake.drafts import ApplicationDraft, find_draft
from intake.files import FileInfected, FileNotAccepted
from intake.uploads import (
    LARGEST_PIECE,
    Place,
    Progress,
    answer_with,
    begin_upload,
    field_of,
    give_up,
    place_in_case,
    place_in_draft,
    progress_of,
    take_piece,
)
from kernel.errors import DomainError
from kernel.json_types import Json
from kernel.text import say
from web.access import anyone
from web.formats import file_size
from web.languages import language
from web.limits import limiter
from web.services import services
from web.status import opened
from web.texts import text_of

blueprint: Final = Blueprint("uploads", __name__)
BEGINNINGS: Final = "60 per minute"
PIECES: Final = "600 per minute"
LONGEST_NAME: Final = 500


@blueprint.post("/a/<token>/_uploads")
@anyone
@limiter.limit(BEGINNINGS)
def to_draft(token: str) -> ResponseReturnValue:
    """Announce a file for an application that is being filled in."""
    with services().database.begin() as tx:
        _draft, place = _in_draft(tx, token, request.form.get("field", "")[:200])
        upload_id = _begun(tx, place)
    return {"at": url_for(".draft_piece", token=token, upload_id=upload_id)}, 201


@blueprint.route("/a/<token>/_uploads/<upload_id>", methods=["GET", "PATCH", "DELETE"])
@anyone
@limiter.limit(PIECES)
def draft_piece(token: str, upload_id: str) -> ResponseReturnValue:
    """Tell how far a file is, take its next piece, or give it up."""
    context = services()
    owner = _owner_of(token)
    if request.method == "GET":
        with context.database.read() as tx:
            return _told(progress_of(tx, owner, upload_id))
    if request.method == "DELETE":
        return _given_up(owner, upload_id)
    piece, now = _piece(), context.clock.now()
    try:
        with context.database.begin() as tx:
            draft, place = _in_draft(tx, token, field_of(tx, owner, upload_id))
            progress = take_piece(tx, context.files, place, upload_id, _offset(), piece, now)
            if progress.reference is not None:
                answer_with(tx, draft, place, progress.reference, now)
    except (FileInfected, FileNotAccepted) as error:
        return _refused(owner, upload_id, error)
    return _told(progress)


@blueprint.post("/s/<number>/_uploads")
@anyone
@limiter.limit(BEGINNINGS)
def to_case(number: str) -> ResponseReturnValue:
    """Announce a file that a case asks for."""
    with services().database.begin() as tx:
        _found, case, bundle = opened(tx, number)
        upload_id = _begun(tx, place_in_case(tx, case, bundle, request.form.get("field", "")[:200]))
    return {"at": url_for(".case_piece", number=number, upload_id=upload_id)}, 201


@blueprint.route("/s/<number>/_uploads/<upload_id>", methods=["GET", "PATCH", "DELETE"])
@anyone
@limiter.limit(PIECES)
def case_piece(number: str, upload_id: str) -> ResponseReturnValue:
    """Tell how far a file is, take its next piece, or give it up."""
    context = services()
    with context.database.read() as tx:
        _found, case, bundle = opened(tx, number)
        if request.method == "GET":
            return _told(progress_of(tx, case.id, upload_id))
    if request.method == "DELETE":
        return _given_up(case.id, upload_id)
    piece, now = _piece(), context.clock.now()
    try:
        with context.database.begin() as tx:
            place = place_in_case(tx, case, bundle, field_of(tx, case.id, upload_id))
            progress = take_piece(tx, context.files, place, upload_id, _offset(), piece, now)
    except (FileInfected, FileNotAccepted) as error:
        return _refused(case.id, upload_id, error)
    return _told(progress)


def _owner_of(token: str) -> str:
    context = services()
    with context.database.read() as tx:
        return find_draft(tx, token, context.clock.now()).id


def _in_draft(tx: Tx, token: str, field: str) -> tuple[ApplicationDraft, Place]:
    context = services()
    draft = find_draft(tx, token, context.clock.now(), lock=True)
    return draft, place_in_draft(draft, context.library.bundle(tx, draft.bundle_digest), field)


def _begun(tx: Tx, place: Place) -> str:
    name, size = request.form.get("name", "")[:LONGEST_NAME], request.form.get("size", "")
    whole = int(size) if size.isascii() and size.isdecimal() and len(size) < 12 else 0
    return begin_upload(tx, place, name, whole, services().clock.now())


def _piece() -> bytes:
    """Return the piece that was sent; one that is larger than agreed counts as none."""
    length = request.content_length or 0
    return request.get_data(cache=False) if 0 < length <= LARGEST_PIECE else b""


def _offset() -> int:
    given = request.headers.get("Upload-Offset", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 12 else -1


def _told(progress: Progress) -> ResponseReturnValue:
    shown: dict[str, Json] = {"offset": progress.offset}
    if progress.reference is not None:
        shown["file"] = _file(progress.reference)
    return shown


def _file(reference: Mapping[str, Json]) -> dict[str, Json]:
    size = reference["size"]
    return {
        "id": reference["id"],
        "name": reference["name"],
        "size": file_size(size if isinstance(size, int) else 0),
    }


def _given_up(owner: str, upload_id: str) -> ResponseReturnValue:
    with services().database.begin() as tx:
        give_up(tx, services().files, owner, upload_id)
    return {}, 200


def _refused(owner: str, upload_id: str, error: DomainError) -> ResponseReturnValue:
    """Forget a file that is none we keep: its transaction was rolled back, and asking again would say the same."""
    _given_up(owner, upload_id)
    return {"message": say(text_of(error), language())}, 409
