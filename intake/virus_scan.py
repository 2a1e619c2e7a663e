"""Asking ClamAV's daemon whether an upload is harmless: its INSTREAM command over TCP or a Unix socket.

The scanner answers or it does not; it never raises. What it cannot answer is kept and asked again later, so that a
daemon that is away costs nobody their application.
"""

import socket
import struct
from dataclasses import dataclass
from time import monotonic
from typing import BinaryIO, Final, Literal, TypeAlias
from urllib.parse import urlsplit

Verdict: TypeAlias = Literal["clean", "infected", "unknown"]
CHUNK: Final = 1 << 16
LONGEST_REPLY: Final = 4_096
PATIENCE_SECONDS: Final = 8.0
"""How long one file may take altogether while an applicant waits; afterwards it counts as not yet looked at."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """A daemon at `tcp://host:port` or `unix:///path`."""

    url: str

    def scan(self, stream: BinaryIO) -> Verdict:
        """Say what the daemon thinks of the bytes of `stream`."""
        until = monotonic() + PATIENCE_SECONDS
        try:
            with self._connected(until) as line:
                line.sendall(b"zINSTREAM\0")
                while chunk := stream.read(CHUNK):
                    line.settimeout(_left(until))
                    line.sendall(struct.pack(">I", len(chunk)) + chunk)
                line.sendall(struct.pack(">I", 0))
                return _verdict(_reply(line, until))
        except OSError:
            return "unknown"

    def _connected(self, until: float) -> socket.socket:
        parts = urlsplit(self.url)
        if parts.scheme == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(_left(until))
            try:
                line.connect(parts.path)
            except OSError:
                line.close()
                raise
            return line
        return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=_left(until))


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _reply(line: socket.socket, until: float) -> bytes:
    reply = b""
    while b"\0" not in reply and len(reply) < LONGEST_REPLY:
        line.settimeout(_left(until))
        part = line.recv(CHUNK)
        if not part:
            break
        reply += part
    return reply.partition(b"\0")[0].strip()


def _verdict(reply: bytes) -> Verdict:
    """Read `stream: OK`, `stream: Eicar-Signature FOUND`, or a complaint, which is no answer."""
    if reply == b"stream: OK":
        return "clean"
    return "infected" if reply.startswith(b"stream: ") and reply.endswith(b" FOUND") else "unknown"
