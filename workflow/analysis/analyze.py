"""The whole analysis of a flow: its figures, and every step that could go, move, or change."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from kernel.json_types import Json
from workflow.analysis.defects import defects
from workflow.analysis.detectors import (
    c01_split_task,
    c02_ping_pong,
    c03_too_many_hands,
    c04_separate_contacts,
    c05_same_work,
    c06_separate_notices,
    c07_setup_heavy,
    c08_system_switching,
    c09_similar_procedure,
    e01_rekeyed_data,
    e02_known_data_asked,
    e03_repeated_check,
    e04_surplus_approval,
    e05_rubber_stamp,
    e06_unused_data,
    e07_unread_output,
    e08_shadow_ledger,
    e09_paper_round_trip,
    e10_pure_waiting,
    e11_dead_structure,
    e12_avoidable_return,
    r01_knockout_order,
    r02_earlier_knockout,
    r03_parallel_work,
    r04_oversequenced_block,
    r05_exception_on_main_path,
    r06_skip_when_known,
    r07_triage,
    r08_batch_wait,
    r09_audit_afterwards,
    r10_late_discovery,
    s01_rule_by_hand,
    s02_copying_between_systems,
    s03_media_break,
    s04_check_at_entry,
    s05_empower,
    s06_inquiry_by_interface,
    s07_trusted_certificate,
    s08_same_work_apart,
    s09_bottleneck,
)
from workflow.analysis.facts import Facts
from workflow.analysis.portfolio import Portfolio
from workflow.analysis.proposal import Proposal
from workflow.definition import Flow
from workflow.finding import Finding
from workflow.lineage import ItemLineage, lineage_of
from workflow.measures.metrics import Measures, measure
from workflow.table.model import Table


class Detector(Protocol):
    """A module with a stable code (`CODE`) and a pure function `find(facts)`."""

    @property
    def CODE(self) -> str: ...  # noqa: N802  # a constant of a module

    @property
    def find(self) -> Callable[[Facts], Iterator[Proposal]]: ...


DETECTORS: Final[tuple[Detector, ...]] = (
    e01_rekeyed_data,
    e02_known_data_asked,
    e03_repeated_check,
    e04_surplus_approval,
    e05_rubber_stamp,
    e06_unused_data,
    e07_unread_output,
    e08_shadow_ledger,
    e09_paper_round_trip,
    e10_pure_waiting,
    e11_dead_structure,
    e12_avoidable_return,
    c01_split_task,
    c02_ping_pong,
    c03_too_many_hands,
    c04_separate_contacts,
    c05_same_work,
    c06_separate_notices,
    c07_setup_heavy,
    c08_system_switching,
    c09_similar_procedure,
    r01_knockout_order,
    r02_earlier_knockout,
    r03_parallel_work,
    r04_oversequenced_block,
    r05_exception_on_main_path,
    r06_skip_when_known,
    r07_triage,
    r08_batch_wait,
    r09_audit_afterwards,
    r10_late_discovery,
    s01_rule_by_hand,
    s02_copying_between_systems,
    s03_media_break,
    s04_check_at_entry,
    s05_empower,
    s06_inquiry_by_interface,
    s07_trusted_certificate,
    s08_same_work_apart,
    s09_bottleneck,
)
"""In the order of attack: eliminate, combine, rearrange, simplify."""

REPORTS: Final = frozenset({"C09", "R10", "S08", "S09"})
"""What is only reported: who works where, and which control to add, is no rewrite's to decide."""

_ORDER: Final = ("proposed", "not_evaluable", "suppressed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What `analyze` found: defects of control, then proposals, the largest saving first, then the rest."""

    digest: str
    measures: Measures
    findings: tuple[Finding, ...]
    lineage: tuple[ItemLineage, ...] = ()
    """Who gives each field and attachment, and what uses it."""

    def as_json(self) -> dict[str, Json]:
        """Return the document that `flow analyze --json` prints."""
        findings: list[Json] = [finding.as_json() for finding in self.findings]
        lineage: list[Json] = [item.as_json() for item in self.lineage]
        return {"flow": self.digest, "metrics": self.measures.as_json(), "findings": findings, "lineage": lineage}


def analyze(flow: Flow, *, tables: Mapping[str, Table] | None = None, portfolio: Portfolio | None = None) -> Analysis:
    """Return the figures of `flow` and its findings; `tables` are those that it names by key.

    `portfolio`: the city's other procedures, beside which some things can only be said (C03, C09).
    """
    facts = Facts(flow, tables or {}, portfolio)
    found = (proposal.finding for proposal in _proposals(facts))
    findings = (*defects(flow), *sorted(found, key=_urgency))
    lineage = lineage_of(flow, tables=tables, data=facts.data)
    return Analysis(digest=flow.digest, measures=measure(flow), findings=findings, lineage=lineage)


def proposals(
    flow: Flow, *, tables: Mapping[str, Table] | None = None, portfolio: Portfolio | None = None
) -> tuple[Proposal, ...]:
    """Return what every detector found, in the order of the detectors, with the rewrites behind it."""
    return tuple(_proposals(Facts(flow, tables or {}, portfolio)))


def _proposals(facts: Facts) -> Iterator[Proposal]:
    return (proposal for detector in DETECTORS for proposal in detector.find(facts))


def _urgency(finding: Finding) -> tuple[int, float]:
    saving = finding.saving.minutes_per_year.p5 if finding.saving else 0.0
    return _ORDER.index(finding.status or "suppressed"), -saving
