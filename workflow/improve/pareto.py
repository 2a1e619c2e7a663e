"""What each way of redesigning gives and takes: minutes, lead time, contacts, effort to introduce, risk.

Of several redesigns those are worth a look that no other one beats in every respect (Pareto front). Effort to
introduce is a rule of thumb in days of work per kind of rewrite, the same for every procedure, so that redesigns can
be ordered by it; it is no promise. Risk is the rejections that sampling may miss in a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.json_types import Json
from workflow.analysis import proposals
from workflow.analysis.portfolio import Portfolio
from workflow.analysis.proposal import Proposal
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.finding import Finding
from workflow.graph import graph_of
from workflow.improve.choice import best_set
from workflow.improve.options import drafted
from workflow.leadtime import lead_time
from workflow.measures.effort import effort_of
from workflow.measures.performers import is_resident_contact, is_step
from workflow.measures.saving import terms_by_source
from workflow.patch import apply_patch
from workflow.table.model import Table

DAYS: Final[Mapping[str, float]] = {
    "E11": 0.5, "E01": 1, "E03": 1, "E10": 1, "C05": 1, "C08": 1, "R01": 1, "R02": 1, "R03": 1, "R04": 1, "R05": 2,
    "C01": 1, "C02": 3, "C03": 5, "C04": 3, "C06": 2, "C07": 2, "E04": 3, "E05": 3, "E06": 2, "E07": 1, "E08": 5,
    "E09": 5, "E12": 3, "E02": 10, "R06": 5, "R07": 10, "R08": 2, "R09": 5, "S01": 10, "S02": 15, "S03": 10, "S04": 3,
    "S05": 3, "S06": 20, "S07": 5,
}  # fmt: skip
"""Days of work to introduce one rewrite: the picture alone half a day, a rule of the house 3, a form 3, a register 10,
an interface 15 to 20."""
USUAL_DAYS: Final = 5.0
MOST_WEIGHED: Final = 60
"""Proposals that are weighed against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merits:
    """The figures of one redesign. All but `minutes_per_year` are better when they are small."""

    minutes_per_year: float
    """Working minutes saved."""
    lead_days_p50: float
    lead_days_p90: float
    contacts: float
    """Resident contacts per case."""
    days_to_introduce: float
    missed_per_year: float

    def beats(self, other: "Merits") -> bool:
        """Return whether this one is nowhere worse and somewhere better than `other`."""
        mine, theirs = self._signed(), other._signed()
        return all(a <= b for a, b in zip(mine, theirs, strict=True)) and mine != theirs

    def _signed(self) -> tuple[float, ...]:
        figures = (-self.minutes_per_year, self.lead_days_p50, self.lead_days_p90, self.contacts)
        return tuple(round(figure, 6) for figure in (*figures, self.days_to_introduce, self.missed_per_year))

    def as_json(self) -> dict[str, Json]:
        """Return the figures, rounded as they are shown."""
        return {
            "minutes_per_year": round(self.minutes_per_year, 1),
            "lead_days": {"p50": round(self.lead_days_p50, 2), "p90": round(self.lead_days_p90, 2)},
            "contacts": round(self.contacts, 3),
            "days_to_introduce": self.days_to_introduce,
            "missed_per_year": round(self.missed_per_year, 2),
        }


def merits_of(flow: Flow, chosen: Sequence[Proposal]) -> Merits:
    """Return the figures of `flow` with all of `chosen` carried out: recomputed on the rewritten flow."""
    after = require_flow(apply_patch(flow.document, drafted(flow, chosen).patch()))
    visits, lead = graph_of(after).visits, lead_time(after)
    contacts = [key for key, node in after.nodes.items() if is_step(node) and is_resident_contact(after, node)]
    return Merits(
        minutes_per_year=(_minutes(flow) - _minutes(after)) * (flow.volume_per_year or 0.0),
        lead_days_p50=lead.p50,
        lead_days_p90=lead.p90,
        contacts=sum(visits[key] for key in contacts),
        days_to_introduce=sum(DAYS.get(item.finding.code, USUAL_DAYS) for item in chosen),
        missed_per_year=sum(_missed(item.finding) for item in chosen),
    )


def _minutes(flow: Flow) -> float:
    return effort_of(terms_by_source(flow, graph_of(flow))).minutes


def _missed(finding: Finding) -> float:
    figure = finding.detail.get("missed_per_year")
    return float(figure) if isinstance(figure, int | float) else 0.0


def front(known: Sequence[Merits]) -> tuple[int, ...]:
    """Return the places of the redesigns that no other one beats; of equal ones the first."""
    return tuple(
        place
        for place, mine in enumerate(known)
        if not any(other.beats(mine) for other in known) and mine not in known[:place]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Redesigned:
    """One way of redesigning: the proposals that it carries out, and what it gives and takes."""

    proposals: tuple[Proposal, ...]
    merits: Merits

    def as_json(self) -> dict[str, Json]:
        """Return the codes, each with the step that changes, and the figures."""
        named = (item.finding for item in self.proposals)
        chosen: list[Json] = [{"code": item.code, "node": (item.where.nodes or ("",))[0]} for item in named]
        return {"accepted": chosen, **self.merits.as_json()}


def ways_of(
    flow: Flow, *, tables: Mapping[str, Table] | None = None, portfolio: Portfolio | None = None
) -> tuple[Redesigned, ...]:
    """Return the ways worth a look for `flow`: of the best set of what the analysis proposes."""
    found = [item for item in proposals(flow, tables=tables, portfolio=portfolio) if item.rewrite]
    return ways(flow, best_set(flow, found[:MOST_WEIGHED]).chosen)


def ways(flow: Flow, chosen: Sequence[Proposal]) -> tuple[Redesigned, ...]:
    """Return the ways worth a look between doing nothing and all of `chosen`, the quickest to introduce first.

    Proposals come in by what they save per day of introducing them; those without risk are also offered by themselves.
    """
    alone = {id(item): merits_of(flow, [item]) for item in chosen}
    ordered = sorted(chosen, key=lambda item: -_rate(alone[id(item)]))
    sets = [ordered[:count] for count in range(len(ordered) + 1)]
    sets += [[item] for item in ordered[1:]]
    sets.append([item for item in ordered if not alone[id(item)].missed_per_year])
    known = [Redesigned(proposals=tuple(each), merits=merits_of(flow, each)) for each in sets]
    best = [known[place] for place in front([each.merits for each in known])]
    return tuple(sorted(best, key=lambda each: (each.merits.days_to_introduce, -each.merits.minutes_per_year)))


def _rate(merits: Merits) -> float:
    return merits.minutes_per_year / max(merits.days_to_introduce, 0.5)
