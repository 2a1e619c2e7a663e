"""The database as everybody opens it: connections that went away, and statements that are handed to the driver."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, bindparam, event, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from db.database import Database, Doubled, once_committed
from db.prepared import Prepared, Question, foreseen, in_one_go
from db.types import JsonText, UtcDateTime

NOTE = Table(
    "note", MetaData(), Column("key", String(8), primary_key=True), Column("at", UtcDateTime), Column("said", JsonText)
)
NOON = datetime(2026, 11, 26, 3, 0, 0, 5, tzinfo=UTC)
ADD = Prepared(insert(NOTE), [column.name for column in NOTE.columns])
ONE = Question(select(NOTE).where(NOTE.c.key == bindparam("wanted")))


@pytest.fixture
def notes(database: Database) -> Database:
    with database.begin() as tx:
        tx.execute(text("DROP TABLE IF EXISTS note"))
        NOTE.create(tx)
    return database


@pytest.mark.postgresql
def test_nobody_notices_that_the_server_closed_idle_connections(postgresql_url: str) -> None:
    database, other = Database(postgresql_url), Database(postgresql_url)
    with database.read() as first, database.read() as second:
        pids = [connection.scalar(text("SELECT pg_backend_pid()")) for connection in (first, second)]
    with other.begin() as tx:
        for pid in pids:
            tx.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

    with database.read() as first, database.begin() as second:
        assert first.scalar(text("SELECT 1")) == second.scalar(text("SELECT 1")) == 1

    database.dispose()
    other.dispose()


def test_what_was_handed_to_the_driver_is_read_as_its_types_say(notes: Database) -> None:
    with notes.begin() as tx, in_one_go(tx):
        ADD.run(tx, {"key": "a", "at": NOON, "said": {"100 %": ["%(key)s", None]}})
        ADD.run_all(tx, [{"key": "b"}, {"key": "c", "at": NOON}])

    with notes.read() as tx:
        found = ONE.one(tx, {"wanted": "a"})
        assert (found.key, found.at, found.said) == ("a", NOON, {"100 %": ["%(key)s", None]})
        assert [(row.at, row.said) for row in ONE.all(tx, {"wanted": "b"})] == [(None, None)]
        assert ONE.one(tx, {"wanted": "z"}) is None


def test_what_is_foreseen_is_asked_once_and_together(notes: Database) -> None:
    every, asked = Question(select(NOTE).order_by(NOTE.c.key)), []
    with notes.begin() as tx:
        ADD.run_all(tx, [{"key": "a"}, {"key": "b"}])
    event.listen(notes.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    with notes.read() as tx:
        with foreseen(tx, (ONE, {"wanted": "a"}), (ONE, {"wanted": "z"}), (every, {})):
            assert len(asked) == 3
            assert ONE.one(tx, {"wanted": "a"}).key == "a"
            assert ONE.one(tx, {"wanted": "z"}) is None
            assert [row.key for row in every.all(tx, {})] == ["a", "b"]
            assert len(asked) == 3
            assert ONE.one(tx, {"wanted": "b"}).key == "b"
        assert ONE.one(tx, {"wanted": "a"}).key == "a"

    assert len(asked) == 5


def test_what_cannot_be_answered_is_told_of_what_is_foreseen_too(notes: Database) -> None:
    numbers = Question(select((1 / bindparam("by", type_=Integer)).label("found")), raw=True)
    huge = Question(select(NOTE.c.key).where(NOTE.c.key == bindparam("wanted"), text("1 = no_such_column")))

    with pytest.raises(DBAPIError), notes.read() as tx, foreseen(tx, (numbers, {"by": 1}), (huge, {"wanted": "a"})):
        pass

    with notes.read() as tx:
        assert ONE.one(tx, {"wanted": "a"}) is None


def test_a_block_that_fails_leaves_nothing_behind(notes: Database) -> None:
    change = Prepared(update(NOTE).where(NOTE.c.key == bindparam("wanted")).values(said=bindparam("new")))
    with notes.begin() as tx:
        ADD.run(tx, {"key": "a"})
        assert change.run(tx, {"wanted": "a", "new": 1}) == 1
        assert change.run(tx, {"wanted": "z", "new": 1}) == 0

    with pytest.raises(IntegrityError), notes.begin() as tx:  # noqa: PT012  # the second write fails, the first must go
        ADD.run(tx, {"key": "b"})
        ADD.run(tx, {"key": "a"})

    with notes.read() as tx:
        assert ONE.one(tx, {"wanted": "b"}) is None
        assert ONE.one(tx, {"wanted": "a"}).said == 1


def test_writes_that_go_together_keep_their_order_around_questions_and_changes(notes: Database) -> None:
    change = Prepared(update(NOTE).where(NOTE.c.key == bindparam("wanted")).values(said=bindparam("new")))
    with notes.begin() as tx, in_one_go(tx):
        ADD.run(tx, {"key": "a", "said": 1})
        ADD.run(tx, {"key": "b", "said": 1})
        change.run(tx, {"wanted": "a", "new": 2})
        with in_one_go(tx):
            ADD.run(tx, {"key": "c"})
        assert ONE.one(tx, {"wanted": "a"}).said == 2
        change.run(tx, {"wanted": "c", "new": 3})

    with notes.read() as tx:
        assert [ONE.one(tx, {"wanted": key}).said for key in "abc"] == [2, 1, 3]


def test_one_write_of_many_that_fails_takes_the_others_with_it(notes: Database) -> None:
    with pytest.raises(IntegrityError), notes.begin() as tx, in_one_go(tx):  # noqa: PT012  # they are sent at the end
        ADD.run_all(tx, [{"key": "a"}, {"key": "b"}])
        ADD.run(tx, {"key": "a"})

    with notes.read() as tx:
        assert ONE.one(tx, {"wanted": "b"}) is None


def test_a_late_transaction_writes_at_its_end_or_before_it_asks(notes: Database) -> None:
    change = Prepared(update(NOTE).where(NOTE.c.key == bindparam("wanted")).values(said=bindparam("new")), apart=True)
    with notes.begin(late=True) as tx:
        assert ONE.one(tx, {"wanted": "a"}) is None
        ADD.run_all(tx, [{"key": "a", "said": 1}, {"key": "b", "said": 1}])
        with notes.read() as other:
            assert ONE.one(other, {"wanted": "a"}) is None
        assert ONE.one(tx, {"wanted": "a"}).said == 1
        assert tx.scalar(select(NOTE.c.key).where(NOTE.c.key == "b")) == "b"
        ADD.run(tx, {"key": "c", "said": 1})
        change.run(tx, {"wanted": "a", "new": 2})

    with notes.read() as tx:
        assert [ONE.one(tx, {"wanted": key}).said for key in "abc"] == [2, 1, 1]


@pytest.mark.parametrize("asks", [False, True], ids=["one statement", "a statement and more"])
def test_a_late_transaction_that_fails_leaves_nothing_behind(notes: Database, asks: bool) -> None:
    with pytest.raises(ZeroDivisionError), notes.begin(late=True) as tx:  # noqa: PT012  # the whole block is tried
        ADD.run(tx, {"key": "a"})
        assert not asks or ONE.one(tx, {"wanted": "a"}) is not None
        raise ZeroDivisionError

    with notes.read() as tx:
        assert ONE.one(tx, {"wanted": "a"}) is None


@pytest.mark.parametrize("writes", [1, 2, 60])
def test_of_two_late_transactions_that_write_the_same_the_second_is_refused(notes: Database, writes: int) -> None:
    with pytest.raises(Doubled), notes.begin(late=True) as second:  # noqa: PT012  # it fails at its end
        assert ONE.one(second, {"wanted": "x"}) is None
        with notes.begin(late=True) as first:
            ADD.run(first, {"key": "x", "said": "first"})
        ADD.run_all(second, [{"key": f"{place}"} for place in range(writes - 1)])
        ADD.run(second, {"key": "x", "said": "second"})

    with notes.read() as tx:
        assert ONE.one(tx, {"wanted": "x"}).said == "first"
        assert ONE.one(tx, {"wanted": "0"}) is None
    with notes.begin() as tx:
        ADD.run(tx, {"key": "y"})  # the connection is as good as before


def test_what_happens_after_a_late_transaction_happens_when_it_stands(notes: Database) -> None:
    done: list[str] = []
    with notes.begin(late=True) as tx:
        ADD.run(tx, {"key": "a"})
        once_committed(tx, lambda: done.append("a"))
        assert not done
    assert done == ["a"]
