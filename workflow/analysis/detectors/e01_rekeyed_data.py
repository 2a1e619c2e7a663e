"""E01 二重入力・転記: people type in what the case already knows.

Found where a manual step enters, transcribes or copies a datum that is defined on every run before it (must-defined,
by key or by the same meaning), and neither verifies nor derives anything while doing so. The rewrite takes the datum
out of the step; a step of which nothing is left goes as a whole.
"""

from collections.abc import Iterator
from functools import partial

from workflow.analysis.facts import Facts
from workflow.analysis.guards import (
    data_title,
    freshness,
    has_expired,
    independence,
    irreversible,
    is_irreversible,
    law,
    listed,
    pinned,
    records,
    separation,
)
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.definition import Edge, Node
from workflow.rewrite.draft import Draft

CODE = "E01"
TYPING = frozenset({"enter", "transcribe", "copy"})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that types data again, in flow order."""
    for node in facts.steps:
        if node.type != "task" or not node.writes or not facts.by_people(node) or node.checks:
            continue
        if node.action is not None and node.action not in TYPING:
            continue
        if node.judgement in ("rule", "discretion"):
            continue
        if again := rekeyed(facts, node):
            yield _proposal(facts, node, again)


def rekeyed(facts: Facts, node: Node) -> dict[str, str]:
    """Return the data that `node` types again, each with the datum that holds it already."""
    found = ((name, _known_as(facts, node, name)) for name in node.writes if not _derives(facts, node, name))
    return {name: known for name, known in found if known is not None}


def _known_as(facts: Facts, node: Node, name: str) -> str | None:
    known = facts.data.must_defined(node.key)
    for other in facts.same_meaning(name):
        if other not in known or _is_more_reliable(facts, name, other):
            continue
        if node.key in facts.redone and not facts.data.reaching(node.key, other) & facts.same_loop(node.key):
            continue  # the step itself is the correction that the case came back for
        if facts.can_stand_for(node, name, other):
            return other
    return None


def _is_more_reliable(facts: Facts, name: str, known: str) -> bool:
    """Return whether `name` comes from a register while what is known is only somebody's word."""
    item, other = facts.item(name), facts.item(known)
    return bool(item and other and item.source == "register" and other.source != "register")


def _derives(facts: Facts, node: Node, name: str) -> bool:
    """Return whether `node` makes `name` out of other data: it reads some, but nothing of that meaning."""
    return bool(node.reads) and node.action == "enter" and not set(node.reads) & {*facts.same_meaning(name)}


def _proposal(facts: Facts, node: Node, again: dict[str, str]) -> Proposal:
    free = {
        name: known
        for name, known in again.items()
        if not has_expired(facts, node, known) and not ((item := facts.item(name)) and item.keep)
    }
    subject = free or again
    sighting = _sighting(facts, node, subject)
    if node.action is None:
        return not_evaluable(facts, sighting)
    return proposed(facts, sighting, partial(_rewrite, facts, node, subject))


def _sighting(facts: Facts, node: Node, again: dict[str, str]) -> Sighting:
    sources = sorted({key for known in again.values() for key in facts.data.reaching(node.key, known)} - {node.key})
    sources = [key for key in sources if key in facts.flow.nodes]
    data = listed(data_title(facts, name) for name in again)
    missing = ["action"] if node.action is None else ["minutes"] if node.minutes is None else []
    return Sighting(
        code=CODE,
        nodes=(node.key, *sources),
        message=MESSAGES.text("E01", step=facts.title(node.key), data=data),
        evidence=MESSAGES.text("E01.evidence", sources=listed(map(facts.title, sources)), data=data),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            irreversible(facts, node),
            freshness(facts, node, again.values()),
            records(facts, again),
            pinned(facts, node),
        ),
        missing=tuple(missing),
        detail={"data": [*again]},
    )


def _rewrite(facts: Facts, node: Node, again: dict[str, str], draft: Draft) -> None:
    way = _can_go(facts, node, again)
    for name, known in again.items():
        if name != known:
            draft.rename_reads(name, known)
    if way is not None:
        draft.bypass(node.key, way)
        return
    draft.set_keys(node.key, "writes", (name for name in node.writes if name not in again))
    if node.minutes is not None:
        draft.set_minutes(node.key, max(node.minutes.mean - facts.flow.entry_minutes * len(again), 0.0))


def _can_go(facts: Facts, node: Node, again: dict[str, str]) -> Edge | None:
    """Return the way on when nothing is left of the step without the typing."""
    rest = set(node.writes) - again.keys()
    if rest or node.documents.produces or is_irreversible(node) or facts.ways_back(node.key):
        return None
    return facts.way_on(node.key)
