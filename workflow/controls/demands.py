"""What a control demands of a flow, and whether the flow does it.

Without a rule a control must be passed before every outcome that the described flow reaches only through it; where
no outcome needs it (a control for some cases only), it must still lead to the outcomes that it leads to now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from workflow.controls.intervals import longest_days, shortest_days
from workflow.controls.performers import ends_with, kept_apart, outcomes, performing, pointed_at, rank_of
from workflow.controls.questions import Answer, Questions
from workflow.definition import Control, ControlRule, Flow
from workflow.order import OrderRelations, order_of
from workflow.structure.control_graph import control_graph_of

DemandKind: TypeAlias = Literal[
    "no_node", "must", "leads_to", "precedes", "follows", "same_person", "rank", "too_short", "too_long"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that a control demands. `target` is an outcome, a node or a control; `amount` a rank, or days."""

    kind: DemandKind
    target: str = ""
    amount: float = 0.0
    start: str = ""
    for_some: bool = False
    """Only cases of some kind need it, so that not every run has to show it."""


class Facts:
    """A flow with what answers questions about it: computed once, when first asked for, for all its controls."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    @cached_property
    def questions(self) -> Questions:
        """What every run must do."""
        return Questions(control_graph_of(self.flow))

    @cached_property
    def order(self) -> OrderRelations:
        """What one case can do, and in which order."""
        return order_of(self.flow)


def demands_of(facts: Facts, control: Control) -> tuple[Demand, ...]:
    """Return what `control` demands, as the flow in `facts` describes it."""
    performers = performing(facts.flow, control.key)
    rule = control.rule
    found: list[Demand] = [Demand(kind="no_node")]
    if rule is not None:
        found += _of_rule(rule)
    if rule is None or rule.not_same_person or rule.rank is not None:
        found += _of_outcomes(facts, performers)
    return tuple(found)


def _of_rule(rule: ControlRule) -> Iterator[Demand]:
    if rule.must is not None:
        yield Demand(kind="must", target=rule.must)
    if rule.precedes is not None:
        yield Demand(kind="precedes", target=rule.precedes)
    if rule.follows is not None:
        yield Demand(kind="follows", target=rule.follows)
    if rule.not_same_person is not None:
        yield Demand(kind="same_person", target=rule.not_same_person)
    if rule.rank is not None:
        yield Demand(kind="rank", amount=rule.rank, for_some=rule.when is not None)
    if rule.min_days is not None:
        yield Demand(kind="too_short", target=rule.to_node or "", start=rule.from_node or "", amount=rule.min_days)
    if rule.max_days is not None:
        yield Demand(kind="too_long", target=rule.to_node or "", start=rule.from_node or "", amount=rule.max_days)


def _of_outcomes(facts: Facts, performers: Sequence[str]) -> Iterator[Demand]:
    """Yield what the flow does now: outcomes that always need the control, or those that it can lead to."""
    reached = [
        name for name in outcomes(facts.flow) if facts.questions.reaches(performers, ends_with(facts.flow, name))
    ]
    always = [name for name in reached if facts.questions.must_pass(performers, ends_with(facts.flow, name)).holds]
    for name in always or reached:
        yield Demand(kind="must" if always else "leads_to", target=name)


def meets(facts: Facts, control: str, demand: Demand) -> Answer:
    """Return whether the flow in `facts` does what `control` demands; a demand on what is not there holds."""
    flow, questions = facts.flow, facts.questions
    performers = performing(flow, control)
    match demand.kind:
        case "no_node":
            return Answer(holds=bool(performers))
        case "must":
            ends = ends_with(flow, demand.target) or tuple({demand.target} & flow.nodes.keys())
            return questions.must_pass(performers, ends)
        case "leads_to":
            ends = ends_with(flow, demand.target)
            return Answer(holds=not ends or questions.reaches(performers, ends))
        case "precedes":
            return questions.comes_before(performers, pointed_at(flow, demand.target))
        case "follows":
            return questions.comes_after(pointed_at(flow, demand.target), performers)
        case "same_person":
            return Answer(holds=not _shared_by_one_person(facts, performers, pointed_at(flow, demand.target)))
        case "rank":
            return _high_enough(facts, performers, demand)
        case "too_short":
            days = shortest_days(flow, pointed_at(flow, demand.start), pointed_at(flow, demand.target))
            return Answer(holds=days is None or days >= demand.amount)
        case "too_long":
            longest = longest_days(flow, pointed_at(flow, demand.start), pointed_at(flow, demand.target))
            return Answer(holds=None if longest is None else longest <= demand.amount)


def _high_enough(facts: Facts, performers: Sequence[str], demand: Demand) -> Answer:
    """Of several steps that perform a control it is enough that one of the wanted rank is always among them."""
    high = [key for key in performers if (rank_of(facts.flow, key) or 0) >= demand.amount]
    if demand.for_some or len(high) in (0, len(performers)):
        return Answer(holds=bool(high))
    for name in outcomes(facts.flow):
        ends = ends_with(facts.flow, name)
        if facts.questions.must_pass(performers, ends).holds:
            answer = facts.questions.must_pass(high, ends)
            if not answer.holds:
                return answer
    return Answer(holds=True)


def _shared_by_one_person(facts: Facts, ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of steps that one person may do in one case."""
    return [
        (a, b)
        for a in ours
        for b in theirs
        if not kept_apart(facts.flow, a, b) and (a == b or facts.order.on_one_case(a, b))
    ]
