"""An application being filled in: kept for whoever holds its link, and for thirty days only."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from catalog.versions import Version
from db.database import Database
from intake import tables
from intake.drafts import KEPT, begin_draft, erase_draft, erase_expired, find_draft, keep_answers
from kernel.errors import NotFound

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
VERSION = Version(
    procedure="dog-registration",
    number=1,
    bundle_digest="b" * 64,
    flow_digest="f" * 64,
    slot="to-be",
    changes=(),
    proposed_by="sato",
    published_by="suzuki",
    published_at=NOW,
)


def begin(database: Database, now: datetime, name: str) -> str:
    with database.begin() as tx:
        token = begin_draft(tx, VERSION, now)
        keep_answers(tx, find_draft(tx, token, now), {"name": name}, now)
    return token


def test_whoever_holds_the_link_goes_on_where_they_were(database: Database) -> None:
    token = begin(database, NOW, "犬山 太郎")

    with database.begin() as tx:
        assert find_draft(tx, token, NOW + KEPT).answers == {"name": "犬山 太郎"}
        with pytest.raises(NotFound):
            find_draft(tx, token[:-1], NOW)


@pytest.mark.promise("P3")
def test_what_nobody_touched_for_thirty_days_is_gone_when_the_next_one_begins(database: Database) -> None:
    token = begin(database, NOW, "犬山 太郎")
    begin(database, NOW + timedelta(days=1), "猫田 花子")

    later = NOW + KEPT + timedelta(hours=1)
    begin(database, later, "鳥居 次郎")

    with database.begin() as tx:
        assert tx.scalar(select(func.count()).select_from(tables.application_draft)) == 2
        with pytest.raises(NotFound):
            find_draft(tx, token, later)


def uploaded(database: Database, token: str) -> None:
    with database.begin() as tx:
        owner = find_draft(tx, token, NOW).id
        row = {"id": owner[:32], "owner": owner, "field": "f", "name": "a.pdf", "media_type": "application/pdf"}
        tx.execute(insert(tables.attachment).values(**row, size=1, sha256=b"0" * 32, stored_at=NOW))


@pytest.mark.promise("P38")
def test_what_is_erased_leaves_no_attachment_behind(database: Database) -> None:
    erased, expired = begin(database, NOW, "犬山 太郎"), begin(database, NOW, "猫田 花子")
    fresh = begin(database, NOW + KEPT, "鳥居 次郎")
    for token in (erased, expired, fresh):
        uploaded(database, token)

    with database.begin() as tx:
        erase_draft(tx, erased)
        count = erase_expired(tx, NOW + KEPT + timedelta(hours=1))

        assert count == 1
        assert tx.scalars(select(tables.attachment.c.owner)).all() == [find_draft(tx, fresh, NOW + KEPT).id]
