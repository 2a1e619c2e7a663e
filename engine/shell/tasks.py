"""Celery as a courier: a message carries one job's id and nothing else. Losing all messages loses time, no facts.

`sweep` runs every few seconds and hands out what is due; `work` does one job and then whatever else is due, so that a
few messages set all workers going. Both are idempotent: jobs are rows of ours, claimed with a lease. Settings follow
measurements of how Celery loses tasks: acknowledged late, given back when a child dies, nothing prefetched, JSON
only, no results, no delays inside the broker.
"""

from time import monotonic
from typing import Final

from celery import Celery

from engine.shell.jobs import due_jobs
from engine.shell.worker import Worker
from kernel.clock import Clock

SWEEP_SECONDS: Final = 2.0
"""How long a timer can be late, and with `LEASE` how long the jobs of a dead worker lie there."""
HANDED_OUT: Final = 50
WORTHLESS_AFTER_SECONDS: Final = 30
"""A message that nobody took for so long is thrown away: sweeps have said the same since."""
SHIFT_SECONDS: Final = 20.0
"""How long one message keeps a worker at work."""
LONGEST_TASK_SECONDS: Final = 60
SETTINGS: Final = {
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    "task_ignore_result": True,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_time_limit": LONGEST_TASK_SECONDS,
    "broker_connection_retry_on_startup": True,
    "enable_utc": True,
    "timezone": "UTC",
}
REDIS_SETTINGS: Final = {"broker_transport_options": {"visibility_timeout": 3 * LONGEST_TASK_SECONDS}}
RABBITMQ_SETTINGS: Final = {
    "broker_transport_options": {"confirm_publish": True},
    "task_default_queue_type": "quorum",
}
QUEUE: Final = "minaoshi"
WORK: Final = "engine.work"
SWEEP: Final = "engine.sweep"


def celery_app(broker_url: str) -> Celery:
    """Return the Celery app with the beat's schedule; `register` gives it something to do."""
    app = Celery("minaoshi", broker=broker_url, backend=None)
    app.conf.update(SETTINGS)
    app.conf.update(REDIS_SETTINGS if broker_url.startswith("redis") else RABBITMQ_SETTINGS)
    app.conf.task_default_queue = QUEUE
    app.conf.beat_schedule = {
        # A sweep that nobody took within its period is worthless: the next one does the same.
        "sweep": {"task": SWEEP, "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}}
    }
    return app


def register(app: Celery, worker: Worker, clock: Clock) -> None:
    """Tell `app` how to sweep and how to work."""

    @app.task(name=WORK, expires=WORTHLESS_AFTER_SECONDS)
    def work(job_id: str) -> None:
        begun = monotonic()
        worker.work_on(job_id, clock.now())
        while worker.work_once(clock.now()) and monotonic() - begun < SHIFT_SECONDS:
            pass

    @app.task(name=SWEEP)
    def sweep() -> None:
        worker.go_round(clock.now())
        with worker.database.read() as tx:
            ids = due_jobs(tx, clock.now(), HANDED_OUT)
        for job_id in ids:
            work.delay(job_id)
