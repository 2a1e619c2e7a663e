"""Which schema a database has, and which one this code needs, told without the tool that migrates.

`ensure_newest` migrates in a process of its own, and only when there is something to do: what migrates takes 15 MB and
a third of a second, which every process that starts would pay for nothing on almost every day.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from sqlalchemy import column, inspect, select, table

from db.database import Database

FOLDER: Final = Path(__file__).resolve().parent / "migrations"
_ROOT: Final = FOLDER.parent.parent
_REVISION: Final = re.compile(r'^revision(?:: str)? = "(\w+)"$', re.MULTILINE)
_BEFORE: Final = re.compile(r'^down_revision(?:: [^=]+)? = "(\w+)"$', re.MULTILINE)
_VERSION: Final = table("alembic_version", column("version_num"))


def current_revision(database: Database) -> str | None:
    """Return the revision that the database has, or None when it is empty."""
    with database.read() as tx:
        if not inspect(tx).has_table(_VERSION.name):
            return None
        return tx.scalar(select(_VERSION.c.version_num))


def newest_revision() -> str:
    """Return the revision that this code needs: the one before which no other stands."""
    texts = [path.read_text(encoding="utf-8") for path in (FOLDER / "versions").glob("*.py")]
    made = {found[1] for text in texts if (found := _REVISION.search(text))}
    (newest,) = made - {found[1] for text in texts if (found := _BEFORE.search(text))}
    return newest


def ensure_newest(database: Database) -> None:
    """Bring the schema up to date, in a child process, unless it is; raises when that fails."""
    if current_revision(database) == newest_revision():
        return
    url = database.engine.url.render_as_string(hide_password=False)  # by the environment: a command line is public
    environ = {**os.environ, "DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "db.upgrade"], cwd=_ROOT, env=environ, check=True)  # ours
