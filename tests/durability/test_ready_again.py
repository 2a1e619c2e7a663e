"""kill -9 of the web process: started again it is ready, nobody does anything by hand, and what was begun goes on."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.shell import tables
from tests.durability.load import Residents
from tests.durability.product import Product
from tests.durability.sink import mail_sink

APPLICATIONS = 6
KILLS = 2
PATIENCE = 120.0


def wait_until(happened: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, what
        time.sleep(0.1)


@pytest.mark.promise("P6", "P1")
def test_a_killed_process_is_ready_again_by_itself_and_goes_on_with_what_was_begun(tmp_path: Path) -> None:
    with mail_sink(failing=0.0, seed=1) as sink:
        product = Product(tmp_path, f"sqlite:///{tmp_path / 'drill.sqlite3'}", sink.url)
        product.move_in()
        house = product.house()
        residents = Residents(product, random.Random(3))
        try:
            for number in range(KILLS + 1):
                product.start("web")
                if not number:
                    residents.open_the_site()
                residents.fill_in(house, APPLICATIONS)
                while residents.waiting:
                    assert residents._send(residents.waiting.popleft())
                if number < KILLS:
                    product.kill("web")

            def everything_is_told() -> bool:
                told = {each.rpartition("-")[0] for each in sink.taken}
                return {f"{case_id}-0" for case_id in cases} <= told and not left()

            def left() -> int:
                with house.database.read() as tx:
                    waiting = select(func.count()).select_from(tables.job).where(tables.job.c.kind != "timer")
                    return tx.execute(waiting).scalar_one()

            with house.database.read() as tx:
                cases = [*tx.scalars(select(tables.case_file.c.id))]
            assert len(cases) == len(set(residents.receipts.values())) == APPLICATIONS * (KILLS + 1)
            wait_until(everything_is_told, "a letter is missing")
            assert sink.out_of_order() == []
        finally:
            product.stop()
            house.database.dispose()
