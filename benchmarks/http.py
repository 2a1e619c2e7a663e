"""The product over HTTP against the least that Flask can do, each in two worker processes on loopback.

A submission is the last step of an application: `POST …/check` of a filled draft, which validates, stores, runs the
engine to its next wait and answers with the way to the receipt. Its competitor is a bare view that validates one
field and inserts one row. A status page is set beside a bare view that selects one row. Competitors stand on the
same server, database and connection settings, and do without sessions, forgery protection, templates and languages.
The sides take turns; printed are medians of several rounds, and the median ratio of rounds that follow each other.
Drafts are filled before the clock starts; nobody works jobs off meanwhile.
"""

import gc
import logging
import multiprocessing
import random
import re
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Final, Literal, TypeAlias

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Column, MetaData, String, Table, bindparam, insert, select
from waitress import create_server

from bootstrap import Services, services
from catalog.versions import current_version
from db.all_tables import every_table
from db.database import Database
from forms.validation import validate
from intake.applications import Receipt, entry_form, receipt_of
from intake.drafts import begin_draft, find_draft, keep_answers
from intake.same_content import mark_of
from kernel.clock import local_date
from kernel.ids import new_id
from launch import application_over
from samples.answers import answers
from samples.town import publish_procedures, settle
from settings import read_settings
from tests.services import postgresql_database

PROCEDURE: Final = "dog-registration"
WORKERS: Final = 2
THREADS: Final = 4
CONNECTIONS: Final = 8
REQUESTS: Final = 160
ROUNDS: Final = 5
SECONDS: Final = 30.0
"""The longest that any answer may take."""
STARTS_WITHIN: Final = 180.0
"""The longest that a worker may take to load its modules, on a busy machine."""
GOALS: Final = {"submission": 0.5, "status page": 0.5}

Environ: TypeAlias = dict[str, str]
Side: TypeAlias = Literal["product", "bare"]
BARE: Final = Table(
    "bare_application", MetaData(), Column("id", String(32), primary_key=True), Column("name", String(80))
)
_INSERT: Final = insert(BARE)
_SELECT: Final = select(BARE.c.name).where(BARE.c.id == bindparam("id"))


def bare_application(database: Database) -> Flask:
    """Return the competitor."""
    app = Flask("bare")

    @app.post("/")
    def receive() -> ResponseReturnValue:
        name = request.form.get("name", "").strip()
        if not 1 <= len(name) <= 80:
            return "name?", 422
        with database.begin() as tx:
            tx.execute(_INSERT, {"id": request.form["id"], "name": name})
        return redirect("/", code=303)

    @app.get("/<row_id>")
    def show(row_id: str) -> ResponseReturnValue:
        with database.read() as tx:
            name = tx.execute(_SELECT, {"id": row_id}).scalar_one_or_none()
        return (f"<!doctype html><title>{row_id}</title><p>{name}", 200) if name else ("?", 404)

    return app


def serve(side: Side, environ: Environ, listening: socket.socket) -> None:
    """Be a worker process until killed."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    house = services(read_settings(environ))
    app = application_over(house) if side == "product" else bare_application(house.database)
    create_server(app, sockets=[listening], threads=THREADS, ident=None).run()


@contextmanager
def workers(side: Side, environ: Environ) -> Iterator[list[int]]:
    """Start the worker processes and yield their ports: connections are dealt out evenly among them."""
    spawn, ports = multiprocessing.get_context("spawn"), []
    with ExitStack() as running:
        for _ in range(WORKERS):
            listening = running.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
            worker = spawn.Process(target=serve, args=(side, environ, listening), daemon=True)
            worker.start()
            running.callback(worker.join)
            running.callback(worker.terminate)
            ports.append(int(listening.getsockname()[1]))
        for port in ports:
            _wait_for(port)
        yield ports


def _wait_for(port: int) -> None:
    """Return once a worker answers: until then connections wait in its socket while it loads its modules."""
    with socket.create_connection(("127.0.0.1", port), timeout=STARTS_WITHIN) as connection:
        connection.sendall(get("/nothing-here"))
        _answer(connection)


@dataclass
class Load:
    """Connections that are kept open, each with a thread that sends one request after the other."""

    ports: Sequence[int]
    failures: list[BaseException] = field(default_factory=list)

    def rate(self, requests: Sequence[bytes], status: int) -> float:
        """Send `requests` and return how many a second were answered with `status`; anything else is an error."""
        threads = [
            Thread(target=self._send, args=(self.ports[place % len(self.ports)], requests[place::CONNECTIONS], status))
            for place in range(CONNECTIONS)
        ]
        gc.collect()
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.failures:
            raise self.failures[0]
        return len(requests) / (time.perf_counter() - begun)

    def _send(self, port: int, requests: Sequence[bytes], status: int) -> None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for each in requests:
                    connection.sendall(each)
                    answer = _answer(connection)
                    if int(answer[9:12]) != status:
                        raise RuntimeError(answer[:2_000].decode(errors="replace"))
        except (OSError, RuntimeError) as error:
            self.failures.append(error)


def _answer(connection: socket.socket) -> bytes:
    """Read one whole answer."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head = received.index(b"\r\n\r\n") + 4
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", received[:head])
    while length is not None and len(received) < head + int(length[1]):
        received += _more(connection)
    return received


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65_536)
    if not received:
        raise ConnectionError("the server hung up")
    return received


