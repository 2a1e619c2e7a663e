"""C01 連続同一担当: one piece of work that is cut into several steps of the same people.

Found where tasks follow each other directly in the same lane, medium and system, with no check, control or decision
in between, and would together take at most an hour. Each of them but the first sets up again, or waits. The rewrite
makes one step of them: setting up and waiting happen once.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from workflow.analysis.facts import Facts
from workflow.analysis.guards import independence, irreversible, law, listed, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import guards_of, mean, rows
from workflow.definition import Node
from workflow.measures.performers import medium_in, medium_out
from workflow.rewrite.draft import Draft
from workflow.rewrite.merge import merge

CODE = "C01"
MOST: Final = 60.0
"""Minutes of one piece of work that a person does at a stretch."""
_ON_SCREEN: Final = frozenset({"system", "excel", "online"})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per row of tasks that are one piece of work, in flow order."""
    for row in rows(facts, lambda node: _may_be_part(facts, node)):
        for group in _groups(row):
            yield from _judge(facts, group)


def _may_be_part(facts: Facts, node: Node) -> bool:
    alone = node.batch is not None or node.form is not None or node.members or node.table or node.inline_table
    examines = node.action in ("check", "stamp") or node.checks or node.judgement == "discretion"
    return node.type == "task" and facts.by_people(node) and not alone and not examines


def _groups(row: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """Yield the longest parts of the row that belong together and fit into an hour."""
    group: list[Node] = []
    for node in row:
        if group and not (_same_place(group[-1], node) and _total([*group, node]) <= MOST):
            if len(group) > 1:
                yield tuple(group)
            group = []
        group.append(node)
    if len(group) > 1:
        yield tuple(group)


def _same_place(one: Node, other: Node) -> bool:
    """Return whether both are done by the same people in one medium; media that are not said may be the same."""
    media = {medium_in(one), medium_out(one), medium_in(other), medium_out(other)} - {None}
    return one.lane == other.lane and len(media) < 2 and one.systems == other.systems


def _total(nodes: list[Node]) -> float:
    return sum(mean(node.minutes) for node in nodes)


def _judge(facts: Facts, group: tuple[Node, ...]) -> Iterator[Proposal]:
    if not all(set(node.reads) <= facts.data.must_defined(node.key) for node in group):
        return  # a fault in the data comes first: joined, it would only move
    later = group[1:]
    gain = sum(mean(node.setup_minutes) + mean(node.wait_minutes) for node in later)
    unsaid = [*([] if gain > 0 else ["setup_minutes"]), *_missing(group)]
    if gain <= 0 and all(node.setup_minutes is not None or node.wait_minutes is not None for node in later):
        return
    sighting = _sighting(facts, group, tuple(unsaid))
    if unsaid:
        yield not_evaluable(facts, sighting)
    else:
        keys = tuple(node.key for node in group)
        yield proposed(facts, sighting, partial(_rewrite, keys), measured_as=partial(_set_up_once, keys))


def _missing(group: tuple[Node, ...]) -> Iterator[str]:
    if any(medium_in(node) is None for node in group):
        yield "medium"
    elif medium_in(group[0]) in _ON_SCREEN and not group[0].systems:
        yield "systems"
    if any(node.minutes is None for node in group):
        yield "minutes"


def _sighting(facts: Facts, group: tuple[Node, ...], missing: tuple[str, ...]) -> Sighting:
    steps = listed(facts.title(node.key) for node in group)
    lane = facts.flow.lanes.get(group[0].lane or "")
    waits = sum(mean(node.wait_minutes) for node in group[1:])
    return Sighting(
        code=CODE,
        nodes=(*(node.key for node in group[1:]), group[0].key),
        message=MESSAGES.text("C01.unjudged" if missing else "C01", steps=steps),
        evidence=MESSAGES.text(
            "C01.unjudged.evidence" if missing else "C01.evidence",
            steps=steps,
            lane=lane.title if lane else "",
            total=f"{_total([*group]):g}",
            setup=f"{sum(mean(node.setup_minutes) for node in group[1:]):g}",
            waiting=f"{waits / 60:.1f}",
        ),
        guards=guards_of(facts, group, law, separation, independence, irreversible, due_process, pinned),
        missing=missing,
        detail={"lead_minutes_per_case": round(facts.graph.visits[group[0].key] * waits, 1)},
    )


def _rewrite(keys: tuple[str, ...], draft: Draft) -> None:
    merge(draft, keys)


def _set_up_once(keys: tuple[str, ...], draft: Draft) -> None:
    for key in keys[1:]:
        node = replace(draft.nodes[key], setup_minutes=None, wait_minutes=None)
        draft.become(node, {"setup_minutes": None, "wait_minutes": None})
