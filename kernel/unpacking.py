"""Reads a file piece by piece, unpacking gzip on the way, and never more of it than was agreed.

What comes out is bounded, not what goes in: a small packed file that unfolds without end is stopped at the limit.
"""

import gzip
import zlib
from collections.abc import Iterator
from io import RawIOBase
from typing import Final, Protocol

from kernel.errors import UnusableDocument
from kernel.messages_xml import MESSAGES

PIECE: Final = 1 << 16
MEGABYTE: Final = 1_000_000
_GZIP: Final = b"\x1f\x8b"


class ByteFile(Protocol):
    """Anything open for reading: a file, an upload."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; none at the end."""


def pieces_of(file: ByteFile, max_bytes: int) -> Iterator[bytes]:
    """Yield the content of `file`, unpacked when it is gzip; `UnusableDocument` when it is broken or too large."""
    head = file.read(len(_GZIP))
    left = max_bytes
    for piece in _unpacked(head, file) if head == _GZIP else _plain(head, file):
        left -= len(piece)
        if left < 0:
            limit = max(1, max_bytes // MEGABYTE)
            raise UnusableDocument((MESSAGES.problem("format.unpacked_too_large", "", limit=limit),))
        yield piece


def _plain(head: bytes, file: ByteFile) -> Iterator[bytes]:
    if head:
        yield head
    while piece := file.read(PIECE):
        yield piece


def _unpacked(head: bytes, file: ByteFile) -> Iterator[bytes]:
    packed = gzip.GzipFile(fileobj=_Rejoined(head, file))
    try:
        while piece := packed.read(PIECE):
            yield piece
    except (OSError, EOFError, zlib.error):
        raise UnusableDocument((MESSAGES.problem("format.bad_gzip", ""),)) from None


class _Rejoined(RawIOBase):
    """A file whose first bytes have been looked at already."""

    def __init__(self, head: bytes, file: ByteFile) -> None:
        self._head = head
        self._file = file

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return what was looked at first, then the rest of the file."""
        head, self._head = self._head, b""
        return head + self._file.read(size - len(head) if size >= 0 else -1)
