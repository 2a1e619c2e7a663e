"""What must not matter: how large the flow is, how long the form is, how many cases are over already.

A submission into a flow of 1,000 nodes is set beside one into a flow of 10, automatic steps are run by the hundred and
the thousand, a form of 30 fields is judged beside the whole submission, and one of 300 fields beside one of 30. All by
processor time in one process (SQLite in a file), in rounds that follow each other; printed are medians. With
PostgreSQL, `benchmarks.million` asks the same about finished cases.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from typing import Final

from benchmarks.forms import KINDS, TYPED, a_form
from db.all_tables import every_table
from db.database import Database
from engine.core.program import Program
from forms.validation import validate
from kernel.json_types import Json, JsonObject
from tests.engine.desk import Desk
from tests.engine.flows import node, program_of
from tests.engine.office import Office

ROUNDS: Final = 15
CASES: Final = 10
TODAY: Final = date(2026, 11, 23)
MOST_BY_FLOW: Final = 1.1
MOST_MS_AT_A_THOUSAND: Final = 10.0
MOST_GROWTH: Final = 15.0
MOST_SHARE_OF_FORM: Final = 1 / 3
MOST_BY_FORM: Final = 5.0
_NUMBERS: Final = count(1)


@dataclass
class Counter:
    """Submissions into one program, on a database of its own."""

    office: Office

    def submit(self, values: Mapping[str, Json]) -> None:
        """Let one application arrive."""
        self.office.receive(f"{next(_NUMBERS):032x}", values)


def main() -> int:
    """Print every figure; 1 where a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        return int(not all([flows(Path(folder)), automatic_steps(), forms(Path(folder))]))


def flows(folder: Path) -> bool:
    """Compare submissions into a small and a large flow."""
    small, large = (counter(folder, str(size), reviews(size)) for size in (10, 1_000))
    pairs = [(cpu_ms(small), cpu_ms(large)) for _ in range(ROUNDS)]
    times = statistics.median(many / few for few, many in pairs)
    print(f"submission, 1,000 nodes against 10: {times:.2f} times (goal at most {MOST_BY_FLOW})")
    return times <= MOST_BY_FLOW


def automatic_steps() -> bool:
    """Let a case pass a hundred and a thousand automatic steps."""
    medians = {}
    for size in (100, 1_000):
        program, times = automatic(size), []
        for _ in range(ROUNDS):
            begun = time.process_time()
            Desk(program).receive({})
            times.append(1000 * (time.process_time() - begun))
        medians[size] = statistics.median(times)
    growth = medians[1_000] / medians[100]
    print(f"1,000 automatic steps: {medians[1_000]:.1f} ms (goal {MOST_MS_AT_A_THOUSAND:g}), ", end="")
    print(f"{growth:.1f} times as long as 100 (goal at most {MOST_GROWTH:g})")
    return medians[1_000] <= MOST_MS_AT_A_THOUSAND and growth <= MOST_GROWTH


def forms(folder: Path) -> bool:
    """Compare judging a form with the submission around it, and a long form with a short one."""
    place = counter(folder, "forms", reviews(10))
    judged: dict[int, list[float]] = {30: [], 300: []}
    whole: dict[int, list[float]] = {30: [], 300: []}
    for _ in range(ROUNDS):
        for size in judged:
            form, typed = a_form(size), {f"f{at}": TYPED[KINDS[at % len(KINDS)]] for at in range(size)}
            judged[size].append(_timed(partial(validate, form, typed, TODAY)))
            values = validate(form, typed, TODAY).values
            whole[size].append(judged[size][-1] + _timed(partial(place.submit, values)))
    share = statistics.median(part / all_ for part, all_ in zip(judged[30], whole[30], strict=True))
    times = statistics.median(long / short for short, long in zip(whole[30], whole[300], strict=True))
    print(f"judging a form of 30 fields: {share:.2f} of the submission (goal at most {MOST_SHARE_OF_FORM:.2f})")
    print(f"submission, 300 fields against 30: {times:.1f} times (goal at most {MOST_BY_FORM:g})")
    return share <= MOST_SHARE_OF_FORM and times <= MOST_BY_FORM


def counter(folder: Path, name: str, program: Program) -> Counter:
    """Return a counter with an empty database of its own."""
    database = Database(f"sqlite:///{folder / name}.sqlite3")
    with database.begin() as tx:
        every_table().create_all(tx)
    return Counter(Office(database, program=program))


def cpu_ms(place: Counter) -> float:
    """Return the processor time of a submission."""
    return _timed(lambda: place.submit({"chip": True}))


def _timed(act: Callable[[], object]) -> float:
    begun = time.process_time()
    for _ in range(CASES):
        act()
    return 1000 * (time.process_time() - begun) / CASES


def reviews(size: int) -> Program:
    """Compile a flow of `size` nodes in which an application waits at the first review."""
    steps = [f"r{place}" for place in range(size - 3)]
    nodes: list[JsonObject] = [node("start", "start"), node("apply", "form", "resident", form="dog")]
    nodes += [node(step, "review", "clerk") for step in steps]
    edges = [f"{one}->{other}#approve" for one, other in zip(steps, [*steps[1:], "end"], strict=True)]
    edges += [f"{step}->apply#return" for step in steps]
    return program_of([*nodes, node("end", "end", result="approved")], ["start->apply", f"apply->{steps[0]}", *edges])


def automatic(size: int) -> Program:
    """Compile a flow of `size` nodes: notices in a row, then a task."""
    steps = [f"n{place}" for place in range(size - 4)]
    nodes: list[JsonObject] = [node("start", "start"), node("apply", "form", "resident", form="dog")]
    nodes += [node(step, "notice", "system", to="resident", template="told") for step in steps]
    nodes += [node("task", "task", "clerk", action="file"), node("end", "end")]
    way = ["start", "apply", *steps, "task", "end"]
    return program_of(nodes, [f"{one}->{other}" for one, other in pairwise(way)])


if __name__ == "__main__":
    sys.exit(main())
