"""E07 読まれない帳票・通知: a paper is made, or colleagues are told, and nobody reads it.

Found where a step does nothing but produce papers which no later step needs, which do not leave the house and are not
kept; and where a notice goes to people of the city who have no step behind it. Who receives a notice has to be said
(`to`). A resident, or anybody outside, reads what is sent. The rewrite takes the step out.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import (
    guard,
    independence,
    is_weighty,
    law,
    listed,
    pinned,
    separation,
)
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import after_or_beside
from workflow.definition import Node
from workflow.finding import Guard
from workflow.measures.performers import medium_out
from workflow.rewrite.draft import Draft

CODE = "E07"
_LEAVING_ACTIONS: Final = frozenset({"mail", "call", "meet", "pay"})
_LEAVING_MEDIA: Final = frozenset({"mail", "fax", "counter", "phone", "online"})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step whose output nobody reads, in flow order."""
    for node in facts.steps:
        if node.type == "notice":
            yield from _notice(facts, node)
        elif node.documents.produces and _only_makes_papers(facts, node) and not _is_used(facts, node):
            yield _proposal(facts, node, "paper")


def _only_makes_papers(facts: Facts, node: Node) -> bool:
    plain = node.type == "task" and facts.by_people(node) and not node.checks
    return plain and not facts.needed_from(node)


def _is_used(facts: Facts, node: Node) -> bool:
    return _leaves_the_house(node) or any(_is_read(facts, node, key) for key in node.documents.produces)


def _leaves_the_house(node: Node) -> bool:
    return node.action in _LEAVING_ACTIONS or medium_out(node) in _LEAVING_MEDIA


def _is_read(facts: Facts, node: Node, paper: str) -> bool:
    later = after_or_beside(facts, node.key)
    return any(paper in other.documents.needs for key, other in facts.flow.nodes.items() if key in later)


def _notice(facts: Facts, node: Node) -> Iterator[Proposal]:
    if any(_is_read(facts, node, key) for key in node.documents.produces):
        return
    to = facts.flow.lanes.get(node.to or "")
    if to is None:
        yield not_evaluable(facts, _sighting(facts, node, "unjudged", missing=("to",)))
    elif to.kind == "staff" and not any(
        facts.flow.nodes[key].lane == to.key for key in after_or_beside(facts, node.key) - {node.key}
    ):
        yield _proposal(facts, node, "notice")


def _proposal(facts: Facts, node: Node, kind: str) -> Proposal:
    return proposed(facts, _sighting(facts, node, kind), partial(_rewrite, facts, node.key))


def _sighting(facts: Facts, node: Node, kind: str, missing: tuple[str, ...] = ()) -> Sighting:
    step = facts.title(node.key)
    papers = listed(_paper_title(facts, key) for key in node.documents.produces)
    lane = facts.flow.lanes.get(node.to or "")
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text(f"E07.{kind}", step=step, papers=papers, lane=lane.title if lane else ""),
        evidence=MESSAGES.text(f"E07.{kind}.evidence", step=step, papers=papers, lane=lane.title if lane else ""),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            guard("GD5", is_weighty(node), step=step, effect=step),
            _kept(facts, node),
            due_process(facts, node),
            guard("routes", facts.way_on(node.key) is None or bool(facts.ways_back(node.key)), step=step),
            pinned(facts, node),
        ),
        missing=missing or (() if node.minutes else ("minutes",)),
        detail={"kind": kind, "documents": [*node.documents.produces]},
    )


def _kept(facts: Facts, node: Node) -> Guard:
    """GD7: the paper is a record."""
    kept = [key for key in node.documents.produces if (item := facts.flow.documents.get(key)) and item.keep]
    return guard("GD7", bool(kept), data=listed(_paper_title(facts, key) for key in kept))


def _paper_title(facts: Facts, key: str) -> str | dict[str, str]:
    item = facts.flow.documents.get(key)
    if item is None:
        return key
    return item.title if isinstance(item.title, str) else dict(item.title)


def _rewrite(facts: Facts, key: str, draft: Draft) -> None:
    way = facts.way_on(key)
    if way is not None:
        draft.bypass(key, way)
