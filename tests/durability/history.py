"""What a load driver saw, as it saw it, and whether that can have happened (P14).

Each operation is a line: when it was asked for, when it was answered (or not), and which version of which case it
made or saw. Real time orders operations that do not overlap; nothing else does.
"""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Operation:
    """`write` made `version` of the case, `read` saw it; times are of a monotonic clock, in seconds."""

    kind: Literal["write", "read"]
    case_id: str
    version: int
    asked: float
    answered: float


@dataclass
class Recorder:
    """Collects operations from many threads."""

    operations: list[Operation] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: Literal["write", "read"], case_id: str, version: int, asked: float) -> None:
        """Note that an operation was answered just now."""
        with self.lock:
            self.operations.append(Operation(kind, case_id, version, asked, time.monotonic()))

    def save(self, path: Path) -> None:
        """Write a line of JSON for each operation."""
        with path.open("w") as file:
            file.writelines(json.dumps(asdict(each)) + "\n" for each in self.operations)


def impossible(operations: Sequence[Operation]) -> Iterator[str]:
    """Yield what cannot have happened if every acknowledged write is there for all who ask after it."""
    by_case: dict[str, list[Operation]] = {}
    for each in operations:
        by_case.setdefault(each.case_id, []).append(each)
    for case_id, own in by_case.items():
        yield from _impossible_in(case_id, own)


def _impossible_in(case_id: str, operations: Sequence[Operation]) -> Iterator[str]:
    written: dict[int, Operation] = {}
    for each in operations:
        if each.kind == "write" and each.version in written:
            yield f"{case_id}: version {each.version} was made twice"
        if each.kind == "write":
            written[each.version] = each
    ended = sorted(operations, key=lambda each: each.answered)
    seen, place = 0, 0
    for each in sorted(operations, key=lambda each: each.asked):
        while place < len(ended) and ended[place].answered < each.asked:
            seen = max(seen, ended[place].version)
            place += 1
        if each.version < seen:
            yield f"{case_id}: version {each.version} was seen after version {seen} had been"
        if each.kind == "write" and each.version <= seen:
            yield f"{case_id}: version {each.version} was made after version {seen} had been seen"
