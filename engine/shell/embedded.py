"""A worker inside the web process: a thread that works jobs off and fires timers, for an office without a broker."""

from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Final

import structlog

from engine.shell.jobs import give_back_all
from engine.shell.worker import Worker
from kernel.clock import Clock

POLL_SECONDS: Final = 2.0
"""How long a timer can be late while nobody wakes the worker."""
_LOG = structlog.get_logger("engine.embedded")


@dataclass(slots=True)
class EmbeddedWorker:
    """Start it with the server, stop it with the server; `wake` after a commit that left something to do.

    It is the only worker of its office: what an earlier process left unfinished goes on at once.
    """

    worker: Worker
    clock: Clock
    poll_seconds: float = POLL_SECONDS
    _awake: Event = field(default_factory=Event)
    _stopping: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin to work."""
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="engine-worker", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look for work now."""
        self._awake.set()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what was begun, and stop."""
        self._stopping.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(timeout)
            self._thread = None

    def _run(self) -> None:
        orphaned = True
        while not self._stopping.is_set():
            try:
                if orphaned:
                    with self.worker.database.begin() as tx:
                        give_back_all(tx)
                    orphaned = False
                self.worker.go_round(self.clock.now())
                busy = self.worker.work_once(self.clock.now())
            except Exception as error:  # a database that is away for a while must not end the thread
                busy = 0
                _LOG.warning("cannot work at present", error=type(error).__name__)
            if not busy:
                self._awake.wait(self.poll_seconds)
                self._awake.clear()
