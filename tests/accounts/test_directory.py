"""The directory is remembered from one page to the next, and yet always what it is now."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import event

from accounts.directory import add_department, add_officer, read_directory, replace_posts
from accounts.officer import Membership, Officer
from db.database import Database

NOW = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
KIMURA = Officer(id="kimura", login="kimura", name="木村", posts=frozenset({Membership("kankyo", "clerk")}))


def test_who_joins_and_who_moves_is_known_with_the_next_page(database: Database) -> None:
    with database.begin() as tx:
        add_department(tx, "kankyo", "環境課")
        add_officer(tx, KIMURA, password_hash=None, now=NOW)
    with database.read() as tx:
        assert read_directory(tx).holders("kankyo", "clerk") == (KIMURA,)

    with database.begin() as tx:
        add_department(tx, "zeimu", "税務課")
        replace_posts(tx, replace(KIMURA, posts=frozenset({Membership("zeimu", "clerk")})))
        assert read_directory(tx).title_of("zeimu") == "税務課"

    with database.read() as tx:
        assert read_directory(tx).holders("kankyo", "clerk") == ()
        assert [each.name for each in read_directory(tx).holders("zeimu", "clerk")] == ["木村"]


def test_the_directory_is_asked_once_while_nobody_changes_it(database: Database) -> None:
    with database.begin() as tx:
        add_department(tx, "kankyo", "環境課")
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    for _ in range(3):
        with database.read() as tx:
            read_directory(tx)
            read_directory(tx)

    assert sum("FROM department" in each.replace("\n", " ") for each in asked) == 1
