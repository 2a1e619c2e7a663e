"""予約公開 and 前の版に戻す: decided now by a second person, done later, called off, or refused with the reason."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from accounts.officer import Officer
from catalog import tables
from catalog.drafts import draft, import_documents
from catalog.errors import (
    BadPublishingTime,
    NotScheduled,
    ProposalClosed,
    RestoreReasonMissing,
    SecondPersonNeeded,
)
from catalog.library import Library, freeze
from catalog.procedures import procedure, retire
from catalog.publication import draft_bundle, open_proposals, proposal, propose, propose_again, publish
from catalog.restoring import restore_as_drafts
from catalog.scheduling import call_off, publish_due, schedule, to_tell
from catalog.versions import current_version, versions
from db.database import Database, Tx
from kernel.errors import NotAllowed
from kernel.text import say
from tests.catalog.test_drafts_and_versions import KEY, NOW, document, office, officer
from tests.catalog.test_subflows import CALLER, calling

HOUR = timedelta(hours=1)


def in_force(tx: Tx, library: Library) -> tuple[Officer, Officer]:
    """Return author and publisher of a procedure with a version in force."""
    author, publisher = office(tx)
    publish(tx, library, publisher, propose(tx, author, KEY, "to-be", now=NOW).id, now=NOW)
    return author, publisher


def renamed(tx: Tx, author: Officer, title: str) -> None:
    """Change the form's title in the drafts."""
    import_documents(tx, author, KEY, [document("form.json") | {"title": title}], now=NOW)


