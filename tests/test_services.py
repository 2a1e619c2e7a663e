"""The fixtures keep what they promise: an empty database each time, on both systems."""

import pytest
from sqlalchemy import func, insert, select

from accounts.tables import department
from db.database import Database


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_finds_empty_tables(database: Database, time: str) -> None:
    with database.begin() as tx:
        assert tx.scalar(select(func.count()).select_from(department)) == 0

        tx.execute(insert(department).values(key="kodomo", title={"ja": "こども課"}))
