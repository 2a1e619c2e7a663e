"""Decision tables: verification of large tables with known faults, and decisions beside a naive evaluation.

A table is made by cutting the space of its columns into boxes at random, so that it is complete and free of overlaps
by construction; then ten rules are taken out and ten others are doubled. What is planted must be found, and nothing
else. The naive competitor asks each rule cell by cell, as a direct implementation of the format would. CPU time counts.
"""

import json
import statistics
import sys
import tempfile
import time
from datetime import date
from random import Random
from typing import Final

from benchmarks.peers.asking import PEERS, peer
from kernel.condition import Scope
from kernel.json_types import Json
from tests.workflow.table.table_oracle import matching, random_table
from tests.workflow.table.test_table_verification import compare_with_brute_force
from workflow.table.codec import require_table
from workflow.table.evaluate import compile_table
from workflow.table.model import Table
from workflow.table.verify import check_table

ROUNDS: Final = 5
VERIFY_GOALS: Final = {(1_500, 5): 1.0, (1_500, 7): 10.0}
"""Seconds by number of rules and columns."""
DECIDE_GOAL: Final = 5.0
"""Microseconds at 1,000 rules over three columns."""
LARGEST: Final = 1_000_000
PLANTED: Final = 10
SMALL: Final = 10_000
ZEN_GOAL: Final = 10.0
ZEN_ROWS: Final = 200

_Box = list[tuple[int, int]]


def partition(random: Random, rules: int, columns: int) -> list[_Box]:
    """Return boxes that cover the whole space, each point once: [low, high), the last one closed."""
    boxes: list[_Box] = [[(0, LARGEST)] * columns]
    while len(boxes) < rules:
        place, column = random.randrange(len(boxes)), random.randrange(columns)
        low, high = boxes[place][column]
        if high - low > 1:
            cut = random.randrange(low + 1, high)
            boxes.append([*boxes[place][:column], (cut, high), *boxes[place][column + 1 :]])
            boxes[place] = [*boxes[place][:column], (low, cut), *boxes[place][column + 1 :]]
    return boxes


def table_of(boxes: list[_Box], policy: str = "unique") -> Table:
    """Return the table whose rules are `boxes`."""
    domain: Json = {"min": 0, "max": LARGEST}
    document: dict[str, Json] = {
        "format": "minaoshi.table/1",
        "key": "generated",
        "title": "生成した表",
        "hit_policy": policy,
        "inputs": [
            {"key": f"c{column}", "expr": {"field": f"c{column}"}, "type": "number", "domain": domain}
            for column in range(len(boxes[0]))
        ],
        "outputs": [{"key": "verdict", "type": "number"}],
        "rules": [
            {"key": f"r{number}", "when": [cell(*side) for side in box], "then": [number]}
            for number, box in enumerate(boxes)
        ],
    }
    return require_table(document)


def cell(low: int, high: int) -> Json:
    """Return the cell of one side of a box."""
    if (low, high) == (0, LARGEST):
        return None
    return {"between": [low, high], "open": "none" if high == LARGEST else "high"}


def verification() -> bool:
    """Print how long large tables take; return whether everything planted was found, in time."""
    met = True
    for (rules, columns), goal in VERIFY_GOALS.items():
        random = Random(rules + columns)
        boxes = partition(random, rules + PLANTED, columns)
        random.shuffle(boxes)
        table = table_of([*boxes[PLANTED:], *boxes[PLANTED : 2 * PLANTED]])
        times = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            codes = [finding.code for finding in check_table(table)]
            times.append(time.process_time() - begun)
        gaps, overlaps = codes.count("table.gap"), codes.count("table.overlap")
        median = statistics.median(times)
        print(f"verify {rules:,} x {columns}: {median:.2f} s (goal {goal:.0f} s, {goal / median:.1f} times as fast)")
        print(f"  {gaps} gaps for {PLANTED} missing rules, {overlaps} overlaps for {PLANTED} doubled ones")
        met &= median <= goal and overlaps == PLANTED and 0 < gaps <= PLANTED
    return met


def decisions() -> bool:
    """Print how long one decision takes; return whether the goal is met."""
    random = Random(3)
    boxes = partition(random, 1_000, 3)
    table = table_of(boxes)
    compiled = compile_table(table)
    rows = [tuple(random.randrange(LARGEST) for _ in range(3)) for _ in range(1_000)]
    scopes = [Scope({f"c{place}": value for place, value in enumerate(row)}, date(2026, 4, 1)) for row in rows]
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        decided = [compiled.decide(scope) for scope in scopes]
        times.append((time.process_time() - begun) / len(scopes) * 1e6)
    begun = time.process_time()
    by_hand = [matching(table, row) for row in rows[:100]]
    naive = (time.process_time() - begun) / 100 * 1e6
    right = [decision.rules for decision in decided[:100]] == [tuple(f"r{n}" for n in found) for found in by_hand]
    median = statistics.median(times)
    print(f"decide at 1,000 rules x 3: {median:.1f} µs (goal {DECIDE_GOAL:.0f} µs); naive {naive:.0f} µs,", end=" ")
    print(f"{naive / median:.0f} times as long; answers {'agree' if right else 'DIFFER'}")
    answers = [decision.outputs["verdict"] for decision in decided]
    return right and median <= DECIDE_GOAL and beside_zen(boxes, rows, answers, median)


def beside_zen(boxes: list[_Box], rows: list[tuple[int, ...]], answers: list[Json], median: float) -> bool:
    """Print how much longer zen-engine (Rust) takes for the same table and rows, where peers are installed."""
    if not PEERS.exists():
        return True
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"rules": boxes, "rows": rows, "answers": answers}, file)
        file.flush()
        with peer("zen_rules", file.name) as ask:
            theirs = statistics.median(ask(ZEN_ROWS)[1] for _ in range(ROUNDS)) * 1_000
    print(
        f"  zen-engine {theirs:.0f} µs, {theirs / median:.0f} times as long (goal at least {ZEN_GOAL:g}); answers agree"
    )
    return theirs / median >= ZEN_GOAL


def small() -> bool:
    """Print for how many small random tables the gaps and overlaps are those of brute force over all values."""
    right = 0
    for seed in range(SMALL):
        try:
            compare_with_brute_force(random_table(Random(10_000 + seed), "unique"))
        except AssertionError:
            print(f"  the table of seed {10_000 + seed} differs")
        else:
            right += 1
    print(f"small tables against brute force: {right:,} of {SMALL:,}")
    return right == SMALL


if __name__ == "__main__":
    results = [verification(), decisions(), small()]
    sys.exit(0 if all(results) else 1)