def test_what_is_scheduled_is_published_when_its_time_has_come(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = in_force(tx, library)
        renamed(tx, author, "新しい題名")
        asked = propose(tx, author, KEY, "to-be", now=NOW, note="題名を直した。")
        schedule(tx, publisher, asked.id, at=NOW + HOUR, now=NOW)

        assert not publish_due(tx, library, now=NOW + HOUR - timedelta(seconds=1))
        assert publish_due(tx, library, now=NOW + HOUR)
        assert not publish_due(tx, library, now=NOW + HOUR)

        version = current_version(tx, KEY)
        assert version is not None
        assert (version.number, version.published_by, version.published_at) == (2, publisher.id, NOW + HOUR)
        assert version.note == "題名を直した。"
        (told,) = to_tell(tx, NOW + HOUR)
        assert (told.outcome, told.proposal.proposed_by, told.proposal.decided_by) == (
            "published",
            author.id,
            publisher.id,
        )


def test_a_scheduled_publication_can_be_called_off_by_both_and_by_nobody_else(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = office(tx)
        asked = propose(tx, author, KEY, "to-be", now=NOW)
        schedule(tx, publisher, asked.id, at=NOW + HOUR, now=NOW)
        with pytest.raises(NotAllowed):
            call_off(tx, officer(tx, "colleague", "design"), asked.id)
        with pytest.raises(ProposalClosed):
            publish(tx, library, publisher, asked.id, now=NOW)

        call_off(tx, author, asked.id)

        assert not publish_due(tx, library, now=NOW + HOUR)
        found = proposal(tx, asked.id)
        assert (found.state, found.publish_at, found.decided_by, found.called_off_by) == ("open", None, None, author.id)
        with pytest.raises(NotScheduled):
            call_off(tx, publisher, asked.id)
        assert publish(tx, library, publisher, asked.id, now=NOW).number == 1


@pytest.mark.parametrize("at", [NOW, NOW - HOUR, NOW + timedelta(days=400)], ids=["いま", "過去", "1年より後"])
def test_a_publication_is_scheduled_for_a_moment_ahead(database: Database, at: datetime) -> None:
    with database.begin() as tx:
        author, publisher = office(tx)
        asked = propose(tx, author, KEY, "to-be", now=NOW)

        with pytest.raises(BadPublishingTime):
            schedule(tx, publisher, asked.id, at=at, now=NOW)


def test_whoever_wrote_it_cannot_schedule_it(database: Database) -> None:
    with database.begin() as tx:
        office(tx)
        both = officer(tx, "both", "design", "publish")
        asked = propose(tx, both, KEY, "to-be", now=NOW)

        with pytest.raises(SecondPersonNeeded):
            schedule(tx, both, asked.id, at=NOW + HOUR, now=NOW)


def test_another_version_in_between_stops_a_scheduled_publication_and_both_are_told(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = in_force(tx, library)
        renamed(tx, author, "はじめの案")
        first = propose(tx, author, KEY, "to-be", now=NOW)
        schedule(tx, publisher, first.id, at=NOW + HOUR, now=NOW)
        renamed(tx, author, "急ぎの直し")
        publish(tx, library, publisher, propose(tx, author, KEY, "to-be", now=NOW).id, now=NOW)

        assert publish_due(tx, library, now=NOW + HOUR)

        found = proposal(tx, first.id)
        assert found.state == "failed"
        assert "第2版" in say(found.failure[0])
        assert [each.id for each in open_proposals(tx, KEY)] == [first.id]
        assert [each.outcome for each in to_tell(tx, NOW + HOUR)] == ["failed"]
        assert publish(tx, library, publisher, first.id, now=NOW).number == 3


def test_what_the_check_refuses_when_the_time_has_come_is_not_published_and_both_are_told(database: Database) -> None:
    """The check knows more than on the day of the decision: a release in between has learned a new rule."""
    library = Library()
    with database.begin() as tx:
        author, publisher = calling(tx)
        publish(tx, library, publisher, propose(tx, author, KEY, "to-be", now=NOW).id, now=NOW)
        asked = propose(tx, author, KEY, "to-be", now=NOW)
        schedule(tx, publisher, asked.id, at=NOW + HOUR, now=NOW)
        refused = draft_bundle(tx, CALLER, "to-be")
        freeze(tx, refused, NOW)
        tx.execute(update(tables.proposal).where(tables.proposal.c.id == asked.id).values(bundle_digest=refused.digest))

        assert publish_due(tx, library, now=NOW + HOUR)

        found, version = proposal(tx, asked.id), current_version(tx, KEY)
        assert found.state == "failed"
        assert "申請者に" in say(found.failure[0])
        assert version is not None
        assert version.number == 1
        (told,) = to_tell(tx, NOW + HOUR)
        assert (told.outcome, told.proposal.proposed_by, told.proposal.decided_by) == (
            "failed",
            author.id,
            publisher.id,
        )


def test_a_procedure_that_was_closed_stays_closed(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = in_force(tx, library)
        renamed(tx, author, "新しい題名")
        asked = propose(tx, author, KEY, "to-be", now=NOW)
        schedule(tx, publisher, asked.id, at=NOW + HOUR, now=NOW)
        retire(tx, publisher, KEY, NOW)

        assert publish_due(tx, library, now=NOW + HOUR)

        assert proposal(tx, asked.id).state == "failed"
        assert procedure(tx, KEY).retired_at is not None


def test_an_earlier_version_comes_back_as_a_new_one_with_a_reason_and_a_second_person(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = in_force(tx, library)
        renamed(tx, author, "まちがった題名")
        publish(tx, library, publisher, propose(tx, author, KEY, "to-be", now=NOW).id, now=NOW)
        with pytest.raises(RestoreReasonMissing):
            propose_again(tx, library, author, KEY, 1, now=NOW, reason="  ")
        with pytest.raises(NotAllowed):
            propose_again(tx, library, officer(tx, "reader"), KEY, 1, now=NOW, reason="題名が違う。")
        asked = propose_again(tx, library, publisher, KEY, 1, now=NOW, reason="題名が違う。")
        with pytest.raises(SecondPersonNeeded):
            publish(tx, library, publisher, asked.id, now=NOW)

        back = publish(tx, library, officer(tx, "chief", "publish"), asked.id, now=NOW)

        first = versions(tx, KEY)[-1]
        assert (back.number, back.restores, back.note) == (3, 1, "題名が違う。")
        assert back.bundle_digest == first.bundle_digest


def test_an_earlier_version_becomes_the_draft_and_nothing_else_changes(database: Database) -> None:
    library = Library()
    with database.begin() as tx:
        author, publisher = in_force(tx, library)
        renamed(tx, author, "いまの下書き")
        as_is = draft(tx, KEY, "flow", "as-is")

        assert restore_as_drafts(tx, library, author, KEY, 1, now=NOW) == 1

        restored = draft(tx, KEY, "form", KEY)
        assert restored.document == document("form.json")
        assert restored.revision == 3
        assert draft(tx, KEY, "flow", "as-is") == as_is
        with pytest.raises(NotAllowed):
            restore_as_drafts(tx, library, publisher, KEY, 1, now=NOW)
