"""Predicted against simulated saving: what a redesign promises per case, and what its simulation takes less.

Every model is redesigned with all proposals that survive the proofs; old and new flow are then simulated with the same
seed. The error is the difference of predicted and simulated saving as a share of the predicted one.
"""

import argparse
import random
import statistics
import sys
from collections.abc import Iterator
from typing import Any, Final

from benchmarks.analysis import Sketch
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.graph import graph_of
from workflow.improve import redesign
from workflow.measures.saving import Yardstick
from workflow.simulate import simulate

REDESIGNS: Final = 60
CASES: Final = 4_000
GOAL: Final = 0.05
LEAST_MINUTES: Final = 0.5
"""Savings per case below this are too small to be told from chance."""


def models() -> Iterator[Flow]:
    """Yield flows as offices draw them, without end; people are enough, so that nobody queues."""
    seed = 0
    while True:
        seed += 1
        document: dict[str, Any] = Sketch(random.Random(seed)).document(20 + seed % 15)
        for lane in document["lanes"]:
            lane.pop("headcount", None)
        yield require_flow(document)


def error_of(flow: Flow) -> float | None:
    """Return the error of the predicted saving; None where nothing worth measuring is saved."""
    after = redesign(flow).to_be
    predicted = float(Yardstick(flow, graph_of(flow)).gains(after)[0])
    if predicted < LEAST_MINUTES:
        return None
    old, new = simulate(flow, CASES, seed=3), simulate(after, CASES, seed=3)
    return abs((old.touch_minutes.value - new.touch_minutes.value) - predicted) / predicted


def main() -> int:
    """Print the errors; 1 where one in twenty is larger than the goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--redesigns", type=int, default=REDESIGNS)
    wanted = parser.parse_args().redesigns
    errors: list[float] = []
    for flow in models():
        error = error_of(flow)
        if error is not None:
            errors.append(error)
            if len(errors) % 20 == 0:
                print(f"  {len(errors)} of {wanted}", file=sys.stderr, flush=True)
        if len(errors) == wanted:
            break
    errors.sort()
    high = errors[round(0.95 * (len(errors) - 1))]
    middle = statistics.median(errors)
    print(f"{len(errors)} redesigns, {CASES:,} cases each: error of the predicted saving (goal {GOAL:.0%})")
    print(f"  median {middle:.2%}, 95th percentile {high:.2%}, largest {errors[-1]:.2%}")
    return int(high > GOAL)


if __name__ == "__main__":
    sys.exit(main())
