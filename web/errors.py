"""What people see when something goes wrong: a sentence, what to do next, and never a trace."""

from typing import Final, TypeAlias

import structlog
from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from bootstrap import may_pass
from kernel.errors import DomainError, NotAllowed, NotFound, Stale
from kernel.text import say
from reports.pdf import CannotPrint
from web.json_requests import wants_json
from web.languages import language, template_named
from web.texts import text_of

STATUS: Final[dict[type[DomainError], int]] = {NotFound: 404, NotAllowed: 403, Stale: 409, CannotPrint: 503}
WITHOUT_TEMPLATE: Final = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>ただいま混み合っています</title></head><body><main>
<h1>ただいま混み合っています</h1>
<p>1分ほど待ってから、もう一度お試しください。入力した内容は失われていません。</p>
<p lang="en">We are busy at the moment. Please try again in a minute. What you typed is not lost.</p>
</main></body></html>"""
Body: TypeAlias = str | dict[str, str]
_log = structlog.get_logger(__name__)


def handle(app: Flask) -> None:
    """Give every kind of failure its page."""

    @app.errorhandler(DomainError)
    def _domain(error: DomainError) -> ResponseReturnValue:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 409)
        return _page(status, say(text_of(error), language()))

    @app.errorhandler(CSRFError)
    def _forged(error: CSRFError) -> ResponseReturnValue:
        del error
        return _page(403)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        return _page(error.code or 500)

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> ResponseReturnValue:
        if may_pass(error):
            _log.error("storage.unavailable", kind=type(getattr(error, "orig", error)).__name__)
            body, status = _page(503)
            return body, status, {"Retry-After": "10"}
        _log.exception("request.failed", kind=type(error).__name__)
        return _page(500)


def _page(status: int, sentence: str | None = None) -> tuple[Body, int]:
    if wants_json():
        return {"message": sentence or ""}, status
    try:
        return render_template(template_named("errors/error.html"), status=status, sentence=sentence), status
    except OSError:  # no handle is left to open even a template
        return WITHOUT_TEMPLATE, 503
