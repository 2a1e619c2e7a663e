"""The simulator beside formulas, beside the closed form, and beside two published scenarios played by other code.

    python -m benchmarks.scenarios [CASES]

Formulas: queues at a desk (Erlang-C). Closed form: the model town where nobody queues (working minutes per case). The
scenarios are those of chapter 7 of Fundamentals of Business Process Management (credit application, insurance claims):
their models carry arrivals, people, times and shares. They are played as published and with as many cases as make the
busiest people 85 % busy, and compared with a plain event list that knows no calendar and shares no line with the
simulator. The published working hours are left out: both count working minutes.
"""

import heapq
import json
import random
import statistics
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from math import factorial
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from tests.services import ROOT, shared_data
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.measures import measure
from workflow.simulate import simulate
from workflow.simulate.office_hours import working_minutes_per_year
from workflow.simulate.simulation import FIRST_DAY

CASES: Final = 60_000
SCENARIOS: Final = ("ch7_CreditAppSimulation", "ch7_InsuranceClaimsSimulationNormalSeason")
QUEUES: Final = ((1, 0.5), (2, 1.7), (3, 1.8), (5, 4.25))
BUSY: Final = 0.85
WITHIN: Final = 0.03
"""Of visits, minutes and utilisation."""
WITHIN_WAITS: Final = 0.12
LEAST_WAIT: Final = 0.1
"""Minutes; a smaller difference of waits is none."""
SECONDS: Final = 60.0
_GATEWAYS: Final = {"exclusiveGateway": "exclusive", "parallelGateway": "parallel"}


@dataclass
class Scenario:
    """A published model: who does what for how long, and which way cases go. Times in minutes."""

    name: str
    kinds: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    ways: dict[str, list[tuple[str, float | None]]] = field(default_factory=lambda: defaultdict(list))
    ways_in: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    work: dict[str, tuple[str, float, float]] = field(default_factory=dict)
    """By task: the people, mean and standard deviation."""
    people: dict[str, int] = field(default_factory=dict)
    between: float = 0.0

    def flow(self, faster: float) -> Flow:
        """Return the scenario as a flow, with cases coming `faster` times as often."""
        lanes: list[dict[str, Any]] = [
            {"key": f"p{number}", "title": name, "kind": "staff", "headcount": self.people[name]}
            for number, name in enumerate(self.people)
        ]
        lane_of = {name: lane["key"] for name, lane in zip(self.people, lanes, strict=True)}
        nodes = [self._node(key, kind, lane_of) for key, kind in self.kinds.items()]
        edges = [
            {"from": source, "to": target, **({} if share is None else {"probability": share})}
            for source, ways in self.ways.items()
            for target, share in ways
        ]
        volume = working_minutes_per_year(FIRST_DAY) / self.between * faster
        about: dict[str, Any] = {"format": "minaoshi.flow/1", "key": "scenario", "title": self.name, "stage": "as-is"}
        return require_flow(about | {"volume_per_year": volume, "lanes": lanes, "nodes": nodes, "edges": edges})

    def _node(self, key: str, kind: str, lane_of: dict[str, str]) -> dict[str, Any]:
        node: dict[str, Any] = {"key": key, "type": kind, "title": self.titles[key] or kind}
        if kind == "end":
            return node | {"result": "completed"}
        if kind != "task":
            return node
        people, mean, sd = self.work[key]
        return node | {"lane": lane_of[people], "minutes": {"mean": mean, "sd": sd} if mean else 0}

    def busiest(self) -> float:
        """Return the share of their time that the busiest people work, as published."""
        graph_visits = {step.node: step.visits for step in simulate(self.flow(0.01), 4_000, seed=1).steps}
        busy: dict[str, float] = defaultdict(float)
        for key, (people, mean, _) in self.work.items():
            busy[people] += graph_visits.get(key, 0.0) * mean / self.between
        return max(busy[people] / self.people[people] for people in busy)


