"""Erasing what two people agreed to part with: everything personal of a case goes, the skeleton of what happened stays.

Each package erases what it owns, in one transaction a case. The history is not touched, so its chain verifies and
statistics stay; the files of attachments that nobody else holds go once the transaction stands, and every list of cases
that somebody took along goes too, because the case may be in it. Backups from before still hold the case: the
operations manual says how long they may be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

import structlog

from db.database import Database, Tx, once_committed
from engine.shell.children import children_below
from engine.shell.erasing import erase_words_of_case
from intake.custody import GRACE_SECONDS
from intake.erasing import erase_application, held_elsewhere
from intake.exports import Exporter
from intake.files import FileStore
from notify.erasing import erase_messages
from records.disposals import note_erased, to_erase

CASES_A_ROUND: Final = 50
_LOG = structlog.get_logger("records")


@dataclass(frozen=True, slots=True, kw_only=True)
class Eraser:
    """Looks every few seconds whether there is something to erase."""

    database: Database
    files: FileStore
    exporter: Exporter

    def go_round(self, now: datetime) -> None:
        """Erase the next cases; whoever is interrupted leaves the rest to the next round."""
        with self.database.read() as tx:
            found = to_erase(tx, CASES_A_ROUND)
        if not found:
            return
        with self.database.begin() as tx:
            self.exporter.remove_all(tx, now)
        for disposal_id, case_id in found:
            with self.database.begin() as tx:
                if mine := note_erased(tx, disposal_id, case_id, now):
                    self._erase(tx, case_id, now)
            if mine:
                _LOG.info("case erased", case=case_id, disposal=disposal_id)
        with self.database.begin() as tx:  # those that somebody asked for meanwhile
            self.exporter.remove_all(tx, now)

    def _erase(self, tx: Tx, case_id: str, now: datetime) -> None:
        for each in (*children_below(tx, case_id), case_id):
            erase_words_of_case(tx, each)
            erase_messages(tx, each)
            contents = erase_application(tx, self.files, each)
            gone = [sha256 for sha256 in contents if not held_elsewhere(tx, sha256)]
            once_committed(tx, partial(self._remove, gone, now))

    def _remove(self, contents: Sequence[bytes], now: datetime) -> None:
        """Take files away; one that has just come again may be about to get a row, and is left to `admin tidy`."""
        for path in map(self.files.path, contents):
            if path.exists() and now.timestamp() - path.stat().st_mtime > GRACE_SECONDS:
                path.unlink(missing_ok=True)
