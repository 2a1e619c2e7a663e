"""viewflow: the approval flow as a Flow class over Django's models; code carries the steps out, not its pages."""

import sys
import time
from typing import Final
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.management import call_command

PLACE: Final = urlsplit(sys.argv[1])
DATABASE: Final = (
    {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{PLACE.path[1:]}.viewflow", "OPTIONS": {"timeout": 60}}
    if PLACE.scheme == "sqlite"
    else {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": PLACE.path[1:],
        "HOST": PLACE.hostname,
        "PORT": PLACE.port or "",
        "USER": PLACE.username,
        "PASSWORD": PLACE.password or "",
    }
)
settings.configure(
    DATABASES={"default": DATABASE},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "viewflow", "viewflow.workflow", "approvals"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from approvals.flows import Approval  # noqa: E402  # Django must know its settings before


def do_cases(count: int) -> None:
    """Do `count` cases, every second one decided by people."""
    for number in range(count):
        process = Approval.start.run(chip=not number % 2)
        for step in (Approval.review, Approval.decide) if number % 2 else ():
            step.run(process.task_set.get(flow_task=step))


def main() -> None:
    """Answer every number with cases a second and CPU milliseconds a case."""
    call_command("migrate", verbosity=0)
    for line in sys.stdin:
        begun, cpu = time.perf_counter(), time.process_time()
        do_cases(int(line))
        rate, cpu_ms = int(line) / (time.perf_counter() - begun), 1000 * (time.process_time() - cpu) / int(line)
        print(rate, cpu_ms, flush=True)


if __name__ == "__main__":
    main()
