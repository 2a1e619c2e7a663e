"""C04 住民接点の統合: the resident is asked twice for what could be asked at once.

Found where a form or a conversation that asks the resident for more follows another one, every case comes to both, and
nothing that is asked later depends on what happens in between: no approval or rule stands there, nothing that is shown
or needed is made there, no period runs. Corrections are asked again on purpose. The rewrite asks everything at the
first contact.
"""

from collections.abc import Iterator
from functools import partial

from workflow.analysis.facts import Facts
from workflow.analysis.guards import data_title, guard, independence, irreversible, law, listed, pinned, separation
from workflow.analysis.messages import MESSAGES
from workflow.analysis.periods import due_process
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.steps import guards_of
from workflow.definition import Edge, Node
from workflow.finding import Guard
from workflow.measures.performers import performer_of
from workflow.rewrite.draft import Draft
from workflow.rewrite.properties import add_papers

CODE = "C04"
_ASKING = frozenset({"call", "meet"})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per later contact, in flow order."""
    contacts = [node for node in facts.steps if _asks(facts, node)]
    for later in contacts:
        before = [node for node in contacts if node is not later and _comes_first(facts, node, later)]
        if before:
            earliest = max(before, key=lambda node: sum(facts.graph.dominates(node.key, other.key) for other in before))
            yield from _judge(facts, later, earliest)


def _asks(facts: Facts, node: Node) -> bool:
    """Return whether the resident gives something here that is new."""
    if not node.writes or node.key in facts.redone or facts.ways_back(node.key):
        return False
    form = node.type == "form" and performer_of(facts.flow, node) == "resident"
    talk = node.type == "task" and node.action in _ASKING and facts.by_people(node)
    return (form or talk) and not set(node.writes) & facts.data.must_defined(node.key)


def _comes_first(facts: Facts, node: Node, later: Node) -> bool:
    """Return whether every case comes to both, and what `later` asks can be said at `node`."""
    graph = facts.graph
    if node.type != "form" or not graph.dominates(node.key, later.key) or graph.reaches(later.key, node.key):
        return False
    known = facts.data.must_defined(node.key) | set(node.writes)
    shown = facts.examined(later) - set(later.writes)
    return shown <= known and not _papers_from_between(facts, node, later) and not _depends(facts, node, later)


def _papers_from_between(facts: Facts, node: Node, later: Node) -> bool:
    between = facts.graph.between(node.key, later.key)
    made = {paper for key in between for paper in facts.flow.nodes[key].documents.produces}
    return bool(made & set(later.documents.needs))


def _depends(facts: Facts, node: Node, later: Node) -> bool:
    """Return whether somebody or something in between decides whether, or what, is asked later."""
    for key in facts.graph.between(node.key, later.key):
        between = facts.flow.nodes[key]
        if between.type in ("approval", "decision", "timer", "wait", "subflow"):
            return True
        chooses = facts.graph.split_of(key) in ("exclusive", "inclusive")
        if chooses and not facts.graph.post_dominates(later.key, key) and not facts.ways_back(key):
            return True
    return False


def _judge(facts: Facts, later: Node, first: Node) -> Iterator[Proposal]:
    way = facts.way_on(later.key)
    if way is None:
        return
    sighting = _sighting(facts, later, first)
    if not facts.declares(later, "reads") and later.type == "task":
        yield not_evaluable(facts, sighting)
    else:
        yield proposed(facts, sighting, partial(_rewrite, facts, later, first, way))


def _sighting(facts: Facts, later: Node, first: Node) -> Sighting:
    data = listed(data_title(facts, name) for name in later.writes)
    unsaid = later.type == "task" and not facts.declares(later, "reads")
    params = {"step": facts.title(later.key), "first": facts.title(first.key), "data": data}
    return Sighting(
        code=CODE,
        nodes=(later.key, first.key),
        message=MESSAGES.text("C04", **params),
        evidence=MESSAGES.text("C04.unjudged" if unsaid else "C04.evidence", **params),
        guards=(
            law(facts, later),
            separation(facts, later),
            independence(facts, later),
            irreversible(facts, later),
            _too_early(facts, later, first),
            *guards_of(facts, (later, first), due_process),
            guard("discretion", later.judgement == "discretion", step=params["step"]),
            pinned(facts, later),
        ),
        missing=("reads",) if unsaid else () if later.minutes else ("minutes",),
        detail={"data": [*later.writes], "contacts_per_case": round(facts.graph.visits[later.key], 4)},
    )


def _too_early(facts: Facts, later: Node, first: Node) -> Guard:
    """GD6: said at the first contact, a datum may have expired when it is used."""
    expired = [
        name
        for name in later.writes
        if (item := facts.item(name))
        and item.valid_days is not None
        and _used_late(facts, name, first, item.valid_days)
    ]
    return guard("GD6", bool(expired), data=listed(data_title(facts, name) for name in expired))


def _used_late(facts: Facts, name: str, first: Node, valid_days: float) -> bool:
    readers = [key for key in facts.readers_of(name) if facts.graph.reaches(first.key, key)]
    return any(facts.days_between(first.key, key) > valid_days for key in readers)


def _rewrite(facts: Facts, later: Node, first: Node, way: Edge, draft: Draft) -> None:
    now = draft.nodes[first.key]
    draft.set_keys(first.key, "writes", (*now.writes, *later.writes))
    draft.set_keys(first.key, "checks", (*now.checks, *later.checks))
    papers = [key for key in later.documents.produces if key not in now.documents.produces]
    if papers:
        add_papers(draft, first.key, papers)
    if now.minutes is not None:
        typed = facts.flow.entry_minutes * len(later.writes)
        asked = later.minutes.mean if later.minutes is not None and later.type == "form" else typed
        draft.set_minutes(first.key, now.minutes.mean + min(typed, asked))
    draft.bypass(later.key, way)
