"""What the analysis says of a flow, remembered: figures, findings, and the saving that a redesign would bring.

The potential is measured on the flow that the redesign makes, with every proposal that survives the proofs; it is
never the sum of the findings' savings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import insert, select

from db.database import Tx
from kernel.json_types import Json, JsonObject
from office import tables
from workflow.analysis import DETECTORS, Analysis, analyze
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.finding import Interval
from workflow.improve import Redesign, Redesigned, redesign, ways_of

EDITION: Final = f"1.{len(DETECTORS)}"
"""Counts up when detectors change what they say; older results are then computed again."""


MOST_REMEMBERED: Final = 256
_REMEMBERED: Final[dict[str, Analysis]] = {}
_REDESIGNED: Final[dict[tuple[str, tuple[str, ...] | None], Redesign]] = {}
_WAYS: Final[dict[str, tuple[Redesigned, ...]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The summary of an analysis, per procedure one line of the inventory."""

    metrics: JsonObject
    proposed: int
    suppressed: int
    not_evaluable: int
    minutes: Interval
    """Working minutes that the redesign saves per year."""
    yen: Interval


def analysis_of(flow: Flow) -> Analysis:
    """Return the analysis of `flow`, computed once per process and digest."""
    found = _REMEMBERED.get(flow.digest)
    if found is None:
        found = _REMEMBERED[flow.digest] = analyze(flow)
        while len(_REMEMBERED) > MOST_REMEMBERED:
            _REMEMBERED.pop(next(iter(_REMEMBERED)), None)
    return found


def redesign_of(flow: Flow, accepted: Sequence[str] | None = None) -> Redesign:
    """Return what the `accepted` proposals (None: all) make of `flow`, computed once per process and choice."""
    key = (flow.digest, None if accepted is None else tuple(sorted(accepted)))
    found = _REDESIGNED.get(key)
    if found is None:
        found = _REDESIGNED[key] = redesign(flow, accept=accepted)
        while len(_REDESIGNED) > MOST_REMEMBERED:
            _REDESIGNED.pop(next(iter(_REDESIGNED)), None)
    return found


def ways_for(flow: Flow) -> tuple[Redesigned, ...]:
    """Return the ways of redesigning `flow` that are worth a look, computed once per process and digest."""
    found = _WAYS.get(flow.digest)
    if found is None:
        found = _WAYS[flow.digest] = ways_of(flow)
        while len(_WAYS) > MOST_REMEMBERED:
            _WAYS.pop(next(iter(_WAYS)), None)
    return found


def assessments(tx: Tx, documents: Mapping[str, JsonObject], now: datetime) -> dict[str, Assessment]:
    """Return the assessment of each flow by its key in `documents`, computing and keeping what is new."""
    flows = {key: require_flow(document) for key, document in documents.items()}
    known = _known(tx, {flow.digest for flow in flows.values()})
    fresh = {flow.digest: flow for flow in flows.values() if flow.digest not in known}
    rows = [
        {"flow_digest": digest, "edition": EDITION, "result": _assess(flow), "assessed_at": now}
        for digest, flow in fresh.items()
    ]
    if rows:
        tx.execute(insert(tables.assessment), rows)
        known |= {str(row["flow_digest"]): cast(JsonObject, row["result"]) for row in rows}
    return {key: _read(known[flow.digest]) for key, flow in flows.items()}


def unassessed(tx: Tx, documents: Mapping[str, JsonObject]) -> tuple[Flow, ...]:
    """Return the flows about which nobody has thought yet."""
    flows = {flow.digest: flow for flow in map(require_flow, documents.values())}
    known = _known(tx, flows)
    return tuple(flow for digest, flow in flows.items() if digest not in known)


def think_of(flows: Iterable[Flow]) -> None:
    """Think about flows outside of any transaction, so that `assessments` finds it remembered."""
    for flow in flows:
        _assess(flow)


def _known(tx: Tx, digests: Iterable[str]) -> dict[str, JsonObject]:
    table = tables.assessment
    query = select(table).where(table.c.flow_digest.in_([*digests]), table.c.edition == EDITION)
    return {row.flow_digest: row.result for row in tx.execute(query)}


def _assess(flow: Flow) -> dict[str, Json]:
    found = analysis_of(flow)
    saving = redesign_of(flow).saving.saving
    statuses = [finding.status for finding in found.findings]
    return {
        "metrics": found.measures.as_json(),
        "proposed": statuses.count("proposed"),
        "suppressed": statuses.count("suppressed"),
        "not_evaluable": statuses.count("not_evaluable"),
        "minutes": _shape(saving.minutes_per_year),
        "yen": _shape(saving.yen_per_year),
    }


def _shape(interval: Interval) -> Json:
    return [interval.p5, interval.p50, interval.p95]


def _read(result: JsonObject) -> Assessment:
    minutes, yen = cast(list[float], result["minutes"]), cast(list[float], result["yen"])
    return Assessment(
        metrics=cast(JsonObject, result["metrics"]),
        proposed=cast(int, result["proposed"]),
        suppressed=cast(int, result["suppressed"]),
        not_evaluable=cast(int, result["not_evaluable"]),
        minutes=Interval(p5=minutes[0], p50=minutes[1], p95=minutes[2]),
        yen=Interval(p5=yen[0], p50=yen[1], p95=yen[2]),
    )
