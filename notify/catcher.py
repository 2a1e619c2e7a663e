"""A mail server that delivers nothing: it keeps every letter as an `.eml` file in a folder. For the demo and tests.

The product talks to it with the same SMTP client as to a real server, so that what is seen here is what would go
out. It listens on this machine only.
"""

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from kernel.clock import Clock

HOST: Final = "127.0.0.1"
ATTEMPTS: Final = 5


class _Keeper:
    """What aiosmtpd calls when a letter has arrived."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        """Keep the letter. Its file appears whole or not at all, and names sort by arrival."""
        del server, session
        name = f"{self._clock.now():%Y%m%dT%H%M%S.%f}-{secrets.token_hex(3)}"
        draft = self._folder / f".{name}.part"
        assert isinstance(envelope.content, bytes), "aiosmtpd decodes only when it is told to"
        draft.write_bytes(envelope.content)
        draft.rename(self._folder / f"{name}.eml")
        return "250 kept"


@contextmanager
def catching_mail(folder: Path, clock: Clock) -> Iterator[str]:
    """Catch letters into `folder` while the block runs; yield the `SMTP_URL` to send them to."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    controller = _listening(_Keeper(folder, clock))
    try:
        yield f"smtp://{HOST}:{controller.port}"
    finally:
        controller.stop()


def letters_in(folder: Path) -> list[Path]:
    """Return the letters caught so far, oldest first."""
    return sorted(folder.glob("*.eml"))


def _listening(keeper: _Keeper) -> Controller:
    """Start on a free port. Somebody else can take the port between asking and listening: then ask again."""
    for attempt in range(ATTEMPTS):
        controller = Controller(keeper, hostname=HOST, port=_free_port())
        try:
            controller.start()
        except OSError:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            return controller
    raise AssertionError("unreachable: the last attempt raises")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
