"""The Celery app of the long run: the product's tasks over the office of `soak_flows`.

Reads SOAK_DATABASE_URL, SOAK_BROKER_URL, SOAK_FOLDER; every delivery is a line in a file of this process's own.
"""

import os
from pathlib import Path

from db.database import Database
from engine.shell.ports import Delivery
from engine.shell.tasks import celery_app, register
from engine.shell.witness import WitnessFile
from kernel.clock import SystemClock
from tests.durability.soak_flows import worker_of

FOLDER = Path(os.environ["SOAK_FOLDER"])


def tell(delivery: Delivery) -> None:
    """Write down that this was told."""
    with (FOLDER / f"told-{os.getpid()}").open("a") as file:
        file.write(delivery.id + "\n")


app = celery_app(os.environ["SOAK_BROKER_URL"])
database = Database(os.environ["SOAK_DATABASE_URL"])
register(app, worker_of(database, tell, WitnessFile(FOLDER / "witness")), SystemClock())
