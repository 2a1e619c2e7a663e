"""E09 紙往復: work is printed, signed or sealed, and scanned or typed in again, with nothing else added.

Found where a step brings work from a screen to paper, only steps on paper follow, one by one, and a last one brings it
back to a screen, while no datum is added on the way. The rewrite takes printing, carrying, sealing and scanning out;
approvals and examinations stay and are done on the screen. A seal without any approval beside it stays as a step.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import (
    guard,
    independence,
    irreversible,
    law,
    listed,
    pinned,
    separation,
)
from workflow.analysis.media import SCREEN, comes_in, goes_out
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import guards_of
from workflow.definition import PEOPLE_WORK, Node
from workflow.finding import Guard
from workflow.rewrite.draft import Draft
from workflow.rewrite.properties import on_screen

CODE = "E09"
_ON_THE_WAY: Final = frozenset({"stamp", "carry", "copy", "file"})
_BACK: Final = frozenset({"scan", "enter", "transcribe", "copy", "other", None})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per round trip, in flow order."""
    for node in facts.steps:
        if node.type == "task" and facts.by_people(node) and comes_in(node) in SCREEN and goes_out(node) == "paper":
            trip = _trip(facts, node)
            if trip and _adds_nothing(facts, trip):
                yield _judge(facts, trip)


def _trip(facts: Facts, first: Node) -> tuple[Node, ...]:
    """Return the steps from `first` until the work is on a screen again; nothing where that does not happen."""
    trip, way = [first], facts.way_on(first.key)
    while way is not None and len(facts.graph.entering(way.target)) == 1:
        node = facts.flow.nodes[way.target]
        if node.type not in PEOPLE_WORK or node in trip or not facts.by_people(node) or node.batch is not None:
            return ()
        if comes_in(node) not in ("paper", None) or (node.type == "task" and comes_in(node) is None):
            return ()
        trip.append(node)
        if goes_out(node) in SCREEN:
            return tuple(trip) if node.type == "task" and node.action in _BACK else ()
        if node.type == "task" and node.action not in _ON_THE_WAY:
            return ()
        way = facts.way_on(node.key)
    return ()


def _adds_nothing(facts: Facts, trip: tuple[Node, ...]) -> bool:
    """Return whether the work comes back with the data with which it went."""
    known = facts.data.must_defined(trip[0].key) | set(trip[0].writes)
    return all(set(node.writes) <= known and not (node.type == "task" and node.checks) for node in trip)


def _judge(facts: Facts, trip: tuple[Node, ...]) -> Proposal:
    unsaid = any(goes_out(node) is None for node in trip)
    stays = _staying(trip)
    sighting = _sighting(facts, trip, stays, unsaid=unsaid)
    if unsaid:
        return not_evaluable(facts, sighting)
    return proposed(facts, sighting, partial(_rewrite, facts, trip, stays))


def _staying(trip: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the approvals and examinations; without any, the first seal, which is all that the trip is for."""
    decided = tuple(node for node in trip if node.type != "task")
    return decided or tuple(node for node in trip if node.action == "stamp")[:1]


def _seals(stays: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the seals: where one is prescribed it is made on paper, and so is the trip."""
    return tuple(node for node in stays if node.type == "task")


def _sighting(facts: Facts, trip: tuple[Node, ...], stays: tuple[Node, ...], *, unsaid: bool) -> Sighting:
    gone = tuple(node for node in trip if node not in stays)
    steps, kept = listed(facts.title(node.key) for node in gone), listed(facts.title(node.key) for node in stays)
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in (*gone, *stays)),
        message=MESSAGES.text("E09", steps=steps),
        evidence=MESSAGES.text(
            "E09.unjudged" if unsaid else "E09.evidence.approved" if stays else "E09.evidence", steps=steps, kept=kept
        ),
        guards=(
            *guards_of(facts, (*gone, *_seals(stays)), law),
            *guards_of(facts, gone, separation, independence, irreversible),
            _paper_is_kept(facts, gone),
            _paper_is_needed(facts, trip, gone),
            *guards_of(facts, trip, due_process),
            *guards_of(facts, gone, pinned),
        ),
        missing=("medium",) if unsaid else () if all(node.minutes for node in gone) else ("minutes",),
    )


def _paper_is_kept(facts: Facts, gone: tuple[Node, ...]) -> Guard:
    """GD7: the paper itself is the record."""
    papers = [key for node in gone for key in node.documents.produces]
    kept = [item.title for key in papers if (item := facts.flow.documents.get(key)) and item.keep]
    return guard("GD7", bool(kept), data=listed(kept))


def _paper_is_needed(facts: Facts, trip: tuple[Node, ...], gone: tuple[Node, ...]) -> Guard:
    """Something outside the trip needs a paper that is made on it."""
    made = {key for node in gone for key in node.documents.produces}
    inside = {node.key for node in trip}
    needed = {key for other in facts.flow.nodes.values() if other.key not in inside for key in other.documents.needs}
    titles = [item.title if (item := facts.flow.documents.get(key)) else key for key in sorted(made & needed)]
    return guard("original", bool(titles), documents=listed(titles))


def _rewrite(facts: Facts, trip: tuple[Node, ...], stays: tuple[Node, ...], draft: Draft) -> None:
    medium = comes_in(trip[0]) or "system"
    for node in trip:
        way = facts.way_on(node.key)
        if node in stays:
            on_screen(draft, node.key, medium)
        elif way is not None:
            draft.bypass(node.key, way)
