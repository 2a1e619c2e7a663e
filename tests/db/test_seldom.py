"""What seldom changes is asked once, and anew as soon as somebody has changed it."""

import pytest
from sqlalchemy import literal, select, update

from db.database import Database
from db.prepared import Question
from db.seldom import changed, mark_of_change, noted, remembered, with_mark

ANSWERS = iter(range(1_000))


def asked(database: Database, key: str = "k") -> int:
    with database.read() as tx:
        return remembered(tx, key, lambda: next(ANSWERS))


def change(database: Database) -> None:
    with database.begin() as tx:
        changed(tx)


def test_an_answer_is_kept_until_something_changes(database: Database) -> None:
    change(database)
    first = asked(database)
    assert asked(database) == first
    assert asked(database, "another") != first

    change(database)

    assert asked(database) != first


def test_who_changes_something_sees_it_and_nobody_else_does_before_it_stands(database: Database) -> None:
    change(database)
    before = asked(database)

    with database.begin() as tx:
        changed(tx)
        own = remembered(tx, "k", lambda: next(ANSWERS))
        assert own != before
        assert asked(database) == before

    assert asked(database) not in (before, own)


def test_a_change_that_is_taken_back_changes_nothing(database: Database) -> None:
    change(database)
    before = asked(database)

    with pytest.raises(ZeroDivisionError), database.begin() as tx:  # noqa: PT012  # the whole block is tried
        changed(tx)
        raise ZeroDivisionError

    assert asked(database) == before


def test_a_mark_that_came_with_another_answer_counts_like_one_that_was_asked(database: Database) -> None:
    one = Question(with_mark(select(literal(1).label("one"))))
    change(database)
    before = asked(database)

    with database.begin() as tx:
        noted(tx, one.one(tx, {}).mark)
        assert remembered(tx, "k", lambda: next(ANSWERS)) == before
        changed(tx)
        noted(tx, one.one(tx, {}).mark)
        assert remembered(tx, "k", lambda: next(ANSWERS)) != before


def test_without_a_mark_nothing_is_trusted(database: Database) -> None:
    assert asked(database) != asked(database)


def test_what_was_remembered_is_not_trusted_after_the_database_was_put_back(database: Database) -> None:
    change(database)
    earlier = asked(database)
    with database.read() as tx:
        mark = tx.scalar(select(mark_of_change.c.mark))
    change(database)
    later = asked(database)

    with database.begin() as tx:
        tx.execute(update(mark_of_change).values(mark=mark))

    assert asked(database) not in (earlier, later)
