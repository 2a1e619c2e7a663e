"""Who has how much to do, and what is late (仕事の状況): for those who lead a section, and for everybody in it.

Whoever leads (課長・係長・部長) sees the work of their department and of all below it, also person by person; everybody
else sees that of their own departments, step by step. Nobody is measured in front of their colleagues.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from catalog.library import Library
from catalog.versions import open_versions
from db.database import Tx
from engine.core.actor import queue_of
from engine.shell.load import LateItem, PersonLoad, StepLoad, Week, late_items, people_load, steps_load, weeks
from kernel.errors import NotFound
from kernel.text import Text
from office.leading import departments_led
from workflow.levels import levels_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLoad:
    """The work of some departments. `people` is None for whoever does not lead them."""

    department: str
    """The one that was asked for, or "" for all that the reader may see."""
    led: frozenset[str]
    """Those whose cases the reader may open for being above them."""
    departments: tuple[str, ...]
    """What the reader may choose from, from the top down."""
    directory: Directory
    steps: Sequence[StepLoad]
    people: Sequence[PersonLoad] | None
    weeks: Sequence[Week]
    late: Sequence[LateItem]
    after: str | None
    """Where the next page of late work begins."""
    titles: dict[tuple[str, str], Text]
    """Names of steps, by procedure and node, as the versions in force call them."""


def section_load(
    tx: Tx, library: Library, officer: Officer, now: datetime, *, department: str = "", after: str | None = None
) -> SectionLoad:
    """Return load and delay of what `officer` may look over; `NotFound` for a department beyond that."""
    directory = read_directory(tx)
    flows = {
        each.procedure: library.bundle(tx, each.bundle_digest).flow for each in open_versions(tx)
    }  # remembered by digest: a query only for what was published since
    led = departments_led(officer, directory, frozenset(r for flow in flows.values() for r in levels_of(flow)[1:]))
    seen = tuple(dict.fromkeys((*led, *sorted(officer.departments))))
    if department and department not in seen:
        raise NotFound
    shown = set(directory.within(department)) & set(seen) if department else set(seen)
    queues = _queues(directory, shown)
    late, following = late_items(tx, queues, now, after=after)
    return SectionLoad(
        department=department,
        led=frozenset(led),
        departments=seen,
        directory=directory,
        steps=steps_load(tx, queues, now),
        people=people_load(tx, _queues(directory, shown & set(led)), now) if shown & set(led) else None,
        weeks=weeks(tx, queues, now),
        late=late,
        after=following,
        titles={(key, node.key): node.title or node.key for key, flow in flows.items() for node in flow.nodes.values()},
    )


def _queues(directory: Directory, departments: set[str]) -> frozenset[str]:
    """Return every queue of `departments`, also those that nobody works on: their work waits longest."""
    roles = {post.role for post in directory.posts}
    return frozenset(queue_of(department, role) for department in departments for role in roles)
