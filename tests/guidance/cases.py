"""Cases as they lie in the database when somebody looks back at them, without the way there."""

from datetime import datetime, timedelta

from sqlalchemy import insert

from db.database import Tx
from engine.shell.tables import case_file


def decided(
    tx: Tx, number: int, *, procedure: str, at: datetime, took: timedelta, result: str | None = "approved"
) -> None:
    """Put a case down that was decided (or withdrawn) `at`, and had taken `took`."""
    tx.execute(
        insert(case_file).values(
            id=f"{number:032}", procedure=procedure, department="kankyo", program="p", channel="online",
            authorised=True, status="closed" if result else "decided", result=result, automatic=False,
            opened_at=at - took, decided_at=None if result == "withdrawn" else at, closed_at=at if result else None,
            version=1, state="{}",
        )
    )  # fmt: skip
