"""E03 重複確認: a check that earlier checks on every path have settled already.

Found where every check of a step is done by steps that lie on every path to it, and nothing that the step looks at
can have changed since: no definition on any way from the earlier check, and none running beside it. A second check
that was counted to reject cases finds something, and stays. Where nothing says what is checked, a step that looks
like an earlier one on the same papers or data is found when it stopped none of at least 2,995 cases.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from workflow.analysis.facts import Facts
from workflow.analysis.guards import (
    freshness,
    guard,
    independence,
    irreversible,
    is_weighty,
    law,
    listed,
    pinned,
    separation,
)
from workflow.analysis.likely_repeats import earlier_twins, finds_nothing
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.definition import Node
from workflow.rewrite.draft import Draft

CODE = "E03"


@dataclass(frozen=True, slots=True)
class _Cover:
    """The earlier steps that settle the checks, the nodes on the ways since the first of them, and what they lack."""

    steps: tuple[str, ...]
    between: frozenset[str]
    complete: bool


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per repeated check, in flow order."""
    for node in facts.steps:
        if not is_only_a_check(node) or not facts.by_people(node):
            continue
        if not node.checks:
            yield from _likely(facts, node)
            continue
        known = facts.examined_is_known(node)
        cover = _cover(facts, node, strict=known)
        if not cover.complete:
            continue
        sighting = _sighting(facts, node, cover)
        if not known:
            yield not_evaluable(facts, sighting)
        else:
            yield proposed(facts, sighting, partial(_rewrite, facts, node.key))


def _likely(facts: Facts, node: Node) -> Iterator[Proposal]:
    """Yield the statistical variant: checks that are not named, but look alike and never find anything."""
    twin = next(earlier_twins(facts, node), None) if node.type == "review" or node.action == "check" else None
    nothing = finds_nothing(facts.rejections(node))
    if twin is None or nothing is False:
        return
    between = facts.graph.between(twin.key, node.key)
    sighting = _sighting(facts, node, _Cover((twin.key,), between, complete=True))
    found = facts.rejections(node)
    said = {"step": facts.title(node.key), "twin": facts.title(twin.key), "n": found.n if found else 0}
    message, evidence = MESSAGES.text("E03.likely", **said), MESSAGES.text("E03.likely.evidence", **said)
    if nothing is None:
        sighting = replace(sighting, message=message, evidence=evidence, missing=("rates",))
        yield not_evaluable(facts, sighting)
    else:
        sighting = replace(sighting, message=message, evidence=evidence, missing=())
        yield proposed(facts, sighting, partial(_rewrite, facts, node.key))


def is_only_a_check(node: Node) -> bool:
    """Return whether examining is all that `node` is for, as far as the document says."""
    return node.type == "review" or (node.type == "task" and node.action in (None, "check", "other"))


def _cover(facts: Facts, node: Node, *, strict: bool) -> _Cover:
    """Collect the checks of dominating steps, nearest first, until something `node` looks at may have changed."""
    wanted = set(node.checks)
    if not all(_is_done_above(facts, node, check) for check in wanted):
        return _Cover((), frozenset(), complete=False)
    examined = facts.examined(node) if strict else frozenset[str]()
    steps: list[str] = []
    between: set[str] = set()
    below = node.key
    for above in facts.graph.dominators_of(node.key):
        passed = _walk_back(facts, below, above, between)
        if any(_may_change(facts, key, examined) for key in (*passed, above)):
            break
        if _beside(facts, node.key, above, examined):
            break
        earlier = facts.flow.nodes[above]
        if wanted & set(earlier.checks) and not earlier.independent:
            wanted -= set(earlier.checks)
            steps.append(above)
            if not wanted:
                return _Cover(tuple(steps), frozenset(between), complete=True)
        between.add(above)
        below = above
    return _Cover(tuple(steps), frozenset(between), complete=False)


def _is_done_above(facts: Facts, node: Node, check: str) -> bool:
    """The cheap question: does any step on every path to `node` do this check at all?"""
    return any(key != node.key and facts.graph.dominates(key, node.key) for key in facts.checkers.get(check, ()))


def _walk_back(facts: Facts, below: str, stop: str, seen: set[str]) -> list[str]:
    """Return what lies between `stop` and `below` and was not `seen` yet. The step itself is not spared: a loop may
    repeat it."""
    found: list[str] = []
    stack = [*facts.graph.predecessors(below)]
    while stack:
        key = stack.pop()
        if key not in seen and key != stop:
            seen.add(key)
            found.append(key)
            stack.extend(facts.graph.predecessors(key))
    return found


def _may_change(facts: Facts, key: str, examined: frozenset[str]) -> bool:
    return bool(facts.data.writes(key) & examined) or bool(examined and key in facts.data.accesses.opaque)


def _beside(facts: Facts, key: str, above: str, examined: frozenset[str]) -> bool:
    """Return whether a step that runs beside `key` or `above` writes something examined."""
    return any(
        facts.data.run_together(writer, step)
        for name in examined
        for writer in facts.writers.get(name, ())
        for step in (key, above)
        if writer not in (key, above)
    )


def _sighting(facts: Facts, node: Node, cover: _Cover) -> Sighting:
    checks = listed(facts.flow.checks[key].title if key in facts.flow.checks else key for key in node.checks)
    found = facts.rejections(node)
    return Sighting(
        code=CODE,
        nodes=(node.key, *cover.steps),
        message=MESSAGES.text("E03", step=facts.title(node.key), checks=checks),
        evidence=MESSAGES.text("E03.evidence", steps=listed(map(facts.title, cover.steps)), checks=checks),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            irreversible(facts, node),
            guard(
                "GD5.between",
                any(is_weighty(facts.flow.nodes[key]) for key in cover.between),
                step=facts.title(node.key),
            ),
            freshness(facts, node, facts.examined(node)),
            guard("finds", bool(found and found.k), k=found.k if found else 0, n=found.n if found else 0),
            guard("needed", bool(_needed(facts, node, cover)), step=facts.title(node.key)),
            guard("routes", _routes(facts, node, cover), step=facts.title(node.key)),
            pinned(facts, node),
        ),
        missing=() if facts.examined_is_known(node) else ("reads",),
        detail={"checks": [*node.checks]},
    )


def _needed(facts: Facts, node: Node, cover: _Cover) -> frozenset[str]:
    """Return results of the step that are used later and that the earlier steps do not give as well."""
    papers = frozenset(node.documents.produces)
    return (facts.needed_from(node) - facts.written_at(cover.steps)) | papers


def _routes(facts: Facts, node: Node, cover: _Cover) -> bool:
    """Return whether the step decides the way of a case, and no earlier one can stop or return it."""
    if facts.way_on(node.key) is None:
        return True
    return bool(facts.ways_back(node.key)) and not any(_can_stop(facts, key) for key in cover.steps)


def _can_stop(facts: Facts, key: str) -> bool:
    node = facts.flow.nodes[key]
    followed = (facts.flow.nodes[other].type for other in facts.graph.successors(key))
    return node.type in ("form", "decision") or bool(facts.ways_back(key)) or "exclusive" in followed


def _rewrite(facts: Facts, key: str, draft: Draft) -> None:
    way = facts.way_on(key)
    if way is not None:
        draft.bypass(key, way)
