"""E05 形骸化承認: an approval or check that hardly ever says no, proved by counted cases.

Found where the exact upper bound for the share of rejections (Clopper–Pearson, 95 %) is at most 0.1 %: no rejection in
2,995 cases, say. Where no case was rejected but too few were counted, the finding says how many more it takes. The
rewrite keeps 5 % of the cases as a sample; the evidence names how many rejections a year could be missed.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from workflow.analysis.authority import level_of, rank, required
from workflow.analysis.facts import Facts
from workflow.analysis.guards import SOFT, guard, independence, is_irreversible, is_weighty, law, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed, suppressed
from workflow.analysis.shunt import shunt
from workflow.analysis.statistics import Count, cases_needed, upper_bound
from workflow.definition import Node
from workflow.finding import Guard
from workflow.graph import FlowGraph
from workflow.rewrite.draft import Draft

CODE = "E05"
PROVED: Final = 0.001
SUSPECTED: Final = 0.01
SAMPLE: Final = 0.05


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per rubber stamp, in flow order."""
    for node in facts.steps:
        if not _decides(facts, node) or is_sampled(facts, node):
            continue
        found = facts.rejections(node)
        if found is None or upper_bound(found) > SUSPECTED:
            continue
        if upper_bound(found) <= PROVED:
            sighting = _sighting(facts, node, found, proved=True)
            yield proposed(facts, sighting, partial(_rewrite, facts, node))
        elif found.k == 0:
            yield more_cases(facts, _sighting(facts, node, found, proved=False))


def more_cases(facts: Facts, sighting: Sighting) -> Proposal:
    """Return what keeps the step anyway, or else that more cases would have to be counted."""
    stays = any(item.holds and item.code not in SOFT for item in sighting.guards)
    return suppressed(facts, sighting) if stays else not_evaluable(facts, sighting)


def _decides(facts: Facts, node: Node) -> bool:
    examines = node.type in ("review", "approval") or (node.type == "task" and node.action in ("check", "stamp"))
    return examines and facts.by_people(node) and facts.way_on(node.key) is not None


def is_sampled(facts: Facts, node: Node) -> bool:
    """Return whether only a sample of cases comes to `node` already."""
    before = [facts.flow.nodes[key] for key in facts.graph.predecessors(node.key)]
    return any(gate.type == "exclusive" and node.key in gate.derived_from for gate in before)


def _sighting(facts: Facts, node: Node, found: Count, *, proved: bool) -> Sighting:
    bound = upper_bound(found)
    missed = (facts.flow.volume_per_year or 0.0) * facts.graph.visits[node.key] * (1 - SAMPLE) * bound
    needed = cases_needed(found.k, PROVED)
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("E05" if proved else "E05.perhaps", step=facts.title(node.key)),
        evidence=MESSAGES.text(
            "E05.evidence" if proved else "E05.more",
            k=found.k,
            n=found.n,
            bound=f"{bound * 100:.2g}",
            missed=f"{missed:.1f}",
            sample=f"{SAMPLE * 100:g}",
            more=max(needed - found.n, 0),
        ),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            guard("GD4", must_decide(facts, node), step=facts.title(node.key)),
            effect_of(facts, node),
            guard("GD10", not proved, more=max(needed - found.n, 0)),
            guard("needed", bool(facts.needed_from(node) or node.documents.produces), step=facts.title(node.key)),
            pinned(facts, node),
        ),
        missing=("rates",) if not proved else () if node.minutes else ("minutes",),
        detail={"k": found.k, "n": found.n, "bound": round(bound, 6), "missed_per_year": round(missed, 2)},
    )


def must_decide(facts: Facts, node: Node) -> bool:
    """GD4: nobody else on the way decides what this approval decides, with enough authority."""
    if node.type != "approval":
        return False
    if node.members:
        return True
    others = [other for other in approvals_on_the_way(facts, node) if other.matter == node.matter]
    need = required(facts, node)
    if need.missing:
        return not others
    highest = max(rank(facts, level) for level in need.levels)
    levels = [level for other in others if (level := level_of(facts, other)) is not None]
    own = level_of(facts, node)
    return own in need.levels or not any(rank(facts, level) >= highest for level in levels)


def approvals_on_the_way(facts: Facts, node: Node) -> list[Node]:
    """Return the other approvals that every case which passes `node` well has met, or will meet."""
    graph = facts.graph
    way = facts.way_on(node.key)
    met = [*graph.dominators_of(node.key), *((way.target, *_certain_after(graph, way.target)) if way else ())]
    return [other for key in met if (other := facts.flow.nodes[key]).type == "approval" and key != node.key]


def _certain_after(graph: FlowGraph, key: str) -> tuple[str, ...]:
    return graph.post_dominators_of(key)


def effect_of(facts: Facts, node: Node) -> Guard:
    """GD5: the step is the last look at a case before something that cannot be taken back."""
    guarded = _guardedeffect_of(facts, node)
    return guard("GD5", guarded is not None, step=facts.title(node.key), effect=facts.title(guarded or node.key))


def _guardedeffect_of(facts: Facts, node: Node) -> str | None:
    """Return the effect that only `node` stands before: a weighty one, or a letter that no earlier decision covers."""
    if is_weighty(node):
        return node.key
    covered = any(_is_look(facts.flow.nodes[key]) for key in facts.graph.dominators_of(node.key))
    way = facts.way_on(node.key)
    seen: set[str] = set()
    stack = [way.target] if way else []
    while stack:
        key = stack.pop()
        after = facts.flow.nodes[key]
        if key in seen or _is_look(after):
            continue
        seen.add(key)
        if is_weighty(after) or (is_irreversible(after) and not covered):
            return key
        stack.extend(facts.graph.successors(key))
    return None


def _is_look(node: Node) -> bool:
    return node.type in ("review", "approval")


def _rewrite(facts: Facts, node: Node, draft: Draft) -> None:
    title = MESSAGES.text("sample", sample=f"{SAMPLE * 100:g}", step=facts.title(node.key))
    way = facts.way_on(node.key)
    if way is not None:
        shunt(draft, node.key, way, title=title, share=SAMPLE)
