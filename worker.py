"""The Celery app for an office with a broker: `celery -A worker worker` and, once, `celery -A worker beat`.

Without `CELERY_BROKER_URL` the web process works the jobs itself and this module is not needed.
"""

import sys

from celery import Celery

from bootstrap import services
from engine.shell.tasks import celery_app, register
from environment import BadSetting
from observability import configure_logging
from settings import read_settings

BAD_SETTINGS_STATUS = 2


def worker_app() -> Celery:
    """Return the Celery app that the environment describes, or end the process with one clear line."""
    try:
        settings = read_settings()
        if settings.celery_broker_url is None:
            raise BadSetting(
                "CELERY_BROKER_URL",
                "ワーカーを分けて動かすには、redis:// か amqp:// で始まるアドレスを指定してください。",
                "name a broker (redis:// or amqp://) to run workers of their own.",
            )
    except BadSetting as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(BAD_SETTINGS_STATUS) from None
    configure_logging(settings.log_level)
    house = services(settings)
    made = celery_app(settings.celery_broker_url)
    register(made, house.worker, house.clock)
    return made


app = worker_app()
