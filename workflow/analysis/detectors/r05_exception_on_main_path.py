"""R05 例外の本線混入: every case waits for a step whose result only a few cases need.

Found where everything that a step records is read in one branch only, which at most a fifth of the cases takes (weakly
redundant writing, D3). The rewrite lets the step sink to the beginning of that branch: the last place before its
readers that fewest cases pass. What it reads must still be the same there.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, listed, records
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import Edge, Node
from workflow.rewrite.draft import Draft
from workflow.rewrite.moves import move_onto
from workflow.visits import known_shares

CODE = "R05"
SHARE: Final = 0.2


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that belongs into a branch, in flow order."""
    for node in facts.steps:
        if node.type not in ("task", "review", "service", "subflow") or not node.writes or node.key in facts.redone:
            continue
        if len(facts.graph.leaving(node.key)) != 1 or node.checks:
            continue
        edges = _edges(facts, node)
        if edges:
            yield from _judge(facts, node, edges)


def _edges(facts: Facts, node: Node) -> list[Edge]:
    """Return the branches behind `node` in which all its readers are, the outermost first."""
    readers = _readers(facts, node)
    if not readers or any(not facts.graph.dominates(node.key, key) for key in readers):
        return []
    first, *_ = readers
    above = [first, *facts.graph.dominators_of(first)]
    common = [key for key in above if all(facts.graph.dominates(key, reader) for reader in readers)]
    found = []
    for key in common:
        if key == node.key:
            break
        entering = facts.graph.entering(key)
        if len(entering) == 1 and facts.graph.split_of(entering[0].source) == "exclusive":
            found.append(entering[0])
    return [edge for edge in reversed(found) if _sees_the_same(facts, node, edge)]


def _readers(facts: Facts, node: Node) -> list[str]:
    """Return the nodes that read what `node` records or use what it makes; kept records are read by everybody."""
    readers = {
        key
        for name in node.writes
        for key in facts.readers_of(name)
        if node.key in facts.data.reaching(key, name) or key in facts.data.concurrent[node.key]
    } - {node.key}
    papers = set(node.documents.produces)
    others = facts.flow.nodes.items() if papers else ()
    users = {key for key, other in others if papers & {*other.documents.needs} and key != node.key}
    reached = {key for key in readers | users if key in facts.graph.reachable}
    return sorted(reached, key=lambda key: facts.graph.numbers[key])


def _sees_the_same(facts: Facts, node: Node, edge: Edge) -> bool:
    """Return whether nothing writes what `node` reads or writes between it and `edge`, and nothing waits for both."""
    touched = facts.examined(node) | set(node.writes)
    source = edge.source
    if source == node.key or not facts.graph.dominates(node.key, source):
        return False
    return not (facts.data.changed_between(node.key, source) | facts.data.writes(source)) & touched


def _judge(facts: Facts, node: Node, edges: list[Edge]) -> Iterator[Proposal]:
    visits = facts.graph.visits[node.key]
    if visits <= 0:
        return
    stated = all(_is_stated(facts, edge) for edge in edges)
    missing = (*(() if facts.examined_is_known(node) else ("reads",)), *(() if stated else ("probability",)))
    shares = {edge.index: facts.graph.edge_visits[edge.name] / visits for edge in edges}
    few = [edge for edge in edges if shares[edge.index] <= SHARE]
    if missing:
        yield not_evaluable(facts, _sighting(facts, node, edges[-1], 1.0, missing))
    elif few:
        best = min(few, key=lambda edge: round(shares[edge.index], 9))
        sighting = _sighting(facts, node, best, shares[best.index], () if node.minutes else ("minutes",))
        yield proposed(facts, sighting, partial(_rewrite, node, best))


def _is_stated(facts: Facts, edge: Edge) -> bool:
    """Return whether somebody said how many cases take `edge`; one left over from stated ones counts."""
    leaving = facts.graph.leaving(edge.source)
    known = known_shares(facts.flow.nodes[edge.source], leaving)
    return edge.name in known or len(known) == len(leaving) - 1


def _sighting(facts: Facts, node: Node, edge: Edge, share: float, missing: tuple[str, ...]) -> Sighting:
    readers = _readers(facts, node)
    papers = [key for key in node.documents.produces if (item := facts.flow.documents.get(key)) and item.keep]
    kept = records(facts, node.writes)
    titles = listed(facts.flow.documents[key].title for key in papers)
    step = facts.title(node.key)
    unjudged = bool(missing) and missing != ("minutes",)
    return Sighting(
        code=CODE,
        nodes=(node.key, *readers),
        edges=(edge.name,),
        message=MESSAGES.text("R05", step=step),
        evidence=MESSAGES.text(
            "R05.unjudged" if unjudged else "R05.evidence",
            step=step,
            steps=listed(map(facts.title, readers)),
            share=f"{share * 100:.0f}",
        ),
        guards=(
            *usual_guards(facts, node),
            guard("GD7", bool(papers), data=titles) if papers else kept,
        ),
        missing=missing,
        detail={"share": round(share, 4)},
    )


def _rewrite(node: Node, edge: Edge, draft: Draft) -> None:
    move_onto(draft, node.key, draft.leaving(node.key)[0], [edge])
