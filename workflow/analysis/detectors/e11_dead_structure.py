"""E11 構造の無駄: parts of the picture that do nothing.

Found are steps that no start leads to, gateways with one way in and one way out, branches of a gateway that are never
taken (probability 0, without a condition), and empty branches beside others of a parallel split. Nothing is saved but
clarity; outcomes of people are never taken away, however seldom they are used.
"""

from collections.abc import Iterator
from functools import partial

from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, proposed
from workflow.definition import GATEWAYS, Edge
from workflow.finding import Guard
from workflow.rewrite.draft import Draft

CODE = "E11"


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per dead or trivial part."""
    yield from _unreachable(facts)
    choices = {key: behind for key in facts.flow.nodes if (behind := _empty_choice(facts, key))}
    yield from _empty_choices(facts, choices)
    yield from _trivial_gateways(facts, frozenset(gate for gates in choices.values() for gate in gates))
    yield from _never_taken(facts)
    yield from _empty_branches(facts)


def _unreachable(facts: Facts) -> Iterator[Proposal]:
    for group in _groups(facts, facts.flow.nodes.keys() - facts.graph.reachable):
        sighting = _sighting(facts, "unreachable", group, guards=_guards(facts, group))
        yield proposed(facts, sighting, partial(_remove, group), clarity_only=True)


def _groups(facts: Facts, dead: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield the dead nodes in connected groups, each from where nothing leads in."""
    rest = dict.fromkeys(sorted(dead, key=lambda key: (len(facts.graph.entering(key)) > 0, facts.graph.numbers[key])))
    while rest:
        first = next(iter(rest))
        group, stack = dict[str, None](), [first]
        while stack:
            key = stack.pop()
            if key in rest:
                del rest[key]
                group[key] = None
                stack.extend((*facts.graph.predecessors(key), *facts.graph.successors(key)))
        yield tuple(group)


def _remove(keys: tuple[str, ...], draft: Draft) -> None:
    for key in keys:
        draft.remove_node(key)


def _empty_choice(facts: Facts, key: str) -> tuple[str, ...]:
    """Return the gateways behind an exclusive split all of whose branches do nothing and meet again; else nothing."""
    node, leaving = facts.flow.nodes[key], facts.graph.leaving(key)
    if node.type != "exclusive" or len(leaving) < 2 or key not in facts.graph.reachable:
        return ()
    ways = [_through_gateways(facts, edge.target) for edge in leaving]
    meeting = {way[-1] for way in ways}
    behind = tuple(dict.fromkeys(gate for way in ways for gate in way[:-1]))
    return behind if len(meeting) == 1 and key not in meeting else ()


def _through_gateways(facts: Facts, key: str) -> list[str]:
    """Return the trivial gateways from `key` on, and at last the node that does something."""
    way = [key]
    while _is_trivial(facts, way[-1]) and (target := facts.graph.leaving(way[-1])[0].target) not in way:
        way.append(target)
    return way


def _empty_choices(facts: Facts, choices: dict[str, tuple[str, ...]]) -> Iterator[Proposal]:
    for key, behind in choices.items():
        sighting = _sighting(facts, "choice", (key, *behind), guards=_guards(facts, (key, *behind)))
        yield proposed(facts, sighting, partial(_drop_choice, (key, *behind)), clarity_only=True)


def _drop_choice(keys: tuple[str, ...], draft: Draft) -> None:
    for key in reversed(keys):
        leaving = draft.leaving(key)
        if leaving:
            draft.bypass(key, leaving[0])


def _is_trivial(facts: Facts, key: str) -> bool:
    coming, going = facts.graph.entering(key), facts.graph.leaving(key)
    one_way = len(coming) == 1 and len(going) == 1 and going[0].target != key and going[0].when is None
    return facts.flow.nodes[key].type in GATEWAYS and one_way


def _trivial_gateways(facts: Facts, told: frozenset[str]) -> Iterator[Proposal]:
    for key in facts.flow.nodes:
        if key in told or key not in facts.graph.reachable or not _is_trivial(facts, key):
            continue
        sighting = _sighting(facts, "gateway", (key,), guards=_guards(facts, (key,)))
        yield proposed(facts, sighting, partial(_step_over, key), clarity_only=True)


