"""The tables of this package. No row leaves it."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Index, String, Table, Text

from db.schema import metadata
from db.types import JsonText, UtcDateTime

navigator: Final = Table(
    "navigator",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("document", JsonText, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("updated_by", String(32), nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)
"""Navigators of the city (手続きナビ): a few each, so that there are no pages."""

satisfaction: Final = Table(
    "satisfaction",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("procedure", String(64), nullable=False),
    Column("moment", String(8), nullable=False),
    Column("score", BigInteger, nullable=False),
    Column("comment", Text),
    Column("answered_on", Date, nullable=False),
    CheckConstraint("moment IN ('receipt', 'decision')", name="moment"),
    CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    Index("ix_satisfaction_procedure_answered_on", "procedure", "answered_on"),
)
"""What residents thought (満足度). Nothing leads from an answer to a case or a person: no number, and a day only."""
