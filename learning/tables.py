"""The tables of this package. No row leaves it."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from db.schema import metadata
from db.types import JsonText, UtcDateTime

trial: Final = Table(
    "rule_trial",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("procedure", String(64), ForeignKey("procedure.key"), nullable=False),
    Column("table_digest", String(64), nullable=False),
    Column("document", JsonText, nullable=False),
    Column("target", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("started_by", String(32), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("adopted_at", UtcDateTime),
    Column("ended_by", String(32)),
    Column("ended_at", UtcDateTime),
    Column("reason", Text),
    Column("tell_at", UtcDateTime),
    Column("resumed_by", String(32)),
    Column("resumed_at", UtcDateTime),
    Column("resumed_why", Text),
    CheckConstraint("state IN ('shadow', 'live', 'stopped', 'ended')", name="state"),
    Index("ix_rule_trial_procedure_state", "procedure", "state"),
)
"""A table on trial: in shadow, adopted (watched while it decides), stopped by the watch, or ended by a person.
`target` counts millionths. `tell_at`: when people are to be told that it was stopped; empty once they are. After a stop
somebody may let automatic decisions go on, and says why."""

shadow_verdict: Final = Table(
    "shadow_verdict",
    metadata,
    Column("trial", String(32), ForeignKey("rule_trial.id"), primary_key=True),
    Column("case_id", String(32), primary_key=True),
    Column("approves", Boolean, nullable=False),
    Column("rules", JsonText, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
)
"""What a table on trial said about a case on its arrival, before any person did. Keys of rules, no answers."""
