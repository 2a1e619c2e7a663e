"""S05 権限委譲: an approval at a higher level than the authority table asks for.

Found where the level of an approval is above every level that decides its matter, for the amounts that can occur, and
no approval of a sufficient level stands on the way anyhow (that would be E04). The rewrite gives it to the people of
the required level in the same department. The saving is the difference in wages; lead time shrinks where the lower
level is quicker to reach.
"""

from collections.abc import Iterator
from functools import partial

from workflow.analysis.authority import level_of, level_title, rank, required
from workflow.analysis.detectors.e05_rubber_stamp import approvals_on_the_way
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import Lane, Node
from workflow.finding import Guard
from workflow.rewrite.draft import Draft
from workflow.rewrite.people import decide_at

CODE = "S05"


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per approval that a lower level may decide, in flow order."""
    for node in facts.steps:
        if node.type != "approval" or not facts.by_people(node):
            continue
        if node.assign is not None and node.assign.authority is not None:
            continue  # the authority table itself says who gets it
        need = required(facts, node)
        level = level_of(facts, node)
        if need.missing or level is None:
            if facts.flow.levels and facts.flow.authority:
                yield not_evaluable(facts, _unjudged(facts, node, need.missing or ("level",)))
            continue
        wanted = max(need.levels, key=lambda name: rank(facts, name))
        if rank(facts, level) > rank(facts, wanted) and not _is_decided_anyhow(facts, node, wanted):
            yield _proposal(facts, node, level, wanted)


def _is_decided_anyhow(facts: Facts, node: Node, wanted: str) -> bool:
    """Return whether another approval of this matter on the way has the level: the high one is then one too many."""
    levels = [level_of(facts, other) for other in approvals_on_the_way(facts, node) if other.matter == node.matter]
    return any(level is not None and rank(facts, level) >= rank(facts, wanted) for level in levels)


def _proposal(facts: Facts, node: Node, level: str, wanted: str) -> Proposal:
    lane = _lane(facts, node, wanted)
    sighting = _sighting(facts, node, level, wanted, lane)
    if lane is None and not any(item.holds for item in sighting.guards):
        return not_evaluable(facts, sighting)
    key = lane.key if lane else node.lane or ""
    return proposed(facts, sighting, partial(_rewrite, node.key, key, wanted if node.level else None))


def _lane(facts: Facts, node: Node, wanted: str) -> Lane | None:
    """Return the people of the level `wanted` in the department of `node`."""
    own = facts.flow.lanes.get(node.lane or "")
    for lane in facts.flow.lanes.values():
        if lane.kind == "staff" and lane.role == wanted and (own is None or lane.department == own.department):
            return lane
    return None


def _sighting(facts: Facts, node: Node, level: str, wanted: str, lane: Lane | None) -> Sighting:
    step, lower = facts.title(node.key), level_title(facts, wanted)
    unpaid = [name for name in _lanes(facts, node, lane) if facts.flow.lanes[name].yen_per_hour is None]
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("S05", step=step, lower=lower),
        evidence=MESSAGES.text(
            "S05.evidence", matter=node.matter, lower=lower, level=level_title(facts, level), step=step
        ),
        guards=(
            *(item for item in usual_guards(facts, node) if item.code != "GD2"),
            _separated(facts, node, lane),
            guard("GD4", bool(node.members), step=step),
        ),
        missing=("lanes",) if lane is None else ("yen_per_hour",) if unpaid else (),
        detail={"from": level, "to": wanted},
    )


def _lanes(facts: Facts, node: Node, lane: Lane | None) -> list[str]:
    return [key for key in (node.lane, lane.key if lane else None) if key is not None and key in facts.flow.lanes]


def _separated(facts: Facts, node: Node, lane: Lane | None) -> Guard:
    """GD2: a rule binds the approval to other steps, or who would decide has worked on the case (起案者≠決裁者)."""
    bound = facts.bound_to.get(node.key, frozenset())
    own = {
        key
        for key in facts.graph.dominators_of(node.key)
        if lane is not None and (other := facts.flow.nodes[key]).lane == lane.key and facts.by_people(other)
    }
    by_rule = any(control.rule and control.rule.not_same_person for control in facts.controls_at(node))
    titles = listed(facts.title(key) for key in sorted(bound | own) if key in facts.flow.nodes)
    return guard("GD2", bool(bound or own) or by_rule, step=facts.title(node.key), others=titles)


def _unjudged(facts: Facts, node: Node, missing: tuple[str, ...]) -> Sighting:
    step = facts.title(node.key)
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("S05.unjudged", step=step),
        evidence=MESSAGES.text("S05.unjudged.evidence", step=step),
        missing=missing,
    )


def _rewrite(key: str, lane: str, level: str | None, draft: Draft) -> None:
    decide_at(draft, key, lane, level)
