"""E06 使われない項目: a datum is asked or typed in, and nobody ever looks at it.

Found where no step, condition, table, letter or control behind the first writer (or beside it) reads the datum, and no
record keeps it. What the case knew before is not new and belongs to E01 and E02. A step behind that does not say what
it reads may read anything: then it is not judged. The rewrite drops the datum wherever it is written.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from kernel.grammar import fields_of
from workflow.analysis.detectors.e01_rekeyed_data import TYPING
from workflow.analysis.facts import Facts
from workflow.analysis.guards import data_title, irreversible, is_irreversible, law, listed, pinned, records
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import after_or_beside, guards_of, silent_readers
from workflow.definition import Edge, Node
from workflow.measures.performers import performer_of
from workflow.rewrite.draft import Draft

CODE = "E06"
_MEANT_IN_THEMSELVES: Final = frozenset({"consent", "file"})
"""What is given for its own sake: an agreement; an attachment is paper, and E07's."""


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that is the first to write data that nobody uses, in flow order."""
    told: set[str] = set()
    for node in facts.steps:
        names = [name for name in node.writes if name not in told and _is_unused(facts, node, name)]
        if names:
            told |= set(names)
            yield _proposal(facts, node, names)


def _is_unused(facts: Facts, node: Node, name: str) -> bool:
    """The cheap questions first: who reads it at all?"""
    item = facts.item(name)
    if item is None or item.type in _MEANT_IN_THEMSELVES or performer_of(facts.flow, node) == "system":
        return False
    if name in _asked_by_controls(facts) or any(_reads_behind(facts, node, key) for key in facts.readers_of(name)):
        return False
    if node.type != "form" and node.documents.produces:
        return False  # it may stand in the paper
    return not facts.data.must_defined(node.key) & {*facts.same_meaning(name)}


def _reads_behind(facts: Facts, node: Node, reader: str) -> bool:
    return (
        reader == node.key
        or facts.graph.reaches(node.key, reader)
        or (reader in facts.flow.nodes and facts.data.run_together(node.key, reader))
    )


def _asked_by_controls(facts: Facts) -> frozenset[str]:
    conditions = [item.rule.when for item in facts.flow.controls.values() if item.rule and item.rule.when]
    return facts.data_named(name for condition in conditions for name in fields_of(condition))


def _proposal(facts: Facts, node: Node, names: list[str]) -> Proposal:
    free = [name for name in names if not ((item := facts.item(name)) and item.keep)] or names
    writers = [node, *(facts.flow.nodes[key] for key in _later_writers(facts, node, free))]
    silent = silent_readers(facts, sorted(after_or_beside(facts, node.key), key=facts.graph.numbers.__getitem__))
    sighting = _sighting(facts, node, free, writers, silent)
    unsure = silent or (node.minutes is None and facts.by_people(node))
    if unsure and not any(item.holds for item in sighting.guards):
        return not_evaluable(facts, sighting)
    return proposed(facts, sighting, partial(_rewrite, facts, writers, free))


def _later_writers(facts: Facts, node: Node, names: list[str]) -> list[str]:
    """Return the other steps that write the data in vain, too: nobody reads behind them."""
    found: set[str] = set()
    for name in names:
        readers = facts.readers_of(name)
        for key in facts.writers.get(name, ()):
            other = facts.flow.nodes[key]
            if key != node.key and other.writes and not any(_reads_behind(facts, other, each) for each in readers):
                found.add(key)
    return sorted(found, key=facts.graph.numbers.__getitem__)


def _sighting(facts: Facts, node: Node, names: list[str], writers: list[Node], silent: tuple[Node, ...]) -> Sighting:
    data = listed(data_title(facts, name) for name in names)
    return Sighting(
        code=CODE,
        nodes=tuple(writer.key for writer in writers),
        message=MESSAGES.text("E06", step=facts.title(node.key), data=data),
        evidence=MESSAGES.text(
            "E06.unjudged" if silent else "E06.evidence",
            data=data,
            steps=listed(facts.title(other.key) for other in silent[:5]),
        ),
        guards=(
            *guards_of(facts, writers, law, irreversible),
            records(facts, names),
            *guards_of(facts, writers, due_process, pinned),
        ),
        missing=("reads",) if silent else () if node.minutes else ("minutes",),
        detail={"data": [*names]},
    )


def _rewrite(facts: Facts, writers: list[Node], names: list[str], draft: Draft) -> None:
    for node in writers:
        way = _can_go(facts, node, names)
        if way is not None:
            draft.bypass(node.key, way)
            continue
        gone = [name for name in node.writes if name in names]
        draft.set_keys(node.key, "writes", (name for name in node.writes if name not in names))
        if node.minutes is not None:
            draft.set_minutes(node.key, max(node.minutes.mean - facts.flow.entry_minutes * len(gone), 0.0))


def _can_go(facts: Facts, node: Node, names: list[str]) -> Edge | None:
    """Return the way on of a step that did nothing but type in what nobody uses."""
    only_types = node.type == "task" and node.action in TYPING and not set(node.writes) - set(names)
    if not only_types or node.checks or node.documents.produces or is_irreversible(node):
        return None
    return None if facts.controls_at(node) or node.pinned else facts.way_on(node.key)
