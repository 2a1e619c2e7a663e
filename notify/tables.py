"""The table of this package."""

from typing import Final

from sqlalchemy import Column, Index, String, Table, Text

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
