"""The tables of the engine. No row leaves this package.

The history is the truth; the case's row is its sum, kept so that a step costs what the step costs. Work items and
jobs are rows for those who look for work: people and workers. Answers and names are in none of them; a reason
(`work_item.reason`) and what a table saw (`decision_trace`) can be erased without touching the history.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from db.schema import metadata
from db.types import JsonText, UtcDateTime

_TIMERS: Final = text("kind = 'timer' AND failed_at IS NULL")
_TOLD: Final = text("kind != 'timer' AND failed_at IS NULL")
_OPEN: Final = text("closed_at IS NULL")
_DONE: Final = text("closed_at IS NOT NULL")
_NAMED: Final = text("closed_at IS NULL AND assignee IS NOT NULL")
_TAKEN: Final = text("closed_at IS NULL AND claimed_by IS NOT NULL")

case_file: Final = Table(
    "case_file",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("procedure", String(64), nullable=False),
    Column("department", String(64), nullable=False),
    Column("program", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("authorised", Boolean, nullable=False),
    Column("status", String(8), nullable=False),
    Column("result", String(64)),
    Column("automatic", Boolean, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("standard_due", String(10)),
    Column("version", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("head", LargeBinary(32)),
    CheckConstraint("status IN ('open', 'decided', 'closed')", name="status"),
    CheckConstraint("(status = 'closed') = (result IS NOT NULL)", name="result"),
    Index("ix_case_file_procedure_status_opened_at", "procedure", "status", "opened_at"),
    sqlite_with_rowid=False,
)
"""A case (案件). `program` is the digest of the version that it runs on, `version` the number of its last entry."""

history: Final = Table(
    "case_history",
    metadata,
    Column("case_id", String(32), ForeignKey("case_file.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_kind", String(8), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("capacity", String(200), nullable=False),
    Column("command_id", String(80), nullable=False),
    Column("events", Text, nullable=False),
    Column("link", LargeBinary(16)),
    Index("uq_case_history_case_id_command_id", "case_id", "command_id", unique=True),
    sqlite_with_rowid=False,
)
"""What happened, an entry per command. The unique command makes the same command twice the same as once.

`link` binds an entry to all before it (`engine.shell.chain`); it is empty in cases from before there were links.
"""

work_item: Final = Table(
    "work_item",
    metadata,
    Column("case_id", String(32), ForeignKey("case_file.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("procedure", String(64), nullable=False),
    Column("node", String(64), nullable=False),
    Column("queue", String(130), nullable=False),
    Column("assignee", String(64)),
    Column("excluded", Text, nullable=False),
    Column("claimed_by", String(64)),
    Column("claimed_at", UtcDateTime),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("correction", Boolean, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closed_by", String(64)),
    Column("outcome", String(64)),
    Column("refuses", Boolean, nullable=False),
    Column("reason", Text),
    CheckConstraint("NOT refuses OR (reason IS NOT NULL AND length(trim(reason)) > 0)", name="refusal_has_a_reason"),
    Index(
        "ix_work_item_open",
        "queue",
        "due_at",
        "case_id",
        "number",
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
    Index("ix_work_item_due", "due_at", "case_id", "number", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("ix_work_item_assignee", "assignee", sqlite_where=_NAMED, postgresql_where=_NAMED),
    Index("ix_work_item_claimed_by", "claimed_by", sqlite_where=_TAKEN, postgresql_where=_TAKEN),
    Index("ix_work_item_done", "queue", "closed_at", sqlite_where=_DONE, postgresql_where=_DONE),
    sqlite_with_rowid=False,
)
"""Work for people. `due_at` of what has no deadline is `DISTANT`; `excluded` reads `|officer|officer|`."""

job: Final = Table(
    "engine_job",
    metadata,
    Column("case_id", String(32), ForeignKey("case_file.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("node", String(64)),
    Column("item", BigInteger),
    Column("due_at", UtcDateTime, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Column("attempts", BigInteger, nullable=False),
    Column("error", String(200)),
    Column("failed_at", UtcDateTime),
    Index("ix_engine_job_timer", "due_at", sqlite_where=_TIMERS, postgresql_where=_TIMERS),
    Index("ix_engine_job_told", "due_at", sqlite_where=_TOLD, postgresql_where=_TOLD),
    sqlite_with_rowid=False,
)
"""Work for workers: timers that are to fire and deliveries (the outbox). A row is gone when its work is done.

