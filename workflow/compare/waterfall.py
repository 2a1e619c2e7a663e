"""Where the hours went: from the old yearly working time to the new one, in parts that add up exactly.

Every working minute belongs to a step, or to the hand-offs between steps; so the difference of two flows is the sum
of the differences of their steps. A part is what became of steps; another number of cases a year is the last part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from kernel.json_types import Json
from kernel.text import Text
from workflow.compare.messages import MESSAGES
from workflow.definition import Flow
from workflow.graph import graph_of
from workflow.matching import Matching
from workflow.measures.saving import terms_by_source

PartName: TypeAlias = Literal[
    "removed", "automated", "merged", "split", "changed", "kept", "added", "handoffs", "volume"
]
PARTS: Final[tuple[PartName, ...]] = get_args(PartName)
HANDOFFS: Final = "handoff_minutes"
_NOISE: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Minutes of staff a year that one kind of change adds (or, negative, takes away)."""

    name: PartName
    minutes: float

    @property
    def title(self) -> Text:
        """What the part is called."""
        return MESSAGES.text(f"compare.part.{self.name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """`before` + the minutes of all parts = `after`; minutes of staff a year."""

    before: float
    after: float
    parts: tuple[Part, ...]

    def as_json(self) -> Json:
        """Return the waterfall as JSON."""
        return {
            "before": self.before,
            "after": self.after,
            "parts": [{"name": part.name, "minutes": part.minutes} for part in self.parts],
        }


def waterfall(before: Flow, after: Flow, matching: Matching, fates: Mapping[str, str]) -> Waterfall | None:
    """Return where the hours went; None where a flow does not say how many cases a year there are.

    `fates` are the words for steps of the new flow (`Comparison.fates_after`).
    """
    if before.volume_per_year is None or after.volume_per_year is None:
        return None
    old, new = _minutes(before), _minutes(after)
    cases = before.volume_per_year
    sums = dict.fromkeys(PARTS, 0.0)
    for key, minutes in new.items():
        if key != HANDOFFS:
            sums[_part(key, matching, fates)] += minutes * cases
    for key, minutes in old.items():
        if key != HANDOFFS:
            follower = matching.after_of.get(key)
            sums["removed" if follower is None else _part(follower, matching, fates)] -= minutes * cases
    sums["handoffs"] = (new.get(HANDOFFS, 0.0) - old.get(HANDOFFS, 0.0)) * cases
    sums["volume"] = sum(new.values()) * (after.volume_per_year - cases)
    parts = tuple(Part(name=name, minutes=minutes) for name, minutes in sums.items() if abs(minutes) > _NOISE)
    return Waterfall(before=sum(old.values()) * cases, after=sum(new.values()) * after.volume_per_year, parts=parts)


def _part(key: str, matching: Matching, fates: Mapping[str, str]) -> PartName:
    match fates.get(key):
        case "added":
            return "added"
        case "automated":
            return "automated"
        case "merged":
            return "merged"
        case "split":
            return "split"
        case "changed" | "moved":
            return "changed"
        case _:
            return "kept" if key in matching.before_of else "added"


def _minutes(flow: Flow) -> dict[str, float]:
    """Return the staff's minutes per case by step, and those of hand-offs under `HANDOFFS`."""
    found: dict[str, float] = {}
    for source, term in terms_by_source(flow, graph_of(flow)).items():
        key = HANDOFFS if source == HANDOFFS else source.rpartition(".")[0]
        found[key] = found.get(key, 0.0) + term.minutes
    return found
