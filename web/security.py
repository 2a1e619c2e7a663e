"""Headers, cookies and forgery protection, the same for every page."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer

from bootstrap import Services

CSP: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
NUL: Final = "\0"
"""Nobody can type it, and databases disagree about it: it is refused before anything else is asked."""
BUILT: Final = "/static/build/assets/"
"""Files that are named after their content."""
WRITING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
csrf: Final = CSRFProtect()


class _Sessions(SecureCookieSessionInterface):
    """Flask's own sessions; what signs them is made once, not at every request."""

    def __init__(self, app: Flask) -> None:
        self._signing = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:  # noqa: ARG002  # Flask's signature
        """Return what signs the cookies of this application."""
        return self._signing


def secure(app: Flask, services: Services) -> None:
    """Set cookies, limits and headers."""
    https = services.settings.is_https
    app.config.update(
        SECRET_KEY=services.settings.secret_key,
        SESSION_COOKIE_NAME="__Host-minaoshi" if https else "minaoshi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        MAX_CONTENT_LENGTH=services.settings.max_upload_bytes + 1_000_000,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        MAX_FORM_PARTS=5_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, which our pages hold back; `_from_elsewhere` asks instead
    )

    app.session_interface = _Sessions(app)

    @app.before_request
    def _without_nul() -> None:
        if NUL in request.path or any(NUL in text for pair in _pairs() for text in pair):
            abort(400)

    @app.before_request
    def _sent_from_here() -> None:
        if request.method in WRITING and _from_elsewhere(services):
            abort(HTTPStatus.FORBIDDEN)

    csrf.init_app(app)

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint in ("static", "styles.sheet") and response.status_code < HTTPStatus.BAD_REQUEST:
            kept = "v" in request.args or request.path.startswith(BUILT)
            response.cache_control.max_age = 31_536_000 if kept else 300
            response.cache_control.public = True
            response.cache_control.no_cache = None  # Flask asks to look again each time where nothing is said
        else:
            response.headers["Cache-Control"] = "no-store"
        return response


def _pairs() -> Iterator[tuple[str, str]]:
    """Yield every name and value that came with the request."""
    yield from request.args.items(multi=True)
    yield from request.form.items(multi=True)


def _from_elsewhere(services: Services) -> bool:
    """Say whether the browser tells that another site sent this form.

    Under `Referrer-Policy: no-referrer` a browser sends `Origin: null` with our own forms, too; the token decides then.
    """
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin", "null")
    ours = {request.host, urlsplit(services.settings.base_url).netloc}
    return origin != "null" and origin.partition("://")[2] not in ours


def is_local_path(target: str | None) -> bool:
    """Say whether `target` is a path of this site: no scheme, no host, no tricks with slashes or control characters."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return False
    return "\\" not in target and all(" " < char < "\x7f" or char > "\xa0" for char in target)
