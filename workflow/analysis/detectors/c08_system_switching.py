"""C08 システム往復: one person goes back and forth between systems in one row of work.

Found where tasks of one lane follow each other, and a system is left and entered again, although the data and papers
allow an order with fewer changes (exact search over the orders that keep every dependency, at most twelve steps). Steps
with a control, a rule about persons, an irreversible effect or a pin keep their place. The rewrite reorders the row.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import is_irreversible, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import rows
from workflow.definition import Node
from workflow.rewrite.draft import Draft
from workflow.rewrite.reorder import reorder

CODE = "C08"
LARGEST: Final = 12
"""Steps that are ordered exactly at once."""


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per row of steps that can do with fewer changes of system, in flow order."""
    for row in rows(facts, lambda node: node.type == "task" and len(node.systems) < 2 and facts.by_people(node)):
        for part in _parts(row):
            if switches(part) >= max(len({node.systems for node in part if node.systems}), 2):
                yield from _judge(facts, part)


def _parts(row: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """Yield the parts of the row that one lane does, in pieces of at most twelve."""
    start = 0
    for place in range(1, len(row) + 1):
        full = place - start == LARGEST
        if place == len(row) or full or row[place].lane != row[start].lane:
            yield row[start:place]
            start = place


def switches(nodes: Sequence[Node]) -> int:
    """Return how often the system changes from one step to the next that uses one."""
    systems = [node.systems for node in nodes if node.systems]
    return sum(one != other for one, other in pairwise(systems))


def _judge(facts: Facts, part: tuple[Node, ...]) -> Iterator[Proposal]:
    unsaid = [name for name in ("reads", "writes") if not all(facts.declares(node, name) for node in part)]
    if unsaid:
        yield not_evaluable(facts, _sighting(facts, part, part, missing=tuple(unsaid)))
        return
    order = _best(part, [_before(facts, part, place) for place in range(len(part))])
    if switches(order) < switches(part):
        keys = tuple(node.key for node in order)
        first, last = part[0].key, part[-1].key
        yield proposed(facts, _sighting(facts, part, order), partial(_rewrite, keys, first, last))


def _before(facts: Facts, part: tuple[Node, ...], place: int) -> int:
    """Return the places that have to come before `place`, as bits."""
    return sum(1 << other for other in range(place) if _depends(facts, part[other], part[place]))


def _depends(facts: Facts, one: Node, other: Node) -> bool:
    if _keeps_its_place(facts, one) or _keeps_its_place(facts, other):
        return True
    wrote, writes = set(one.writes), set(other.writes)
    data = wrote & (facts.examined(other) | writes) or writes & facts.examined(one)
    made = {*one.documents.produces, *other.documents.produces}
    touched = {*one.documents.needs, *one.documents.produces} & {*other.documents.needs, *other.documents.produces}
    return bool(data) or bool(made & touched)


def _keeps_its_place(facts: Facts, node: Node) -> bool:
    bound = facts.controls_at(node) or node.key in facts.bound_to
    return bool(bound) or is_irreversible(node) or bool(node.pinned) or node.independent


def _best(part: tuple[Node, ...], before: Sequence[int]) -> tuple[Node, ...]:
    """Return the order with the fewest changes; of several the one nearest to the present order."""
    everything = (1 << len(part)) - 1
    best: dict[tuple[int, tuple[str, ...]], tuple[int, int, tuple[int, ...]]] = {(0, ()): (0, 0, ())}
    for _ in part:
        reached: dict[tuple[int, tuple[str, ...]], tuple[int, int, tuple[int, ...]]] = {}
        for (done, system), (changes, moved, order) in best.items():
            for place, node in enumerate(part):
                if done >> place & 1 or before[place] & ~done:
                    continue
                now = node.systems or system
                more = int(bool(system) and now != system)
                shift = abs(place - len(order))
                found = (changes + more, moved + shift, (*order, place))
                state = (done | 1 << place, now)
                if state not in reached or found < reached[state]:
                    reached[state] = found
        best = reached
    _, _, order = min(value for (done, _), value in best.items() if done == everything)
    return tuple(part[place] for place in order)


def _sighting(facts: Facts, part: Sequence[Node], order: Sequence[Node], missing: tuple[str, ...] = ()) -> Sighting:
    places = {node.key: place for place, node in enumerate(part)}
    moved = max(order, key=lambda node: places[node.key] - order.index(node))
    steps = listed(facts.title(node.key) for node in order)
    systems = listed(dict.fromkeys(system for node in part for system in node.systems))
    return Sighting(
        code=CODE,
        nodes=(moved.key, *(node.key for node in order if node is not moved)),
        message=MESSAGES.text("C08.unjudged" if missing else "C08", steps=steps, systems=systems),
        evidence=MESSAGES.text(
            "C08.unjudged.evidence" if missing else "C08.evidence",
            steps=steps,
            before=switches(part),
            after=switches(order),
            year=f"{_per_year(facts, part, order):,.0f}",
        ),
        missing=missing,
        detail={
            "order": [node.key for node in order],
            "switches": [switches(part), switches(order)],
            "fewer_switches_per_year": round(_per_year(facts, part, order), 1),
        },
    )


def _per_year(facts: Facts, part: Sequence[Node], order: Sequence[Node]) -> float:
    fewer = switches(part) - switches(order)
    return fewer * facts.graph.visits[part[0].key] * (facts.flow.volume_per_year or 0.0)


def _rewrite(keys: tuple[str, ...], first: str, last: str, draft: Draft) -> None:
    reorder(draft, keys, first, last)
