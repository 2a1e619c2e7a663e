"""Planned against real (計画と実績): what the redesign promised, what its targets are, and what really happened.

Four figures stand beside each other: the as-is as it was described, the plan (the published flow, computed), the
target (KPI) and the cases that ran on the published version. What is not known is None, never a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final, Literal, TypeAlias, get_args

from accounts.officer import Officer
from catalog.drafts import flow_drafts
from catalog.library import Library
from catalog.procedures import Procedure, procedure
from catalog.versions import Version, versions
from db.database import Tx
from engine.shell.figures import Measured, measured
from engine.shell.monthly import Month, monthly_figures
from guidance.satisfaction import mean_satisfaction
from kernel.errors import NotFound
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.measures import Measures, measure

Quantity: TypeAlias = Literal[
    "lead_time_days", "touch_minutes", "cost_per_case", "automation_rate", "online_rate", "satisfaction"
]
QUANTITIES: Final[tuple[Quantity, ...]] = get_args(Quantity)
MORE_IS_BETTER: Final[frozenset[str]] = frozenset({"automation_rate", "online_rate", "satisfaction"})
ENOUGH: Final = 10
"""Closed cases below which nobody is told that a target is met or missed."""
AS_IS: Final = "as-is"
Verdict: TypeAlias = Literal["met", "missed", "too_few", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """One quantity: described, planned, aimed at, measured."""

    quantity: str
    before: float | None
    planned: float | None
    target: float | None
    real: float | None
    verdict: Verdict
    """`open`: there is no target, or nothing was measured."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Planned against real for the version in force; `current` is None before anything was published.

    The plan is computed when it is asked for: outside of the transaction that read the cases.
    """

    procedure: Procedure
    current: Version | None
    measured: Measured | None
    described: Flow | None
    """The as-is."""
    published: Flow | None
    """The flow of the version in force."""
    months: Sequence[Month]
    versions: tuple[Version, ...]
    """Newest first: the moments at which something changed."""
    satisfaction: float | None
    """What residents thought on average since the version in force was published, of 5."""

    @cached_property
    def lines(self) -> tuple[EffectLine, ...]:
        """The quantities; none before anything was published."""
        if self.published is None or self.measured is None:
            return ()
        return _lines(self.described, self.published, self.measured, self._found)

    def real(self, quantity: Quantity) -> float | None:
        """Return what was measured of `quantity`."""
        return self._found.get(quantity)

    @property
    def _found(self) -> Mapping[str, float | None]:
        if self.published is None or self.measured is None:
            return {}
        return {**_found(self.published, self.measured), "satisfaction": self.satisfaction}


def effect_of(tx: Tx, library: Library, officer: Officer, key: str, now: datetime) -> Effect:
    """Return what became of a procedure's redesign; `NotFound` for procedures that `officer` does not see."""
    found = procedure(tx, key)
    if not officer.sees(found.department):
        raise NotFound
    known = versions(tx, key)
    current = next((each for each in known if each.number == found.current_version), None)
    return Effect(
        procedure=found,
        current=current,
        measured=measured(tx, key, current.published_at, program=current.bundle_digest) if current else None,
        described=_described(tx, key),
        published=library.bundle(tx, current.bundle_digest).flow if current else None,
        months=monthly_figures(tx, key, now),
        versions=known,
        satisfaction=mean_satisfaction(tx, key, current.published_at) if current else None,
    )


def _described(tx: Tx, key: str) -> Flow | None:
    document = flow_drafts(tx, [key]).get(key, {}).get(AS_IS)
    return None if document is None else require_flow(document)


def _lines(
    before: Flow | None, flow: Flow, real: Measured, found: Mapping[str, float | None]
) -> tuple[EffectLine, ...]:
    targets = {kpi.key: kpi.target for kpi in flow.kpis}
    described = {} if before is None else _planned(measure(before))
    planned = _planned(measure(flow))
    keys = dict.fromkeys((*QUANTITIES, *targets))
    return tuple(
        EffectLine(
            quantity=key,
            before=described.get(key),
            planned=planned.get(key),
            target=targets.get(key),
            real=found.get(key),
            verdict=_verdict(key, targets.get(key), found.get(key), real.closed),
        )
        for key in keys
        if key in targets or key in planned or found.get(key) is not None
    )


def _planned(measures: Measures) -> Mapping[str, float | None]:
    """Return the figures that are the same thing in a flow and in its cases.

    A flow's share of automatic work (by minutes) is another thing than the share of cases that rules decided alone:
    it is left out here rather than set beside it.
    """
    return {
        "lead_time_days": measures.lead_time_days.mean,
        "touch_minutes": measures.touch_minutes,
        "cost_per_case": measures.cost_per_case,
        "online_rate": measures.online_rate,
    }


def _found(flow: Flow, real: Measured) -> Mapping[str, float | None]:
    return {
        "lead_time_days": real.lead_time_days.mean if real.lead_time_days else None,
        "touch_minutes": real.touch_minutes,
        "cost_per_case": _cost(flow, real),
        "automation_rate": real.automation_rate,
        "online_rate": real.online_rate,
    }


def _cost(flow: Flow, real: Measured) -> float | None:
    """Return yen of staff per closed case: measured minutes at the hourly rate of each step's lane."""
    kept = sum(count for result, count in real.results.items() if result != "withdrawn")
    spent = 0.0
    for step in real.steps:
        node = flow.nodes.get(step.node)
        lane = flow.lanes.get(node.lane or "") if node is not None else None
        if step.minutes is None or lane is None or lane.yen_per_hour is None:
            continue
        spent += step.minutes * step.done * lane.yen_per_hour / 60
    return spent / kept if kept and real.touch_minutes is not None else None


def _verdict(key: str, target: float | None, real: float | None, closed: int) -> Verdict:
    if target is None or real is None:
        return "open"
    if closed < ENOUGH:
        return "too_few"
    return "met" if (real >= target if key in MORE_IS_BETTER else real <= target) else "missed"
