"""R03 並列化: steps of different people that wait for each other without need.

Found where neighbouring steps fulfil Bernstein's conditions (neither reads or writes what the other writes, no paper
passes between them or is needed by both), are done by different roles, and none can reject a case: checks that can
belong in front, not beside. The rewrite starts them together; effort stays the same, and the gain is lead time.
"""

from collections.abc import Iterator
from functools import partial
from itertools import combinations, pairwise

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, independence, is_irreversible, law, listed, pinned
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.side_by_side import Branches, Row, arrange
from workflow.analysis.steps import guards_of
from workflow.analysis.usual_guards import waiting_period
from workflow.definition import Node
from workflow.finding import Guard
from workflow.measures.performers import role_of
from workflow.rewrite.draft import Draft

CODE = "R03"

Branch = tuple[Node, ...]


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per block of steps that could run side by side."""
    for run in runs(facts):
        for branches in _blocks(facts, run):
            yield from _proposal(facts, branches)
        silent = _silent(facts, run)
        if silent:
            yield not_evaluable(facts, _unjudged(facts, silent))


def runs(facts: Facts) -> Iterator[tuple[Node, ...]]:
    """Yield the maximal sequences of plain steps: one way in, one way out, nobody can reject."""
    follows = {node.key: _next(facts, node) for node in facts.steps if _is_plain(facts, node)}
    later = set(follows.values())
    for key in follows:
        if key not in later:
            run = [key]
            while (following := follows[run[-1]]) is not None and following not in run:
                run.append(following)
            if len(run) > 1:
                yield tuple(facts.flow.nodes[key] for key in run)


def _is_plain(facts: Facts, node: Node) -> bool:
    kinds = ("task", "review", "service", "subflow")
    return node.type in kinds and len(facts.graph.leaving(node.key)) == 1 and not facts.ways_back(node.key)


def _next(facts: Facts, node: Node) -> str | None:
    after = facts.graph.leaving(node.key)[0].target
    alone = len(facts.graph.entering(after)) == 1
    return after if alone and _is_plain(facts, facts.flow.nodes[after]) else None


def _blocks(facts: Facts, run: tuple[Node, ...]) -> Iterator[list[Branch]]:
    """Yield blocks of two or more branches, each of one role, none of which depends on another."""
    floor = place = 0
    while place + 1 < len(run):
        branches, end = [[run[place]]], place + 1
        while end < len(run) and _joins(facts, branches, run[end]):
            end += 1
        if len(branches) == 1:
            place += 1
            continue
        start = place
        while start > floor and _fits_before(facts, branches, run[start - 1]):
            start -= 1
            branches[0].insert(0, run[start])
        yield [tuple(branch) for branch in branches]
        floor = place = end


def _joins(facts: Facts, branches: list[list[Node]], node: Node) -> bool:
    """Put `node` at the end of the block, into its last branch or a new one, and return whether it fits."""
    same = role(facts, node) == role(facts, branches[-1][0])
    others = branches[:-1] if same else branches
    known = {role(facts, branch[0]) for branch in others}
    if not others or role(facts, node) in known or not _is_free(facts, others, node):
        return False
    if same:
        branches[-1].append(node)
    else:
        branches.append([node])
    return True


def _fits_before(facts: Facts, branches: list[list[Node]], node: Node) -> bool:
    return role(facts, node) == role(facts, branches[0][0]) and _is_free(facts, branches[1:], node)


def _is_free(facts: Facts, branches: list[list[Node]], node: Node) -> bool:
    return all(independent(facts, other, node) for branch in branches for other in branch)


def role(facts: Facts, node: Node) -> str:
    """Return who does `node`; systems are one role."""
    return role_of(facts.flow, node) or "system"


def independent(facts: Facts, one: Node, other: Node) -> bool:
    """Return whether the two fulfil Bernstein's conditions on data and documents; both must say what they touch."""
    if not (is_stated(facts, one) and is_stated(facts, other)):
        return False
    wrote, writes = set(one.writes), set(other.writes)
    data = wrote & (facts.examined(other) | writes) or writes & facts.examined(one)
    return not data and not _share_paper(facts, one, other)