def get(path: str, cookie: str = "") -> bytes:
    """Return the bytes of a request that reads."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n".encode()


def post(path: str, body: str, cookie: str = "") -> bytes:
    """Return the bytes of a request that sends a form."""
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{kind}{cookie}Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )


@dataclass
class Resident:
    """A browser whose cookie and forgery token the load borrows; its pages are never measured."""

    house: Services

    def __post_init__(self) -> None:
        self.app = application_over(self.house)
        self.client = self.app.test_client()
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/s").text)
        assert found is not None
        self.token = f"csrf_token={found[1]}"

    @property
    def cookie(self) -> str:
        """Return the header that carries the session."""
        cookie = self.client.get_cookie("minaoshi")
        assert cookie is not None
        return f"Cookie: minaoshi={cookie.value}\r\n"

    def drafts(self, count: int) -> list[tuple[str, str]]:
        """Fill in applications, all different; return their tokens and what the button on the check page sends."""
        chance, now, filled = random.Random(count), self.house.clock.now(), []
        with self.house.database.begin() as tx:
            version = current_version(tx, PROCEDURE)
            assert version is not None
            bundle = self.house.library.bundle(tx, version.bundle_digest)
            for _ in range(count):
                token, typed = begin_draft(tx, version, now), answers(PROCEDURE, chance, local_date(now))
                keep_answers(tx, find_draft(tx, token, now), typed, now)
                judged = validate(entry_form(bundle), typed, local_date(now), params=bundle.flow.params)
                filled.append((token, f"{self.token}&seen={mark_of(judged.values)}"))
        return filled

    def submissions(self, count: int) -> list[bytes]:
        """Return requests that each send an application."""
        return [post(f"/a/{token}/check", pressed, self.cookie) for token, pressed in self.drafts(count)]

    def status_page(self) -> bytes:
        """Apply once, open the status page with number and password, and return the request that reads it."""
        receipt = self._apply()
        password = f"number={receipt.number}&password={receipt.password}"
        opened = self.client.post(
            "/s", data=f"{self.token}&{password}", content_type="application/x-www-form-urlencoded"
        )
        assert opened.status_code == 303, opened.text
        return get(f"/s/{receipt.number}", self.cookie)

    def _apply(self) -> Receipt:
        ((token, pressed),) = self.drafts(1)
        self.client.post(f"/a/{token}/check", data=pressed, content_type="application/x-www-form-urlencoded")
        with self.house.database.read() as tx:
            case_id = find_draft(tx, token, self.house.clock.now()).case_id
            assert case_id is not None
            return receipt_of(tx, self.house.settings.secret_key, case_id)


def move_in(house: Services) -> None:
    """Make the tables and let the model town move in."""
    with house.database.begin() as tx:
        every_table().create_all(tx)
        BARE.create(tx)
        settle(tx, "not-used-here", house.clock.now())
        publish_procedures(tx, house.library, house.clock.now())


def bare_submissions(house: Services, count: int) -> list[bytes]:
    """Return requests that each insert a row."""
    return [post("/", f"id={new_id(house.clock.now())}&name=Sato+Hanako") for _ in range(count)]


def bare_row(house: Services) -> bytes:
    """Insert a row and return the request that reads it."""
    row_id = new_id(house.clock.now())
    with house.database.begin() as tx:
        tx.execute(_INSERT, {"id": row_id, "name": "Sato Hanako"})
    return get(f"/{row_id}")


def compare(environ: Environ, name: str) -> bool:
    """Print how product and competitor fare on one database; return whether the goals are met."""
    house = services(read_settings(environ))
    move_in(house)
    resident, met = Resident(house), True
    with workers("product", environ) as ours, workers("bare", environ) as theirs:
        product, bare = Load(ours), Load(theirs)
        page, row = resident.status_page(), bare_row(house)
        for what, make_ours, make_theirs, status in (
            ("submission", resident.submissions, lambda count: bare_submissions(house, count), 303),
            ("status page", lambda count: [page] * count, lambda count: [row] * count, 200),
        ):
            rounds = [_round(product, bare, make_ours, make_theirs, status) for _ in range(ROUNDS + 1)][1:]
            met = _report(name, what, rounds) and met
    house.database.dispose()
    return met


def _round(
    product: Load,
    bare: Load,
    make_ours: Callable[[int], list[bytes]],
    make_theirs: Callable[[int], list[bytes]],
    status: int,
) -> tuple[float, float]:
    ours, theirs = make_ours(REQUESTS), make_theirs(REQUESTS)
    return product.rate(ours, status), bare.rate(theirs, status)


def _report(name: str, what: str, rounds: Sequence[tuple[float, float]]) -> bool:
    ours, theirs = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    ratio, goal = statistics.median(one / other for one, other in rounds), GOALS[what]
    print(f"{name:<12}{what:<13}{ours:>8.0f}/s{theirs:>10.0f}/s{ratio:>8.2f}   goal {goal}", flush=True)
    return ratio >= goal


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    print(f"{'database':<12}{'request':<13}{'product':>10}{'bare Flask':>12}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder, postgresql_database("http") as postgresql:
        settings = {"DATA_DIR": folder, "SECRET_KEY": "benchmark" * 5, "SMTP_URL": "smtp://127.0.0.1:25"}
        urls = {"SQLite": f"sqlite:///{Path(folder) / 'http.sqlite3'}", "PostgreSQL": postgresql}
        met = [compare(settings | {"DATABASE_URL": url}, name) for name, url in urls.items()]
    print(f"{WORKERS} workers of {THREADS} threads, {CONNECTIONS} connections, {ROUNDS} rounds of {REQUESTS} requests")
    return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
