"""E02 既得情報の再要求: the resident is asked for what the city knows already (once-only).

Found where a form, or a call or meeting with the resident, asks for a datum that every run has defined before, or
that the city holds in a register (`held_in`, source `register`, by key or by the same meaning). A step that only a
case which was sent back passes is left alone: asking again is its purpose. The rewrite takes the question out; what
only a register holds is looked up by a service instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from kernel.text import say
from workflow.analysis.facts import Facts
from workflow.analysis.guards import data_title, freshness, guard, has_expired, independence, law, listed, pinned
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.register_lookup import insert_lookup
from workflow.definition import DataItem, Edge, Node
from workflow.finding import Guard
from workflow.measures.performers import performer_of
from workflow.rewrite.draft import Draft

CODE = "E02"
_ASKING = frozenset({"call", "meet"})
_EVERY_TIME = frozenset({"consent"})
"""Types that lose their meaning when they are not given anew."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Where the answer is: in the case, as the datum `name`, or (`held`) in registers of the city."""

    name: str
    held: tuple[str, ...] = ()


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that asks for something known, in flow order."""
    for node in facts.steps:
        if node.writes and _asks(facts, node) and node.key not in facts.redone:
            known = {name: found for name in node.writes if (found := _known(facts, node, name))}
            if known:
                yield _proposal(facts, node, known)


def _asks(facts: Facts, node: Node) -> bool:
    if node.type == "form" or performer_of(facts.flow, node) == "resident":
        return True
    talks = node.type == "task" and node.action in _ASKING and facts.by_people(node)
    return talks and not node.checks and node.judgement in (None, "none")


def _known(facts: Facts, node: Node, name: str) -> _Known | None:
    item = facts.item(name)
    if item is None or item.type in _EVERY_TIME:
        return None
    known = facts.data.must_defined(node.key)
    for other in facts.same_meaning(name):
        if other in known and facts.can_stand_for(node, name, other):
            return _Known(other)
    for other in facts.same_meaning(name):
        held = facts.item(other)
        if held is not None and (held.held_in or held.source == "register"):
            return _Known(other, held.held_in or ("register",))
    return None


def _proposal(facts: Facts, node: Node, known: dict[str, _Known]) -> Proposal:
    free = {name: found for name, found in known.items() if not _is_held_back(facts, node, name, found)}
    subject = free or known
    unsure = [name for name, found in subject.items() if _purpose(facts, name, found) is None]
    sighting = _sighting(facts, node, subject)
    if unsure and not any(item.holds for item in sighting.guards):
        return not_evaluable(facts, _without_purpose(sighting))
    return proposed(facts, sighting, partial(_rewrite, facts, node, subject))


def _without_purpose(sighting: Sighting) -> Sighting:
    return Sighting(
        code=CODE,
        nodes=sighting.nodes,
        message=sighting.message,
        evidence=sighting.evidence,
        guards=sighting.guards,
        missing=("purpose",),
        detail=sighting.detail,
    )


def _is_held_back(facts: Facts, node: Node, name: str, known: _Known) -> bool:
    stale = not known.held and has_expired(facts, node, known.name)
    return (
        stale
        or _is_checked(facts, node, name, known)
        or _purpose(facts, name, known) is not True
        or _is_a_record(facts, name, known)
    )


def _purpose(facts: Facts, name: str, known: _Known) -> bool | None:
    """Return whether personal data may be reused: same purpose; None where only one of the two states a purpose."""
    item, other = facts.item(name), facts.item(known.name)
    if item is None or other is None or name == known.name or not (item.personal or other.personal):
        return True
    if item.purpose is None and other.purpose is None:
        return True
    if item.purpose is None or other.purpose is None:
        return None
    return say(item.purpose) == say(other.purpose)


def _is_checked(facts: Facts, node: Node, name: str, known: _Known) -> bool:
    """Return whether the form checks the answer, which a register would only give afterwards."""
    return bool(known.held) and any(name in facts.asked_by(check) for check in node.checks)


def _is_a_record(facts: Facts, name: str, known: _Known) -> bool:
    item = facts.item(name)
    return bool(item and item.keep and name != known.name and not known.held)


def _sighting(facts: Facts, node: Node, known: dict[str, _Known]) -> Sighting:
    data = listed(data_title(facts, name) for name in known)
    places = dict.fromkeys(place for found in known.values() for place in found.held)
    writers = {
        key for found in known.values() if not found.held for key in facts.data.reaching(node.key, found.name)
    } & facts.flow.nodes.keys()
    sources, step = sorted(writers - {node.key}), facts.title(node.key)
    where = "E02.evidence.both" if places and sources else "E02.evidence.held" if places else "E02.evidence.known"
    return Sighting(
        code=CODE,
        nodes=(node.key, *sources),
        message=MESSAGES.text("E02", step=step, data=data),
        evidence=MESSAGES.text(where, data=data, sources=listed(map(facts.title, sources)), registers=listed(places)),
        guards=(
            law(facts, node),
            independence(facts, node),
            freshness(facts, node, (found.name for found in known.values() if not found.held)),
            guard("needed", any(_is_checked(facts, node, name, found) for name, found in known.items()), step=step),
            guard("GD7", all(_is_a_record(facts, name, found) for name, found in known.items()), data=data),
            guard("GD9", any(_purpose(facts, name, found) is False for name, found in known.items()), data=data),
            _original(facts, node, known),
            pinned(facts, node),
        ),
        detail={"data": [*known], "registers": [*places]},
    )


def _original(facts: Facts, node: Node, known: dict[str, _Known]) -> Guard:
    """The step hands in an original: a paper named like the datum, or nothing but a paper with these data."""
    physical = {key for key, item in facts.flow.documents.items() if item.physical}
    papers = [key for key in node.documents.produces if key in physical]
    same = [key for key in known if key in physical]
    needed = bool(same) or (bool(papers) and not set(node.writes) - known.keys() and _asked_before(facts, node))
    titles = [facts.flow.documents[key].title for key in same or papers]
    return guard("original", needed, documents=listed(titles))


def _asked_before(facts: Facts, node: Node) -> bool:
    """Return whether the resident has been in contact before `node`, so that the case does not begin with it."""
    return any(
        performer_of(facts.flow, facts.flow.nodes[key]) == "resident" and facts.flow.nodes[key].type == "form"
        for key in facts.graph.dominators_of(node.key)
    )


def _rewrite(facts: Facts, node: Node, known: dict[str, _Known], draft: Draft) -> None:
    for name, found in known.items():
        if not found.held and found.name != name:
            draft.rename_reads(name, found.name)
    held = {name: _register_of(facts, name, found) for name, found in known.items() if found.held}
    if held:
        insert_lookup(draft, node, held)
    way = _can_go(facts, draft, node, known)
    if way is not None:
        draft.bypass(node.key, way)
        return
    draft.set_keys(node.key, "writes", (name for name in node.writes if name not in known))
    if node.minutes is not None:
        draft.set_minutes(node.key, max(node.minutes.mean - facts.flow.entry_minutes * len(known), 0.0))


def _register_of(facts: Facts, name: str, found: _Known) -> DataItem:
    return facts.flow.data[found.name if found.name in facts.flow.data else name]


def _can_go(facts: Facts, draft: Draft, node: Node, known: dict[str, _Known]) -> Edge | None:
    """Return the way on when the request becomes empty; an application itself never goes."""
    rest = set(node.writes) - known.keys()
    if rest or node.checks or node.documents.produces or not _asked_before(facts, node):
        return None
    leaving = draft.leaving(node.key)
    return leaving[0] if len(leaving) == 1 else None
