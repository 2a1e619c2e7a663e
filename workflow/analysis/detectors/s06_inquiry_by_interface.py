"""S06 外部照会の置換: the city writes a letter and waits for an answer that a register gives at once.

Found where a case waits for a message from outside (or for the answer to an inquiry by post or facsimile) whose data
stand in a register that the city can look up (`held_in`, source `register`, by key or by the same meaning). A service
looks them up instead; the steps that only prepare and send the inquiry go, too.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from kernel.text import say
from workflow.analysis.facts import Facts
from workflow.analysis.guards import data_title, guard, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.register_lookup import system_lane
from workflow.analysis.usual_guards import usual_guards, waiting_period
from workflow.definition import Documents, Node
from workflow.finding import Guard
from workflow.rewrite.draft import Draft
from workflow.rewrite.people import become_service

CODE = "S06"
_SENDING: Final = frozenset({"prepare", "print", "stamp", "mail", "carry", "call"})
_POST: Final = frozenset({"mail", "fax"})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per inquiry, in flow order."""
    for node in facts.flow.nodes.values():
        if node.key not in facts.graph.reachable or not _asks_outside(facts, node):
            continue
        if not node.writes:
            if node.type == "wait" and node.wait_minutes is not None and _senders(facts, node):
                yield not_evaluable(facts, _sighting(facts, node, {}, ("writes",)))
            continue
        held = {name: place for name in node.writes if (place := _held(facts, name))}
        if len(held) == len(node.writes) and len(facts.graph.leaving(node.key)) == 1:
            yield _judge(facts, node, held)


def _asks_outside(facts: Facts, node: Node) -> bool:
    if node.type == "wait":
        return True
    by_post = node.action == "mail" or bool({node.medium, node.medium_in} & _POST)
    return node.type == "task" and facts.by_people(node) and by_post and node.wait_minutes is not None


def _held(facts: Facts, name: str) -> str | None:
    """Return the datum of a register that says what `name` says."""
    for other in facts.same_meaning(name):
        item = facts.item(other)
        if item is not None and (item.held_in or item.source == "register"):
            return other
    return None


def _judge(facts: Facts, node: Node, held: dict[str, str]) -> Proposal:
    unsure = any(_purpose(facts, name, other) is None for name, other in held.items())
    sighting = _sighting(facts, node, held, ("purpose",) if unsure else ())
    if unsure and not any(item.holds for item in sighting.guards):
        return not_evaluable(facts, sighting)
    return proposed(facts, sighting, partial(_rewrite, facts, node, held))


def _purpose(facts: Facts, name: str, held: str) -> bool | None:
    """Return whether personal data may be taken from the register; None where only one of the two states why."""
    item, other = facts.item(name), facts.item(held)
    if item is None or other is None or name == held or not (item.personal or other.personal):
        return True
    if item.purpose is None or other.purpose is None:
        return True if item.purpose is other.purpose else None
    return say(item.purpose) == say(other.purpose)


def _senders(facts: Facts, node: Node) -> tuple[str, ...]:
    """Return the steps right before `node` that do nothing but prepare and send the inquiry, nearest first."""
    found: list[str] = []
    key = node.key
    while len(entering := facts.graph.entering(key)) == 1:
        before = facts.flow.nodes[entering[0].source]
        if not _only_sends(facts, before):
            break
        found.append(before.key)
        key = before.key
    return tuple(found)


def _only_sends(facts: Facts, node: Node) -> bool:
    sends = node.type == "notice" or (node.type == "task" and node.action in _SENDING)
    to_resident = node.type == "notice" and (lane := facts.flow.lanes.get(node.to or "")) and lane.kind == "resident"
    alone = len(facts.graph.leaving(node.key)) == 1 and len(facts.graph.entering(node.key)) == 1
    free = not (node.checks or node.pinned or node.effect == "irreversible" or facts.controls_at(node))
    return bool(sends and not to_resident and alone and free) and not _is_used(facts, node)


def _is_used(facts: Facts, node: Node) -> bool:
    """Return whether anything but the sending itself needs what `node` records or makes."""
    papers = set(node.documents.produces)
    users = [
        key
        for key, other in facts.flow.nodes.items()
        if papers & {*other.documents.needs} and other.action not in _SENDING and other.type not in ("notice", "wait")
    ]
    kept = any((item := facts.flow.documents.get(key)) and item.keep for key in papers)
    return bool(facts.needed_from(node) or users or kept)


def _sighting(facts: Facts, node: Node, held: dict[str, str], missing: tuple[str, ...]) -> Sighting:
    senders = _senders(facts, node)
    places = dict.fromkeys(place for name in held.values() if (item := facts.item(name)) for place in item.held_in)
    step, data = facts.title(node.key), listed(data_title(facts, name) for name in held)
    wait = node.wait_minutes.mean / 1440 if node.wait_minutes else 0.0
    return Sighting(
        code=CODE,
        nodes=(node.key, *senders),
        message=MESSAGES.text("S06.unjudged" if "writes" in missing else "S06", step=step, data=data),
        evidence=MESSAGES.text(
            "S06.unjudged.evidence" if "writes" in missing else "S06.evidence",
            step=step,
            data=data,
            registers=listed(places) if places else MESSAGES.text("S06.register"),
            days=f"{wait:.1f}",
        ),
        guards=(*_guards(facts, node), _purposes(facts, held)),
        missing=missing,
        detail={"data": [*held], "lead_minutes_per_case": round(wait * 1440, 1)},
    )


def _guards(facts: Facts, node: Node) -> tuple[Guard, ...]:
    """The usual guards; sending an inquiry is no effect that would have to be kept (GD5), unless that is stated."""
    usual = (item for item in usual_guards(facts, node) if item.code not in ("GD5", "GD8"))
    stated = node.effect == "irreversible"
    step = facts.title(node.key)
    return (*usual, guard("GD5", stated, step=step, effect=step), waiting_period(facts, node))


def _purposes(facts: Facts, held: dict[str, str]) -> Guard:
    wrong = [name for name, other in held.items() if _purpose(facts, name, other) is False]
    return guard("GD9", bool(wrong), data=listed(data_title(facts, name) for name in wrong))


def _rewrite(facts: Facts, node: Node, held: dict[str, str], draft: Draft) -> None:
    for key in _senders(facts, node):
        draft.bypass(key, draft.leaving(key)[0])
    become_service(draft, node.key, system_lane(draft))
    places = dict.fromkeys(place for name in held.values() if (item := facts.item(name)) for place in item.held_in)
    draft.become(replace(draft.nodes[node.key], documents=Documents()), {"documents": None})
    draft.set_keys(node.key, "systems", places)
