"""Static files go out packed (gzip), for lines that are slow.

Pages do not: they hold forgery tokens beside what somebody typed, and packing the two together would tell the one from
the length of the other (BREACH). They are small.
"""

import gzip
from threading import Lock
from typing import Final

from flask import Flask, Response, request

ENDPOINTS: Final = frozenset({"static", "styles.sheet"})
PACKED_KINDS: Final = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
SMALLEST: Final = 500
MOST_KEPT: Final = 200
_kept: Final[dict[str, bytes]] = {}
_lock: Final = Lock()


def pack_static_files(app: Flask) -> None:
    """Pack what `app` serves from files, once for each content."""

    @app.after_request
    def _packed(response: Response) -> Response:
        if request.endpoint not in ENDPOINTS or response.mimetype not in PACKED_KINDS or response.status_code != 200:
            return response
        response.vary.add("Accept-Encoding")
        if request.method != "GET" or not request.accept_encodings["gzip"]:
            return response
        response.direct_passthrough = False
        etag, data = response.headers.get("ETag", ""), response.get_data()
        if len(data) < SMALLEST:
            return response
        packed = _kept.get(etag) if etag else None
        if packed is None:
            packed = gzip.compress(data, 9, mtime=0)
            with _lock:
                if len(_kept) >= MOST_KEPT:
                    _kept.clear()
                _kept[etag] = packed
        response.set_data(packed)
        response.headers["Content-Encoding"] = "gzip"
        if etag:
            response.set_etag(etag.strip('W/"') + "-gz", weak=True)
        return response
