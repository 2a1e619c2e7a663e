"""Whether a long run gets slower, or its processes larger, the longer it lasts.

Time on the clock says little on a machine that others use, too; the time that a driver computed for a case, and the
memory of the workers, say what is ours.
"""

import json
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

LAP = 500
"""So many cases are one lap of a driver."""
LOOK_SECONDS = 20.0
SLOWER = 1.5
LARGER_MB = 40.0


@dataclass
class Laps:
    """How long each lap took a driver; written down at its end, so that another process can read it."""

    path: Path
    laps: list[tuple[float, float]] = field(default_factory=list)
    begun: tuple[float, float] = field(default_factory=lambda: (time.process_time(), time.monotonic()))

    def done(self, number: int) -> None:
        """Note that case `number` (from 0) is done."""
        if (number + 1) % LAP:
            return
        now = (time.process_time(), time.monotonic())
        self.laps.append((now[0] - self.begun[0], now[1] - self.begun[1]))
        self.begun = now
        self.path.write_text(json.dumps(self.laps))


@dataclass
class Memory:
    """Memory of processes in MB, one look after the other."""

    pids: Sequence[int]
    looks: list[float] = field(default_factory=list)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look every few seconds until the block ends."""
        over = Event()
        thread = Thread(target=self._watch, args=(over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _watch(self, over: Event) -> None:
        while not over.wait(LOOK_SECONDS):
            found = [each for pid in self.pids if (each := _megabytes(pid))]
            if found:
                self.looks.append(max(found))


def _megabytes(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1000
    return 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """The first fifth of a run beside its last: seconds computed and passed for a case, MB of the largest worker."""

    computed: tuple[float, float]
    passed: tuple[float, float]
    memory: tuple[float, float]

    @property
    def is_steady(self) -> bool:
        """Say whether the run neither computed ever more for a case nor grew."""
        return self.computed[1] <= self.computed[0] * SLOWER and self.memory[1] <= self.memory[0] + LARGER_MB

    def lines(self) -> Iterator[str]:
        """Yield the report."""
        first, last = (f"{each * 1000:.1f}" for each in self.computed)
        slow = f"{self.passed[0] * 1000:.0f} and {self.passed[1] * 1000:.0f} ms passed"
        yield f"a case      computed {first} ms at first, {last} ms at last ({slow})"
        yield f"a worker    {self.memory[0]:.0f} MB at first, {self.memory[1]:.0f} MB at last"


def pace_of(folder: Path, memory: Sequence[float]) -> Pace:
    """Return what the laps of the drivers in `folder` and the looks at the workers tell."""
    drivers: list[list[tuple[float, float]]] = [json.loads(path.read_text()) for path in folder.glob("laps-*")]
    first = [lap for laps in drivers for lap in laps[: _fifth(laps)]]
    last = [lap for laps in drivers for lap in laps[-_fifth(laps) :]]
    looks = (memory[len(memory) // 5], memory[-1]) if memory else (0.0, 0.0)
    return Pace((_median(first, 0), _median(last, 0)), (_median(first, 1), _median(last, 1)), looks)


def _fifth(laps: Sequence[tuple[float, float]]) -> int:
    return max(1, len(laps) // 5)


def _median(laps: Sequence[tuple[float, float]], kind: int) -> float:
    return statistics.median(lap[kind] for lap in laps) / LAP if laps else 0.0
