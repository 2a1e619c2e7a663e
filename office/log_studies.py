"""Event logs that were looked at: figures, variants and the as-is flow found in them. The log itself is never kept.

A study holds counts and names of activities and departments, no name of a person and no case number. The newest
`MOST_STUDIES` of a procedure stay. Taking one over makes its flow a draft of the procedure, to be completed by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Row, delete, insert, select

from accounts.officer import Officer
from catalog.drafts import drafts_of, save_draft
from catalog.procedures import Procedure, procedure
from db.database import Tx
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.json_types import JsonObject
from kernel.unpacking import ByteFile
from office import tables
from office.city import AS_IS
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.mining.as_is import Discovered, as_is_of
from workflow.mining.csv_log import Columns, read_csv
from workflow.mining.log import EventLog
from workflow.mining.report import report_of
from workflow.mining.xes import read_xes

MOST_STUDIES: Final = 10
MOST_BYTES: Final = 150_000_000
MOST_EVENTS: Final = 200_000
"""On the web; the command line reads larger logs."""
FROM_LOG: Final = "as-is-log"
"""The slot for a flow from a log where the procedure has been described already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogStudy:
    """What was found in a log."""

    id: str
    procedure: str
    name: str
    report: JsonObject
    flow: Flow
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyLine:
    """A study in a list."""

    id: str
    name: str
    made_by: str
    made_at: datetime


def study_of(file: ByteFile, name: str, of: Procedure, columns: Columns, time_format: str | None) -> Discovered:
    """Read the log in `file` and find its as-is flow; thinks for seconds and touches no database.

    Raises `UnusableDocument` with a sentence that says what to fix.
    """
    log = _reader(name, columns, time_format)(file)
    return as_is_of(log, key=of.key, title=of.title, owner=of.department)


def keep_study(
    tx: Tx, officer: Officer, procedure_key: str, name: str, found: Discovered, *, now: datetime
) -> str:  # fmt: skip
    """Keep what was found, and let go of studies beyond the newest."""
    officer.require("design", procedure(tx, procedure_key).department)
    table, study_id = tables.log_study, new_id(now)
    tx.execute(
        insert(table).values(
            id=study_id,
            procedure=procedure_key,
            name=name[:200],
            report=report_of(found),
            document=found.document,
            made_by=officer.id,
            made_at=now,
        )
    )
    old = [line.id for line in studies_of(tx, procedure_key)][MOST_STUDIES:]
    if old:
        tx.execute(delete(table).where(table.c.id.in_(old)))
    return study_id


def studies_of(tx: Tx, procedure_key: str) -> tuple[StudyLine, ...]:
    """Return the studies of a procedure, newest first."""
    table = tables.log_study
    query = select(table.c.id, table.c.name, table.c.made_by, table.c.made_at).where(table.c.procedure == procedure_key)
    rows = tx.execute(query.order_by(table.c.made_at.desc(), table.c.id.desc()))
    return tuple(StudyLine(id=row.id, name=row.name, made_by=row.made_by, made_at=row.made_at) for row in rows)


def study(tx: Tx, officer: Officer, procedure_key: str, study_id: str) -> LogStudy:
    """Return a study of a procedure that `officer` sees, or raise `NotFound`."""
    table = tables.log_study
    row = tx.execute(select(table).where(table.c.id == study_id, table.c.procedure == procedure_key)).one_or_none()
    if row is None or not officer.sees(procedure(tx, procedure_key).department):
        raise NotFound
    return _read(row)


def take_over(tx: Tx, officer: Officer, found: LogStudy, *, now: datetime) -> str:
    """Make the flow of a study a draft, and return its slot: the as-is where there is none yet, else beside it."""
    flows = {each.key: each for each in drafts_of(tx, found.procedure) if each.kind == "flow"}
    slot = AS_IS if AS_IS not in flows else FROM_LOG
    known = flows.get(slot)
    revision = None if known is None else known.revision
    save_draft(tx, officer, found.procedure, "flow", slot, found.flow.document, revision=revision, now=now)
    return slot


def _reader(name: str, columns: Columns, time_format: str | None) -> Callable[[ByteFile], EventLog]:
    if name.lower().removesuffix(".gz").endswith((".csv", ".tsv", ".txt")):
        return lambda file: read_csv(
            file, columns, time_format=time_format, max_bytes=MOST_BYTES, max_events=MOST_EVENTS
        )
    return lambda file: read_xes(file, max_bytes=MOST_BYTES, max_events=MOST_EVENTS)


def _read(row: Row[Any]) -> LogStudy:
    return LogStudy(
        id=row.id,
        procedure=row.procedure,
        name=row.name,
        report=cast(JsonObject, row.report),
        flow=require_flow(row.document),
        made_by=row.made_by,
        made_at=row.made_at,
    )
