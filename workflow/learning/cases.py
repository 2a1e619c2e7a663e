"""Past cases as evidence (過去の案件): what was known when the application arrived, and what people made of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from kernel.condition import Scope
from kernel.json_types import Json

Verdict: TypeAlias = Literal["approved", "refused", "changed"]
"""What people did: approved it as it came, refused it, or approved it only after something was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCase:
    """One case that people decided. `facts` are what was known at `arrived`; later writes are not among them."""

    id: str
    arrived: datetime
    today: date
    facts: Mapping[str, Json]
    verdict: Verdict
    params: Mapping[str, Json] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """What a table would have seen on arrival."""
        return Scope(values=self.facts, params=self.params, today=self.today)

    @property
    def clean(self) -> bool:
        """Whether people approved it as it came: what a rule that approves must get right."""
        return self.verdict == "approved"


def in_order(cases: Iterable[PastCase]) -> tuple[PastCase, ...]:
    """Return cases in the order in which they arrived."""
    return tuple(sorted(cases, key=lambda case: (case.arrived, case.id)))


def parts(cases: Sequence[PastCase]) -> tuple[Sequence[PastCase], Sequence[PastCase], Sequence[PastCase]]:
    """Divide cases in order of time: half to learn from, a quarter to certify on, the newest quarter to report on."""
    half, three = len(cases) // 2, len(cases) * 3 // 4
    return cases[:half], cases[half:three], cases[three:]
