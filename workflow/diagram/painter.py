"""Pictures are drawn in a child process, one after the other, each within a time and a share of memory.

Graphviz is C: it is not safe among threads, an arrow too many can cost it minutes, and nothing can stop it in the
middle. A child can be stopped. It lives as long as this process, so that a picture costs no start of Python.
"""

import os
import select
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final, Literal, TypeAlias

from kernel.errors import DomainError

Kind: TypeAlias = Literal["svg", "png"]
PATIENCE_SECONDS: Final = 4.0
"""The largest picture of a readable flow takes about two seconds on a small machine."""
PAUSE_SECONDS: Final = 60.0
"""How long a picture that took too long is not tried again: somebody reloads the page."""
PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_BRUSH: Final = Path(__file__).with_name("brush.py")
_CHUNK: Final = 1 << 16


class TooTangledToDraw(DomainError):
    """So many arrows cross that no picture comes out in time; the table says the same."""

    code = "diagram.too_tangled"


def painted(dot: str, kind: Kind) -> bytes:
    """Return the picture of `dot`, or raise `TooTangledToDraw`. What was drawn last is remembered."""
    return _remembered(dot, kind)


@lru_cache(maxsize=64)
def _remembered(dot: str, kind: Kind) -> bytes:
    return _of_this_process(os.getpid()).paint(dot, kind)


@lru_cache(maxsize=1)
def _of_this_process(_pid: int) -> "_Painter":
    """A process that was forked has to have a child of its own."""
    return _Painter()


class _Painter:
    def __init__(self) -> None:
        self._lock: Final = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._given_up: dict[int, float] = {}

    def paint(self, dot: str, kind: Kind) -> bytes:
        """Return the picture, or raise `TooTangledToDraw` at once if it was tried in vain a moment ago."""
        with self._lock:
            self._given_up = {key: until for key, until in self._given_up.items() if until > monotonic()}
            key = hash((dot, kind))
            picture = b"" if key in self._given_up else self._tried(dot, kind)
            if not picture:
                self._given_up.setdefault(key, monotonic() + PAUSE_SECONDS)
                raise TooTangledToDraw
            return picture

    def _tried(self, dot: str, kind: Kind) -> bytes:
        """Return the picture; nothing when it is not ready in time. A child that is late or broken is ended."""
        child = self._ready()
        try:
            return _asked(child, dot.encode(), kind)
        except (OSError, ValueError):  # late, or the child has died: out of memory, say
            child.kill()
            child.communicate()
            return b""

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            known = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            self._child = subprocess.Popen(  # noqa: S603  # our own script, and nothing from outside in the arguments
                [sys.executable, "-I", str(_BRUSH)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=known | {"GV_FILE_PATH": ""},
                bufsize=0,
            )
        return self._child


def _asked(child: "subprocess.Popen[bytes]", dot: bytes, kind: Kind) -> bytes:
    """Return the child's answer; raises `TimeoutError` when it is late and `ValueError` when it is none."""
    deadline = monotonic() + PATIENCE_SECONDS
    assert child.stdin is not None
    assert child.stdout is not None
    request = memoryview(b"%s %d\n" % (kind.encode(), len(dot)) + dot)
    while request:
        request = request[child.stdin.write(request) :]
    answer = b""
    while b"\n" not in answer:
        answer += _some(child.stdout.fileno(), deadline)
    length, _, picture = answer.partition(b"\n")
    parts, missing = [picture], int(length) - len(picture)
    while missing > 0:
        parts.append(_some(child.stdout.fileno(), deadline))
        missing -= len(parts[-1])
    return b"".join(parts)


def _some(descriptor: int, deadline: float) -> bytes:
    left = deadline - monotonic()
    if left <= 0 or not select.select([descriptor], [], [], left)[0]:
        raise TimeoutError
    chunk = os.read(descriptor, _CHUNK)
    if not chunk:
        raise ValueError("the child has ended")
    return chunk
