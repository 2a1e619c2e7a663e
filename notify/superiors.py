"""Whom lateness reaches (上申): each time it is told again, one step further up the organisation.

The first escalation of an item goes to the next level above its post that somebody holds, the second to the one above
that, and so on; the last of them hears of every further one. A level is sought in the department of the post, then in
the departments above it, so that a subsection's work reaches the section's chief.
"""

from collections.abc import Iterator

from accounts.directory import Directory
from accounts.officer import Officer
from workflow.definition import Flow
from workflow.levels import levels_of


def superiors(flow: Flow, directory: Directory, queue: str, time: int) -> tuple[Officer, ...]:
    """Return who is told when an item of `queue` is escalated for the `time`-th time; empty: nobody is above."""
    department, _, role = queue.partition("/")
    levels = levels_of(flow)
    above = levels[levels.index(role) + 1 :] if role in levels else ()
    reached = [officers for level in above if (officers := _holders(directory, department, level))]
    return reached[min(time, len(reached)) - 1] if reached else ()


def _holders(directory: Directory, department: str, level: str) -> tuple[Officer, ...]:
    return next((found for each in _upwards(directory, department) if (found := directory.holders(each, level))), ())


def _upwards(directory: Directory, department: str) -> Iterator[str]:
    """Yield `department` and those above it."""
    seen: set[str] = set()
    here: str | None = department
    while here is not None and here not in seen:
        seen.add(here)
        yield here
        known = directory.departments.get(here)
        here = None if known is None else known.parent
