"""The tables of this package. No row leaves it: `accounts.directory` and `accounts.sign_in` return values."""

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table

from db.schema import metadata
from db.types import JsonText, UtcDateTime

department: Final = Table(
    "department",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("title", JsonText, nullable=False),
    Column("parent", String(64), ForeignKey("department.key")),
    Column("contact", JsonText),
)

officer: Final = Table(
    "officer",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("kana", String(120), nullable=False, server_default=""),
    Column("email", String(254), nullable=False, server_default=""),
    Column("password_hash", String(200)),
    Column("active", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

membership: Final = Table(
    "membership",
    metadata,
    Column("officer_id", String(32), ForeignKey("officer.id"), primary_key=True),
    Column("department", String(64), ForeignKey("department.key"), primary_key=True),
    Column("role", String(64), primary_key=True),
    Index("ix_membership_department_role", "department", "role"),
)

grant: Final = Table(
    "capability_grant",
    metadata,
    Column("officer_id", String(32), ForeignKey("officer.id"), primary_key=True),
    Column("capability", String(32), primary_key=True),
    Column("department", String(64), primary_key=True),
)

substitution: Final = Table(
    "substitution",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("officer_id", String(32), ForeignKey("officer.id"), nullable=False, index=True),
    Column("substitute_id", String(32), ForeignKey("officer.id"), nullable=False, index=True),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("named_by", String(32), ForeignKey("officer.id"), nullable=False),
    Column("named_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    CheckConstraint("officer_id <> substitute_id", name="somebody_else"),
    CheckConstraint("first_day <= last_day", name="days"),
)
"""Who stands in for whom (代理), from the first day to the last; days are ISO dates in Japan."""

absence: Final = Table(
    "absence",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("officer_id", String(32), ForeignKey("officer.id"), nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("part", String(10), nullable=False),
    Column("noted_by", String(32), ForeignKey("officer.id"), nullable=False),
    Column("noted_at", UtcDateTime, nullable=False),
    Column("dropped_at", UtcDateTime),
    CheckConstraint("first_day <= last_day", name="days"),
    CheckConstraint("part IN ('day', 'morning', 'afternoon')", name="part"),
    CheckConstraint("part = 'day' OR first_day = last_day", name="half"),
    Index("ix_absence_officer_id_last_day", "officer_id", "last_day"),
)
"""Who is away (不在), from the first day to the last; days are ISO dates in Japan. The reason is not kept."""

staff_session: Final = Table(
    "staff_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("officer_id", String(32), ForeignKey("officer.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)
