"""Looking later at what the virus scanner could not look at when it came (検査待ち): one file at a time, never lost.

Whoever takes a file puts off when it is due, so that several workers do not look at the same one, and a daemon that
stays away is asked once a minute and file.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from db.database import Database
from intake import tables
from intake.attachments import SCAN_AGAIN
from intake.files import FileStore


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterScan:
    """What a worker looks after every few seconds."""

    database: Database
    files: FileStore

    def __call__(self, now: datetime) -> None:
        """Look at one file that is due, if there is one."""
        table = tables.attachment
        with self.database.read() as tx:
            due = tx.scalar(select(table.c.sha256).where(table.c.scan_due <= now).order_by(table.c.scan_due).limit(1))
        if due is None:
            return
        with self.database.begin() as tx:
            taken = update(table).where(table.c.sha256 == due, table.c.scan_due <= now)
            if not tx.execute(taken.values(scan_due=now + SCAN_AGAIN)).rowcount:
                return
        scan = self.files.look_again(due)
        if scan != "waiting":
            with self.database.begin() as tx:
                tx.execute(update(table).where(table.c.sha256 == due).values(scan=scan, scan_due=None))