`due_at` is the time of the case, `lease_until` that of the database (microseconds since 1970).
"""

aside: Final = Table(
    "aside",
    metadata,
    Column("case_id", String(32), ForeignKey("case_file.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("officer", String(64), nullable=False),
    Column("queue", String(130), nullable=False),
    Column("node", String(64), nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime),
    Column("note", Text),
    Column("closed_at", UtcDateTime),
    Column("closed_by", String(64)),
    Column("answer", Text),
    Index("ix_aside_officer", "officer", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("ix_aside_queue", "queue", sqlite_where=_OPEN, postgresql_where=_OPEN),
    sqlite_with_rowid=False,
)
"""What is asked of people beside the flow (後閲, 供覧, 意見照会, 連絡). `note` and `answer` can be erased."""

case_look: Final = Table(
    "case_look",
    metadata,
    Column("case_id", String(32), ForeignKey("case_file.id"), primary_key=True),
    Column("officer", String(64), primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("before", BigInteger, nullable=False),
    Column("looked_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
"""How much of a case an officer has seen: up to the entry `version`, and when that was new, up to `before`."""

inbox_view: Final = Table(
    "inbox_view",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("officer", String(64), nullable=False),
    Column("department", String(64), nullable=False),
    Column("name", String(80), nullable=False),
    Column("query", JsonText, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Index("ix_inbox_view_officer", "officer"),
    Index("ix_inbox_view_department", "department"),
)
"""A view of the inbox that an officer has kept, with a `department` for everybody there. `query` names no applicant."""

bulk_run: Final = Table(
    "bulk_run",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("officer", String(64), nullable=False),
    Column("action", JsonText, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
)
"""Something that an officer does to many cases at once (一括処理)."""

bulk_row: Final = Table(
    "bulk_row",
    metadata,
    Column("run", String(32), ForeignKey("bulk_run.id"), primary_key=True),
    Column("place", BigInteger, primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("item", BigInteger, nullable=False),
    Column("done_at", UtcDateTime),
    Column("refusal", JsonText),
    sqlite_with_rowid=False,
)
"""A case of a bulk run: not yet done, done, or refused with a sentence."""

decision_trace: Final = Table(
    "decision_trace",
    metadata,
    Column("case_id", String(32), ForeignKey("case_file.id"), primary_key=True),
    Column("entry", BigInteger, primary_key=True),
    Column("place", BigInteger, primary_key=True),
    Column("node", String(64), nullable=False),
    Column("table_digest", String(64), nullable=False),
    Column("rules", JsonText, nullable=False),
    Column("inputs", JsonText, nullable=False),
    Column("outputs", JsonText, nullable=False),
    Column("missing", JsonText, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("referral", String(16)),
    sqlite_with_rowid=False,
)
"""What tables saw and said. Erasable: the history keeps the rules' names and a seal over the values."""

service_circuit: Final = Table(
    "service_circuit",
    metadata,
    Column("partner", String(300), primary_key=True),
    Column("failures", BigInteger, nullable=False),
    Column("closed_until", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
"""Partners whose calls failed lately; the row is gone once one succeeds."""

case_child: Final = Table(
    "case_child",
    metadata,
    Column("case_id", String(32), ForeignKey("case_file.id"), primary_key=True),
    Column("parent_id", String(32), ForeignKey("case_file.id"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("root_id", String(32), ForeignKey("case_file.id"), nullable=False),
    Index("uq_case_child_parent_id_number", "parent_id", "number", unique=True),
    Index("ix_case_child_root_id", "root_id"),
    sqlite_with_rowid=False,
)
"""Cases that another one waits for (子案件): `number` is what the parent calls the child, `root_id` the case that an
applicant knows. The histories say the same; this is for whoever looks for many at once."""

awaited_message: Final = Table(
    "awaited_message",
    metadata,
    Column("case_id", String(32), ForeignKey("case_file.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("key", String(40), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Index("ix_awaited_message_key", "key"),
    sqlite_with_rowid=False,
)
"""Messages that cases await by a value of theirs: `key` is its keyed digest. What a case does not await has no row."""

_UNTAKEN: Final = text("taken_at IS NULL")
early_message: Final = Table(
    "early_message",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("key", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("said", JsonText),
    Column("came_at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime),
    Column("refusal", String(80)),
    Index("ix_early_message_key", "key", sqlite_where=_UNTAKEN, postgresql_where=_UNTAKEN),
    Index("ix_early_message_came_at", "came_at"),
)
"""Messages that name a value instead of a case. `said` is gone once a case has taken them, everything after a month."""

automation_switch: Final = Table(
    "automation_switch",
    metadata,
    Column("scope", String(64), primary_key=True),
    Column("officer", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("stopped_at", UtcDateTime, nullable=False),
)
"""Procedures whose automatic decisions are switched off; the scope `*` is all of them."""
