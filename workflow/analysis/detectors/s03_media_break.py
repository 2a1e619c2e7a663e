"""S03 媒体断絶: a step of people that does nothing but carry what is known from one medium into another.

Found where a step takes in one medium and gives out another (`medium_in`, `medium_out`) and only enters, transcribes,
copies, scans or prints. Towards a screen, its source works there from the beginning: what the step recorded or made,
the source records, and everything in between follows. Away from a screen, whoever goes on with the paper goes on at the
screen instead. A print–stamp–scan round trip is E09's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from kernel.json_types import Json
from workflow.analysis.facts import Facts
from workflow.analysis.guards import guard, listed
from workflow.analysis.messages import MESSAGES
from workflow.analysis.proposal import Proposal, Sighting, not_evaluable, proposed
from workflow.analysis.usual_guards import usual_guards
from workflow.definition import Documents, Medium, Node
from workflow.finding import Guard
from workflow.measures.performers import is_step, medium_in, medium_out
from workflow.rewrite.draft import Draft

CODE = "S03"
_CARRYING: Final = frozenset({"enter", "transcribe", "copy", "scan", "print"})
_SCREENS: Final = frozenset({"online", "system", "excel"})
_ONLY_ON_PAPER: Final = frozenset({"mail", "stamp", "carry", "pay"})


@dataclass(frozen=True, slots=True)
class _Break:
    """A step between two media; `source` is where the old one begins, `others` are what follows into the better one."""

    node: Node
    source: Node | None
    others: tuple[str, ...]
    old: Medium
    new: Medium

    @property
    def better(self) -> Medium:
        """The medium that remains: the screen."""
        return self.new if self.new in _SCREENS else self.old

    @property
    def worse(self) -> Medium:
        """The medium that goes."""
        return self.old if self.new in _SCREENS else self.new


def find(facts: Facts) -> Iterator[Proposal]:
    """Yield one proposal per conversion, in flow order."""
    for node in facts.steps:
        if node.type != "task" or not facts.by_people(node) or len(facts.graph.leaving(node.key)) != 1:
            continue
        old, new = node.medium_in, node.medium_out
        if old is None or new is None or (old in _SCREENS) == (new in _SCREENS):
            continue
        if node.checks or node.judgement in ("rule", "discretion"):
            continue
        if node.action is None or node.action in _CARRYING:
            yield from _judge(facts, node, old, new)


def _judge(facts: Facts, node: Node, old: Medium, new: Medium) -> Iterator[Proposal]:
    source, between, unknown = _source(facts, node, old)
    users = _users(facts, node, new) if old in _SCREENS else ()
    found = _Break(node, source, between if new in _SCREENS else users, old, new)
    missing = (*(() if node.action else ("action",)), *(("medium",) if unknown and new in _SCREENS else ()))
    if missing:
        yield not_evaluable(facts, _sighting(facts, found, missing))
    elif _can_change(facts, found) and not _is_round_trip(facts, found):
        sighting = _sighting(facts, found, () if node.minutes else ("minutes",))
        yield proposed(facts, sighting, partial(_rewrite, facts, found))


def _can_change(facts: Facts, found: _Break) -> bool:
    """Return whether there is a source that may record it all instead, or somebody who goes on with the paper."""
    if found.new not in _SCREENS or found.source is None:
        return bool(found.others) and found.new not in _SCREENS
    node, source, accesses = found.node, found.source, facts.data.accesses
    names = set(node.writes)
    beside = facts.data.concurrent[source.key]
    touched = any(names & (accesses.reads[key] | accesses.writes[key]) for key in beside)
    return not touched and not names & facts.data.changed_between(source.key, node.key)


def _source(facts: Facts, node: Node, old: Medium) -> tuple[Node | None, tuple[str, ...], bool]:
    """Return the step where the medium begins, those in between that use it, and whether that is not stated at all."""
    between: list[str] = []
    stated = False
    for key in facts.graph.dominators_of(node.key):
        other = facts.flow.nodes[key]
        if not is_step(other) or medium_out(other) is None:
            continue
        stated = True
        if medium_out(other) != old:
            break
        if medium_in(other) != old or other.type == "form":
            return other, tuple(between), False
        between.append(key)
    last = facts.flow.nodes[between.pop()] if between else None
    return last, tuple(between), not stated


def _users(facts: Facts, node: Node, new: Medium) -> tuple[str, ...]:
    """Return the steps that go on with the paper; none where it leaves the house, or has to be paper for them."""
    found: list[str] = []
    for key in facts.graph.post_dominators_of(node.key):
        other = facts.flow.nodes[key]
        if not is_step(other) or medium_in(other) is None:
            continue
        if medium_in(other) != new:
            break
        if other.action in _ONLY_ON_PAPER or other.type == "notice" or not facts.by_people(other):
            return ()
        found.append(key)
    return tuple(found)


def _is_round_trip(facts: Facts, found: _Break) -> bool:
    """Return whether this is half of a detour over paper: the whole of it is E09's."""
    source = found.source
    if found.new in _SCREENS:
        return source is not None and facts.by_people(source) and medium_in(source) in _SCREENS
    return any(medium_out(facts.flow.nodes[key]) in _SCREENS for key in found.others)


