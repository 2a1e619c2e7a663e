"""A city's whole inventory: a thousand procedures of 25 nodes analysed on one core, with progress."""

import random
import sys
import time
from typing import Final

from benchmarks.analysis import Sketch
from workflow.analysis import analyze
from workflow.codec import require_flow

PROCEDURES: Final = 1_000
NODES: Final = 25
GOAL_SECONDS: Final = 20.0


def main() -> int:
    """Print the time and how it stands to the goal; 1 where it is missed."""
    documents = [Sketch(random.Random(seed)).document(NODES) for seed in range(PROCEDURES)]
    begun, found = time.process_time(), 0
    for number, document in enumerate(documents, start=1):
        found += len(analyze(require_flow(document)).findings)
        if number % 100 == 0:
            print(f"  {number:,} of {PROCEDURES:,} procedures, {found:,} findings", file=sys.stderr, flush=True)
    seconds = time.process_time() - begun
    print(f"{PROCEDURES:,} procedures of {NODES} nodes: {seconds:.1f} s (goal {GOAL_SECONDS:.0f} s, "
          f"{seconds / GOAL_SECONDS:.2f}), {found:,} findings")  # fmt: skip
    return int(seconds > GOAL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
