"""The practice house (練習) on the web: a second application below `/practice`, over services of its own.

Both applications share the session, so that whoever is signed in is signed in there, too; everything else is apart.
The practice has no worker process: what a request sets going is worked off before it is answered.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, Final

import structlog
from flask import Flask, Response, g, request

from accounts.directory import read_directory
from accounts.directory_copy import copy_directory
from bootstrap import PRACTICE, Services

PREFIX: Final = f"/{PRACTICE}"
MOST_BATCHES: Final = 20
"""How much one request works off; what is left waits for the next one."""
Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Any], Iterable[bytes]]
_log = structlog.get_logger(__name__)


class _Mount:
    """Leads what is below `/practice` to the practice, once there is one."""

    def __init__(self, real: WsgiApp, house: Services, made: Callable[[Services], Flask]) -> None:
        self._real, self._house, self._made = real, house, made
        self._lock = Lock()
        self._app: Flask | None = None

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not (path == PREFIX or path.startswith(f"{PREFIX}/")) or not self._house.practice.exists(self._house):
            return self._real(environ, start_response)
        inside = environ | {
            "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + PREFIX,
            "PATH_INFO": path.removeprefix(PREFIX) or "/",
        }
        return self._practice().wsgi_app(inside, start_response)

    def _practice(self) -> Flask:
        with self._lock:
            if self._app is None:
                self._app = self._made(self._house.practice.of(self._house))
            return self._app


def mount(app: Flask, house: Services, made: Callable[[Services], Flask]) -> None:
    """Let `app` answer below `/practice` with an application that `made` makes over the practice of `house`."""
    app.wsgi_app = _Mount(app.wsgi_app, house, made)  # type: ignore[method-assign]  # as Flask's documentation names it


def keep_house(app: Flask, practice: Services) -> None:
    """Let the practice know whoever comes in, and do at once what its requests set going."""
    known: set[str] = set()

    @app.before_request
    def _know() -> None:
        if g.get("officer") is None or g.officer.id in known:
            return
        with practice.people.database.read() as tx:
            directory = read_directory(tx)
        with practice.database.begin() as tx:
            copy_directory(tx, directory, practice.clock.now())
        known.update(directory.officers)

    @app.after_request
    def _work(response: Response) -> Response:
        if request.method == "POST":
            worker, now = practice.worker, practice.clock.now()
            for _batch in range(MOST_BATCHES):
                if not worker.work_once(now):
                    break
        return response
