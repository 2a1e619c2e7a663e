"""Bringing a database to the newest schema, and telling which one it has."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from db.database import Database

FOLDER: Final = Path(__file__).resolve().parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Run every migration up to `revision`; a database that is already there is left alone."""
    config = configuration()
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def current_revision(database: Database) -> str | None:
    """Return the revision that the database has, or None when it is empty."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """Return the revision that this code needs."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def configuration() -> Config:
    """Return how Alembic finds our migrations."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
