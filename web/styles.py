"""The style sheet of every page, in one file: five sources in the order of their layers, kept for ever."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from web.access import anyone

blueprint: Final = Blueprint("styles", __name__)
FOLDER: Final = Path(__file__).resolve().parent.parent / "static" / "css"
LAYERS: Final = ("tokens.css", "base.css", "components.css", "shapes.css", "pages.css")


@blueprint.get("/static/styles.css")
@anyone
def sheet() -> ResponseReturnValue:
    """Return all layers; the address carries their hash."""
    response = Response(_text(), content_type="text/css; charset=utf-8")
    response.set_etag(_hash())
    return response.make_conditional(request)


def styles_address() -> str:
    """Return where the style sheet is found, with the hash of what it says."""
    return f"{request.script_root}/static/styles.css?v={_hash()}"


@cache
def _text() -> bytes:
    return b"\n".join((FOLDER / name).read_bytes() for name in LAYERS)


@cache
def _hash() -> str:
    return hashlib.sha256(_text()).hexdigest()[:12]
