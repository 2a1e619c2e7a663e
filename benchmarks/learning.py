"""Certificates of rules: how often "at least 99 % right" is true at the end of a history that drifts.

    python -m benchmarks.learning [HISTORIES]

2,000 histories of 600 to 12,000 decisions; the truth is measured on fresh cases of the last day. Promised: of the
histories in which anything was certified, at least 95 % with every certificate true, and no certificate on fewer than
299 cases without an error.
"""

import sys
import time
from collections import Counter

from tests.workflow.learning.histories import a_trial

HISTORIES = 2_000
GOAL = 0.95
LEAST = 299


def main(histories: int) -> int:
    """Print the figures; 0 if the promises hold."""
    begun = time.process_time()
    trials = [a_trial(seed) for seed in range(histories)]
    certified = [trial for trial in trials if trial.truths]
    kept = [trial for trial in certified if trial.kept]
    small = [
        each
        for trial in certified
        for each in trial.proposal.certified
        if each.proof.n < LEAST or (each.proof.errors == 0 and each.proof.lower < trial.proposal.target)
    ]
    share = len(kept) / max(1, len(certified))
    print(
        f"{histories} histories: {len(certified)} with certificates, {len(kept)} of these true ({share:.1%}, goal 95 %)"
    )
    print(f"  by drift: {dict(Counter(trial.world.drift for trial in certified))}")
    print(f"  untrue: {dict(Counter(trial.world.drift for trial in certified if not trial.kept))}")
    print(f"  certificates on fewer than {LEAST} cases: {len(small)} (goal 0)")
    print(f"  {1000 * (time.process_time() - begun) / histories:.0f} ms per history")
    return 0 if share >= GOAL and not small else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else HISTORIES))
