"""Disks of a test's own: small ones that get full, and ones that become read-only, as real file systems do."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.services import missing

BLOCK = 4096


@dataclass(frozen=True)
class Disk:
    """A file system in `folder`."""

    folder: Path

    @contextmanager
    def full(self, but_for: int = 0) -> Iterator[None]:
        """Fill the disk up to `but_for` blocks while the block runs."""
        ballast = self.folder / ".ballast"
        with ballast.open("wb", buffering=0) as file:
            with suppress(OSError):
                while file.write(b"\0" * BLOCK * 16) == BLOCK * 16:
                    pass
            with suppress(OSError):
                while file.write(b"\0" * BLOCK) == BLOCK:
                    pass
            file.truncate(max(0, file.tell() // BLOCK - but_for) * BLOCK)
        try:
            yield
        finally:
            ballast.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Let nothing be written while the block runs; nobody may have a file open for writing when it begins."""
        _mount("-o", "remount,ro", str(self.folder))
        try:
            yield
        finally:
            _mount("-o", "remount,rw", str(self.folder))


@contextmanager
def a_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Make a disk in memory at `folder`, or skip the test where nobody may mount one."""
    folder.mkdir(parents=True)
    try:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError):
        missing("the right to mount a disk of one's own")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)
