"""A full disk, a database that is away: nothing is half written, people are told what to do, work goes on by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from engine.shell import tables
from intake import tables as intake_tables
from tests.durability.servers import Postgres
from tests.web.html_page import HtmlPage
from tests.web.town import Visitor, WebTown, apply, fill_in, move_in, open_town, receipt_number
from upkeep.backup import Installation
from upkeep.inspection import Inspection, inspect_everything

PROCEDURE = "dog-registration"
APPLICATIONS = 9


@contextmanager
def full_disk(town: WebTown, pages_left: int) -> Iterator[None]:
    """Let the database grow by no more than `pages_left` pages while the block runs."""
    engine = town.house.database.engine

    def limit(connection: Any, _record: Any, _proxy: Any) -> None:
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        free = connection.execute("PRAGMA freelist_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={max(1, used - free + pages_left)}")

    def lift(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count=1073741823")

    event.listen(engine, "checkout", limit)
    event.listen(engine, "checkin", lift)
    try:
        yield
    finally:
        event.remove(engine, "checkout", limit)
        event.remove(engine, "checkin", lift)


def is_told_to_wait(page: HtmlPage) -> bool:
    return page.status == 503 and "1分ほど待ってから、もう一度お試しください" in page.text


def rows_of_cases(town: WebTown) -> list[int]:
    """Count what an application leaves in the database."""
    counted = (tables.case_file, tables.history, intake_tables.application, intake_tables.submission)
    with town.house.database.read() as tx:
        return [tx.execute(select(func.count()).select_from(table)).scalar_one() for table in counted]


def ready_to_send(town: WebTown, seed: int) -> Visitor:
    visitor = town.resident()
    fill_in(visitor, town, PROCEDURE, town.answers(PROCEDURE, seed))
    return visitor


@pytest.mark.promise("P11")
def test_a_full_disk_gives_no_receipt_leaves_nothing_half_and_is_over_when_there_is_room(town: WebTown) -> None:
    visitors = [ready_to_send(town, number) for number in range(APPLICATIONS)]
    with town.house.database.engine.connect() as connection:
        connection.exec_driver_sql("VACUUM")  # no free pages to hide in

    turned_away, before = [], rows_of_cases(town)
    for number, visitor in enumerate(visitors):
        with full_disk(town, number % 3):
            page = visitor.press("申請する")
        if page.status == 503:
            assert is_told_to_wait(page)
            assert rows_of_cases(town) == before
            turned_away.append(visitor)
        else:
            assert visitor.page.heading == "申請を受け付けました", visitor.page.text
            assert rows_of_cases(town) == [count + 1 for count in before]
        before = rows_of_cases(town)
    for visitor in turned_away:
        visitor.open(visitor.page.path)
        visitor.press("申請する")

    assert turned_away
    assert len({receipt_number(visitor.page) for visitor in visitors}) == APPLICATIONS
    town.work()
    assert found_in(town) == []


def found_in(town: WebTown) -> list[object]:
    house = Installation(
        database=town.house.database,
        files=town.house.files,
        witness_dir=town.house.settings.witness_dir,
        key_file=town.house.settings.data_dir / "secret_key",
        secret=town.house.settings.secret_key.encode(),
    )
    return [*inspect_everything(house, Inspection())]


@pytest.mark.postgresql
@pytest.mark.promise("P10")
def test_a_database_that_is_killed_is_missed_politely_and_taken_up_again(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "postgresql")
    server.make()
    server.start()
    try:
        with open_town(tmp_path, "smtp://127.0.0.1:25", tmp_path / "mail", server.url) as town:
            move_in_on(town)
            first = apply(town.resident(), town, PROCEDURE, town.answers(PROCEDURE, 1))
            waiting = ready_to_send(town, 2)

            server.kill()
            assert is_told_to_wait(waiting.press("申請する"))
            assert is_told_to_wait(town.resident().open(f"/p/{PROCEDURE}"))
            server.start()
            waiting.open(waiting.page.path)
            waiting.press("申請する")

            second = receipt_number(waiting.page)
            assert first != second
            assert town.arrivals() == 2
            assert found_in(town) == []
    finally:
        server.kill()


def move_in_on(town: WebTown) -> None:
    from_scratch = town.house.database
    with from_scratch.begin() as tx:
        tables.case_file.metadata.create_all(tx)
    move_in(town.house)
