"""Whether a failure passes by itself: what we keep things in is away, full, read-only, or out of handles."""

import errno
import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE})
READ_ONLY: Final = "25006"
"""PostgreSQL's state for a write where only reading is allowed: its disk is read-only, or another server leads."""


def may_pass(error: Exception) -> bool:
    """Say whether waiting helps: nothing is wrong with what was asked."""
    match error:
        case OperationalError() | NoConnectionLeft():
            return True
        case DBAPIError():
            return getattr(error.orig, "sqlstate", None) == READ_ONLY
        case OSError():
            return error.errno in NO_ROOM
        case _:
            return False


def cannot_write(error: BaseException) -> bool:
    """Say whether a connection of SQLite is of no use: one opened on a read-only disk stays so when that is over."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF == sqlite3.SQLITE_READONLY
