"""Databases and brokers to be killed: private ones, on free ports, in a folder of their own, started and ended here."""

import os
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Final

from tests.services import missing

POSTGRES_USER: Final = "postgres"
RABBIT_USER: Final = "rabbitmq"
RABBIT_BINARY: Final = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
POSTGRES_BIN: Final = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")
PATIENCE: Final = 60.0


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Say whether somebody listens on `port`."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_until_it_answers(port: int, process: subprocess.Popen[bytes], what: str) -> None:
    """Wait until `port` takes connections."""
    until = time.monotonic() + PATIENCE
    while not answers(port):
        assert process.poll() is None, f"{what} ended by itself"
        assert time.monotonic() < until, f"{what} does not answer"
        time.sleep(0.02)


@dataclass
class Server(ABC):
    """A process group that can be started, killed and started again on the same data."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> Sequence[str]:
        """Return what starts it in the foreground."""

    def environment(self) -> dict[str, str]:
        """Return what it finds in its environment beside ours."""
        return {}

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=self.folder, env={**os.environ, **self.environment()}, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        wait_until_it_answers(self.port, self.process, type(self).__name__)

    def kill(self) -> None:
        """End it with everything that it has started, at once and without a word."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGSTOP)  # so that nothing is started between looking and killing
        children = _children_of(self.process.pid)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for child in children:  # PostgreSQL's have groups of their own
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self.process.wait()
        self.process = None
        until = time.monotonic() + PATIENCE
        while any(Path(f"/proc/{child}/exe").exists() for child in children) and time.monotonic() < until:
            time.sleep(0.01)

    def pause(self) -> None:
        """Let it stand still: connections stay open and nobody answers."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on after a pause."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGCONT)


class Postgres(Server):
    """A PostgreSQL cluster."""

    settings: ClassVar[Sequence[str]] = ("recovery_init_sync_method=syncfs",)

    @property
    def data(self) -> Path:
        """Where the cluster lies."""
        return self.folder / "data"

    @property
    def url(self) -> str:
        """The URL of its database."""
        return f"postgresql+psycopg://{POSTGRES_USER}@127.0.0.1:{self.port}/postgres?connect_timeout=5"

    def make(self) -> None:
        """Make the cluster, as its owner."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, POSTGRES_USER)
        _let_through(self.folder)
        made = subprocess.run(
            [*_as(POSTGRES_USER), _binary("initdb"), "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U",
             POSTGRES_USER,
             "-D", str(self.data)],
            check=False, capture_output=True, text=True, cwd=self.folder,
        )  # fmt: skip
        assert not made.returncode, made.stderr

    def command(self) -> Sequence[str]:
        """Return the postmaster's command line: everything as safe as it ships."""
        here = ("listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}")
        given = [f"-c{each}" for each in (*here, *self.settings)]
        return [*_as(POSTGRES_USER), _binary("postgres"), "-D", str(self.data), "-p", str(self.port), *given]

    def kill(self) -> None:
        """Kill every process of the cluster; what it held in shared memory goes with it."""
        super().kill()
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def start(self) -> None:
        """Start it and wait until it takes statements, that is until it has recovered.

        The memory of a killed cluster is only free when the last of its processes is gone: then it is tried again.
        """
        until = time.monotonic() + PATIENCE
        while True:
            try:
                super().start()
                break
            except AssertionError:
                assert time.monotonic() < until, "PostgreSQL does not start"
                time.sleep(0.2)
        self.wait_until_it_takes_statements()

    def wait_until_it_takes_statements(self) -> None:
        """Wait until it has recovered, also from a crash of its own; one that has given up is started again."""
        until = time.monotonic() + PATIENCE
        if self.process is not None and self.process.poll() is not None:
            self.kill()
            self.start()
        ready = [_binary("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            assert time.monotonic() < until, "PostgreSQL does not recover"
            time.sleep(0.02)


class Redis(Server):
    """A Redis that keeps nothing when it is killed."""

    @property
    def url(self) -> str:
        """The broker URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> Sequence[str]:
        """Return the server's command line."""
        binary = shutil.which("redis-server") or missing("redis-server")
        return [binary, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]


@dataclass
class Rabbit(Server):
    """A RabbitMQ node with a name of its own."""

    distribution_port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """The broker URL."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def make(self) -> None:
        """Give the folder to the node's owner, with a configuration that asks for nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "plugins").write_text("[].\n")
        (self.folder / "empty.conf").write_text("")
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.iterdir()):
                shutil.chown(path, RABBIT_USER)
        _let_through(self.folder)

    def command(self) -> Sequence[str]:
        """Return the node's command line."""
        found = RABBIT_BINARY if RABBIT_BINARY.exists() else shutil.which("rabbitmq-server")
        return [*_as(RABBIT_USER), str(found or missing("rabbitmq-server"))]

    def environment(self) -> dict[str, str]:
        """Return where the node keeps its things, and under which name."""
        return {
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": f"drill{self.port}@localhost",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.distribution_port),
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "empty"),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "empty.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
        }


def _as(user: str) -> list[str]:
    """PostgreSQL and RabbitMQ do not run as root."""
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"] if os.geteuid() == 0 else []


def _let_through(folder: Path) -> None:
    """Let other users reach `folder`: test folders are root's own."""
    for parent in folder.parents if os.geteuid() == 0 else ():
        if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)


def _children_of(pid: int) -> list[int]:
    """Return the processes that `pid` has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(path.parent.name))
    return found


def _binary(name: str) -> str:
    found = next((f"{folder}/{name}" for folder in POSTGRES_BIN if Path(folder, name).exists()), None)
    return found or shutil.which(name) or missing(f"PostgreSQL's {name}")
