"""What was known when an application arrived: the answers as first sent, before anybody worked on the case."""

from collections.abc import Mapping

from sqlalchemy import select

from db.database import Tx
from intake import tables
from kernel.json_types import Json

_sent, _application = tables.submission, tables.application


def first_answers(tx: Tx, procedure: str) -> Mapping[str, Mapping[str, Json]]:
    """Return by case the first answers of every application to `procedure`; what was erased is not there."""
    query = (
        select(_sent.c.case_id, _sent.c.answers)
        .join(_application, _application.c.case_id == _sent.c.case_id)
        .where(_application.c.procedure == procedure)
        .order_by(_sent.c.submitted_at, _sent.c.id)
    )
    found: dict[str, Mapping[str, Json]] = {}
    for row in tx.execute(query):
        if isinstance(row.answers, dict):
            found.setdefault(row.case_id, row.answers)
    return found
