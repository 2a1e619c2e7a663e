"""Which cases of a procedure have arrived since an instant: how many places are taken."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from db.database import Tx
from engine.shell import tables

_case = tables.case_file


def count_arrived(tx: Tx, procedure: str, since: datetime, *, without: Collection[str] = ()) -> int:
    """Return how many cases arrived since `since`, those that ended with a result in `without` left out."""
    return tx.scalar(select(func.count()).where(*_arrived(procedure, since, without))) or 0


def ids_arrived(tx: Tx, procedure: str, since: datetime, *, without: Collection[str] = ()) -> list[str]:
    """Return their ids."""
    return list(tx.scalars(select(_case.c.id).where(*_arrived(procedure, since, without))))


def _arrived(procedure: str, since: datetime, without: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        _case.c.procedure == procedure,
        _case.c.status.in_(("open", "decided", "closed")),  # all there are: so that the index serves
        _case.c.opened_at >= since,
        or_(_case.c.result.is_(None), _case.c.result.not_in(without)),
    )
