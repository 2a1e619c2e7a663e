"""The tables of this package. No row leaves it."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, String, Table

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
