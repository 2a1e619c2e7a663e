"""Every table of the product, by importing the packages that declare them: for migrations and for tests only."""

from typing import Final

from sqlalchemy import MetaData

from accounts import tables as accounts
from catalog import tables as catalog
from db import seldom
from db.schema import metadata
from engine.shell import tables as engine
from guidance import tables as guidance
from intake import tables as intake
from learning import tables as learning
from notify import tables as notify
from office import tables as office
from records import tables as records

OWNERS: Final = (accounts, catalog, engine, guidance, intake, learning, notify, office, records, seldom)


def every_table() -> MetaData:
    """Return the metadata with all tables declared."""
    assert all(owner.metadata is metadata for owner in OWNERS)
    return metadata
