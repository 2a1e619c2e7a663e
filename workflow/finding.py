"""What a check or a detector has to say about a flow: where, what, why, what it costs, and the mend."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kernel.json_types import Json, JsonObject
from kernel.problems import Severity
from kernel.text import Text

Patch: TypeAlias = tuple[JsonObject, ...]
"""An RFC 6902 JSON Patch over the flow's document."""

Status: TypeAlias = Literal["proposed", "suppressed", "not_evaluable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place of a finding: nodes (first the one that goes, moves or changes), edges by name, a JSON Pointer."""

    nodes: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    pointer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A reason that can stop a proposal (GD1 law, GD2 separation of duty, …), and whether it holds here."""

    code: str
    holds: bool
    """True: the guard stops the proposal."""
    why: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure with its uncertainty: 5th, 50th and 95th percentile."""

    p5: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What a rewrite saves per year: working minutes of staff, and yen."""

    minutes_per_year: Interval
    yen_per_year: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found. `example` is a run (names of edges or nodes) or a row that shows it; `fix` mends it."""

    code: str
    severity: Severity
    where: Where
    message: Text
    evidence: Text | None = None
    guards: tuple[Guard, ...] = ()
    missing: tuple[str, ...] = ()
    saving: Saving | None = None
    status: Status | None = None
    example: Json = None
    fix: Patch | None = None
    detail: Mapping[str, Json] = field(default_factory=dict)
    """Figures that a page or a report may want to show beside the sentence."""

    def as_json(self) -> dict[str, Json]:
        """Return the shape of formats.md; keys without a value are left out, except those that others rely on."""
        shape: dict[str, Json] = {
            "code": self.code,
            "severity": self.severity,
            "where": {"nodes": [*self.where.nodes], "edges": [*self.where.edges], "pointer": self.where.pointer},
            "message": _plain(self.message),
        }
        if self.example is not None:
            shape["example"] = self.example
        if self.fix is not None:
            shape["fix"] = [*self.fix]
        if self.detail:
            shape["detail"] = dict(self.detail)
        if self.status is not None:
            shape |= self._judged()
        return shape

    def _judged(self) -> dict[str, Json]:
        nothing = Interval(p5=0.0, p50=0.0, p95=0.0)
        saving = self.saving or Saving(minutes_per_year=nothing, yen_per_year=nothing)
        return {
            "evidence": _plain(self.evidence or ""),
            "guards": [{"code": guard.code, "holds": guard.holds} for guard in self.guards],
            "missing": [*self.missing],
            "saving": {
                "minutes_per_year": _interval(saving.minutes_per_year),
                "yen_per_year": _interval(saving.yen_per_year),
            },
            "status": self.status,
        }


def _plain(text: Text) -> Json:
    return text if isinstance(text, str) else dict(text)


def _interval(interval: Interval) -> Json:
    return {"p5": round(interval.p5, 1), "p50": round(interval.p50, 1), "p95": round(interval.p95, 1)}
