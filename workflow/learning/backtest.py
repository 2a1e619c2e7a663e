"""What a table would have done to past cases (バックテスト): approved, and what people had done instead; per rule.

The table sees what was known on arrival, is evaluated as the engine evaluates it, and approves under the same guards:
no contradiction, no missing fact that matters. An answer other than the defaults counts as approval, because rules do
nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kernel.json_types import Json
from kernel.text import Text
from workflow.learning.bounds import Evidence
from workflow.learning.cases import PastCase
from workflow.table.evaluate import CompiledTable, Decision, compile_table
from workflow.table.model import Table

MOST_EXAMPLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    """What one rule would have approved, and what people did with these cases."""

    key: str
    note: Text | None
    approved: int
    refused: int
    changed: int

    @property
    def evidence(self) -> Evidence:
        """The count behind a certificate."""
        return Evidence(self.approved, self.refused + self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """A table on past cases. `people_approved` are cases that people approved as they came, whatever the table says."""

    cases: int
    people_approved: int
    approved: int
    refused: int
    changed: int
    missing: int
    """Cases that a fact was missing for: the rules' answer would not have counted."""
    conflict: int
    rules: tuple[RuleRecord, ...]
    examples: tuple[str, ...] = field(default=())
    """Cases that the table would have approved and people did not: the newest first."""

    @property
    def evidence(self) -> Evidence:
        """The count over all rules."""
        return Evidence(self.approved, self.refused + self.changed)

    @property
    def coverage(self) -> float:
        """The share of the cases that the table would have approved."""
        return self.approved / self.cases if self.cases else 0.0


def backtest(table: Table, cases: Iterable[PastCase]) -> Backtest:
    """Run `table` over `cases`."""
    compiled, referral = compile_table(table), referral_of(table)
    counts: dict[str, dict[str, int]] = {rule.key: {"approved": 0, "refused": 0, "changed": 0} for rule in table.rules}
    total = {"cases": 0, "people_approved": 0, "approved": 0, "refused": 0, "changed": 0, "missing": 0, "conflict": 0}
    against: list[str] = []
    for case in cases:
        total["cases"] += 1
        total["people_approved"] += case.clean
        decision = compiled.decide(case.scope)
        if not approves(decision, referral):
            total["conflict"] += decision.conflict
            total["missing"] += decision.unsettled and not decision.conflict and decision.outputs != referral
            continue
        for record in (total, *(counts[key] for key in decision.rules)):
            record["approved"] += 1
            if not case.clean:
                record[case.verdict] += 1
        if not case.clean:
            against.append(case.id)
    notes = {rule.key: rule.note for rule in table.rules}
    approving = [key for key, found in counts.items() if found["approved"] or _could_approve(table, key, referral)]
    return Backtest(
        **total,
        rules=tuple(RuleRecord(key=key, note=notes[key], **counts[key]) for key in approving),
        examples=tuple(against[::-1][:MOST_EXAMPLES]),
    )


def referral_of(table: Table) -> Mapping[str, Json]:
    """Return the answer that refers a case to people: the outputs' defaults."""
    return {output.key: output.default for output in table.outputs}


def approves(decision: Decision, referral: Mapping[str, Json]) -> bool:
    """Say whether a decision would count as an approval, under the guards of the engine."""
    return bool(decision.rules) and decision.outputs != referral and not decision.conflict and not decision.unsettled


def verdict_of(compiled: CompiledTable, case: PastCase) -> tuple[bool, tuple[str, ...]]:
    """Return whether the table would approve a case, and by which rules: what shadow mode writes down."""
    decision = compiled.decide(case.scope)
    return approves(decision, referral_of(compiled.table)), decision.rules


def _could_approve(table: Table, key: str, referral: Mapping[str, Json]) -> bool:
    rule = next(each for each in table.rules if each.key == key)
    said = dict(zip((output.key for output in table.outputs), rule.then, strict=True))
    return said != referral
