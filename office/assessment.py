"""What the analysis says of a flow, remembered: figures, findings, and the saving that a redesign would bring.

The potential is measured on the flow that the redesign makes, with every proposal that survives the proofs; it is
never the sum of the findings' savings. Where tables or the city's other procedures mean something to a flow, that
word is part of what is remembered (see `Subject.word`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import delete, insert, select

from db.database import Tx
from kernel.json_types import Json, JsonObject
from office import tables
from office.city import City
from office.subject import Known, Subject, subjects_of
from workflow.analysis import DETECTORS, Analysis, analyze
from workflow.finding import Interval
from workflow.improve import Redesign, Redesigned, redesign, ways_of

EDITION: Final = f"2.{len(DETECTORS)}"
"""Counts up when detectors change what they say; older results are then computed again."""


MOST_REMEMBERED: Final = 256
_REMEMBERED: Final[dict[Known, Analysis]] = {}
_REDESIGNED: Final[dict[tuple[Known, tuple[str, ...] | None], Redesign]] = {}
_WAYS: Final[dict[Known, tuple[Redesigned, ...]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The summary of an analysis, per procedure one line of the inventory."""

    metrics: JsonObject
    proposed: int
    suppressed: int
    not_evaluable: int
    expected_minutes: float
    """Working minutes that the redesign saves per year: the difference that a comparison shows."""
    expected_yen: float
    minutes: Interval
    """How far the saving may lie from that, by how certain the figures of the flow are."""
    yen: Interval


def analysis_of(subject: Subject) -> Analysis:
    """Return the analysis of a flow beside its tables and the rest of the city, computed once per process."""
    key = subject.known
    found = _REMEMBERED.get(key)
    if found is None:
        found = analyze(subject.flow, tables=subject.tables, portfolio=subject.city.portfolio)
        _REMEMBERED[key] = found
        while len(_REMEMBERED) > MOST_REMEMBERED:
            _REMEMBERED.pop(next(iter(_REMEMBERED)), None)
    return found


def redesign_of(subject: Subject, accepted: Sequence[str] | None = None) -> Redesign:
    """Return what the `accepted` proposals (None: all) make of a flow, computed once per process and choice."""
    key = (subject.known, None if accepted is None else tuple(sorted(accepted)))
    found = _REDESIGNED.get(key)
    if found is None:
        found = redesign(subject.flow, accept=accepted, tables=subject.tables, portfolio=subject.city.portfolio)
        _REDESIGNED[key] = found
        while len(_REDESIGNED) > MOST_REMEMBERED:
            _REDESIGNED.pop(next(iter(_REDESIGNED)), None)
    return found


def ways_for(subject: Subject) -> tuple[Redesigned, ...]:
    """Return the ways of redesigning a flow that are worth a look, computed once per process."""
    key = subject.known
    found = _WAYS.get(key)
    if found is None:
        found = _WAYS[key] = ways_of(subject.flow, tables=subject.tables, portfolio=subject.city.portfolio)
        while len(_WAYS) > MOST_REMEMBERED:
            _WAYS.pop(next(iter(_WAYS)), None)
    return found


def assessments(tx: Tx, city: City, procedures: Sequence[str], now: datetime) -> dict[str, Assessment]:
    """Return the assessment of each of `procedures` that has an as-is flow, computing and keeping what is new."""
    subjects = subjects_of(tx, city, procedures)
    known = _known(tx, subjects.values())
    fresh = {each.flow.digest: each for each in subjects.values() if each.flow.digest not in known}
    rows = [
        {"flow_digest": digest, "edition": each.edition(EDITION), "result": _assess(each), "assessed_at": now}
        for digest, each in fresh.items()
    ]
    if rows:
        table = tables.assessment
        tx.execute(delete(table).where(table.c.flow_digest.in_([*fresh])))  # of an older edition, or of another city
        tx.execute(insert(table), rows)
        known |= {str(row["flow_digest"]): cast(JsonObject, row["result"]) for row in rows}
    return {key: _read(known[each.flow.digest]) for key, each in subjects.items()}


def unassessed(tx: Tx, city: City, procedures: Sequence[str]) -> tuple[Subject, ...]:
    """Return the flows about which nobody has thought yet."""
    subjects = subjects_of(tx, city, procedures).values()
    known = _known(tx, subjects)
    return tuple(each for each in subjects if each.flow.digest not in known)


def think_of(subjects: Iterable[Subject]) -> None:
    """Think about flows outside of any transaction, so that `assessments` finds it remembered."""
    for each in subjects:
        _assess(each)


def _known(tx: Tx, subjects: Iterable[Subject]) -> dict[str, JsonObject]:
    wanted, table = {each.flow.digest: each.edition(EDITION) for each in subjects}, tables.assessment
    rows = tx.execute(select(table).where(table.c.flow_digest.in_([*wanted])))
    return {row.flow_digest: row.result for row in rows if row.edition == wanted[row.flow_digest]}


def _assess(subject: Subject) -> dict[str, Json]:
    found, made = analysis_of(subject), redesign_of(subject)
    saving = made.saving.saving
    statuses = [finding.status for finding in found.findings]
    return {
        "metrics": found.measures.as_json(),
        "proposed": statuses.count("proposed"),
        "suppressed": statuses.count("suppressed"),
        "not_evaluable": statuses.count("not_evaluable"),
        "expected_minutes": made.minutes_per_year,
        "expected_yen": made.yen_per_year,
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
        expected_minutes=cast(float, result["expected_minutes"]),
        expected_yen=cast(float, result["expected_yen"]),
        minutes=Interval(p5=minutes[0], p50=minutes[1], p95=minutes[2]),
        yen=Interval(p5=yen[0], p50=yen[1], p95=yen[2]),
    )
