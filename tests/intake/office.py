"""The counter over a database of the test's own, with the model town's procedures and answers."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from catalog.bundle import Bundle
from catalog.library import Library
from catalog.versions import current_version
from db.database import Database
from engine.shell.runner import Engine
from intake import tables
from intake.applications import Receipt, entry_form
from intake.desk import Desk, submit
from intake.drafts import begin_draft, find_draft, keep_answers
from intake.record import CaseRecord
from kernel.clock import local_date
from kernel.json_types import Json
from samples.answers import answers
from samples.town import publish_procedures, settle


@dataclass(frozen=True)
class Intake:
    """A counter."""

    database: Database
    desk: Desk
    library: Library

    def draft(self, procedure: str, now: datetime, *, seed: int = 1, **changed: Json) -> str:
        """Return the token of a draft that is complete."""
        with self.database.begin() as tx:
            version = current_version(tx, procedure)
            assert version is not None
            token = begin_draft(tx, version, now)
            form = entry_form(self.library.bundle(tx, version.bundle_digest))
            given = answers(form.key, random.Random(seed), local_date(now)) | changed
            keep_answers(tx, find_draft(tx, token, now), given, now)
        return token

    def send(self, token: str, now: datetime, *, channel: str = "online") -> Receipt:
        """Send a draft in."""
        with self.database.begin() as tx:
            draft = find_draft(tx, token, now, lock=True)
            bundle: Bundle = self.library.bundle(tx, draft.bundle_digest)
            receipt = submit(tx, self.desk, draft, bundle, language="ja", now=now, channel=channel)
        assert receipt is not None
        return receipt

    def arrived(self) -> int:
        """Return how many applications have arrived."""
        with self.database.read() as tx:
            return tx.scalar(select(func.count()).select_from(tables.application)) or 0


@contextmanager
def office_over(database: Database, now: datetime) -> Iterator[Intake]:
    """Settle the model town in `database` and open its counter."""
    library, record = Library(), CaseRecord()
    with database.begin() as tx:
        settle(tx, "minaoshi-demo", now)
        publish_procedures(tx, library, now)
    engine = Engine(definitions=library, facts=record, secret=b"s" * 32)
    yield Intake(database, Desk(engine=engine, record=record, secret_key="k" * 32), library)
