"""The inventory (業務棚卸し): every procedure with what it takes, what was found, and what a redesign would save."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias, get_args

from accounts.officer import Officer
from catalog.drafts import flow_drafts
from catalog.procedures import Procedure, procedures
from db.database import Tx
from engine.shell.brief_figures import BriefFigures, brief_figures
from kernel.json_types import Json, JsonObject
from office.assessment import Assessment, assessments, unassessed
from office.city import AS_IS, city_of
from office.subject import Subject

Sort: TypeAlias = Literal["saving", "volume", "minutes", "lead", "findings"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
Progress: TypeAlias = Literal["not_described", "described", "redesigned", "published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryLine:
    """One procedure; without an as-is flow there is no assessment."""

    procedure: Procedure
    volume: float | None
    assessment: Assessment | None
    measured: BriefFigures | None
    progress: Progress

    def amount(self, sort: Sort) -> float:
        """Return the figure by which lines are sorted, the largest first; 0 where there is no assessment."""
        if self.assessment is None:
            return 0.0
        metrics = self.assessment.metrics
        lead = metrics["lead_time_days"]
        amounts: dict[Sort, Json] = {
            "saving": self.assessment.expected_minutes,
            "volume": self.volume,
            "minutes": metrics["touch_minutes"],
            "lead": lead["mean"] if isinstance(lead, Mapping) else None,
            "findings": self.assessment.proposed,
        }
        figure = amounts[sort]
        return float(figure) if isinstance(figure, int | float) else 0.0


def new_to_inventory(tx: Tx, officer: Officer) -> tuple[Subject, ...]:
    """Return the flows of the inventory that nobody has thought about: one can take seconds, so nothing is locked."""
    return unassessed(tx, city_of(tx), [each.key for each in procedures(tx) if officer.sees(each.department)])


def inventory(tx: Tx, officer: Officer, now: datetime) -> tuple[InventoryLine, ...]:
    """Return the procedures of the departments that the officer sees, the largest saving first."""
    seen, drafts = _seen(tx, officer)
    as_is = _as_is(drafts)
    assessed = assessments(tx, city_of(tx), [*as_is], now)
    measured = brief_figures(tx)
    lines = [
        InventoryLine(
            procedure=each,
            volume=_volume(as_is.get(each.key)),
            assessment=assessed.get(each.key),
            measured=measured.get(each.key),
            progress=_progress(each, drafts.get(each.key, {})),
        )
        for each in seen
    ]
    return tuple(sorted(lines, key=lambda line: -line.assessment.expected_minutes if line.assessment else 0.0))


def _seen(tx: Tx, officer: Officer) -> tuple[list[Procedure], dict[str, dict[str, JsonObject]]]:
    seen = [each for each in procedures(tx) if officer.sees(each.department)]
    return seen, flow_drafts(tx, [each.key for each in seen])


def _as_is(drafts: Mapping[str, Mapping[str, JsonObject]]) -> dict[str, JsonObject]:
    return {key: slots[AS_IS] for key, slots in drafts.items() if AS_IS in slots}


def _volume(document: JsonObject | None) -> float | None:
    volume = document.get("volume_per_year") if document is not None else None
    return float(volume) if isinstance(volume, int | float) else None


def _progress(procedure: Procedure, slots: Mapping[str, JsonObject]) -> Progress:
    if procedure.current_version is not None:
        return "published"
    if AS_IS not in slots:
        return "not_described"
    return "redesigned" if len(slots) > 1 else "described"
