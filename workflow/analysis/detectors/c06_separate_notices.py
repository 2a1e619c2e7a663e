"""C06 通知の統合: the same people are told twice, with nothing for them to do in between.

Found where notices (or letters that say to whom they go) to one recipient follow each other: each on every way to the
next, and the next certain to come, while the resident does nothing and no period runs in between. The rewrite tells
everything once, with the last notice.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, independence, is_weighty, law, listed, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import guards_of
from workflow.definition import Node
from workflow.measures.performers import is_resident_contact
from workflow.rewrite.draft import Draft
from workflow.rewrite.merge import absorb

CODE = "C06"


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per row of notices that can be one, in flow order."""
    notices = [node for node in facts.steps if _is_notice(node) and facts.graph.visits[node.key] > 0]
    follows = {node.key: following for node in notices if (following := _next(facts, node, notices))}
    later = {node.key for node in follows.values()}
    for key in follows:
        if key in later:
            continue
        row = [facts.flow.nodes[key]]
        while (following := follows.get(row[-1].key)) is not None and following not in row:
            row.append(following)
        yield _proposal(facts, tuple(row))


def _is_notice(node: Node) -> bool:
    return node.type == "notice" or (node.type == "task" and node.action == "mail" and node.to is not None)


def _next(facts: Facts, node: Node, notices: list[Node]) -> Node | None:
    """Return the nearest notice to the same people that is certain to follow, with nothing for them in between."""
    behind = [other for other in notices if other is not node and _follows(facts, node, other)]
    return min(
        behind, key=lambda other: sum(facts.graph.dominates(each.key, other.key) for each in behind), default=None
    )


def _follows(facts: Facts, node: Node, other: Node) -> bool:
    if node.to != other.to:
        return False
    graph = facts.graph
    certain = graph.dominates(node.key, other.key) and graph.post_dominates(other.key, node.key)
    return certain and not graph.reaches(other.key, node.key) and not _something_between(facts, node.key, other.key)


def _something_between(facts: Facts, first: str, last: str) -> bool:
    between = facts.graph.between(first, last)
    nodes = [facts.flow.nodes[key] for key in between]
    waits = any(node.type in ("form", "timer", "wait") or is_resident_contact(facts.flow, node) for node in nodes)
    return waits or first in between or last in between


def _proposal(facts: Facts, row: tuple[Node, ...]) -> Proposal:
    sighting = _sighting(facts, row)
    if row[0].to is None:
        return not_evaluable(facts, sighting)
    return proposed(facts, sighting, partial(_rewrite, facts, tuple(node.key for node in row)))


def _sighting(facts: Facts, row: tuple[Node, ...]) -> Sighting:
    gone, steps = row[:-1], listed(facts.title(node.key) for node in row)
    lane = facts.flow.lanes.get(row[0].to or "")
    letters = {node.template for node in row if node.template}
    weighty = [node for node in gone if is_weighty(node)]
    titles = listed(facts.title(node.key) for node in weighty)
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in row),
        message=MESSAGES.text("C06", steps=steps, last=facts.title(row[-1].key)),
        evidence=MESSAGES.text(
            "C06.evidence" if row[0].to else "C06.unjudged", steps=steps, lane=lane.title if lane else (row[0].to or "")
        ),
        guards=(
            *guards_of(facts, gone, law, separation, independence),
            guard("GD5", bool(weighty), step=titles, effect=titles),
            *guards_of(facts, row, due_process),
            guard("letters", len(letters) > 1, steps=steps),
            *guards_of(facts, gone, pinned),
        ),
        missing=("to",) if row[0].to is None else () if all(node.minutes for node in gone) else ("minutes",),
    )


def _rewrite(facts: Facts, keys: tuple[str, ...], draft: Draft) -> None:
    last = draft.nodes[keys[-1]]
    absorb(draft, keys[-1], [draft.nodes[key] for key in keys])
    minutes = facts.flow.nodes[keys[-1]].minutes
    if minutes is None:
        draft.become(replace(draft.nodes[keys[-1]], minutes=None), {"minutes": None})
    else:
        draft.become(replace(draft.nodes[keys[-1]], minutes=last.minutes), {})
        draft.set_minutes(keys[-1], minutes.mean)
    for key in keys[:-1]:
        way = facts.way_on(key)
        if way is not None:
            draft.bypass(key, way)
