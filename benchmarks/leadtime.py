"""Lead time in closed form against a Monte-Carlo of the same block models, sampled by other code.

A model is drawn at random from steps with gamma times, rows, choices, parallel branches and loops. Printed is the worst
relative error of mean and quantiles over all models, and the processor time at 80 steps.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from workflow.codec import require_flow
from workflow.leadtime import lead_time

MODELS: Final = 40
RUNS: Final = 1_000_000
GOAL_ERROR: Final = 0.01
GOAL_MILLISECONDS: Final = 100.0
DAY: Final = 1_440
Times = NDArray[np.float64]
Kind = Literal["step", "row", "choice", "fork", "loop"]


@dataclass(frozen=True)
class Block:
    """A part of a model with one way in and one way out."""

    kind: Kind
    parts: tuple["Block", ...] = ()
    shares: tuple[float, ...] = ()
    """Of a choice: how often each part is taken; of a loop: how often it is done again."""
    mean: float = 0.0
    sd: float = 0.0

    @property
    def steps(self) -> int:
        """Count the steps."""
        return 1 if self.kind == "step" else sum(part.steps for part in self.parts)


def drawn(chance: random.Random, steps: int) -> Block:
    """Return a random block of so many steps."""
    if steps == 1:
        mean = chance.uniform(0.5, 10)
        return Block("step", mean=mean, sd=mean * chance.uniform(0.2, 1.2))
    kind: Kind = chance.choice(["row", "row", "choice", "fork", "loop"])
    if kind == "loop":
        return (
            Block("loop", (drawn(chance, steps),), (chance.uniform(0.05, 0.4),))
            if chance.random() < 0.3
            else (drawn(chance, steps))
        )
    first = chance.randint(1, steps - 1)
    share = chance.uniform(0.1, 0.9)
    return Block(kind, (drawn(chance, first), drawn(chance, steps - first)), (share, 1 - share))


def sampled(block: Block, count: int, generator: np.random.Generator) -> Times:
    """Return `count` times of `block`, in days."""
    match block.kind:
        case "step":
            shape = (block.mean / block.sd) ** 2
            return generator.gamma(shape, block.mean / shape, count)
        case "row":
            return sampled(block.parts[0], count, generator) + sampled(block.parts[1], count, generator)
        case "fork":
            return np.maximum(sampled(block.parts[0], count, generator), sampled(block.parts[1], count, generator))
        case "choice":
            first = generator.random(count) < block.shares[0]
            found = np.empty(count)
            found[first] = sampled(block.parts[0], int(first.sum()), generator)
            found[~first] = sampled(block.parts[1], int((~first).sum()), generator)
            return found
        case "loop":
            found = sampled(block.parts[0], count, generator)
            again = np.flatnonzero(generator.random(count) < block.shares[0])
            while len(again):
                found[again] += sampled(block.parts[0], len(again), generator)
                again = again[generator.random(len(again)) < block.shares[0]]
            return found


class Drawing:
    """The flow of a block."""

    def __init__(self) -> None:
        self.nodes: list[dict[str, Any]] = [{"key": "start", "type": "start"}]
        self.edges: list[dict[str, Any]] = []

    def document(self, block: Block) -> dict[str, Any]:
        """Return the whole flow."""
        tail = self.draw(block, {"from": "start"})
        self.nodes.append({"key": "end", "type": "end", "result": "completed"})
        self.edges.append(tail | {"to": "end"})
        lanes = [{"key": "clerk", "title": "担当", "kind": "staff"}]
        about = {"format": "minaoshi.flow/1", "key": "model", "title": "模型", "stage": "as-is", "lanes": lanes}
        return about | {"nodes": self.nodes, "edges": self.edges}

    def draw(self, block: Block, tail: dict[str, Any]) -> dict[str, Any]:
        """Draw `block` after `tail` and return the beginning of the edge that leaves it."""
        match block.kind:
            case "step":
                wait = {"mean": block.mean * DAY, "sd": block.sd * DAY}
                return self.add("task", tail, lane="clerk", title="工程", wait_minutes=wait)
            case "row":
                return self.draw(block.parts[1], self.draw(block.parts[0], tail))
            case "loop":
                merge = self.add("exclusive", tail)
                split = self.add("exclusive", self.draw(block.parts[0], merge))
                self.edges.append(split | {"to": merge["from"], "probability": block.shares[0]})
                return split | {"probability": 1 - block.shares[0]}
            case _:
                kind = "parallel" if block.kind == "fork" else "exclusive"
                split = self.add(kind, tail)
                tails = []
                for part, share in zip(block.parts, block.shares, strict=True):
                    tails.append(self.draw(part, split | ({"probability": share} if kind == "exclusive" else {})))
                join = self.add(kind, tails[0])
                self.edges.append(tails[1] | {"to": join["from"]})
                return join

    def add(self, kind: str, tail: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Add a node after `tail`."""
        key = f"n{len(self.nodes)}"
        self.nodes.append({"key": key, "type": kind, **more})
        self.edges.append(tail | {"to": key})
        return {"from": key}


def errors(block: Block, runs: int, seed: int) -> dict[str, float]:
    """Return by figure how far the closed form is from the Monte-Carlo, as a share of it."""
    flow = require_flow(Drawing().document(block))
    found = lead_time(flow)
    times = sampled(block, runs, np.random.default_rng(seed))
    quantiles: list[float] = np.quantile(times, [0.5, 0.9, 0.95]).tolist()
    true = {"mean": float(times.mean()), "q50": quantiles[0], "q90": quantiles[1], "q95": quantiles[2]}
    mine = {"mean": found.mean, "q50": found.p50, "q90": found.p90, "q95": found.p95}
    return {name: abs(mine[name] - value) / value for name, value in true.items()}


def milliseconds(make: Callable[[], dict[str, Any]]) -> float:
    """Return the median processor time of the lead time of a flow that is read anew."""
    times = []
    for _ in range(5):
        flow = require_flow(make())
        begun = time.process_time()
        lead_time(flow)
        times.append((time.process_time() - begun) * 1_000)
    return statistics.median(times)


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=int, default=MODELS)
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_args()
    chance, worst = random.Random(2026), dict.fromkeys(("mean", "q50", "q90", "q95"), 0.0)
    for number in range(asked.models):
        for name, error in errors(drawn(chance, chance.randint(2, 30)), asked.runs, number).items():
            worst[name] = max(worst[name], error)
    shown = ", ".join(f"{name} {error:.2%}" for name, error in worst.items())
    print(f"worst error over {asked.models} models against {asked.runs:,} runs each: {shown} (goal {GOAL_ERROR:.0%})")
    large = drawn(random.Random(80), 80)
    spent = milliseconds(lambda: Drawing().document(large))
    print(f"{large.steps} steps: {spent:.0f} ms (goal {GOAL_MILLISECONDS:.0f} ms, {spent / GOAL_MILLISECONDS:.2f})")
    return int(max(worst.values()) > GOAL_ERROR or spent > GOAL_MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main())
