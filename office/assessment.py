"""What the analysis says of a flow, remembered: figures, findings, and the saving that a redesign would bring.

The potential is measured on the flow that the redesign makes, with every proposal that survives the proofs; it is
never the sum of the findings' savings. Where the city's other procedures mean something to a flow, that word is part of
what is remembered (see `City.word`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias, cast

from sqlalchemy import delete, insert, select

from db.database import Tx
from kernel.documents import digest
from kernel.json_types import Json, JsonObject
from office import tables
from office.city import City
from workflow.analysis import DETECTORS, Analysis, analyze
from workflow.definition import Flow
from workflow.finding import Interval
from workflow.improve import Redesign, Redesigned, redesign, ways_of

EDITION: Final = f"1.{len(DETECTORS)}"
"""Counts up when detectors change what they say; older results are then computed again."""


MOST_REMEMBERED: Final = 256
_Known: TypeAlias = tuple[str, str]
"""The digest of a flow, and what the other procedures mean to it."""
_REMEMBERED: Final[dict[_Known, Analysis]] = {}
_REDESIGNED: Final[dict[tuple[_Known, tuple[str, ...] | None], Redesign]] = {}
_WAYS: Final[dict[_Known, tuple[Redesigned, ...]]] = {}


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


def analysis_of(flow: Flow, city: City) -> Analysis:
    """Return the analysis of `flow` beside the rest of the city, computed once per process."""
    key = flow.digest, city.word(flow)
    found = _REMEMBERED.get(key)
    if found is None:
        found = _REMEMBERED[key] = analyze(flow, portfolio=city.portfolio)
        while len(_REMEMBERED) > MOST_REMEMBERED:
            _REMEMBERED.pop(next(iter(_REMEMBERED)), None)
    return found


def redesign_of(flow: Flow, city: City, accepted: Sequence[str] | None = None) -> Redesign:
    """Return what the `accepted` proposals (None: all) make of `flow`, computed once per process and choice."""
    key = ((flow.digest, city.word(flow)), None if accepted is None else tuple(sorted(accepted)))
    found = _REDESIGNED.get(key)
    if found is None:
        found = _REDESIGNED[key] = redesign(flow, accept=accepted, portfolio=city.portfolio)
        while len(_REDESIGNED) > MOST_REMEMBERED:
            _REDESIGNED.pop(next(iter(_REDESIGNED)), None)
    return found


def ways_for(flow: Flow, city: City) -> tuple[Redesigned, ...]:
    """Return the ways of redesigning `flow` that are worth a look, computed once per process."""
    key = flow.digest, city.word(flow)
    found = _WAYS.get(key)
    if found is None:
        found = _WAYS[key] = ways_of(flow, portfolio=city.portfolio)
        while len(_WAYS) > MOST_REMEMBERED:
            _WAYS.pop(next(iter(_WAYS)), None)
    return found


def assessments(tx: Tx, city: City, procedures: Sequence[str], now: datetime) -> dict[str, Assessment]:
    """Return the assessment of each of `procedures` that has an as-is flow, computing and keeping what is new."""
    flows = {key: city.flows[key] for key in procedures if key in city.flows}
    known = _known(tx, city, flows.values())
    fresh = {flow.digest: flow for flow in flows.values() if flow.digest not in known}
    rows = [
        {"flow_digest": digest, "edition": edition_of(flow, city), "result": _assess(flow, city), "assessed_at": now}
        for digest, flow in fresh.items()
    ]
    if rows:
        table = tables.assessment
        tx.execute(delete(table).where(table.c.flow_digest.in_([*fresh])))  # of an older edition, or of another city
        tx.execute(insert(table), rows)
        known |= {str(row["flow_digest"]): cast(JsonObject, row["result"]) for row in rows}
    return {key: _read(known[flow.digest]) for key, flow in flows.items()}


def unassessed(tx: Tx, city: City, procedures: Sequence[str]) -> tuple[Flow, ...]:
    """Return the flows about which nobody has thought yet."""
    flows = [city.flows[key] for key in procedures if key in city.flows]
    known = _known(tx, city, flows)
    return tuple(flow for flow in flows if flow.digest not in known)


def think_of(flows: Iterable[Flow], city: City) -> None:
    """Think about flows outside of any transaction, so that `assessments` finds it remembered."""
    for flow in flows:
        _assess(flow, city)


def edition_of(flow: Flow, city: City) -> str:
    """Return under which edition the assessment of `flow` is kept: of the catalogue, and of the city around it."""
    word = city.word(flow)
    return f"{EDITION}-{digest(word)[:8]}" if word else EDITION


def _known(tx: Tx, city: City, flows: Iterable[Flow]) -> dict[str, JsonObject]:
    wanted, table = {flow.digest: edition_of(flow, city) for flow in flows}, tables.assessment
    rows = tx.execute(select(table).where(table.c.flow_digest.in_([*wanted])))
    return {row.flow_digest: row.result for row in rows if row.edition == wanted[row.flow_digest]}


def _assess(flow: Flow, city: City) -> dict[str, Json]:
    found = analysis_of(flow, city)
    saving = redesign_of(flow, city).saving.saving
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
