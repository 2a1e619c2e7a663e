"""The model town on a real server: database, past cases, web threads, worker, timers, and mail over real SMTP."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from waitress import create_server

from bootstrap import Services, services
from cli.demo import load_town
from db.all_tables import every_table
from engine.shell.embedded import EmbeddedWorker
from kernel.clock import SystemClock
from notify.catcher import catching_mail, letters_in
from samples.town import settle
from settings import read_settings
from web.app import create_app

PAST_CASES: Final = 60
THREADS: Final = 4


@dataclass(frozen=True, slots=True)
class Town:
    """A town that answers at `url`; its mail lies in `mail`."""

    url: str
    services: Services
    mail: Path

    def letters(self) -> list[Path]:
        """Return the mail that has gone out, oldest first."""
        return letters_in(self.mail)


@contextmanager
def serve_town(folder: Path, *, furnished: bool = True) -> Iterator[Town]:
    """Serve the town from a database in `folder` while the block runs; not `furnished`: offices and people only."""
    with ExitStack() as running:
        mail = folder / "mail"
        listening = running.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = listening.getsockname()[1]
        settings = {"DATA_DIR": str(folder), "PORT": str(port), "HUMAN_SAMPLE_SHARE": "0"}
        smtp_url = running.enter_context(catching_mail(mail, SystemClock()))
        house = services(read_settings(settings | {"SMTP_URL": smtp_url}))
        running.callback(house.database.dispose)
        with house.database.begin() as tx:
            every_table().create_all(tx)
            if not furnished:
                settle(tx, "minaoshi-demo", house.clock.now())
        if furnished:
            load_town(house, lambda _line: None, cases=PAST_CASES)
        embedded = EmbeddedWorker(worker=house.worker, clock=house.clock, poll_seconds=0.2)
        embedded.start()
        running.callback(embedded.stop)
        server = create_server(create_app(house), sockets=[listening], threads=THREADS)
        serving = threading.Thread(target=server.run, name="web", daemon=True)
        serving.start()
        running.callback(serving.join, 5)
        running.callback(server.close)
        yield Town(f"http://127.0.0.1:{port}", house, mail)
