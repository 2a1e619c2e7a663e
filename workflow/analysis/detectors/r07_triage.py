"""R07 トリアージ: simple cases wait and work as long as the difficult ones.

Found where a step's cases differ much (the variance of its minutes is above twice their square, or a class of cases
needs at most half of them) and data that every case has by then tell them apart. Simple cases then get a short way of
their own, at which the same people decide the same thing in less time; nothing is left out. Which cases are simple, how
many, and what they need is stated in `classes`; nothing is guessed from a spread alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from kernel.grammar import condition_json, fields_of
from kernel.json_types import Json
from workflow.analysis.facts import Facts
from workflow.analysis.guards import data_title, guard, listed
from workflow.analysis.known_rules import is_known
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.shunt import gateway
from workflow.analysis.statistics import Count, upper_bound
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import PEOPLE_WORK, CaseClass, Edge, Node
from workflow.rewrite.copies import copy_step
from workflow.rewrite.draft import Draft

CODE = "R07"
SPREAD: Final = 2.0
SHORT: Final = 0.5
ENOUGH: Final = 59
"""Counted cases without which the share of simple ones is a hypothesis (95 % sure that at most 5 % are another)."""
_CLASSIFYING: Final = frozenset({"choice", "choices", "yesno", "boolean", "consent"})


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per step that could treat simple cases apart, in flow order."""
    for node in facts.steps:
        if node.type not in PEOPLE_WORK or not facts.by_people(node):
            continue
        simple = _simple(facts, node)
        if simple is not None:
            yield _proposal(facts, node, simple)
        elif not node.classes and _varies(node) and not _is_triaged(facts, node):
            yield from _open(facts, node)


def _is_triaged(facts: Facts, node: Node) -> bool:
    """Return whether a short way was made from this step already, or it is that way."""
    twins = (other for other in facts.flow.nodes.values() if other.key.startswith("simple-"))
    return node.key.startswith("simple-") or any(node.key in other.derived_from for other in twins)


def _varies(node: Node) -> bool:
    minutes = node.minutes
    return bool(minutes and minutes.sd and minutes.mean > 0 and (minutes.sd / minutes.mean) ** 2 > SPREAD)


def _simple(facts: Facts, node: Node) -> CaseClass | None:
    """Return the class of cases with the largest saving, if there is one that can be told in time."""
    whole = node.minutes
    if whole is None:
        return None
    known = [
        kind
        for kind in node.classes
        if kind.share and kind.minutes and kind.minutes.mean <= SHORT * whole.mean
        and is_known(facts, node, fields_of(kind.when))
    ]  # fmt: skip
    return max(known, key=lambda kind: _saved(node, kind), default=None)


def _saved(node: Node, kind: CaseClass) -> float:
    whole = node.minutes.mean if node.minutes else 0.0
    return (kind.share.share if kind.share else 0.0) * (whole - (kind.minutes.mean if kind.minutes else whole))


def _proposal(facts: Facts, node: Node, kind: CaseClass) -> Proposal:
    share = kind.share
    counted = Count(share.k, share.n) if share and share.k is not None and share.n is not None else None
    few = counted is not None and upper_bound(Count(0, counted.n)) > 0.05
    more = max(ENOUGH - (counted.n if counted else 0), 0)
    step = facts.title(node.key)
    names = sorted(facts.data_named(fields_of(kind.when)))
    sighting = Sighting(
        code=CODE,
        nodes=(node.key,),
        message=MESSAGES.text("R07", step=step),
        evidence=MESSAGES.text(
            "R07.evidence",
            data=listed(data_title(facts, name) for name in names),
            share=f"{(share.share if share else 0.0) * 100:.0f}",
            minutes=f"{kind.minutes.mean if kind.minutes else 0.0:g}",
            whole=f"{node.minutes.mean if node.minutes else 0.0:g}",
        ),
        guards=(*usual_guards(facts, node), guard("GD10", counted is None or few, more=more)),
        detail={"when": condition_json(kind.when), "share": round(share.share if share else 0.0, 4)},
    )
    return proposed(facts, sighting, partial(_rewrite, facts, node, kind))


def _open(facts: Facts, node: Node) -> Iterator[Proposal]:
    """The step's cases differ much: say what has to be stated before it can be judged."""
    stated = facts.examined_is_known(node)
    telling = [
        name for name in sorted(facts.examined(node) & facts.data.must_defined(node.key)) if _classifies(facts, name)
    ]
    if stated and not telling:
        return
    step = facts.title(node.key)
    evidence = MESSAGES.text(
        "R07.unjudged",
        step=step,
        data=listed(data_title(facts, name) for name in telling),
        spread=f"{(node.minutes.sd or 0.0) / node.minutes.mean if node.minutes else 0.0:.1f}",
    )
    missing = ("classes",) if stated else ("reads", "classes")
    message = MESSAGES.text("R07", step=step)
    sighting = Sighting(code=CODE, nodes=(node.key,), message=message, evidence=evidence, missing=missing)
    yield not_evaluable(facts, sighting)


def _classifies(facts: Facts, name: str) -> bool:
    item = facts.item(name)
    return item is not None and item.type in _CLASSIFYING


def _rewrite(facts: Facts, node: Node, kind: CaseClass, draft: Draft) -> None:
    if kind.minutes is None or kind.share is None:
        return
    fast = draft.free_key(f"simple-{node.key}")
    title = MESSAGES.text("simple", step=facts.title(node.key))
    gate = gateway(draft, f"triage-{node.key}", MESSAGES.text("triage", step=facts.title(node.key)), node.key)
    for edge in draft.entering(node.key):
        draft.lead(edge, gate.key)
    copy_step(draft, node.key, fast, title=title)
    draft.set_minutes(fast, kind.minutes.mean)
    draft.become(replace(draft.nodes[node.key], classes=()), {"classes": None})
    share = kind.share.share
    simple = draft.add_edge(Edge(source=gate.key, target=fast, index=-1, probability=share))
    other = draft.add_edge(Edge(source=gate.key, target=node.key, index=-1, probability=round(1 - share, 12)))
    condition: Json = condition_json(kind.when)
    draft.set_condition(simple, condition)
    draft.set_default(other)
