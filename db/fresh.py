"""A database made at once and thrown away when its tables change: for what nobody has to keep (練習).

A migration would carry it over; but it costs every start of the product the tool that migrates, and nothing in it
is worth that.
"""

import hashlib
from functools import cache

from db.all_tables import every_table
from db.database import Database


@cache
def shape_of_tables() -> str:
    """Return what changes whenever a table or a column does: a part of the name of such a database."""
    tables = every_table().sorted_tables
    written = [
        (table.name, [(each.name, repr(each.type), each.nullable) for each in table.columns]) for table in tables
    ]
    return hashlib.sha256(repr(written).encode()).hexdigest()[:12]


def make_tables(database: Database) -> None:
    """Create the tables that are not there yet."""
    with database.begin() as tx:
        every_table().create_all(tx)
