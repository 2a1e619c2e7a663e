"""The tables of this package. No row leaves it."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table

from db.schema import metadata
from db.types import JsonText, UtcDateTime

procedure: Final = Table(
    "procedure",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("department", String(64), ForeignKey("department.key"), nullable=False, index=True),
    Column("title", JsonText, nullable=False),
    Column("current_version", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Column("retired_at", UtcDateTime),
)

definition: Final = Table(
    "definition",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("format", String(32), nullable=False),
    Column("document", JsonText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
"""Frozen documents by digest. Rows are only ever added."""

draft: Final = Table(
    "draft",
    metadata,
    Column("procedure", String(64), ForeignKey("procedure.key"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("document", JsonText, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("updated_by", String(32), nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('flow', 'form', 'table', 'page')", name="kind"),
)

question_block: Final = Table(
    "question_block",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("department", String(64), ForeignKey("department.key"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("fields", JsonText, nullable=False),
    Column("made_by", String(32), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Index("ix_question_block_department_title", "department", "title"),
)
"""Questions that a department asks together in form after form. No answers."""

proposal: Final = Table(
    "publication_proposal",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("procedure", String(64), ForeignKey("procedure.key"), nullable=False),
    Column("slot", String(64), nullable=False),
    Column("bundle_digest", String(64), ForeignKey("definition.digest"), nullable=False),
    Column("note", JsonText),
    Column("proposed_by", String(32), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("authors", JsonText, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_by", String(32)),
    Column("decided_at", UtcDateTime),
    Column("restores", BigInteger),
    Column("publish_at", UtcDateTime),
    Column("base", BigInteger),
    Column("failure", JsonText),
    Column("called_off_by", String(32)),
    Column("tell_at", UtcDateTime),
    CheckConstraint("state IN ('open', 'scheduled', 'published', 'declined', 'failed')", name="state"),
    CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by OR state <> 'published'", name="second_person"),
    Index("ix_publication_proposal_procedure_state", "procedure", "state"),
    Index("ix_publication_proposal_state_publish_at", "state", "publish_at"),
    Index("ix_publication_proposal_tell_at", "tell_at"),
)
"""`publish_at` is set while a publication is scheduled, `base` is the version that was in force then; `tell_at`: from
when on both people are to be told what became of it (NULL: there is nothing to tell)."""

version: Final = Table(
    "procedure_version",
    metadata,
    Column("procedure", String(64), ForeignKey("procedure.key"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("bundle_digest", String(64), ForeignKey("definition.digest"), nullable=False, index=True),
    Column("flow_digest", String(64), ForeignKey("definition.digest"), nullable=False),
    Column("slot", String(64), nullable=False),
    Column("changes", JsonText, nullable=False),
    Column("proposed_by", String(32), nullable=False),
    Column("published_by", String(32), nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("note", JsonText),
    Column("restores", BigInteger),
    CheckConstraint("proposed_by <> published_by", name="second_person"),
)

reception: Final = Table(
    "reception",
    metadata,
    Column("procedure", String(64), ForeignKey("procedure.key"), primary_key=True),
    Column("opens_at", UtcDateTime),
    Column("closes_at", UtcDateTime),
    Column("grace_hours", BigInteger, nullable=False),
    Column("most_cases", BigInteger),
    Column("most_amount", BigInteger),
    Column("amount_field", String(64)),
    Column("set_by", String(32), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at", name="period"),
    CheckConstraint("(most_amount IS NULL) = (amount_field IS NULL)", name="budget"),
    CheckConstraint("opens_at IS NOT NULL OR (most_cases IS NULL AND most_amount IS NULL)", name="counted_from"),
)
"""From when until when a procedure takes applications and how many (受付期間・上限). No row: always, any number."""

notice: Final = Table(
    "public_notice",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("scope", String(64), nullable=False),
    Column("text", JsonText, nullable=False),
    Column("shown_from", UtcDateTime, nullable=False),
    Column("shown_until", UtcDateTime, nullable=False),
    Column("stops", Boolean, nullable=False),
    Column("made_by", String(32), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    CheckConstraint("shown_until > shown_from", name="period"),
    Index("ix_public_notice_scope_shown_until", "scope", "shown_until"),
)
"""What residents are told beforehand (お知らせ), of one procedure or (scope `*`) of all; `stops`: nothing is received
meanwhile (メンテナンス)."""
