"""The tables of this package."""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from db.schema import metadata
from db.types import UtcDateTime

message: Final = Table(
    "message",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("recipient", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("mailed_at", UtcDateTime),
    Index("ix_message_case_id_created_at", "case_id", "created_at"),
)
"""A letter as it went out. `id` is the delivery's id: the same delivery twice is one message."""

digest: Final = Table(
    "digest",
    metadata,
    Column("officer_id", String(32), ForeignKey("officer.id"), primary_key=True),
    Column("hour", BigInteger, nullable=False),
    Column("sent_on", String(10)),
)
"""Who wants the daily mail, from which hour in Japan on, and for which day it was last sent (ISO)."""
