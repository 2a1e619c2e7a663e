"""Real disks that are full or read-only, on both databases, and a process without file handles (P11).

No receipt without its data, no half case, a sentence that says to wait, and everything goes on by itself afterwards.
"""

import os
import random
import resource
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from db.database import Database
from tests.durability.disks import Disk, a_disk
from tests.durability.load import LOST_LINE, Residents
from tests.durability.product import Product, request
from tests.durability.servers import Postgres
from tests.durability.test_no_room import PROCEDURE, found_in, is_told_to_wait, move_in_on, ready_to_send, rows_of_cases
from tests.web.html_page import HtmlPage
from tests.web.town import Visitor, WebTown, open_town, receipt_number

MOMENTS = 20
MOST_BLOCKS = 12
"""An application takes about so many blocks, so that the disk gets full at any of its writes."""
HANDLES = 5


@pytest.fixture
def on_disk(settled: Path, tmp_path: Path) -> Iterator[tuple[WebTown, Disk]]:
    """A town on SQLite with everything that it keeps on a disk of its own."""
    with a_disk(tmp_path / "disk", 24) as disk:
        shutil.copy(settled, disk.folder)
        with open_town(disk.folder, "smtp://127.0.0.1:25", tmp_path / "mail") as town:
            yield town, disk


def send(town: WebTown, visitor: Visitor, before: list[int]) -> bool:
    """Press the button once and see that the application is there whole or not at all."""
    shown: HtmlPage = visitor.press("申請する")
    if shown.status != 503:
        assert visitor.page.heading == "申請を受け付けました", visitor.page.text
        assert rows_of_cases(town) == [count + 1 for count in before]
        return True
    assert is_told_to_wait(shown)
    return False


def send_after_all(town: WebTown, visitors: list[Visitor]) -> None:
    """Let everybody who was turned away try again, and see that each application is there once."""
    for visitor in visitors:
        if not visitor.page.path.endswith("/receipt"):
            visitor.open(visitor.page.path)
            visitor.press("申請する")
    assert len({receipt_number(visitor.page) for visitor in visitors}) == len(visitors) == town.arrivals()
    assert found_in(town) == []


@pytest.mark.promise("P11")
def test_a_disk_that_is_full_at_any_moment_leaves_nothing_half_and_goes_on_by_itself(
    on_disk: tuple[WebTown, Disk],
) -> None:
    town, disk = on_disk
    chance = random.Random(11)
    visitors = [ready_to_send(town, number) for number in range(MOMENTS)]

    arrived = 0
    for visitor in visitors:
        before = rows_of_cases(town)
        with disk.full(but_for=chance.randrange(MOST_BLOCKS)):
            arrived += send(town, visitor, before)

    assert arrived < MOMENTS
    send_after_all(town, visitors)


@pytest.mark.promise("P11")
def test_a_disk_that_becomes_read_only_and_writable_again_is_written_again(on_disk: tuple[WebTown, Disk]) -> None:
    town, disk = on_disk
    visitors = [ready_to_send(town, number) for number in range(3)]

    before = rows_of_cases(town)
    town.house.database.dispose()
    with disk.read_only():
        arrived = [send(town, visitor, before) for visitor in visitors]
        assert town.resident().open(f"/p/{PROCEDURE}").status == 200

    assert arrived == [False] * 3
    with suppress(OperationalError):
        town.work()  # the worker, who looks every two seconds, finds out
    send_after_all(town, visitors)


@pytest.mark.promise("P11", "P25")
def test_an_attachment_for_which_there_is_no_room_is_neither_kept_nor_promised(on_disk: tuple[WebTown, Disk]) -> None:
    town, disk = on_disk
    content = b"%PDF-1.7\n" + bytes(range(256)) * 400
    kept = town.house.files

    with disk.full(but_for=3), pytest.raises(OSError, match="No space"):
        kept.store(BytesIO(content), max_bytes=1_000_000, accept=frozenset())

    assert [path for path in kept.every_path() if path.stat().st_size] == []
    assert kept.store(BytesIO(content), max_bytes=1_000_000, accept=frozenset()).size == len(content)


@pytest.mark.promise("P11")
@pytest.mark.postgresql
def test_postgresql_without_room_leaves_nothing_half_and_goes_on_by_itself(tmp_path: Path) -> None:
    with ExitStack() as stack:
        disk = stack.enter_context(a_disk(tmp_path / "disk", 160))
        server = Postgres(disk.folder / "postgresql")
        server.make()
        stack.callback(server.kill)
        server.start()
        town = stack.enter_context(open_town(tmp_path, "smtp://127.0.0.1:25", tmp_path / "mail", server.url))
        move_in_on(town)
        visitors = [ready_to_send(town, number) for number in range(MOMENTS)]
        chance = random.Random(12)

        arrived = 0
        for visitor in visitors:
            before = rows_of_cases(town)
            with disk.full(but_for=chance.randrange(MOST_BLOCKS)):
                arrived += send(town, visitor, before)
            server.wait_until_it_takes_statements()
            assert rows_of_cases(town) in (before, [count + 1 for count in before])

        assert arrived < MOMENTS
        send_after_all(town, visitors)


@pytest.mark.promise("P11")
@pytest.mark.postgresql
def test_postgresql_that_only_lets_read_is_told_as_such_and_written_again(postgresql_url: str, tmp_path: Path) -> None:
    with open_town(tmp_path, "smtp://127.0.0.1:25", tmp_path / "mail", postgresql_url) as town:
        move_in_on(town)
        visitors = [ready_to_send(town, number) for number in range(2)]

        before = rows_of_cases(town)
        _let_write(postgresql_url, town.house.database, "on")
        arrived = [send(town, visitor, before) for visitor in visitors]
        seen = town.resident().open(f"/p/{PROCEDURE}").status
        _let_write(postgresql_url, town.house.database, "off")

        assert (arrived, seen) == ([False, False], 200)
        send_after_all(town, visitors)


def _let_write(url: str, database: Database, read_only: str) -> None:
    """Begin every transaction of new connections as one that only reads, or not."""
    asking = Database(url)
    name = database.engine.url.database
    with asking.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET default_transaction_read_only = off"))
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {read_only}'))
    asking.dispose()
    database.dispose()


@pytest.mark.promise("P11")
def test_a_process_without_file_handles_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    product = Product(tmp_path, f"sqlite:///{tmp_path / 'drill.sqlite3'}", "smtp://127.0.0.1:25")
    product.move_in()
    residents, house = Residents(product, random.Random(2)), product.house()
    product.start("web")
    try:
        residents.open_the_site()
        residents.fill_in(house, HANDLES)
        pid = product.running["web"].pid
        enough = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        for more, token in enumerate([*residents.waiting]):
            held = len(os.listdir(f"/proc/{pid}/fd"))
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (held + more, enough[1]))
            status = _press(product, residents, token)
            resource.prlimit(pid, resource.RLIMIT_NOFILE, enough)
            assert status in (303, 503, None)
        assert product.running["web"].poll() is None
        for token in [*residents.waiting]:
            assert residents._send(token)
        assert len(set(residents.receipts.values())) == HANDLES
        assert residents.strange == []
    finally:
        product.stop()
        house.database.dispose()


def _press(product: Product, residents: Residents, token: str) -> int | None:
    """Press the button; None where nobody answers."""
    body = f"csrf_token={residents.token}"
    try:
        return request(product.port, "POST", f"/a/{token}/check", body, residents.cookie, timeout=5).status
    except LOST_LINE:
        return None
