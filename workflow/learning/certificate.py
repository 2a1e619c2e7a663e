"""Which rules are proved (証明): tested on cases that they were not learnt from, reported on cases nobody looked at.

Rules are tested in the order of how sure they looked where they were learnt, each at 5 %, and the first that fails ends
the test (fixed-sequence testing: the probability that any certified rule is worse than the target stays at 5 %). The
newest quarter may only take a certificate away: where a rule errs there more often than the target allows, or more
often than on the part before, the past does not speak for today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import scipy

from workflow.learning.bounds import Evidence
from workflow.learning.questions import Answers, Bits
from workflow.learning.rules import Candidate

TARGET: Final = 0.99
VETO: Final = 0.25
"""A newest quarter is held against a rule if so many errors or more come with at most this probability."""

Standing: TypeAlias = Literal["certified", "too_few", "too_many_errors", "drifting", "not_tested"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What is known of one rule: on the part it was learnt from, on the one that proves, on the newest one."""

    rule: Candidate
    proof: Evidence
    report: Evidence
    standing: Standing
    needed: int
    """Further cases of this rule, all right, that a certificate needs; 0 where it has one or never will."""


def certify(
    rules: Sequence[Candidate], answers: Answers, proof: Bits, report: Bits, target: float
) -> tuple[Certificate, ...]:
    """Test `rules` (in the order of `candidates`) on the cases of `proof`."""
    found: list[Certificate] = []
    going = True
    for rule in rules:
        covers = rule.covers(answers)
        proving, newest = _evidence(answers, covers & proof), _evidence(answers, covers & report)
        standing = _standing(proving, newest, target) if going else "not_tested"
        going = going and standing == "certified"
        found.append(
            Certificate(
                rule=rule,
                proof=proving,
                report=newest,
                standing=standing,
                needed=0 if standing == "certified" or proving.hopeless(target) else proving.needed(target),
            )
        )
    return tuple(found)


def _standing(proving: Evidence, newest: Evidence, target: float) -> Standing:
    if proving.lower < target:
        return "too_many_errors" if proving.hopeless(target) else "too_few"
    return "drifting" if contradicted(newest, target) else "certified"


def contradicted(newest: Evidence, target: float) -> bool:
    """Say whether the newest cases speak against the target: so many errors would be unlikely if it held."""
    if not newest.errors:
        return False
    return float(scipy.special.bdtrc(newest.errors - 1, newest.n, 1 - target)) < VETO


def _evidence(answers: Answers, inside: Bits) -> Evidence:
    return Evidence(int(inside.sum()), int(np.count_nonzero(inside & ~answers.clean)))
