"""Who works where, from a log: a lane for each department that it names, or for people who do the same work.

Names of people stay in the log: a lane made of people is called by its number and says how many they are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from kernel.text import Text
from workflow.mining.log import EventLog
from workflow.mining.messages import MESSAGES

ALIKE: Final = 0.5
"""Activities belong to one lane if their people are this much alike (cosine of who did how much)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinedLane:
    """A lane, the activities in it and how many different people were seen there."""

    key: str
    title: Text
    activities: frozenset[str]
    people: int


def lanes_of(log: EventLog) -> tuple[MinedLane, ...]:
    """Return the lanes of `log`; every activity is in exactly one."""
    departments: dict[str, Counter[str]] = {name: Counter() for name in log.activities}
    people: dict[str, Counter[str]] = {name: Counter() for name in log.activities}
    for case in log.cases:
        for event in case.events:
            if event.department:
                departments[event.activity][event.department] += 1
            if event.resource:
                people[event.activity][event.resource] += 1
    told = sum(counts.total() for counts in departments.values())
    groups = _by_department(departments) if told * 2 >= log.events else _by_people(people)
    return tuple(
        MinedLane(
            key=f"lane-{number}",
            title=title or MESSAGES.text("log.lane", number=number),
            activities=frozenset(names),
            people=len({person for name in names for person in people[name]}),
        )
        for number, (title, names) in enumerate(groups, 1)
    )


def _by_department(departments: Mapping[str, Counter[str]]) -> list[tuple[str, list[str]]]:
    """Put each activity to the department that does it most; one that nobody is named for goes with the busiest."""
    busiest = sum(departments.values(), Counter[str]()).most_common(1)[0][0]
    groups: dict[str, list[str]] = {}
    for name, counts in departments.items():
        groups.setdefault(counts.most_common(1)[0][0] if counts else busiest, []).append(name)
    return [*groups.items()]


def _by_people(people: Mapping[str, Counter[str]]) -> list[tuple[str, list[str]]]:
    """Group activities whose people are alike, the busiest first."""
    groups: list[tuple[Counter[str], list[str]]] = []
    for name in sorted(people, key=lambda each: -people[each].total()):
        found = max(groups, key=lambda group: _likeness(group[0], people[name]), default=None)
        if found is None or (people[name] and _likeness(found[0], people[name]) < ALIKE):
            groups.append((Counter(people[name]), [name]))
        else:
            found[0].update(people[name])
            found[1].append(name)
    return [("", names) for _, names in groups]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    size = _size(one) * _size(other)
    return sum(count * other[person] for person, count in one.items()) / size if size else 0.0


def _size(counts: Counter[str]) -> float:
    return sqrt(sum(count * count for count in counts.values()))


def lane_of(lanes: Sequence[MinedLane], activity: str) -> str:
    """Return the key of the lane that `activity` is in."""
    return next(lane.key for lane in lanes if activity in lane.activities)
