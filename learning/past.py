"""Past cases of a procedure as evidence: first answers from intake, people's verdicts from the engine."""

from dataclasses import dataclass

from accounts.officer import Officer
from catalog.library import Library
from catalog.procedures import procedure
from db.database import Tx
from engine.shell.judged import judged_cases
from intake.first_answers import first_answers
from kernel.clock import local_date
from kernel.errors import NotFound
from workflow.learning.cases import PastCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The cases that prove something, and how many do not: decided without a person, or answers erased."""

    cases: tuple[PastCase, ...]
    without_people: int
    erased: int

    def count(self, verdict: str) -> int:
        """Count the cases with this verdict."""
        return sum(case.verdict == verdict for case in self.cases)


def past_of(tx: Tx, library: Library, officer: Officer, procedure_key: str) -> Past:
    """Return the past of a procedure that `officer` sees: the newest 10,000 closed cases, oldest first."""
    if not officer.sees(procedure(tx, procedure_key).department):
        raise NotFound
    judged = judged_cases(tx, procedure_key)
    answers = first_answers(tx, procedure_key)
    cases: list[PastCase] = []
    without_people = erased = 0
    for case in judged:
        if case.verdict is None:
            without_people += 1
        elif case.id not in answers:
            erased += 1
        else:
            cases.append(
                PastCase(
                    id=case.id,
                    arrived=case.opened_at,
                    today=local_date(case.opened_at),
                    facts=answers[case.id],
                    verdict=case.verdict,
                    params=library.bundle(tx, case.program).flow.params,
                )
            )
    return Past(cases=tuple(cases), without_people=without_people, erased=erased)
