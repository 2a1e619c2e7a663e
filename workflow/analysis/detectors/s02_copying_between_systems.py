"""S02 定型転記の自動化: people carry data from one system into another.

Found where a step only copies (transcribes, enters) between systems: at least two are named, or it takes in and gives
out data in systems; it judges nothing, and takes 20 hours of a year or more. A service does it instead: by an interface
where all the systems have one, else by robotic automation of the screens (RPA). The share that goes wrong
(`error_rate`) still comes to a person. What the automation costs to run is not in the figures. What need not be copied
at all is E01's.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from workflow.analysis.detectors.e01_rekeyed_data import rekeyed
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.register_lookup import system_lane
from workflow.analysis.shunt import shunt
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import Node
from workflow.measures.performers import medium_in, medium_out
from workflow.rewrite.copies import copy_step
from workflow.rewrite.draft import Draft
from workflow.rewrite.people import become_service

CODE = "S02"
WORTH_IT: Final = 20 * 60.0
"""Working minutes a year."""
_COPYING: Final = frozenset({"copy", "transcribe", "enter"})
_SYSTEMS: Final = frozenset({"system", "online", "excel"})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that a service could do, in flow order."""
    for node in facts.steps:
        if node.type != "task" or node.action not in _COPYING or not facts.by_people(node):
            continue
        if not _between_systems(node) or node.checks or node.judgement in ("rule", "discretion"):
            continue
        if len(facts.graph.leaving(node.key)) != 1 or node.key.startswith("exception-") or _can_go(facts, node):
            continue
        yield from _judge(facts, node)


def _can_go(facts: Facts, node: Node) -> bool:
    """Return whether all that `node` writes is known already, and none of it kept for the record."""
    kept = any((item := facts.item(name)) and item.keep for name in node.writes)
    return bool(node.writes) and not kept and len(rekeyed(facts, node)) == len(set(node.writes))


def _between_systems(node: Node) -> bool:
    """Return whether `node` takes from one system and gives to another, as far as the document says."""
    media = {medium_in(node), medium_out(node)} - {None}
    if media - _SYSTEMS:
        return False
    crossing = node.medium_in in _SYSTEMS and node.medium_out in _SYSTEMS and node.medium_in != node.medium_out
    return len(set(node.systems)) >= 2 or crossing


def _judge(facts: Facts, node: Node) -> Iterator[Proposal]:
    missing = [
        *([] if node.minutes is not None else ["minutes"]),
        *([] if facts.flow.volume_per_year is not None else ["volume_per_year"]),
    ]
    yearly = (
        (facts.flow.volume_per_year or 0.0) * facts.graph.visits[node.key] * (node.minutes.mean if node.minutes else 0)
    )
    sighting = _sighting(facts, node, yearly, tuple(missing))
    if missing:
        yield not_evaluable(facts, sighting)
    elif yearly >= WORTH_IT:
        yield proposed(facts, sighting, partial(_rewrite, facts, node))


def _sighting(facts: Facts, node: Node, yearly: float, missing: tuple[str, ...]) -> Sighting:
    step = facts.title(node.key)
    known = [facts.flow.systems.get(key) for key in node.systems]
    names = [item.title if item else key for item, key in zip(known, node.systems, strict=True)]
    interface = bool(known) and all(item is not None and item.interface for item in known)
    return Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("S02" if interface else "S02.rpa", step=step),
        evidence=MESSAGES.text(
            "S02.unjudged" if missing else "S02.evidence",
            step=step,
            systems=listed(names),
            hours=f"{yearly / 60:.0f}",
            share=f"{(node.error_rate or 0.0) * 100:g}",
        ),
        guards=(*usual_guards(facts, node), guard("needed", bool(node.documents.produces), step=step)),
        missing=missing,
        detail={"way": "interface" if interface else "rpa"},
    )


def _rewrite(facts: Facts, node: Node, draft: Draft) -> None:
    lane, share = system_lane(draft), node.error_rate or 0.0
    if 0 < share < 1:
        _leave_exceptions(facts, draft, node, share)
    become_service(draft, node.key, lane)


def _leave_exceptions(facts: Facts, draft: Draft, node: Node, share: float) -> None:
    """Let a person do again what the service could not: a copy of the step behind it, for this share of the cases."""
    copy, title = draft.free_key(f"exception-{node.key}"), MESSAGES.text("exception", step=facts.title(node.key))
    copy_step(draft, node.key, copy, title=title)
    (way,) = draft.leaving(node.key)
    draft.lead(way, copy)
    shunt(draft, copy, draft.leaving(copy)[0], title=title, share=share, stem="failed")