def _step_over(key: str, draft: Draft) -> None:
    leaving = draft.leaving(key)
    if len(leaving) == 1:
        draft.bypass(key, leaving[0])


def _never_taken(facts: Facts) -> Iterator[Proposal]:
    for edge in facts.flow.edges:
        gate = facts.flow.nodes[edge.source]
        if (
            gate.type != "exclusive"
            or edge.probability != 0
            or edge.default
            or edge.source not in facts.graph.reachable
        ):
            continue
        if len(facts.graph.leaving(edge.source)) < 2:
            continue
        fallen = _only_behind(facts, edge)
        possible = guard("conditional", edge.when is not None, step=facts.title(gate.key))
        guards = (*_guards(facts, (*fallen, gate.key)), possible)
        sighting = _sighting(facts, "never", (*fallen, gate.key), edges=(edge.name,), guards=guards)
        yield proposed(facts, sighting, partial(_cut, edge), clarity_only=True)


def _only_behind(facts: Facts, edge: Edge) -> tuple[str, ...]:
    """Return the nodes that every path reaches over `edge` only, nearest first; ends are left to others."""
    if len(facts.graph.entering(edge.target)) > 1:
        return ()
    below = [key for key in facts.flow.nodes if facts.graph.dominates(edge.target, key)]
    return (edge.target, *(key for key in below if key != edge.target))


def _cut(edge: Edge, draft: Draft) -> None:
    now = draft.edges.get(edge.index)
    if now is not None:
        draft.remove_edge(now)
        draft.prune()
        left = draft.leaving(edge.source)
        if len(left) == 1:
            draft.make_certain(left[0])


def _empty_branches(facts: Facts) -> Iterator[Proposal]:
    for edge in facts.flow.edges:
        starts, ends = facts.graph.split_of(edge.source), facts.graph.join_of(edge.target)
        both = starts == ends == "parallel" and edge.source in facts.graph.reachable
        others = [other for other in facts.graph.leaving(edge.source) if other.target != edge.target]
        if not both or not others or not facts.graph.post_dominates(edge.target, edge.source):
            continue
        sighting = _sighting(
            facts, "empty", (edge.source, edge.target), edges=(edge.name,), guards=_guards(facts, (edge.source,))
        )
        yield proposed(facts, sighting, partial(_cut_empty, edge), clarity_only=True)


def _cut_empty(edge: Edge, draft: Draft) -> None:
    now = draft.edges.get(edge.index)
    if now is None:
        return
    draft.remove_edge(now)
    for key in (edge.source, edge.target):
        if key in draft.nodes and draft.nodes[key].type in GATEWAYS and len(draft.entering(key)) == 1:
            _step_over(key, draft)


def _guards(facts: Facts, keys: tuple[str, ...]) -> tuple[Guard, ...]:
    nodes = [facts.flow.nodes[key] for key in keys]
    controlled = [node for node in nodes if facts.controls_at(node)]
    fixed = [node for node in nodes if node.pinned]
    return (
        guard(
            "GD1",
            bool(controlled),
            step=listed(facts.title(node.key) for node in controlled),
            control=listed(control.title for node in controlled for control in facts.controls_at(node)),
        ),
        guard(
            "GD11",
            bool(fixed),
            step=listed(facts.title(node.key) for node in fixed),
            reason="、".join(node.pinned or "" for node in fixed),
        ),
    )


def _sighting(
    facts: Facts, kind: str, nodes: tuple[str, ...], *, guards: tuple[Guard, ...], edges: tuple[str, ...] = ()
) -> Sighting:
    titles = listed(facts.title(key) for key in nodes[:5])
    return Sighting(
        code=CODE,
        nodes=nodes,
        edges=edges,
        message=MESSAGES.text(f"E11.{kind}", steps=titles),
        evidence=MESSAGES.text(f"E11.{kind}.evidence", steps=titles, edge=edges[0] if edges else ""),
        guards=guards,
        detail={"kind": kind},
    )
