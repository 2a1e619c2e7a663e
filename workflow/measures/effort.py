"""Working minutes and their price: linear in the minutes of the steps, with the expected visits as factors.

Because they are linear, the effort of a flow is a short list of terms, one for each figure that somebody stated, and
the effect of a rewrite on a year is the difference of two such lists. `setup_minutes` are spent once per visit, or
once per batch where the step has a batch size. When several members decide together (合議), each spends the minutes:
all of them, n of them for "at least n", one for "any". A resident's minutes are counted apart and cost nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.definition import Certainty, Flow, Lane, Node, Quantity
from workflow.measures.performers import is_step, performer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What one stated figure contributes per case. `source` names the figure: `check.minutes`."""

    source: str
    certainty: Certainty | None
    minutes: float = 0.0
    """Working minutes of the city's people."""
    yen: float = 0.0
    resident_minutes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Expected effort of one case."""

    minutes: float
    yen: float
    resident_minutes: float


def terms_of(flow: Flow, node: Node, visits: float) -> Iterator[Term]:
    """Yield what `node` contributes per case when it is visited `visits` times."""
    if not is_step(node) or visits <= 0:
        return
    size = max(node.batch.size, 1.0) if node.batch and node.batch.size else 1.0
    for name, quantity, times in (
        ("minutes", node.minutes, visits),
        ("setup_minutes", node.setup_minutes, visits / size),
    ):
        if quantity is not None and quantity.mean > 0:
            yield _term(flow, node, f"{node.key}.{name}", quantity, times)


def _term(flow: Flow, node: Node, source: str, quantity: Quantity, times: float) -> Term:
    minutes = quantity.mean * times
    match performer_of(flow, node):
        case "resident":
            return Term(source=source, certainty=quantity.certainty, resident_minutes=minutes)
        case "system":
            return Term(source=source, certainty=quantity.certainty)
        case "staff":
            people = persons_at(flow, node)
            yen = sum(weight * (lane.yen_per_hour or 0.0) for lane, weight in people) / 60 * minutes
            weight = sum(weight for _, weight in people)
            return Term(source=source, certainty=quantity.certainty, minutes=minutes * weight, yen=yen)


def persons_at(flow: Flow, node: Node) -> tuple[tuple[Lane, float], ...]:
    """Return the lanes whose people work on one visit of `node`, each with how many of them do."""
    members = tuple(flow.lanes[key] for key in node.members if key in flow.lanes)
    if not members:
        lane = flow.lanes.get(node.lane or "")
        return ((lane, 1.0),) if lane else ()
    rule = node.complete_when
    wanted = len(members) if rule is None or rule.kind == "all" else 1 if rule.kind == "any" else rule.at_least or 1
    return tuple((lane, min(wanted, len(members)) / len(members)) for lane in members)


def handoff_terms(flow: Flow, handoffs: float) -> Iterator[Term]:
    """Yield the effort of `handoffs` changes of person per case, at the mean wage of the city's lanes."""
    if handoffs <= 0 or flow.handoff_minutes <= 0:
        return
    wages = [lane.yen_per_hour for lane in flow.lanes.values() if lane.kind == "staff" and lane.yen_per_hour]
    minutes = handoffs * flow.handoff_minutes
    wage = sum(wages) / len(wages) if wages else 0.0
    yield Term(source="handoff_minutes", certainty=None, minutes=minutes, yen=minutes * wage / 60)


def effort_of(terms: Mapping[str, Term]) -> Effort:
    """Add up what the terms contribute."""
    return Effort(
        minutes=sum(term.minutes for term in terms.values()),
        yen=sum(term.yen for term in terms.values()),
        resident_minutes=sum(term.resident_minutes for term in terms.values()),
    )