def published(path: Path) -> Scenario:
    """Read a scenario: BPMN with the parameters of its simulation inside."""
    root = ElementTree.parse(path).getroot()  # noqa: S314  # a file of the collection, from nobody else
    found = Scenario(path.stem)
    keys: dict[str, str] = {}
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        known = {"startEvent": "start", "endEvent": "end", "task": "task", **_GATEWAYS}.get(kind)
        if known:
            key = keys[element.attrib["id"]] = f"n{len(keys)}"
            found.kinds[key], found.titles[key] = known, " ".join(element.get("name", "").split())
    flows = [*_all(root, "sequenceFlow")]
    said = [each for each in flows if "executionProbability" in each.attrib]
    shares = {each.attrib["elementId"]: float(each.attrib["executionProbability"]) for each in said}
    for each in flows:
        if "sourceRef" in each.attrib:
            source, target = keys[each.attrib["sourceRef"]], keys[each.attrib["targetRef"]]
            found.ways[source].append((target, shares.get(each.attrib["id"])))
            found.ways_in[target] += 1
    names = {each.attrib["id"]: each.attrib["name"] for each in _all(root, "resource")}
    found.people = {each.attrib["name"]: int(each.attrib["totalAmount"]) for each in _all(root, "resource")}
    for each in _all(root, "element"):
        drawn = next(_all(each, "durationDistribution"))
        people = names[next(text for part in _all(each, "resourceId") if (text := (part.text or "").strip()))]
        mean, sd = float(drawn.attrib["mean"]) / SECONDS, float(drawn.attrib["arg1"]) / SECONDS
        if drawn.attrib["type"] == "EXPONENTIAL":
            mean = sd
        found.work[keys[each.attrib["elementId"]]] = (people, mean, sd)
    found.between = float(next(_all(root, "arrivalRateDistribution")).attrib["arg1"]) / SECONDS
    return found


def _all(root: ElementTree.Element, name: str) -> Any:
    return (each for each in root.iter() if each.tag.rpartition("}")[2] == name)


@dataclass
class Played:
    """What the plain event list found: per task visits and mean wait, per people the share of time that they work."""

    visits: dict[str, float]
    waits: dict[str, float]
    utilisation: dict[str, float]


def played(scenario: Scenario, faster: float, cases: int, seed: int) -> Played:
    """Play the scenario with a list of events and first come, first served."""
    chance, order = random.Random(seed), count()
    start = next(key for key, kind in scenario.kinds.items() if kind == "start")
    events: list[tuple[float, int, int, str, bool]] = []  # time, number, case, node, whether its work is done
    now = 0.0
    for case in range(cases):
        now += chance.expovariate(faster / scenario.between)
        heapq.heappush(events, (now, next(order), case, start, True))
    free = dict(scenario.people)
    queues: dict[str, list[tuple[float, int, str]]] = {people: [] for people in scenario.people}
    seen: dict[str, int] = defaultdict(int)
    waited: dict[str, float] = defaultdict(float)
    busy: dict[str, float] = defaultdict(float)
    joined: dict[tuple[int, str], int] = defaultdict(int)

    def begin(at: float, since: float, case: int, node: str) -> None:
        people, mean, sd = scenario.work[node]
        minutes = chance.expovariate(1 / mean) if mean and mean == sd else max(0.0, chance.gauss(mean, sd))
        waited[node] += at - since
        busy[people] += minutes
        free[people] -= 1
        heapq.heappush(events, (at + minutes, next(order), case, node, True))

    while events:
        now, _, case, node, done = heapq.heappop(events)
        kind = scenario.kinds[node]
        if kind == "task" and not done:
            seen[node] += 1
            people = scenario.work[node][0]
            if free[people]:
                begin(now, now, case, node)
            else:
                queues[people].append((now, case, node))
            continue
        if kind == "task":
            people = scenario.work[node][0]
            free[people] += 1
            if queues[people]:
                begin(now, *queues[people].pop(0))
        elif kind == "parallel" and scenario.ways_in[node] > 1:
            joined[case, node] += 1
            if joined[case, node] < scenario.ways_in[node]:
                continue
        ways = scenario.ways[node]
        if kind == "exclusive" and len(ways) > 1:
            ways = [chance.choices(ways, [share if share is not None else 0.0 for _, share in ways])[0]]
        for target, _ in reversed(
            ways
        ):  # of steps that come up together the last one drawn asks first, as in the product
            heapq.heappush(events, (now, next(order), case, target, False))
    return Played(
        visits={key: seen[key] / cases for key in scenario.work},
        waits={key: waited[key] / max(seen[key], 1) for key in scenario.work},
        utilisation={people: busy[people] / now / scenario.people[people] for people in scenario.people},
    )


