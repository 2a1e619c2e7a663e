"""Simulation: how many steps per second are played, beside the bare recursion of a queue at one desk.

The bare recursion (heapq over the times at which persons get free) is the least that any simulation of a queue must
do: it knows no calendar, no flow, no figures. The ratio says what those cost. CPU time counts.
"""

import json
import statistics
import sys
import time
from heapq import heapreplace
from typing import Final

import numpy as np

from tests.services import ROOT
from workflow.codec import require_flow
from workflow.simulate import simulate

ROUNDS: Final = 3
CASES: Final = 5_000
GOAL: Final = 100_000
"""Steps per second and core."""


def bare_queue(visits: int, servers: int = 3) -> float:
    """Return the steps per second of the bare recursion."""
    generator = np.random.default_rng(1)
    arrivals = np.cumsum(generator.exponential(1.0, visits)).tolist()
    services = generator.exponential(2.4, visits).tolist()
    begun = time.process_time()
    free = [0.0] * servers
    waited = 0.0
    for arrival, service in zip(arrivals, services, strict=True):
        start = max(arrival, free[0])
        waited += start - arrival
        heapreplace(free, start + service)
    return visits / (time.process_time() - begun)


def played() -> list[tuple[str, float]]:
    """Return by sample the steps per second, gateways and events among them."""
    found = []
    for path in sorted((ROOT / "samples").glob("*/as-is.json")):
        flow = require_flow(json.loads(path.read_text()))
        speeds = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            result = simulate(flow, CASES)
            seconds = time.process_time() - begun
            speeds.append(sum(step.visits for step in result.steps) * CASES * 1.2 / seconds)
        found.append((path.parent.name, statistics.median(speeds)))
    return found


if __name__ == "__main__":
    bare = statistics.median(bare_queue(200_000) for _ in range(ROUNDS))
    speeds = played()
    for name, speed in speeds:
        print(f"{name}: {speed:,.0f} steps/s, {speed / bare:.2f} of the bare queue")
    middle = statistics.median(speed for _, speed in speeds)
    print(f"median {middle:,.0f} steps/s (goal {GOAL:,}); bare queue {bare:,.0f}")
    sys.exit(0 if middle >= GOAL else 1)