def is_stated(facts: Facts, node: Node) -> bool:
    """Return whether `node` says what it reads and what it writes."""
    return facts.examined_is_known(node) and facts.declares(node, "writes")


def _share_paper(facts: Facts, one: Node, other: Node) -> bool:
    """Return whether a document passes between the two, or both need the same physical one."""
    passed = set(one.documents.produces) & {*other.documents.needs, *other.documents.produces}
    passed |= set(other.documents.produces) & set(one.documents.needs)
    shared = set(one.documents.needs) & set(other.documents.needs)
    return bool(passed) or any((item := facts.flow.documents.get(key)) and item.physical for key in shared)


def _proposal(facts: Facts, branches: list[Branch]) -> Iterator[Proposal]:
    nodes = [node for branch in branches for node in branch]
    times = [minutes_of(branch) for branch in branches]
    if any(node.minutes is None and node.wait_minutes is None for node in nodes):
        yield not_evaluable(facts, _sighting(facts, branches, 0.0, missing=("minutes",)))
    elif min(times) > 0:
        sighting = _sighting(facts, branches, sum(times) - _expected_maximum(times))
        yield proposed(facts, sighting, partial(_rewrite, branches), clarity_only=True)


def minutes_of(branch: Branch) -> float:
    """Return how long a branch takes, waiting included."""
    figures = (q for node in branch for q in (node.minutes, node.setup_minutes, node.wait_minutes) if q is not None)
    return sum(quantity.mean for quantity in figures)


def _expected_maximum(times: list[float]) -> float:
    """Return E[max] of independent exponential times (inclusion and exclusion); the maximum of means is too low."""
    return sum(
        (-1.0 if size % 2 == 0 else 1.0) / sum(1 / time for time in chosen)
        for size in range(1, len(times) + 1)
        for chosen in combinations(times, size)
    )


def _sighting(facts: Facts, branches: list[Branch], gain: float, missing: tuple[str, ...] = ()) -> Sighting:
    first, *others = branches
    nodes, moved = [node for branch in branches for node in branch], [node for branch in others for node in branch]
    bound = {key for node in nodes for key in facts.bound_to.get(node.key, ())} & {node.key for node in nodes}
    steps = listed(facts.title(node.key) for node in nodes)
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in (*moved, *first)),
        message=MESSAGES.text("R03", steps=steps),
        evidence=MESSAGES.text("R03.evidence", steps=steps, hours=f"{gain / 60:.1f}"),
        guards=(
            *guards_of(facts, nodes, law, independence, waiting_period, pinned),
            guard("GD2", bool(bound), step=steps, others=listed(facts.title(key) for key in sorted(bound))),
            _effects(facts, nodes),
        ),
        missing=missing,
        detail={"lead_minutes_per_case": round(gain, 1)},
    )


def _effects(facts: Facts, nodes: list[Node]) -> Guard:
    titles = [facts.title(node.key) for node in nodes if is_irreversible(node)]
    return guard("GD5", bool(titles), step=listed(titles), effect=listed(titles))


def _silent(facts: Facts, run: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return steps beside one of another role that do not say what they read and write."""
    pairs = [(a, b) for a, b in pairwise(run) if role(facts, a) != role(facts, b)]
    return tuple({node.key: node for pair in pairs for node in pair if not is_stated(facts, node)}.values())


def _unjudged(facts: Facts, nodes: tuple[Node, ...]) -> Sighting:
    steps = listed(facts.title(node.key) for node in nodes)
    wanted = (("reads", facts.examined_is_known), ("writes", lambda node: facts.declares(node, "writes")))
    return Sighting(
        code=CODE,
        nodes=tuple(node.key for node in nodes),
        message=MESSAGES.text("R03.unjudged", steps=steps),
        evidence=MESSAGES.text("R03.unjudged.evidence", steps=steps),
        missing=tuple(name for name, known in wanted if not all(known(node) for node in nodes)),
    )


def _rewrite(branches: list[Branch], draft: Draft) -> None:
    keys = tuple(node.key for branch in branches for node in branch)
    rows = (tuple(node.key for node in branch) for branch in branches)
    arrange(draft, keys, Branches(tuple(row[0] if len(row) == 1 else Row(row) for row in rows)))
