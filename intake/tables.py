"""The tables of this package. Answers and names are here only, so that they can be erased without touching history."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, String, Table, Text, text

from db.schema import metadata
from db.types import JsonText, UtcDateTime

application_draft: Final = Table(
    "application_draft",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("procedure", String(64), nullable=False),
    Column("bundle_digest", String(64), nullable=False),
    Column("answers", JsonText, nullable=False),
    Column("case_id", String(32)),
    Column("channel", String(16), nullable=False, server_default="online"),
    Column("officer", String(64), nullable=False, server_default=""),
    Column("started_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False, index=True),
)
"""An application being filled in. `id` is the hash of the token in the resident's address bar."""

application: Final = Table(
    "application",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("number", String(20), nullable=False, unique=True),
    Column("secret_hash", String(64), nullable=False),
    Column("procedure", String(64), nullable=False),
    Column("bundle_digest", String(64), nullable=False),
    Column("applicant_name", String(200), nullable=False, server_default=""),
    Column("email", String(254), nullable=False, server_default=""),
    Column("proxy_name", String(200), nullable=False, server_default=""),
    Column("language", String(16), nullable=False, server_default="ja"),
    Column("channel", String(16), nullable=False),
    Column("arrived_at", UtcDateTime, nullable=False),
)

submission: Final = Table(
    "submission",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False, index=True),
    Column("node", String(64), nullable=False),
    Column("form_digest", String(64), nullable=False),
    Column("answers", JsonText, nullable=False),
    Column("submitted_by", String(64), nullable=False),
    Column("submitted_at", UtcDateTime, nullable=False),
)
"""What was sent in, as it was sent in, each time: the first application, corrections, later reports."""

case_values: Final = Table(
    "case_values",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("record", JsonText, nullable=False),
    Column("revision", BigInteger, nullable=False),
)
"""The case's record: the latest value of every field, whoever wrote it. What conditions and rules read."""

case_words: Final = Table(
    "case_words",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("words", Text, nullable=False),
    Column("grams", Text, nullable=False),
    Index("ix_case_words_arrived_at", "arrived_at", "case_id"),
    Index("ix_case_words_grams", text("to_tsvector('simple', grams)"), postgresql_using="gin").ddl_if("postgresql"),
)
"""By which words a case is found (`intake.case_words`). Personal data: erased with the answers."""

case_message: Final = Table(
    "case_message",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("from_applicant", Boolean, nullable=False),
    Column("officer", String(64), nullable=False, server_default=""),
    Column("body", Text, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
)
"""What applicant and office wrote to one another; the history only knows that they did."""

amendment: Final = Table(
    "amendment",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("field", String(64), primary_key=True),
    Column("before", JsonText),
    Column("after", JsonText),
    Column("officer", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("amended_at", UtcDateTime, nullable=False),
)
"""Corrections of obvious errors by staff (職権補正): what the field held before and after, and why."""

proxy: Final = Table(
    "proxy",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("relation", String(16), nullable=False),
    Column("matter", Text, nullable=False, server_default=""),
    Column("phone", String(40), nullable=False, server_default=""),
    Column("email", String(254), nullable=False, server_default=""),
    Column("authority", String(8), nullable=False),
)
"""Who applies for somebody else (代理人). `owner` is the draft's id until the application arrives, then the case's."""

signer: Final = Table(
    "signer",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False, server_default=""),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("language", String(16), nullable=False, server_default="ja"),
    Column("asked_at", UtcDateTime),
    Column("expires_at", UtcDateTime),
    Column("mail_due", UtcDateTime, index=True),
    Column("answered_at", UtcDateTime),
    Column("agreed", Boolean),
    Column("seen_digest", String(64), nullable=False, server_default=""),
)
"""Somebody whose confirmation an application needs: the principal of a proxy (本人), or a co-signer (連名).

What was confirmed is named by the digest of the answers: it counts only while they are the same.
"""

awaited_attachment: Final = Table(
    "awaited_attachment",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("field", String(64), primary_key=True),
    Column("how", String(8), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("arrived_at", UtcDateTime),
    Column("taken_by", String(64), nullable=False, server_default=""),
)
"""An attachment that was promised (あとで出す, 紙で出す). `taken_by` is the officer who received it on paper."""

upload: Final = Table(
    "upload",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("field", String(200), nullable=False),
    Column("name", String(255), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("started_at", UtcDateTime, nullable=False, index=True),
)
"""A file that is coming in pieces; its bytes lie beside the others until it is whole."""

attachment: Final = Table(
    "attachment",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("field", String(200), nullable=False),
    Column("name", String(255), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    Column("scan", String(16), nullable=False, server_default="none"),
    Column("scan_due", UtcDateTime, index=True),
)
"""An uploaded file; `owner` is the draft's id until the application arrives, then the case's.

`scan` is what the virus scanner said; while it has said nothing, `scan_due` is when it is asked again."""

quota_amount: Final = Table(
    "quota_amount",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("amount", BigInteger, nullable=False),
)
"""What a case counts for against a budget (予算枠), as it stood when it was first counted."""

case_export: Final = Table(
    "case_export",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("officer", String(64), nullable=False, index=True),
    Column("source", String(16), nullable=False),
    Column("procedure", String(64), nullable=False, server_default=""),
    Column("narrowed", JsonText, nullable=False),
    Column("answers", Boolean, nullable=False),
    Column("form", String(8), nullable=False),
    Column("language", String(16), nullable=False),
    Column("cases", JsonText, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("cut", Boolean, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("taken_until", UtcDateTime),
    Column("finished_at", UtcDateTime, index=True),
    Column("removed_at", UtcDateTime),
)
"""A list of cases that somebody took along (一覧の書き出し). The file goes after a day, the row stays.

`cases` are the ids (and work items) as they stood when it was asked for, emptied at the end; no word that was searched
for and no name is kept. `cut` says that there were more.
"""

reused_answer: Final = Table(
    "reused_answer",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("field", String(64), primary_key=True),
    Column("draft", String(64), nullable=False, index=True),
    Column("source", String(16), nullable=False),
    Column("origin", String(64), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("consented_at", UtcDateTime, nullable=False),
)
"""Where an answer is from that was known before (once only). The case's id follows from the draft, so that nothing has
to be handed over; a draft that is erased before it is sent takes these along."""

paper_sheet: Final = Table(
    "paper_sheet",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("procedure", String(64), nullable=False, index=True),
    Column("bundle_digest", String(64), nullable=False),
    Column("name", String(120), nullable=False),
    Column("heading", JsonText, nullable=False),
    Column("officer", String(64), nullable=False),
    Column("brought_at", UtcDateTime, nullable=False, index=True),
)
"""A sheet of paper applications that OCR has read."""

paper_row: Final = Table(
    "paper_row",
    metadata,
    Column("sheet", String(32), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("key", String(64), nullable=False, index=True),
    Column("cells", JsonText, nullable=False),
    Column("state", String(8), nullable=False),
    Column("problems", JsonText, nullable=False),
    Column("draft", String(64), nullable=False, server_default=""),
    Column("case_id", String(32)),
)
"""One paper application. Personal data while it waits; forgotten when it has arrived (`intake.paper_sheets`)."""
