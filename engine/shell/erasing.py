"""Erasing the words of a case beside its history: reasons, notes, what rules saw. The history stays as it is."""

from typing import Final

from sqlalchemy import delete, select, update

from db.database import Tx
from engine.shell import tables
from kernel.json_types import Json

ERASED: Final = "［消去］"
"""Stands where a reason has to stand: a refusal has one for ever (`refusal_has_a_reason`)."""
_item, _aside, _run, _row = tables.work_item, tables.aside, tables.bulk_run, tables.bulk_row


def erase_words_of_case(tx: Tx, case_id: str) -> None:
    """Erase what people wrote while they worked on a case, and the values that rules saw."""
    tx.execute(update(_item).where(_item.c.case_id == case_id, _item.c.reason.is_not(None)).values(reason=ERASED))
    tx.execute(update(_aside).where(_aside.c.case_id == case_id).values(note=None, answer=None))
    tx.execute(delete(tables.decision_trace).where(tables.decision_trace.c.case_id == case_id))
    tx.execute(delete(tables.job).where(tables.job.c.case_id == case_id, tables.job.c.kind != "timer"))
    _erase_bulk_words(tx, case_id)


def _erase_bulk_words(tx: Tx, case_id: str) -> None:
    """Erase the remark of every bulk run that touched the case: it may be about this one."""
    refused: Json = {"ja": ERASED, "en": ERASED}
    tx.execute(update(_row).where(_row.c.case_id == case_id, _row.c.refusal.is_not(None)).values(refusal=refused))
    runs = select(_run.c.id, _run.c.action).where(_run.c.id.in_(select(_row.c.run).where(_row.c.case_id == case_id)))
    for run in tx.execute(runs).all():
        tx.execute(update(_run).where(_run.c.id == run.id).values(action={**run.action, "reason": ""}))
