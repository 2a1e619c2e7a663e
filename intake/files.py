"""Attachments on disk: written once under their content's hash, forced to the disk before the row commits.

The name under which a file is stored never comes from outside. What a file is, is told from its first bytes.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal, TypeAlias

from intake.virus_scan import Verdict
from kernel.errors import DomainError

CHUNK: Final = 1 << 20
SIGNATURES: Final[Mapping[str, tuple[bytes, ...]]] = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
}
_BRAND_AT: Final = 4
_BRANDS_AT: Final = 16
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_HEIF: Final = frozenset({b"mif1", b"msf1"})
KINDS: Final = frozenset({*SIGNATURES, "image/heic", "image/heif"})
"""Every kind of content that is accepted anywhere."""

Scan: TypeAlias = Literal["none", "clean", "waiting", "infected"]
"""What is known of a file: nobody looks, nothing found, not yet looked at (検査待ち), found and removed."""
Scanner: TypeAlias = Callable[[BinaryIO], Verdict]


class FileTooLarge(DomainError):
    """The file is larger than the field allows."""

    code = "intake.file_too_large"


class FileNotAccepted(DomainError):
    """The file's content is none of the kinds that the field accepts, whatever its name says."""

    code = "intake.file_not_accepted"


class FileInfected(DomainError):
    """The virus scanner found something; the file is not kept."""

    code = "intake.file_infected"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that is safely on disk."""

    sha256: bytes
    size: int
    media_type: str
    scan: Scan = "none"


class FileStore:
    """A folder of files named by the SHA-256 of their content; with a `scanner` each is looked at before it is kept."""

    def __init__(self, folder: Path, scanner: Scanner | None = None) -> None:
        self._folder: Final = folder
        self._scanner: Final = scanner

    def store(self, stream: BinaryIO, *, max_bytes: int, accept: frozenset[str]) -> StoredFile:
        """Copy `stream` to disk and force it there.

        Raises `FileTooLarge`, `FileNotAccepted` or `FileInfected` and keeps nothing.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f".part-{os.getpid()}-{os.urandom(8).hex()}"
        try:
            digest, size, head = _copy(stream, part, max_bytes)
            media_type = media_type_of(head)
            if media_type is None or (accept and media_type not in accept):
                raise FileNotAccepted(accept=", ".join(sorted(accept)))
            scan = self._looked_at(part)
            if scan == "infected":
                raise FileInfected
            target = self.path(digest)
            if not target.parent.exists():
                target.parent.mkdir(exist_ok=True)
                _force_folder(self._folder)
            part.replace(target)
            _force_folder(target.parent)
        finally:
            part.unlink(missing_ok=True)
        return StoredFile(sha256=digest, size=size, media_type=media_type, scan=scan)

    def part(self, name: str) -> "Part":
        """Return the file of ours in which an upload called `name` grows; custody clears away what is given up."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return Part(self._folder / f".part-of-{name}")

    def look_again(self, sha256: bytes) -> Scan:
        """Let the scanner look at what is kept; what it finds is removed. A file that is gone stays `waiting`."""
        path = self.path(sha256)
        scan = self._looked_at(path) if path.exists() else "waiting"
        if scan == "infected":
            path.unlink(missing_ok=True)
        return scan

    def _looked_at(self, path: Path) -> Scan:
        if self._scanner is None:
            return "none"
        with path.open("rb") as stream:
            verdict = self._scanner(stream)
        return "waiting" if verdict == "unknown" else verdict

    def every_path(self) -> Iterator[Path]:
        """Yield every file in the folder, leftovers of broken uploads included."""
        yield from self._folder.glob(".part-*")
        yield from (path for path in self._folder.glob("[0-9a-f][0-9a-f]/*") if len(path.name) == 64)

    def path(self, sha256: bytes) -> Path:
        """Return where the content with this hash is kept."""
        name = sha256.hex()
        return self._folder / name[:2] / name


@dataclass(frozen=True, slots=True)
class Part:
    """A file that comes in pieces."""

    path: Path

    def add(self, offset: int, piece: bytes) -> None:
        """Write a piece where it belongs and force it to the disk; what an uncommitted one left there goes."""
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.truncate(offset)
            file.seek(offset)
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def open(self) -> BinaryIO:
        """Return what has come."""
        return self.path.open("rb")

    def remove(self) -> None:
        """Take it off the disk."""
        self.path.unlink(missing_ok=True)


def media_type_of(head: bytes) -> str | None:
    """Tell the kind of a file from its first bytes, or None for what is not accepted anywhere."""
    for media_type, starts in SIGNATURES.items():
        if any(head.startswith(start) for start in starts):
            return media_type
    return _heif(head)


def _heif(head: bytes) -> str | None:
    """Tell photos of phones by their brands: the one that the file names first, then those that it is readable as."""
    if head[_BRAND_AT : _BRAND_AT + 4] != b"ftyp":
        return None
    first = head[_BRAND_AT + 4 : _BRAND_AT + 8]
    others = {head[at : at + 4] for at in range(_BRANDS_AT, len(head) - 3, 4)}
    if first in _HEIC or (first in _HEIF and others & _HEIC):
        return "image/heic"
    return "image/heif" if first in _HEIF else None


def _copy(stream: BinaryIO, part: Path, max_bytes: int) -> tuple[bytes, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    with part.open("xb") as out:
        while chunk := stream.read(CHUNK):
            head = head or chunk[:64]
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
