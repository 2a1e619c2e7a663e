"""Who may do what in one procedure: every right and lane with the people behind it, and where somebody is missing.

It is read from the directory as it is today; nothing is granted here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from accounts.directory import Directory
from accounts.officer import Capability, Officer
from kernel.text import Text
from workflow.definition import PEOPLE_WORK, Flow, Lane

Duty: TypeAlias = Literal["design", "publish", "lane"]
_RIGHTS: Final[tuple[Capability, ...]] = ("design", "publish")
Gap: TypeAlias = Literal["nobody", "one_person", "no_second_person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One right or one lane: the steps that it has, the people who hold it, and what is wrong with that."""

    duty: Duty
    title: Text
    department: str
    steps: tuple[Text, ...]
    people: tuple[Officer, ...]
    gap: Gap | None


def duties(directory: Directory, department: str, flow: Flow | None) -> tuple[DutyRow, ...]:
    """Return the rights in a procedure of `department`, then the lanes of its flow in their order."""
    return (*_rights(directory, department), *(_lanes(directory, flow) if flow else ()))


def _rights(directory: Directory, department: str) -> Iterator[DutyRow]:
    holders = {right: _who(directory, right, department) for right in _RIGHTS}
    for right in _RIGHTS:
        people = holders[right]
        gap: Gap | None = None if people else "nobody"
        if right == "publish" and people and not _second_person(holders["design"], people):
            gap = "no_second_person"
        duty: Duty = "design" if right == "design" else "publish"
        yield DutyRow(duty=duty, title="", department=department, steps=(), people=people, gap=gap)


def _second_person(designers: tuple[Officer, ...], publishers: tuple[Officer, ...]) -> bool:
    """Say whether what somebody designs can be published by somebody else."""
    return all(any(other.id != one.id for other in publishers) for one in designers)


def _lanes(directory: Directory, flow: Flow) -> Iterator[DutyRow]:
    for key, lane in flow.lanes.items():
        steps = tuple(
            node.title or node.key
            for node in flow.nodes.values()
            if node.type in PEOPLE_WORK and (node.lane == key or key in node.members)
        )
        if lane.kind == "staff" and steps:
            people = directory.holders(lane.department or "", lane.role or "")
            yield DutyRow(
                duty="lane",
                title=lane.title or key,
                department=lane.department or "",
                steps=steps,
                people=people,
                gap=_gap(lane, people),
            )


def _gap(lane: Lane, people: tuple[Officer, ...]) -> Gap | None:
    if not people:
        return "nobody"
    return "one_person" if len(people) == 1 and not (lane.rank and lane.rank > 1) else None


def _who(directory: Directory, right: Capability, department: str) -> tuple[Officer, ...]:
    found = (each for each in directory.officers.values() if each.may(right, department))
    return tuple(sorted(found, key=lambda each: (each.kana, each.id)))
