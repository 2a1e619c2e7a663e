"""From what a detector saw to a finding: guards are weighed, the rewrite is tried on a copy, the saving is measured."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kernel.json_types import Json
from kernel.text import Text
from workflow.analysis.facts import Facts
from workflow.analysis.guards import SOFT, guard
from workflow.finding import Finding, Guard, Interval, Saving, Where
from workflow.measures.draws import Draws
from workflow.rewrite.draft import Draft

Rewrite: TypeAlias = Callable[[Draft], None]
"""Edits a draft of the flow that was analysed, by key."""

NOTHING = Interval(p5=0.0, p50=0.0, p95=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a detector saw at one place, before anything was weighed. `nodes` begins with the step that changes."""

    code: str
    nodes: tuple[str, ...]
    message: Text
    evidence: Text
    guards: Sequence[Guard] = ()
    edges: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    detail: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A finding, and the rewrite behind its fix where it has one."""

    finding: Finding
    rewrite: Rewrite | None = None
    touched: frozenset[str] = frozenset()
    """The nodes that the rewrite changes, removes, or leads past: two proposals conflict where these meet."""


def not_evaluable(facts: Facts, sighting: Sighting) -> Proposal:
    """Return a finding that says which attributes are missing; it proposes nothing."""
    return Proposal(finding=finding_of(facts, sighting, (), status="not_evaluable"))


def suppressed(facts: Facts, sighting: Sighting) -> Proposal:
    """Return a finding that says why the step stays."""
    return Proposal(finding=finding_of(facts, sighting, sighting.guards, status="suppressed"))


def proposed(
    facts: Facts,
    sighting: Sighting,
    rewrite: Rewrite,
    *,
    clarity_only: bool = False,
    spread: Draws | None = None,
    measured_as: Rewrite | None = None,
) -> Proposal:
    """Return the proposal, or, where a hard guard holds, why it is not made.

    `clarity_only`: the rewrite gains lead time or clarity; its saving is 0 minutes. `spread` are draws of what the
    saving depends on beside the minutes (rejection rates); they widen its interval, not its middle. `measured_as` is
    a rewrite of the same effort that mixes no figures of different steps, so that what stays the same cancels out.
    """
    if any(item.holds and item.code not in SOFT for item in sighting.guards):
        return suppressed(facts, sighting)
    draft = Draft(facts.flow)
    rewrite(draft)
    guards = (*sighting.guards, region(facts, draft, sighting.nodes))
    if guards[-1].holds:
        return suppressed(facts, replace(sighting, guards=guards))
    if clarity_only:
        saving, detail = Saving(minutes_per_year=NOTHING, yen_per_year=NOTHING), sighting.detail
    else:
        saving, detail = _measured(facts, _equal(facts, draft, measured_as), sighting.detail, spread)
    finding = finding_of(facts, replace(sighting, detail=detail), guards, status="proposed")
    return Proposal(
        finding=replace(finding, saving=saving, fix=draft.patch()),
        rewrite=rewrite,
        touched=frozenset(draft.touched),
    )


def _equal(facts: Facts, draft: Draft, measured_as: Rewrite | None) -> Draft:
    """Return the draft to measure: `draft` itself, or one made by the rewrite of the same effort."""
    if measured_as is None:
        return draft
    other = Draft(facts.flow)
    measured_as(other)
    return other


def region(facts: Facts, draft: Draft, named: tuple[str, ...]) -> Guard:
    """GD12: nothing else falls with the rewrite: no result, no controlled or pinned step, none that others name."""
    fallen = draft.removed - set(named)
    worth = [key for key in sorted(fallen) if _is_worth_keeping(facts, key)]
    lost = sorted(_results(facts, facts.flow.nodes) - _results(facts, draft.nodes)) if draft.removed else []
    return guard("GD12", bool(worth or lost), lost="、".join([*worth, *lost]))


def _is_worth_keeping(facts: Facts, key: str) -> bool:
    node = facts.flow.nodes[key]
    return bool(facts.controls_at(node) or node.pinned or key in facts.bound_to)


def _results(facts: Facts, nodes: Collection[str]) -> set[str]:
    """Return the results of those ends among `nodes` that cases reach."""
    ends = (key for key in facts.graph.ends if key in nodes and key in facts.graph.reachable)
    return {facts.flow.nodes[key].result or "" for key in ends}


def _measured(
    facts: Facts, draft: Draft, detail: Mapping[str, Json], spread: Draws | None
) -> tuple[Saving, Mapping[str, Json]]:
    difference = facts.yardstick.difference(draft.flow(), spread=spread)
    resident = difference.resident_minutes_per_year
    figures = {"p5": round(resident.p5, 1), "p50": round(resident.p50, 1), "p95": round(resident.p95, 1)}
    apart: dict[str, Json] = {"resident_minutes_per_year": figures} if any(figures.values()) else {}
    return difference.saving, {**detail, **apart}


def finding_of(facts: Facts, sighting: Sighting, guards: Sequence[Guard], *, status: str) -> Finding:
    """Return the finding that `sighting` makes; what a guard makes a hypothesis is of severity info."""
    first = sighting.nodes[0] if sighting.nodes else None
    hypothesis = any(item.holds for item in guards)
    return Finding(
        code=sighting.code,
        severity="warning" if status == "proposed" and not hypothesis else "info",
        where=Where(
            nodes=sighting.nodes, edges=sighting.edges, pointer=facts.flow.nodes[first].pointer if first else "/edges"
        ),
        message=sighting.message,
        evidence=sighting.evidence,
        guards=tuple(guards),
        missing=sighting.missing,
        status=status,  # type: ignore[arg-type]  # one of the three words of `Status`, given by the callers above
        detail=sighting.detail,
    )
