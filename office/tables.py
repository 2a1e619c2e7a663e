"""The tables of this package. No row leaves it."""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from db.schema import metadata
from db.types import JsonText, UtcDateTime

assessment: Final = Table(
    "assessment",
    metadata,
    Column("flow_digest", String(64), primary_key=True),
    Column("edition", String(16), primary_key=True),
    Column("result", JsonText, nullable=False),
    Column("assessed_at", UtcDateTime, nullable=False),
)
"""What the analysis said of a flow: computed once per document and edition of the catalogue of detectors."""

choice: Final = Table(
    "redesign_choice",
    metadata,
    Column("procedure", String(64), ForeignKey("procedure.key"), primary_key=True),
    Column("code", String(8), primary_key=True),
    Column("node", String(64), primary_key=True),
    Column("verdict", String(16), nullable=False),
    Column("reason", Text),
    Column("officer", String(32), nullable=False),
    Column("chosen_at", UtcDateTime, nullable=False),
)
"""What people said of a proposal: accepted (採用), or dismissed (見送り) with a reason."""

log_study: Final = Table(
    "log_study",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("procedure", String(64), ForeignKey("procedure.key"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("report", JsonText, nullable=False),
    Column("document", JsonText, nullable=False),
    Column("made_by", String(32), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Index("ix_log_study_procedure_made_at", "procedure", "made_at"),
)
"""What was found in an event log: counts and a flow. The log is not kept."""

shared_procedure: Final = Table(
    "shared_procedure",
    metadata,
    Column("procedure", String(64), ForeignKey("procedure.key"), primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("effect", JsonText, nullable=False),
    Column("shared_by", String(32), nullable=False),
    Column("shared_at", UtcDateTime, nullable=False),
)
"""Procedures that other departments may begin with: the version that is shared, and its effect on that day."""
