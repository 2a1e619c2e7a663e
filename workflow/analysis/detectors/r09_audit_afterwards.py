"""R09 事前→事後: an approval in front that hardly ever says no, before something that can be taken back.

Found where an approval or check was counted to reject at most 0.1 % (Clopper–Pearson, 95 %) and the way from it comes
to a step whose effect is stated as reversible. The rewrite lets that step go ahead and looks at a sample behind it: no
case waits any more, and what slips through is found and undone. Before an effect that cannot be taken back the
approval stays where it is, whatever was counted.
"""

import math
from collections.abc import Iterator
from functools import partial
from typing import Final

from workflow.analysis.authority import level_of, rank, required
from workflow.analysis.detectors.e05_rubber_stamp import (
    PROVED,
    SAMPLE,
    SUSPECTED,
    approvals_on_the_way,
    effect_of,
    is_sampled,
    more_cases,
)
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, proposed
from workflow.analysis.shunt import shunt
from workflow.analysis.statistics import Count, cases_needed, upper_bound
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import GATEWAYS, Node
from workflow.rewrite.draft import Draft
from workflow.rewrite.moves import move_onto

CODE = "R09"
TOLERATED: Final = 0.01
"""The share of wrong cases that a sample has to find with 95 %."""


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per approval that could come afterwards, in flow order."""
    for node in facts.steps:
        if node.type not in ("approval", "review") and not (node.type == "task" and node.action == "check"):
            continue
        if not facts.by_people(node) or facts.way_on(node.key) is None or is_sampled(facts, node):
            continue
        delivery, found = _delivery(facts, node), facts.rejections(node)
        if delivery is None or found is None or upper_bound(found) > SUSPECTED:
            continue
        proved = upper_bound(found) <= PROVED
        sighting = _sighting(facts, node, delivery, found, proved=proved)
        if proved:
            yield proposed(facts, sighting, partial(_rewrite, facts, node, delivery))
        elif found.k == 0:
            yield more_cases(facts, sighting)


def _delivery(facts: Facts, node: Node) -> str | None:
    """Return the step with a reversible effect that every case comes to which `node` lets pass."""
    seen: set[str] = set()
    way = facts.way_on(node.key)
    while way is not None and way.target not in seen:
        after = facts.flow.nodes[way.target]
        if after.effect == "reversible" and len(facts.graph.leaving(after.key)) == 1:
            return after.key if len(facts.graph.entering(after.key)) == 1 else None
        if after.type in GATEWAYS or after.type in ("review", "approval", "end", "wait"):
            return None
        seen.add(after.key)
        way = facts.way_on(after.key)
    return None


def _sighting(facts: Facts, node: Node, delivery: str, found: Count, *, proved: bool) -> Sighting:
    step, bound = facts.title(node.key), upper_bound(found)
    more = max(cases_needed(found.k, PROVED) - found.n, 0)
    yearly = (facts.flow.volume_per_year or 0.0) * facts.graph.visits[node.key]
    return Sighting(
        code=CODE,
        nodes=(node.key, delivery),
        message=MESSAGES.text("R09" if proved else "R09.perhaps", step=step, delivery=facts.title(delivery)),
        evidence=MESSAGES.text(
            "R09.evidence" if proved else "R09.more",
            k=found.k,
            n=found.n,
            bound=f"{bound * 100:.2g}",
            sample=f"{SAMPLE * 100:g}",
            cases=math.ceil(math.log(0.05) / math.log(1 - TOLERATED)),
            missed=f"{yearly * (1 - SAMPLE) * bound:.1f}",
            more=more,
        ),
        guards=(
            *(item for item in usual_guards(facts, node) if item.code != "GD5"),
            guard("GD4", _decides(facts, node), step=step),
            effect_of(facts, node),
            guard("GD10", not proved, more=more),
            guard("needed", bool(facts.needed_from(node) or node.documents.produces), step=step),
        ),
        missing=("rates",) if not proved else () if node.minutes else ("minutes",),
        detail={"k": found.k, "n": found.n, "bound": round(bound, 6)},
    )


def _decides(facts: Facts, node: Node) -> bool:
    """GD4: several decide together, or the authority table names this level and nobody else of it decides."""
    need, level = required(facts, node), level_of(facts, node)
    if node.type != "approval" or node.members or need.missing:
        return bool(node.members)
    highest = max(rank(facts, name) for name in need.levels)
    others = [level_of(facts, other) for other in approvals_on_the_way(facts, node) if other.matter == node.matter]
    return level in need.levels and not any(name is not None and rank(facts, name) >= highest for name in others)


def _rewrite(facts: Facts, node: Node, delivery: str, draft: Draft) -> None:
    way, onward = facts.way_on(node.key), facts.graph.leaving(delivery)
    if way is None or not onward:
        return
    move_onto(draft, node.key, way, [onward[0]])
    title = MESSAGES.text("sample", sample=f"{SAMPLE * 100:g}", step=facts.title(node.key))
    shunt(draft, node.key, draft.edges[way.index], title=title, share=SAMPLE)
