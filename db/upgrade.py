"""Bringing a database to the newest schema. `python -m db.upgrade` does it to the one that `DATABASE_URL` names."""

import os

from alembic import command
from alembic.config import Config

from db.database import Database
from db.revisions import FOLDER


def upgrade(database: Database, revision: str = "head") -> None:
    """Run every migration up to `revision`; a database that is already there is left alone."""
    config = configuration()
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def configuration() -> Config:
    """Return how Alembic finds our migrations."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


if __name__ == "__main__":
    upgrade(Database(os.environ["DATABASE_URL"], pool_size=1))
