"""A daemon that speaks clamd's INSTREAM as its manual describes it, over TCP or a Unix socket."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class FakeClamd:
    """Where it listens, and what it was sent. `limit` is its StreamMaxLength; `mute` lets it hang up at once."""

    url: str
    limit: int = 1 << 26
    mute: bool = False
    streams: list[bytes] = field(default_factory=list)

    def answer(self, line: socket.socket) -> None:
        """Serve one connection."""
        if self.mute or _exactly(line, 10) != b"zINSTREAM\0":
            return
        stream = b""
        while size := struct.unpack(">I", _exactly(line, 4))[0]:
            stream += _exactly(line, size)
            if len(stream) > self.limit:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.streams.append(stream)
        line.sendall(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in stream else b"stream: OK\0")


def _exactly(line: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = line.recv(size - len(found))
        if not part:
            raise ConnectionError
        found += part
    return found


@contextmanager
def clamd(socket_path: Path | None = None) -> Iterator[FakeClamd]:
    """Run the daemon while the block runs."""
    family, address = (socket.AF_INET, ("127.0.0.1", 0)) if socket_path is None else (socket.AF_UNIX, str(socket_path))
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind(address)
        listening.listen()
        at = f"unix://{socket_path}" if socket_path else f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        daemon = FakeClamd(at)
        thread = Thread(target=_serve, args=(listening, daemon), daemon=True)
        thread.start()
        yield daemon
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(listening: socket.socket, daemon: FakeClamd) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with line:
            try:
                daemon.answer(line)
            except OSError:
                continue
