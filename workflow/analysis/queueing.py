"""How busy people are and how long work waits for them: utilisation, Erlang-C, Allen–Cunneen (analysis.md §6.3)."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from workflow.analysis.facts import Facts
from workflow.definition import Lane, Node
from workflow.measures.effort import persons_at

WORKING_DAYS: Final = 240
MINUTES_A_DAY: Final = 465
YEAR: Final = WORKING_DAYS * MINUTES_A_DAY
"""Working minutes of one person in a year: 240 days of 7 h 45 min."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a lane has to do in a year, and whose work it is (the steps with the most minutes first)."""

    lane: Lane
    minutes: float
    visits: float
    steps: tuple[str, ...]

    @property
    def service(self) -> float:
        """Mean minutes of one piece of work."""
        return self.minutes / self.visits if self.visits > 0 else 0.0

    def utilisation(self, people: float) -> float:
        """Return the share of their time for which `people` are busy."""
        return self.minutes / (people * YEAR) if people > 0 else math.inf

    def wait(self, people: float, variation: float = 1.0) -> float:
        """Return the mean minutes that a piece of work waits for one of `people`.

        Erlang-C, times (1 + Cs²)/2 for a squared coefficient of `variation` of the service time (Allen–Cunneen with
        Poisson arrivals). Endless where they cannot cope.
        """
        servers = max(math.floor(people), 1)
        return erlang_wait(self.visits / YEAR, self.service, servers) * (1 + variation) / 2


def erlang_wait(rate: float, service: float, servers: int) -> float:
    """Return the mean wait in M/M/c: `rate` arrivals a minute, `service` minutes each, `servers` people."""
    offered = rate * service
    if offered >= servers:
        return math.inf
    blocked = 1.0
    for count in range(1, servers + 1):  # Erlang-B, then C: sums of factorials would overflow
        blocked = offered * blocked / (count + offered * blocked)
    waiting = blocked / (1 - (offered / servers) * (1 - blocked))
    return waiting * service / (servers - offered)


def loads(facts: Facts) -> Mapping[str, Load]:
    """Return the load of every lane of staff that has work."""
    work: dict[str, list[tuple[float, float, str]]] = {}
    volume = facts.flow.volume_per_year or 0.0
    for node in facts.steps:
        if facts.by_people(node):
            visits = volume * facts.graph.visits[node.key]
            for lane, weight in persons_at(facts.flow, node):
                work.setdefault(lane.key, []).append(
                    (visits * weight * minutes_of_work(node), visits * weight, node.key)
                )
    return {key: _load(facts.flow.lanes[key], parts) for key, parts in work.items()}


def _load(lane: Lane, parts: Iterable[tuple[float, float, str]]) -> Load:
    ordered = sorted(parts, key=lambda part: -part[0])
    minutes, visits = sum(part[0] for part in ordered), sum(part[1] for part in ordered if part[0] > 0)
    return Load(lane, minutes, visits, tuple(part[2] for part in ordered if part[0] > 0))


def minutes_of_work(node: Node) -> float:
    """Return the minutes of one visit, with its part of setting up."""
    size = max(node.batch.size, 1.0) if node.batch and node.batch.size else 1.0
    setup = node.setup_minutes.mean / size if node.setup_minutes else 0.0
    return (node.minutes.mean if node.minutes else 0.0) + setup