def beside_formulas(cases: int) -> bool:
    """Print queues at a desk beside Erlang-C."""
    met = True
    for servers, load in QUEUES:
        lane = {"key": "clerk", "title": "担当", "kind": "staff", "headcount": servers}
        work = {"key": "work", "type": "task", "title": "仕事", "lane": "clerk", "minutes": {"mean": 10, "sd": 10}}
        nodes = [{"key": "start", "type": "start"}, work, {"key": "end", "type": "end", "result": "completed"}]
        edges = [{"from": "start", "to": "work"}, {"from": "work", "to": "end"}]
        volume = working_minutes_per_year(FIRST_DAY) * load / 10
        about: dict[str, Any] = {"format": "minaoshi.flow/1", "key": "queue", "title": "窓口", "stage": "as-is"}
        flow = require_flow(about | {"volume_per_year": volume, "lanes": [lane], "nodes": nodes, "edges": edges})
        found = statistics.mean(_wait(flow, cases, seed) for seed in range(3))
        true = erlang_c(servers, load, 10.0)
        met &= abs(found - true) <= WITHIN_WAITS * true
        print(
            f"  M/M/{servers}, {load / servers:.0%} busy: "
            f"wait {found:.2f} min, Erlang-C {true:.2f} ({found / true:.3f})"
        )
    return met


def _wait(flow: Flow, cases: int, seed: int) -> float:
    return next(step.queue_minutes for step in simulate(flow, cases, seed=seed).steps if step.node == "work")


def erlang_c(servers: int, load: float, service: float) -> float:
    """Return the mean wait of an M/M/c queue with `load` Erlang."""
    top = load**servers / factorial(servers) * servers / (servers - load)
    waiting = top / (sum(load**k / factorial(k) for k in range(servers)) + top)
    return waiting * service / (servers - load)


def beside_closed_form(cases: int) -> bool:
    """Print the model town's working minutes per case beside those of the visits."""
    met = True
    for path in sorted((ROOT / "samples").glob("*/to-be.json")):
        document = json.loads(path.read_text())
        for lane in document["lanes"]:
            lane.pop("headcount", None)
        flow = require_flow(document)
        found, true = simulate(flow, cases, seed=2).touch_minutes.value, measure(flow).touch_minutes
        met &= abs(found - true) <= WITHIN * true
        print(
            f"  {path.parent.name}, redesigned: {found:.2f} min per case, closed form {true:.2f} ({found / true:.3f})"
        )
    return met


def beside_published(cases: int) -> bool:
    """Print the published scenarios beside the plain event list."""
    met = True
    for name in SCENARIOS:
        scenario = published(shared_data("simulation") / f"{name}.bpmn")
        for faster in (1.0, BUSY / scenario.busiest()):
            met &= alike(scenario, faster, cases)
    return met


def alike(scenario: Scenario, faster: float, cases: int) -> bool:
    """Compare one scenario at one speed, and print the worst of each figure."""
    mine, plain = simulate(scenario.flow(faster), cases, seed=11), played(scenario, faster, cases, seed=12)
    steps = {step.node: step for step in mine.steps}
    visits = max(abs(steps[key].visits / plain.visits[key] - 1) for key in scenario.work)
    loads = {lane.lane: lane.utilisation or 0.0 for lane in mine.lanes}
    busy = [(loads.get(f"p{number}", 0.0), plain.utilisation[people]) for number, people in enumerate(scenario.people)]
    use = max(abs(a - b) for a, b in busy)
    waits = [(key, steps[key].queue_minutes, plain.waits[key]) for key in scenario.work]
    worst = max(waits, key=lambda each: abs(each[1] - each[2]))
    off = [each for each in waits if abs(each[1] - each[2]) > max(LEAST_WAIT, WITHIN_WAITS * each[2])]
    print(
        f"  {scenario.name}, {max(b for _, b in busy):.0%} busy: visits within {visits:.2%}, utilisation within "
        f"{use:.2%}, longest difference of waits {worst[1]:.2f} / {worst[2]:.2f} min ({scenario.titles[worst[0]]})"
    )
    return visits <= WITHIN and use <= WITHIN and not off


def main() -> int:
    """Print all three; 1 where something is further off than allowed."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    met = True
    for title, compared in (
        ("queues at a desk", beside_formulas),
        ("without queues", beside_closed_form),
        ("published scenarios, beside a plain event list", beside_published),
    ):
        print(title)
        met &= compared(cases)
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
