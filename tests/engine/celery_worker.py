"""A Celery app for the broker tests: the same tasks as `worker.py`, over the tests' office.

Reads TEST_DATABASE_URL, TEST_BROKER_URL, TEST_QUEUE and TEST_TOLD (a file: one line per delivery).
"""

import os
from pathlib import Path

from db.database import Database
from engine.shell.tasks import celery_app, register
from kernel.clock import SystemClock
from tests.engine.crashing_worker import acknowledge
from tests.engine.office import Office

TOLD = Path(os.environ["TEST_TOLD"])

office = Office(Database(os.environ["TEST_DATABASE_URL"]), tell=lambda delivery: acknowledge(TOLD, delivery.id))
app = celery_app(os.environ["TEST_BROKER_URL"])
app.conf.beat_schedule["sweep"]["schedule"] = 0.5
app.conf.task_default_queue = os.environ["TEST_QUEUE"]
register(app, office.worker, SystemClock())
