"""The tables of this package: how long cases are kept, decisions to part with them, and the register of what went."""

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from db.schema import metadata
from db.types import UtcDateTime

retention: Final = Table(
    "retention",
    metadata,
    Column("procedure", String(64), ForeignKey("procedure.key"), primary_key=True),
    Column("years", BigInteger, nullable=False),
    Column("basis", Text, nullable=False),
    Column("set_by", String(32), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    CheckConstraint("years BETWEEN 1 AND 30", name="years"),
)
"""How many years the cases of a procedure are kept (保存期間), and by which rule. Without a row: for good."""

disposal: Final = Table(
    "disposal",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("procedure", String(64), ForeignKey("procedure.key"), nullable=False, index=True),
    Column("years", BigInteger, nullable=False),
    Column("basis", Text, nullable=False),
    Column("proposed_by", String(32), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("decided_by", String(32)),
    Column("decided_at", UtcDateTime),
    CheckConstraint("state IN ('open', 'agreed', 'declined', 'done')", name="state"),
    CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by", name="two_people"),
)
"""A decision of two people to part with cases (廃棄), by the rule as it stood when it was proposed."""

disposal_case: Final = Table(
    "disposal_case",
    metadata,
    Column("disposal", String(32), ForeignKey("disposal.id"), primary_key=True),
    Column("case_id", String(32), primary_key=True),
    Column("number", String(20), nullable=False),
    Column("closed_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
    Index("ix_disposal_case_case_id", "case_id"),
    sqlite_with_rowid=False,
)
"""The register: which case, by its receipt number, and when it was erased. Nothing about its applicant."""
