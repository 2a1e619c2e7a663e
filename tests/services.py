"""What tests need from the machine around them: databases, brokers, a browser, real data.

A test that needs something absent is skipped with a reason. With `MINAOSHI_REQUIRE_SERVICES=1` (continuous integration)
the same test fails instead, so that a green run means that everything was really tried.
"""

import os
import shutil
import socket
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from db.all_tables import every_table

ROOT: Final = Path(__file__).resolve().parent.parent
POSTGRESQL_URL: Final = os.environ.get(
    "TEST_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres?connect_timeout=5"
)
REDIS_URL: Final = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
RABBITMQ_URL: Final = os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


def missing(what: str) -> NoReturn:
    """Skip the running test because `what` is absent, or fail it where everything is required."""
    if os.environ.get("MINAOSHI_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{what} is required here (MINAOSHI_REQUIRE_SERVICES=1) but absent", pytrace=False)
    pytest.skip(f"{what} is absent; `make system` installs it")


def shared_data(*parts: str) -> Path:
    """Return a folder or file of the real data that lie beside the repository, or skip the test.

    They are looked for in `MINAOSHI_SHARED_DATA`, then in `../shared/data`; they are not ours to hand on.
    """
    folder = Path(os.environ.get("MINAOSHI_SHARED_DATA") or ROOT.parent / "shared" / "data").joinpath(*parts)
    if not folder.exists():
        pytest.skip(f"the real data are not on this machine: {'/'.join(parts) or 'shared/data'}")
    return folder


def broker_url(kind: str) -> str:
    """Return the URL of a running broker (`redis` or `rabbitmq`), or skip the test."""
    url = REDIS_URL if kind == "redis" else RABBITMQ_URL
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379), timeout=2).close()
    except OSError:
        missing(f"the broker {kind}")
    return url


def browser_path() -> str:
    """Return the path of a Chromium, or skip the test."""
    return next(filter(None, map(shutil.which, BROWSERS)), None) or missing("a Chromium browser")


@contextmanager
def postgresql_database(worker: str) -> Iterator[str]:
    """Create a PostgreSQL database of our own, yield its URL, and drop it at the end; or skip the test."""
    name = f"minaoshi_test_{os.getpid()}_{worker}_{uuid.uuid4().hex[:6]}"
    server = create_engine(POSTGRESQL_URL, isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    except OperationalError:
        missing("a PostgreSQL server")
    try:
        yield make_url(POSTGRESQL_URL).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        server.dispose()


def empty_every_table(engine: Engine, tables: Sequence[str] | None = None) -> None:
    """Delete every row on PostgreSQL, in any order: foreign keys and triggers do not fire meanwhile."""
    quoted = [f'DELETE FROM "{name}"' for name in (tables or [table.name for table in every_table().sorted_tables])]
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("; ".join(quoted) or "SELECT 1")
