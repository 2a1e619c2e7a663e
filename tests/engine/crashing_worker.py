"""A process to be killed: receives applications, decides about them and works jobs off as fast as it can.

Usage: crashing_worker.py DATABASE_URL PREFIX LOG. An application that was committed is acknowledged by a line in LOG,
a delivery that went out by a line in LOG.told; both are forced to disk.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from db.database import Database
from tests.engine.flows import YAMADA
from tests.engine.office import Office

GOOD = {"chip": True, "fee": 3000}
DOUBTFUL = {"chip": False, "fee": 3000}


def acknowledge(path: Path, line: str) -> None:
    """Append `line` and force it to disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, (line + "\n").encode())
    os.fsync(descriptor)
    os.close(descriptor)


def main(url: str, prefix: str, log: Path) -> None:
    """Work until killed. Days fly by, so that timers come due all the time."""
    told = log.with_suffix(".told")
    office = Office(Database(url), now=datetime.now(UTC), tell=lambda delivery: acknowledge(told, delivery.id))
    for number in count():
        case_id = f"{prefix}-{number}"
        office.receive(case_id, GOOD if number % 2 else DOUBTFUL)
        acknowledge(log, case_id)
        if number % 4 == 0:
            office.complete(case_id, "review", "return", by=YAMADA, reason="番号", command_id="review")
        office.now += timedelta(days=1)
        office.worker.work_once(office.now, limit=5)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
