"""Erasing the letters of a case."""

from sqlalchemy import delete

from db.database import Tx
from notify import tables


def erase_messages(tx: Tx, case_id: str) -> None:
    """Erase every letter of a case as it went out."""
    tx.execute(delete(tables.message).where(tables.message.c.case_id == case_id))
