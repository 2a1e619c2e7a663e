"""Proposing rules (自動承認の提案): from past cases to a draft of a decision table with a certificate for every row.

The steps: only the present regime (`drift`), divided by time into learning, proof and report; candidates from the
first; certificates from the second; figures from the third. Where nothing can be certified the answer says how many
cases are lacking. The table approves by certified rows alone and refers everything else to people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kernel.json_types import Json
from kernel.text import Text
from workflow.learning.bounds import Evidence
from workflow.learning.cases import PastCase, in_order
from workflow.learning.certificate import TARGET, Certificate, certify
from workflow.learning.drift import Drift, drift_of
from workflow.learning.questions import Answers, Bits, Question, answers_of
from workflow.learning.rules import Candidate, candidates
from workflow.learning.table_rows import table_document

LEAST_CASES: Final = 60
"""Fewer cases cannot certify anything, whatever the target of an office: 59 clean ones prove 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What past cases say about rules that approve."""

    target: float
    cases: int
    """Past cases that people decided."""
    used: int
    """Of these, the cases of the present regime."""
    clean: int
    """Of the used ones, those that people approved as they came."""
    drift: Drift
    certificates: tuple[Certificate, ...]
    document: Json
    """The draft of a table, or None where no rule is certified."""
    report: Evidence
    """All certified rules together on the newest quarter, which nobody had looked at."""
    coverage: float
    """The share of the newest quarter that the certified rules would have approved."""
    needed: int | None
    """Further cases of the best rule that would have to be right; None where nothing is lacking or hoped for."""
    needed_arrivals: int | None
    """About how many applications have to arrive until then."""

    @property
    def certified(self) -> tuple[Certificate, ...]:
        """The certificates that were given."""
        return tuple(each for each in self.certificates if each.standing == "certified")


def propose(
    cases: Sequence[PastCase], questions: Sequence[Question], *, target: float = TARGET, key: str = "auto-approve",
    title: Text = "",
) -> Proposal:  # fmt: skip
    """Look for rules over `questions` that approve as people did, and prove what can be proved."""
    ordered = in_order(cases)
    months = [case.today.isoformat()[:7] for case in ordered]
    return propose_from(answers_of(questions, ordered), months, target=target, key=key, title=title)


def propose_from(
    answers: Answers, months: Sequence[str], *, target: float = TARGET, key: str = "auto-approve", title: Text = ""
) -> Proposal:
    """Do the same over answers that are in arrays already, in order of time."""
    drift = drift_of(answers, months)
    learn, proof, report = _parts(answers.size, drift.start)
    enough = answers.size - drift.start >= LEAST_CASES
    rules = candidates(answers, learn, target) if enough else ()
    certificates = certify(rules, answers, proof, report, target)
    certified = [each.rule for each in certificates if each.standing == "certified"]
    together = _covered(answers, certified) & report
    best = _best(certificates, answers.size - drift.start)
    return Proposal(
        target=target,
        cases=answers.size,
        used=answers.size - drift.start,
        clean=int(answers.clean[drift.start :].sum()),
        drift=drift,
        certificates=certificates,
        document=table_document(answers, certificates, key=key, title=title) if certified else None,
        report=Evidence(int(together.sum()), int((together & ~answers.clean).sum())),
        coverage=float(together.sum() / report.sum()) if report.any() else 0.0,
        needed=None if certified else best[0],
        needed_arrivals=None if certified else best[1],
    )


def _parts(size: int, start: int) -> tuple[Bits, Bits, Bits]:
    """Divide the cases from `start` on: half, a quarter, the newest quarter."""
    place = np.arange(size)
    half, three = start + (size - start) // 2, start + (size - start) * 3 // 4
    return (place >= start) & (place < half), (place >= half) & (place < three), place >= three


def _covered(answers: Answers, rules: Sequence[Candidate]) -> Bits:
    found = np.zeros(answers.size, dtype=bool)
    for rule in rules:
        found |= rule.covers(answers)
    return found


def _best(certificates: Sequence[Certificate], used: int) -> tuple[int | None, int | None]:
    """Return the fewest cases that any rule lacks, and about how many applications that takes."""
    hopeful = [each for each in certificates if each.needed and each.proof.n + each.report.n]
    if not hopeful:
        return None, None

    def arrivals(each: Certificate) -> float:
        return each.needed * (used / 2) / (each.proof.n + each.report.n)

    best = min(hopeful, key=arrivals)
    return best.needed, round(arrivals(best))
