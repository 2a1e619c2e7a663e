"""Attachments on disk: written once under their content's hash, forced to the disk before the row commits.

The name under which a file is stored never comes from outside. What a file is, is told from its first bytes.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kernel.errors import DomainError

CHUNK: Final = 1 << 20
SIGNATURES: Final[Mapping[str, tuple[bytes, ...]]] = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/heic": (b"ftypheic", b"ftypheix", b"ftypmif1"),
}


class FileTooLarge(DomainError):
    """The file is larger than the field allows."""

    code = "intake.file_too_large"


class FileNotAccepted(DomainError):
    """The file's content is none of the kinds that the field accepts, whatever its name says."""

    code = "intake.file_not_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that is safely on disk."""

    sha256: bytes
    size: int
    media_type: str


class FileStore:
    """A folder of files named by the SHA-256 of their content."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder

    def store(self, stream: BinaryIO, *, max_bytes: int, accept: frozenset[str]) -> StoredFile:
        """Copy `stream` to disk and force it there; raises `FileTooLarge` or `FileNotAccepted` and keeps nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f".part-{os.getpid()}-{os.urandom(8).hex()}"
        try:
            digest, size, head = _copy(stream, part, max_bytes)
            media_type = media_type_of(head)
            if media_type is None or (accept and media_type not in accept):
                raise FileNotAccepted(accept=", ".join(sorted(accept)))
            target = self.path(digest)
            if not target.parent.exists():
                target.parent.mkdir(exist_ok=True)
                _force_folder(self._folder)
            part.replace(target)
            _force_folder(target.parent)
        finally:
            part.unlink(missing_ok=True)
        return StoredFile(sha256=digest, size=size, media_type=media_type)

    def every_path(self) -> Iterator[Path]:
        """Yield every file in the folder, leftovers of broken uploads included."""
        yield from self._folder.glob(".part-*")
        yield from (path for path in self._folder.glob("[0-9a-f][0-9a-f]/*") if len(path.name) == 64)

    def path(self, sha256: bytes) -> Path:
        """Return where the content with this hash is kept."""
        name = sha256.hex()
        return self._folder / name[:2] / name


def media_type_of(head: bytes) -> str | None:
    """Tell the kind of a file from its first bytes, or None for what is not accepted anywhere."""
    for media_type, starts in SIGNATURES.items():
        offset = 4 if media_type == "image/heic" else 0
        if any(head[offset:].startswith(start) for start in starts):
            return media_type
    return None


def _copy(stream: BinaryIO, part: Path, max_bytes: int) -> tuple[bytes, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    with part.open("xb") as out:
        while chunk := stream.read(CHUNK):
            head = head or chunk[:32]
            size += len(chunk)
            if size > max_bytes:
                raise FileTooLarge(limit_mb=max_bytes // 1_000_000)
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.digest(), size, head


def _force_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
