"""What an officer has seen of a case: so that the next look can say what is new since the last one."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from db.database import Tx
from engine.shell import tables

_look = tables.case_look
_ONE: Final = (_look.c.case_id == bindparam("of_case"), _look.c.officer == bindparam("of_officer"))
_READ: Final = select(_look.c.version, _look.c.before).where(*_ONE)
_UPDATE: Final = (
    update(_look)
    .where(*_ONE)
    .values(version=bindparam("new_version"), before=bindparam("new_before"), looked_at=bindparam("new_at"))
)


def seen_before(tx: Tx, case_id: str, officer: str, version: int) -> int | None:
    """Return up to which entry the officer had seen the case before what is new now; None: never looked.

    Looking twice at the same is one look: what was new stays new until the case goes on.
    """
    row = tx.execute(_READ, {"of_case": case_id, "of_officer": officer}).one_or_none()
    if row is None:
        return None
    return int(row.before if row.version >= version else row.version)


def has_looked(tx: Tx, case_id: str, officer: str, version: int) -> bool:
    """Say whether the officer has seen the case as it is."""
    row = tx.execute(_READ, {"of_case": case_id, "of_officer": officer}).one_or_none()
    return row is not None and row.version >= version


def note_look(tx: Tx, case_id: str, officer: str, version: int, now: datetime) -> None:
    """Note that the officer has seen the case up to entry `version`."""
    row = tx.execute(_READ, {"of_case": case_id, "of_officer": officer}).one_or_none()
    if row is None:
        values = {"case_id": case_id, "officer": officer, "version": version, "before": version, "looked_at": now}
        tx.execute(insert(_look).values(values))
    elif row.version < version:
        changed = {"new_version": version, "new_before": row.version, "new_at": now}
        tx.execute(_UPDATE, {"of_case": case_id, "of_officer": officer, **changed})
