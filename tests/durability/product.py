"""The product as it is installed: web, workers and beat as processes, to be killed and started again."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bootstrap import Services, services
from db.upgrade import upgrade
from samples.town import publish_procedures, settle
from settings import read_settings
from tests.durability.servers import free_port
from tests.services import ROOT

READY_WITHIN: Final = 300.0
SECRET: Final = "drill" * 10


@dataclass
class Product:
    """One installation in `folder`. Without a broker web works the jobs; with one there are workers and a beat."""

    folder: Path
    database_url: str
    smtp_url: str
    broker_url: str = ""
    workers: int = 2
    port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ready_after: list[float] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        """Return the environment that describes the installation."""
        return {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "CELERY_BROKER_URL": self.broker_url,
            "SECRET_KEY": SECRET,
            "SMTP_URL": self.smtp_url,
            "HUMAN_SAMPLE_SHARE": "0",
            "PORT": str(self.port),
            "LOG_LEVEL": "warning",
            "PYTHONPATH": str(ROOT),
        }

    def house(self) -> Services:
        """Return the services of this installation, in this process."""
        return services(read_settings(self.settings))

    def move_in(self) -> None:
        """Make the tables and publish the model town's procedures."""
        house = self.house()
        upgrade(house.database)
        with house.database.begin() as tx:
            settle(tx, "minaoshi-demo", house.clock.now())
            publish_procedures(tx, house.library, house.clock.now())
        house.database.dispose()

    @property
    def names(self) -> Sequence[str]:
        """The processes of the installation."""
        return ("web", *(f"worker{number}" for number in range(self.workers)), "beat") if self.broker_url else ("web",)

    def start(self, name: str) -> None:
        """Start a process; for web wait until it is ready, and remember how long that took."""
        begun = time.monotonic()
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                self._command(name), cwd=ROOT, env={**os.environ, **self.settings}, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        if name == "web":
            self._wait_for_web(begun)

    def kill(self, name: str) -> None:
        """End a process at once, without a word."""
        process = self.running.pop(name, None)
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        """End everything."""
        for name in [*self.running]:
            self.kill(name)

    def _command(self, name: str) -> Sequence[str]:
        if name == "web":
            return [str(Path(sys.executable).parent / "flask"), "--app", "wsgi", "serve"]
        celery = [sys.executable, "-m", "celery", "-A", "worker"]
        if name == "beat":
            return [*celery, "beat", "--loglevel=warning", f"--schedule={self.folder / 'beat'}"]
        quiet = ("--concurrency=1", "--without-gossip", "--without-mingle", "--loglevel=warning")
        return [*celery, "worker", *quiet, "-n", f"{name}-{self.port}@localhost"]

    def _wait_for_web(self, begun: float) -> None:
        while True:
            assert self.running["web"].poll() is None, (self.folder / "web.log").read_text()[-2_000:]
            with suppress(OSError, http.client.HTTPException):
                if request(self.port, "GET", "/").status == 200:
                    break
            assert time.monotonic() - begun < READY_WITHIN, "web is not ready"
            time.sleep(0.02)
        self.ready_after.append(time.monotonic() - begun)


@dataclass(frozen=True, slots=True)
class Answer:
    """What web answered."""

    status: int
    headers: Mapping[str, str]
    text: str


def request(port: int, method: str, path: str, body: str = "", cookie: str = "", timeout: float = 30.0) -> Answer:
    """Send one request on a connection of its own; raises what the network raises."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    headers = {"Cookie": cookie} if cookie else {}
    if method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body=body.encode(), headers=headers)
        got = connection.getresponse()
        return Answer(got.status, dict(got.getheaders()), got.read().decode(errors="replace"))
    finally:
        connection.close()
