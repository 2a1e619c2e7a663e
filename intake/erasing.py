"""Erasing an application with everything that its applicant gave: answers, names, messages, attachments, words.

Tables that come with a `case_id` or an `owner` are all here (`tests/web/test_records.py` looks for what was forgotten).
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Table, delete, select

from db.database import Tx
from intake import tables
from intake.case_words import forget_words
from intake.files import FileStore

OF_CASES: Final[tuple[Table, ...]] = (
    tables.application,
    tables.application_draft,
    tables.submission,
    tables.case_values,
    tables.case_message,
    tables.amendment,
    tables.awaited_attachment,
    tables.quota_amount,
    tables.reused_answer,
    tables.paper_row,
)
OF_OWNERS: Final[tuple[Table, ...]] = (tables.proxy, tables.signer, tables.upload, tables.attachment)
_file, _upload = tables.attachment, tables.upload


def erase_application(tx: Tx, files: FileStore, case_id: str) -> Sequence[bytes]:
    """Erase what intake holds of a case; return the contents of its attachments, which somebody else may hold, too."""
    drafts = tx.scalars(
        select(tables.application_draft.c.id).where(tables.application_draft.c.case_id == case_id)
    ).all()
    owners = [case_id, *drafts]
    contents = tx.scalars(select(_file.c.sha256).where(_file.c.owner.in_(owners)).distinct()).all()
    for upload_id in tx.scalars(select(_upload.c.id).where(_upload.c.owner.in_(owners))).all():
        files.part(upload_id).remove()
    forget_words(tx, case_id)
    for table in OF_OWNERS:
        tx.execute(delete(table).where(table.c.owner.in_(owners)))
    for table in OF_CASES:
        tx.execute(delete(table).where(table.c.case_id == case_id))
    return [bytes(each) for each in contents]


def held_elsewhere(tx: Tx, sha256: bytes) -> bool:
    """Say whether any attachment that is left has this content."""
    return tx.execute(select(_file.c.id).where(_file.c.sha256 == sha256).limit(1)).first() is not None
