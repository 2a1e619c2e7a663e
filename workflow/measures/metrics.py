"""The figures of a flow: steps, hand-offs, minutes, lead time, cost per case and per year.

Counts (`steps`, `approvals`, `paper_steps`) are of steps that a start leads to; what happens per case (`handoffs`,
`resident_contacts`, minutes, yen) is weighed with the expected visits. Effort is exact for every sound flow.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kernel.json_types import Json
from workflow.definition import Flow, Node
from workflow.graph import FlowGraph, graph_of
from workflow.leadtime import LeadTime, lead_time
from workflow.measures.changes import expected_changes
from workflow.measures.effort import effort_of, terms_of
from workflow.measures.performers import (
    department_of,
    is_paper_step,
    is_resident_contact,
    is_step,
    medium_in,
    medium_out,
    performer_of,
    role_of,
)
from workflow.measures.saving import terms_by_source


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMeasure:
    """One step, per case: expected visits, working minutes of staff and of the resident, yen."""

    key: str
    visits: float
    minutes: float
    resident_minutes: float
    yen: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a flow takes. Figures of a year are None where the flow has no `volume_per_year`.

    `touch_minutes` are working minutes of staff per case with set-up and hand-over; `resident_minutes` stand apart.
    `handoffs` are changes of person (role) between steps done by people, residents among them; systems and gateways
    hand through. `automation_rate` is the share of the work content that systems do: their own minutes where
    stated, else the mean of people's steps. `online_rate` is the share of the resident's own steps done online.
    `missing` names attributes without which figures are too low: `review.minutes`, `clerk.yen_per_hour`.
    """

    steps: int
    approvals: int
    paper_steps: int
    handoffs: float
    department_handoffs: float
    media_breaks: float
    resident_contacts: float
    touch_minutes: float
    resident_minutes: float
    cost_per_case: float
    yearly_minutes: float | None
    yearly_yen: float | None
    automation_rate: float
    online_rate: float | None
    lead_time_days: LeadTime
    nodes: tuple[StepMeasure, ...]
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, Json]:
        """Return `metrics` of formats.md."""
        lead = self.lead_time_days
        return {
            "steps": self.steps,
            "handoffs": round(self.handoffs, 4),
            "approvals": self.approvals,
            "paper_steps": self.paper_steps,
            "resident_contacts": round(self.resident_contacts, 4),
            "touch_minutes": round(self.touch_minutes, 3),
            "lead_time_days": {"mean": round(lead.mean, 3), "p50": round(lead.p50, 3), "p90": round(lead.p90, 3)},
            "cost_per_case": round(self.cost_per_case, 1),
            "yearly_minutes": None if self.yearly_minutes is None else round(self.yearly_minutes, 1),
            "yearly_yen": None if self.yearly_yen is None else round(self.yearly_yen),
            "automation_rate": round(self.automation_rate, 4),
            "online_rate": None if self.online_rate is None else round(self.online_rate, 4),
            "resident_minutes": round(self.resident_minutes, 3),
            "department_handoffs": round(self.department_handoffs, 4),
            "media_breaks": round(self.media_breaks, 4),
            "missing": [*self.missing],
        }


def measure(flow: Flow) -> Measures:
    """Return the figures of `flow`."""
    graph = graph_of(flow)
    visits = graph.visits
    reached = [node for key, node in flow.nodes.items() if key in graph.reachable and is_step(node)]
    effort = effort_of(terms_by_source(flow, graph))
    volume = flow.volume_per_year
    return Measures(
        steps=len(reached),
        approvals=sum(node.type == "approval" for node in reached),
        paper_steps=sum(map(is_paper_step, reached)),
        handoffs=expected_changes(graph, lambda node: role_of(flow, node)),
        department_handoffs=expected_changes(graph, lambda node: department_of(flow, node)),
        media_breaks=_media_breaks(graph),
        resident_contacts=sum(visits[node.key] for node in reached if is_resident_contact(flow, node)),
        touch_minutes=effort.minutes,
        resident_minutes=effort.resident_minutes,
        cost_per_case=effort.yen,
        yearly_minutes=None if volume is None else effort.minutes * volume,
        yearly_yen=None if volume is None else effort.yen * volume,
        automation_rate=_automation_rate(flow, reached, visits),
        online_rate=_online_rate(flow, reached, visits),
        lead_time_days=lead_time(flow),
        nodes=tuple(_step(flow, node, visits[node.key]) for node in reached),
        missing=tuple(_missing(flow, reached)),
    )


def _step(flow: Flow, node: Node, visits: float) -> StepMeasure:
    effort = effort_of({term.source: term for term in terms_of(flow, node, visits)})
    return StepMeasure(
        key=node.key,
        visits=visits,
        minutes=effort.minutes,
        resident_minutes=effort.resident_minutes,
        yen=effort.yen,
    )


def _media_breaks(graph: FlowGraph) -> float:
    def going(node: Node) -> str | None:
        return medium_out(node) if is_step(node) else None

    def coming(node: Node) -> str | None:
        return medium_in(node) if is_step(node) else None

    return expected_changes(graph, going, coming)


def _automation_rate(flow: Flow, reached: list[Node], visits: Mapping[str, float]) -> float:
    """Weigh every step of staff and systems with its minutes; what an automatic step would take is seldom stated."""
    work = [(node, performer_of(flow, node) == "system") for node in reached if performer_of(flow, node) != "resident"]
    stated = [node.minutes.mean for node, automatic in work if node.minutes and not automatic]
    usual = sum(stated) / len(stated) if stated else 1.0

    def content(node: Node) -> float:
        return visits[node.key] * (node.minutes.mean if node.minutes else usual)

    whole = sum(content(node) for node, _ in work)
    return sum(content(node) for node, automatic in work if automatic) / whole if whole > 0 else 0.0


def _online_rate(flow: Flow, reached: list[Node], visits: Mapping[str, float]) -> float | None:
    own = [node for node in reached if performer_of(flow, node) == "resident"]
    whole = sum(visits[node.key] for node in own)
    online = sum(visits[node.key] for node in own if medium_out(node) in ("online", "system"))
    return online / whole if whole > 0 else None


def _missing(flow: Flow, reached: list[Node]) -> list[str]:
    people = [node for node in reached if performer_of(flow, node) == "staff" and node.type != "notice"]
    lanes = dict.fromkeys(node.lane for node in people if node.lane)
    return [
        *([] if flow.volume_per_year is not None else ["volume_per_year"]),
        *(f"{node.key}.minutes" for node in people if node.minutes is None),
        *(f"{key}.yen_per_hour" for key in lanes if flow.lanes[key].yen_per_hour is None),
    ]
