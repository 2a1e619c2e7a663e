"""The case's record (記録): the latest value of every field, whoever wrote it. The engine's port `Facts`.

One row per case, so that a step costs one read and at most one write however many forms the case has seen.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from db.database import Tx
from db.prepared import Prepared, Question
from intake import tables
from kernel.json_types import Json

RECORD: Final = Question(
    select(tables.case_values.c.record).where(tables.case_values.c.case_id == bindparam("case_id"))
)
_INSERT: Final = Prepared(insert(tables.case_values), tables.case_values.columns.keys())
_UPDATE: Final = Prepared(
    update(tables.case_values)
    .where(tables.case_values.c.case_id == bindparam("id"))
    .values(record=bindparam("new_record"), revision=tables.case_values.c.revision + 1)
)


class CaseRecord:
    """Reads and writes the records of cases, inside the caller's transaction."""

    def values(self, tx: Tx, case_id: str) -> Mapping[str, Json]:
        """Return the record of a case; empty when nothing was written."""
        found = RECORD.one(tx, {"case_id": case_id})
        return found.record if found is not None and isinstance(found.record, dict) else {}

    def values_of(self, tx: Tx, case_ids: Sequence[str]) -> Mapping[str, Mapping[str, Json]]:
        """Return the records of many cases in one query; cases without one are left out."""
        table = tables.case_values
        rows = tx.execute(select(table.c.case_id, table.c.record).where(table.c.case_id.in_(case_ids)))
        return {row.case_id: row.record for row in rows if isinstance(row.record, dict)}

    def create(self, tx: Tx, case_id: str, values: Mapping[str, Json]) -> None:
        """Write the first values of a new case."""
        _INSERT.run(tx, {"case_id": case_id, "record": dict(values), "revision": 1})

    def record(self, tx: Tx, case_id: str, values: Mapping[str, Json]) -> None:
        """Lay `values` over the record; a value of None takes the field out."""
        merged = {key: value for key, value in {**self.values(tx, case_id), **values}.items() if value is not None}
        if _UPDATE.run(tx, {"id": case_id, "new_record": merged}) == 0:
            self.create(tx, case_id, merged)
