"""Fixtures that every area of the product uses: an empty database, once on SQLite and once on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from db.all_tables import every_table
from db.database import Database
from tests.services import empty_every_table, postgresql_database

# The machine is shared and slow at times: how long an example took says nothing. In continuous integration the
# examples are the same for the same code, so that a red run is about the change and not about luck.
settings.register_profile("here", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def empty_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row, made once and copied for each test."""
    path = tmp_path_factory.mktemp("schema") / "empty.sqlite3"
    database = Database(f"sqlite:///{path}")
    with database.begin() as tx:
        every_table().create_all(tx)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path


@pytest.fixture
def sqlite_url(empty_sqlite_file: Path, tmp_path: Path) -> str:
    """The URL of a SQLite database of this test's own, with empty tables."""
    return f"sqlite:///{shutil.copy(empty_sqlite_file, tmp_path / 'test.sqlite3')}"


@pytest.fixture(scope="session")
def session_postgresql(worker_id: str) -> Iterator[Database]:
    """A PostgreSQL database of this worker's own, with every table."""
    with postgresql_database(worker_id) as url:
        database = Database(url)
        with database.begin() as tx:
            every_table().create_all(tx)
        yield database
        database.dispose()


@pytest.fixture
def postgresql_url(session_postgresql: Database) -> str:
    """The URL of a PostgreSQL database with empty tables."""
    empty_every_table(session_postgresql.engine)
    return session_postgresql.engine.url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database: every test that asks for it runs on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database: every test that asks for it runs on SQLite and on PostgreSQL."""
    opened = Database(database_url)
    yield opened
    opened.dispose()
