"""Findings without a rewrite: what the catalogue only reports, with its figures."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from workflow.analysis.facts import Facts
from workflow.analysis.guards import SOFT
from workflow.analysis.proposal import NOTHING, Proposal, Sighting, finding_of, suppressed
from workflow.definition import Certainty
from workflow.finding import Saving
from workflow.measures.draws import DRAWS, draws_of, intervals_of

Share = tuple[str, Certainty | None, float, float]
"""A stated figure, how sure it is, and the minutes and yen of a year that hang on it (negative: they are spent)."""


def reported(facts: Facts, sighting: Sighting, saving: Saving | None = None) -> Proposal:
    """Return the finding with `saving`, or why the step stays as it is; it has no fix."""
    if any(item.holds and item.code not in SOFT for item in sighting.guards):
        return suppressed(facts, sighting)
    finding = finding_of(facts, sighting, sighting.guards, status="proposed")
    nothing = Saving(minutes_per_year=NOTHING, yen_per_year=NOTHING)
    return Proposal(finding=replace(finding, saving=saving or nothing))


def saving_of(shares: Iterable[Share]) -> Saving:
    """Return the sum of `shares` with its interval: each figure is drawn once, around what was stated."""
    total = np.zeros((2, DRAWS))
    for source, certainty, some_minutes, some_yen in shares:
        total += np.outer((some_minutes, some_yen), draws_of(source, certainty))
    minutes, yen = intervals_of(total)
    return Saving(minutes_per_year=minutes, yen_per_year=yen)
