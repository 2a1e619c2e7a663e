"""Writes a migration for what has changed in the tables since the last one: `make migration NAME="Add …"`.

Read the file before you commit it: what autogenerate cannot see (renamed columns, moved data) is yours to write.
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from alembic import command

from db.database import Database
from db.revisions import FOLDER
from db.upgrade import configuration, upgrade

VERSIONS: Final = FOLDER / "versions"


def main(name: str) -> None:
    """Compare an empty database at the newest revision with the tables in the code, and write the difference."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'empty.sqlite3'}")
        upgrade(database)
        config = configuration()
        with database.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, name, autogenerate=True, rev_id=f"{len([*VERSIONS.glob('*.py')]) + 1:04}")
        database.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
