"""Recall and precision by code, false flags on decoys, and how many clean flows stay clean."""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from benchmarks.planted.canvas import Canvas, clean
from benchmarks.planted.catalogue import PLANTS
from benchmarks.planted.plant import Plant, Variant
from workflow.analysis import analyze
from workflow.check.flow import check_flow
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.finding import Finding

SEEDS: Final = 40
GOAL: Final = 0.99


@dataclass
class Score:
    """What was found of one code."""

    planted: int = 0
    found: int = 0
    elsewhere: int = 0
    """Other findings on planted flows: wrong, or at the wrong place."""
    decoys: int = 0
    fooled: Counter[str] = field(default_factory=Counter)
    missed: list[int] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)


def planted(make: Variant, seed: int) -> tuple[Flow, str]:
    """Return a clean flow of `seed` with the change that `make` makes, and the step concerned."""
    canvas: Canvas = clean(seed)
    canvas.chance = random.Random(seed * 7_919)
    key = make(canvas)
    flow = require_flow(canvas.document)
    assert check_flow(flow).sound, f"{make.__name__} is not sound at {seed}"
    return flow, key


def proposed(flow: Flow) -> Iterator[Finding]:
    """Yield what the analysis proposes."""
    return (finding for finding in analyze(flow).findings if finding.status == "proposed")


def scored(plant: Plant, seeds: int) -> Score:
    """Plant and decoy on so many flows."""
    score = Score()
    for seed in range(seeds):
        flow, key = planted(plant.make, seed)
        findings = [*proposed(flow)]
        hit = any(finding.code == plant.code and key in finding.where.nodes for finding in findings)
        score.planted += 1
        score.found += hit
        if not hit:
            score.missed.append(seed)
        for finding in findings:
            here = finding.code == plant.code and key in finding.where.nodes
            if not here and finding.code not in plant.also:
                score.elsewhere += 1
                score.wrong[f"{finding.code}:{(finding.where.nodes or ('',))[0]}"] += 1
        for decoy in plant.decoys:
            flow, key = planted(decoy.make, seed)
            score.decoys += 1
            if any(finding.code == plant.code and key in finding.where.nodes for finding in proposed(flow)):
                score.fooled[decoy.guard] += 1
    return score


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--code", default="")
    asked = parser.parse_args()
    met, sums = True, Score()
    print(f"{'code':<6}{'found':>12}{'elsewhere':>11}{'decoys flagged':>17}")
    for plant in PLANTS:
        if asked.code and plant.code != asked.code:
            continue
        score = scored(plant, asked.seeds)
        fooled = sum(score.fooled.values())
        remarks = " ".join(f"{name}×{count}" for name, count in (*score.fooled.items(), *score.wrong.most_common(3)))
        counted = f"{score.found:>6}/{score.planted:<5}{score.elsewhere:>11}{fooled:>10}/{score.decoys:<6}"
        print(f"{plant.code:<6}{counted}  {remarks}", flush=True)
        sums.planted, sums.found = sums.planted + score.planted, sums.found + score.found
        sums.elsewhere, sums.decoys = sums.elsewhere + score.elsewhere, sums.decoys + score.decoys
        sums.fooled["all"] += fooled
        met = met and score.found >= GOAL * score.planted and not fooled
    clean_flows = sum(not [*proposed(require_flow(clean(seed).document))] for seed in range(asked.seeds))
    precision = sums.found / max(sums.found + sums.elsewhere, 1)
    print(f"recall {sums.found / max(sums.planted, 1):.2%}, precision {precision:.2%} (goals {GOAL:.0%})")
    print(
        f"decoys flagged {sums.fooled['all']} of {sums.decoys:,}; clean flows left alone {clean_flows} of {asked.seeds}"
    )
    return int(not met or precision < GOAL or clean_flows < asked.seeds)


if __name__ == "__main__":
    sys.exit(main())
