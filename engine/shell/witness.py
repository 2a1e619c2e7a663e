"""The witness (証人): a file outside of the database that says how far each case has come, a line per step.

    case number link(hex)

A chain inside the database cannot see that a whole case was taken out, or put back from an old copy; whoever can do
that with the database would have to change these lines, too. They lie in a folder that should be on another machine
or on a medium that takes additions only. A line is written after the commit and never stands in its way: what a
crash or a full disk keeps from being written is vouched for by the next line of the same case.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog

SUFFIX: Final = ".witness"
_LOG = structlog.get_logger("engine.witness")


@dataclass(frozen=True, slots=True)
class Testimony:
    """A line: entry `number` of a case was committed with this link. `where` is file and line."""

    case_id: str
    number: int
    link: bytes
    where: str


class WitnessFile:
    """A folder with a file per month, written to by any number of processes at once."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder
        self._open: Final[dict[str, int]] = {}

    def __call__(self, case_id: str, number: int, link: bytes, now: datetime) -> None:
        """Append a line. One short write to a file opened for appending is never mixed with another one."""
        try:
            os.write(self._file(f"{now.astimezone(UTC):%Y-%m}{SUFFIX}"), f"{case_id} {number} {link.hex()}\n".encode())
        except OSError as error:
            _LOG.error("the witness cannot write", error=error.strerror)

    def _file(self, name: str) -> int:
        found = self._open.get(name)
        if found is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
            found = self._open.setdefault(name, os.open(self._folder / name, flags, 0o600))
        return found


def witnessed(folder: Path) -> Iterator[Testimony]:
    """Yield what the witness says, oldest file first; a line that is no testimony counts as one about nothing."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with path.open(encoding="utf-8", errors="replace") as lines:
            for place, line in enumerate(lines, start=1):
                yield _read(line, f"{path.name}:{place}")


def _read(line: str, where: str) -> Testimony:
    try:
        case_id, number, link = line.split()
        return Testimony(case_id, int(number), bytes.fromhex(link), where)
    except ValueError:
        return Testimony("", 0, b"", where)
