"""C02 往復引継ぎ: a case goes to another department and comes straight back.

Found where a step of another department stands between two steps of one department, performs no control, needs no
rank that the first department lacks, and looks at nothing that is closed to it. The rewrite lets the first department
do it: two hand-overs and the waiting before both steps fall away.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TypeAlias

from workflow.analysis.facts import Facts
from workflow.analysis.guards import data_title, guard, independence, irreversible, law, listed, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.ranks import lanes_of_department, rank_of_lane
from workflow.analysis.steps import mean
from workflow.definition import GATEWAYS, PEOPLE_WORK, Lane, Node
from workflow.finding import Guard
from workflow.rewrite.draft import Draft
from workflow.rewrite.properties import no_waiting, reassign

CODE = "C02"
_Used: TypeAlias = Mapping[str, tuple[frozenset[str], frozenset[str]]]


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that goes there and back, in flow order."""
    used = _used_by_lane(facts)
    for node in facts.steps:
        around = _around(facts, node)
        if around is None:
            continue
        before, after = around
        lane, own = facts.flow.lanes[before.lane or ""], facts.flow.lanes[node.lane or ""]
        back = facts.flow.lanes[after.lane or ""]
        if lane.department is None or own.department is None or back.department is None:
            if lane.key == back.key:
                yield not_evaluable(facts, _sighting(facts, node, before, after, used, missing=("department",)))
        elif lane.department == back.department != own.department:
            yield _proposal(facts, node, before, after, used)


def _around(facts: Facts, node: Node) -> tuple[Node, Node] | None:
    """Return steps of people next before and after `node`, which other people do; None: it is not like that.

    Gateways and systems hand a case through. Where several steps stand there, all are of one department.
    """
    if node.type not in ("task", "review") or not facts.by_people(node) or node.members:
        return None
    entering, way = facts.graph.entering(node.key), facts.way_on(node.key)
    if len(entering) != 1 or way is None or way.target == entering[0].source:
        return None
    if (good := facts.way_on(entering[0].source)) is not None and good.target != node.key:
        return None
    before = _next_people(facts, entering[0].source, forward=False)
    after = _next_people(facts, way.target, forward=True)
    if not before or not after or node.key in {other.key for other in (*before, *after)}:
        return None
    apart = all(other.lane != node.lane for other in (*before, *after))
    return (before[0], after[0]) if apart else None


def _next_people(facts: Facts, key: str, *, forward: bool) -> list[Node]:
    """Return the steps of people met first from `key` on; none where a case ends, waits or goes to the resident."""
    found: dict[str, Node] = {}
    seen, waiting = {key}, [key]
    while waiting:
        node = facts.flow.nodes[waiting.pop()]
        if node.type in PEOPLE_WORK and facts.by_people(node):
            found[node.key] = node
        elif node.type in GATEWAYS or node.type in ("decision", "service"):
            further = facts.graph.successors(node.key) if forward else facts.graph.predecessors(node.key)
            waiting.extend(other for other in further if other not in seen)
            seen.update(further)
        else:
            return []
    departments = {facts.flow.lanes[other.lane or ""].department for other in found.values()}
    return [*found.values()] if len(departments) == 1 else []


def _proposal(facts: Facts, node: Node, before: Node, after: Node, used: _Used) -> Proposal:
    own, lane = facts.flow.lanes[node.lane or ""], facts.flow.lanes[before.lane or ""]
    lanes = lanes_of_department(facts, lane.department or "")
    ranks = {each.key: rank_of_lane(facts, each) for each in lanes}
    wanted = rank_of_lane(facts, own)
    if wanted is None or None in ranks.values():
        return not_evaluable(facts, _sighting(facts, node, before, after, used, missing=("rank",)))
    able = [each for each in lanes if (ranks[each.key] or 0) >= wanted]
    taker = _taker(able, before, after) if able else None
    sighting = _sighting(facts, node, before, after, used, taker=taker, too_high=taker is None)
    return proposed(facts, sighting, partial(_rewrite, node.key, after.key, after.lane, taker))


def _taker(able: list[Lane], before: Node, after: Node) -> Lane:
    """Return who takes the step: whoever works before or after it, else the first who may."""
    near = [each for lane in (before.lane, after.lane) for each in able if each.key == lane]
    return near[0] if near else able[0]


def _sighting(
    facts: Facts,
    node: Node,
    before: Node,
    after: Node,
    used: _Used,
    *,
    taker: Lane | None = None,
    too_high: bool = False,
    missing: tuple[str, ...] = (),
) -> Sighting:
    step = facts.title(node.key)
    waits = mean(node.wait_minutes) + mean(after.wait_minutes)
    params = {
        "step": step,
        "before": facts.title(before.key),
        "after": facts.title(after.key),
        "lane": taker.title if taker else facts.flow.lanes[before.lane or ""].title,
        "other": facts.flow.lanes[node.lane or ""].title,
        "hours": f"{waits / 60:.1f}",
    }
    return Sighting(
        code=CODE,
        nodes=(node.key, before.key, after.key),
        message=MESSAGES.text("C02", **params),
        evidence=MESSAGES.text("C02.unjudged" if missing else "C02.evidence", **params),
        guards=(
            law(facts, node),
            separation(facts, node),
            independence(facts, node),
            guard("GD4", too_high, step=step),
            irreversible(facts, node),
            due_process(facts, node),
            _closed(facts, node, before, used),
            guard("discretion", node.judgement == "discretion", step=step),
            pinned(facts, node),
        ),
        missing=missing,
        detail={"lead_minutes_per_case": round(facts.graph.visits[node.key] * waits, 1)},
    )


def _closed(facts: Facts, node: Node, before: Node, used: _Used) -> Guard:
    """GD9: the step looks at personal data, or works in a system, that the department does not use anywhere here."""
    department = facts.flow.lanes[before.lane or ""].department
    lanes = {lane.key for lane in lanes_of_department(facts, department or "")} or {before.lane or ""}
    known = [used[lane] for lane in lanes if lane in used]
    open_data = frozenset[str]().union(*(data for data, _ in known))
    looked_at = (facts.examined(node) | set(node.writes)) - open_data
    closed = sorted(name for name in looked_at if (item := facts.item(name)) and item.personal)
    systems = set(node.systems).difference(*(systems for _, systems in known))
    names = [*(data_title(facts, name) for name in closed), *sorted(systems)]
    return guard("GD9.access", bool(names), data=listed(names))


def _used_by_lane(facts: Facts) -> _Used:
    """Return by lane which data its people look at or write in this procedure, and which systems they use."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for node in facts.steps:
        data, systems = found.get(node.lane or "", (frozenset(), frozenset()))
        found[node.lane or ""] = (data | facts.examined(node) | set(node.writes), systems | set(node.systems))
    return found


def _rewrite(key: str, after: str, lane_after: str | None, taker: Lane | None, draft: Draft) -> None:
    if taker is None:
        return
    reassign(draft, key, taker.key)
    no_waiting(draft, key)
    if lane_after == taker.key:
        no_waiting(draft, after)
