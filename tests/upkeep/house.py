"""An installation of a test's own: migrated tables on either database, a file store, a witness, an office at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from db.database import Database
from db.upgrade import upgrade
from engine.shell.witness import WitnessFile
from intake import tables as intake_tables
from intake.files import FileStore
from kernel.json_types import JsonObject
from tests.engine.flows import YAMADA
from tests.engine.office import SECRET, Office
from tests.services import postgresql_database
from upkeep.backup import Installation

DOUBTFUL: Final[JsonObject] = {"chip": False, "fee": 3000, "owner": "𠮷野 葛󠄀子"}
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8


@contextmanager
def empty_house(kind: str, folder: Path) -> Iterator[Installation]:
    """Yield an installation on `sqlite` or `postgresql` without any table."""
    folder.mkdir(parents=True, exist_ok=True)
    with database_of(kind, folder) as url:
        database = Database(url)
        yield Installation(
            database=database,
            files=FileStore(folder / "files"),
            witness_dir=folder / "witness",
            key_file=folder / "secret_key",
            secret=SECRET,
        )
        database.dispose()


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """Yield the URL of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'house.sqlite3'}"
    else:
        with postgresql_database("house") as url:
            yield url


@dataclass
class BusyHouse:
    """An installation in which cases are in flight."""

    house: Installation

    def __post_init__(self) -> None:
        upgrade(self.house.database)
        self.house.key_file.write_text(SECRET.decode())
        self.office = Office(self.house.database, witness=WitnessFile(self.house.witness_dir))

    def receive(self, case_id: str, *, attached: bool = False) -> None:
        """Let an application arrive, with an attachment or without."""
        self.office.receive(case_id, DOUBTFUL)
        if attached:
            self.attach(case_id, PDF + case_id.encode())

    def attach(self, case_id: str, content: bytes) -> Path:
        """Keep a file for a case as intake does: on the disk first, then the row."""
        stored = self.house.files.store(BytesIO(content), max_bytes=10_000_000, accept=frozenset())
        row = {
            "id": f"a-{case_id}", "owner": case_id, "field": "proof", "name": "証明.pdf",
            "media_type": "application/pdf", "size": stored.size, "sha256": stored.sha256, "stored_at": self.office.now,
        }  # fmt: skip
        with self.house.database.begin() as tx:
            tx.execute(insert(intake_tables.attachment).values(row))
        return self.house.files.path(stored.sha256)

    def review(self, case_id: str) -> None:
        """Let the clerk send the case on."""
        self.office.complete(case_id, "review", "approve", by=YAMADA)
