"""The cheapest order of checks against an exhaustive search, with and without precedence, up to 16 checks.

The search is another method: it goes through all orders that precedence allows, check by check, and gives up a
beginning only when what it costs so far is no less than the best whole order found. `python -m benchmarks.checks_order
10000` takes as many as the goal asks for.
"""

import random
import sys
import time
from typing import Final

from workflow.analysis.order_of_checks import best_order, expected_cost

INSTANCES: Final = 1_000
LARGEST: Final = 16
TOLERANCE: Final = 1e-9


def instance(chance: random.Random) -> tuple[list[float], list[float], list[int]]:
    """Return costs, rejection rates and precedence of 2 to 16 checks."""
    size = chance.choices([chance.randint(2, 10), chance.randint(11, 13), chance.randint(14, LARGEST)], [90, 8, 2])[0]
    costs = [round(chance.uniform(1, 60), 2) for _ in range(size)]
    rates = [round(chance.betavariate(1, 3), 4) for _ in range(size)]
    share = chance.choice([0.0, 0.1, 0.25, 0.5])
    before = [sum(1 << i for i in range(j) if chance.random() < share) for j in range(size)]
    return costs, rates, before


def cheapest(costs: list[float], rates: list[float], before: list[int]) -> float:
    """Return the least expected cost of an allowed order, by branch and bound over all of them."""
    size, everything = len(costs), (1 << len(costs)) - 1
    best = expected_cost(costs, rates, [*range(size)])
    seen: dict[int, float] = {}

    def go_on(done: int, spent: float, left: float) -> None:
        nonlocal best
        if spent >= best - TOLERANCE or spent >= seen.get(done, float("inf")):
            return
        seen[done] = spent  # the same checks done leave the same share of cases: only the cheaper way matters
        if done == everything:
            best = spent
            return
        for place in range(size):
            if not done >> place & 1 and not before[place] & ~done:
                go_on(done | 1 << place, spent + left * costs[place], left * (1 - rates[place]))

    go_on(0, 0.0, 1.0)
    return best


def main() -> int:
    """Print how many orders are the cheapest; 1 where one is not."""
    chance, begun, right, slowest = random.Random(20261126), time.perf_counter(), 0, 0.0
    count = int(sys.argv[1]) if len(sys.argv) > 1 else INSTANCES
    for _ in range(count):
        costs, rates, before = instance(chance)
        started = time.perf_counter()
        order = best_order(costs, rates, before)
        slowest = max(slowest, time.perf_counter() - started)
        kept = all(not before[item] & ~sum(1 << other for other in order[:place]) for place, item in enumerate(order))
        found = expected_cost(costs, rates, order)
        right += kept and found <= cheapest(costs, rates, before) + TOLERANCE * 10
    print(f"cheapest allowed order: {right:,} of {count:,} (2 to {LARGEST} checks)")
    print(f"slowest order {slowest * 1_000:.1f} ms, all with the search {time.perf_counter() - begun:.0f} s")
    return int(right != count)


if __name__ == "__main__":
    sys.exit(main())