def _sighting(facts: Facts, found: _Break, missing: tuple[str, ...]) -> Sighting:
    node, source = found.node, found.source
    step, begins = facts.title(node.key), facts.title(source.key) if source else facts.title(node.key)
    unjudged = bool(missing) and missing != ("minutes",)
    return Sighting(
        code=CODE,
        nodes=(node.key, *((source.key,) if source else ()), *found.others),
        message=MESSAGES.text(
            "S03", step=step, old=_named(found.old), new=_named(found.new), better=_named(found.better)
        ),
        evidence=MESSAGES.text(
            "S03.unjudged" if unjudged else "S03.evidence",
            step=step,
            source=begins,
            old=_named(found.old),
            new=_named(found.new),
        ),
        guards=(*usual_guards(facts, node), _original(facts, found), _kept(facts, found)),
        missing=missing,
        detail={"from": found.old, "to": found.new},
    )


def _named(medium: Medium) -> dict[str, str]:
    return MESSAGES.text(f"medium.{medium}")


def _original(facts: Facts, found: _Break) -> Guard:
    """The paper itself is needed: an original that exists only once, or one that is kept as the record."""
    node, source = found.node, found.source
    handled = {*node.documents.needs, *(source.documents.produces if source else ())}
    papers = [item for key in sorted(handled) if (item := facts.flow.documents.get(key)) and item.physical]
    return guard("original", bool(papers), documents=listed(item.title for item in papers))


def _kept(facts: Facts, found: _Break) -> Guard:
    """GD7: what the step makes is the record that has to be kept in this form."""
    made = (facts.flow.documents.get(key) for key in found.node.documents.produces)
    kept = [item.title for item in made if item and item.keep]
    return guard("GD7", bool(kept), data=listed(kept))


def _rewrite(facts: Facts, found: _Break, draft: Draft) -> None:
    node, source = found.node, found.source
    if found.new in _SCREENS and source is not None:
        draft.set_keys(source.key, "writes", (*source.writes, *node.writes))
        made = dict.fromkeys((*source.documents.produces, *node.documents.produces))
        _work_in(draft, source.key, found, Documents(needs=source.documents.needs, produces=tuple(made)))
    for key in found.others:
        _work_in(draft, key, found, draft.nodes[key].documents)
    draft.bypass(node.key, facts.graph.leaving(node.key)[0])


def _work_in(draft: Draft, key: str, found: _Break, documents: Documents) -> None:
    """Let the step `key` work in the better medium wherever it worked in the other."""
    node = draft.nodes[key]
    screen: Medium = "online" if node.type == "form" else found.better
    entry, leaving = (screen if medium == found.worse else medium for medium in (medium_in(node), medium_out(node)))
    same = entry == leaving or node.type == "form"
    medium, into, out = (screen, None, None) if same else (None, entry, leaving)
    changes: dict[str, Json] = {"medium": medium, "medium_in": into, "medium_out": out}
    if documents != node.documents:
        changes["documents"] = {"needs": [*documents.needs], "produces": [*documents.produces]}
    draft.become(replace(node, medium=medium, medium_in=into, medium_out=out, documents=documents), changes)
