"""Proposals that may be accepted, and what any set of them brings: measured on the rewritten flow, never added up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workflow.analysis.proposal import Proposal
from workflow.definition import Flow
from workflow.graph import graph_of
from workflow.measures.saving import Yardstick
from workflow.rewrite.draft import Draft

YEN: Final = 1e-3
"""What a yen weighs beside a working minute: less than its price, so that minutes lead and wages decide ties."""
A_LITTLE: Final = 1e-6
"""What a proposal is worth that saves nothing that is counted: lead time, clarity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One proposal by its place in the list, what it touches, and what it brings alone, per case."""

    place: int
    proposal: Proposal
    alone: float


class Options:
    """The proposals of one flow. Sets of them are bits by place; what a set brings is measured once."""

    def __init__(self, flow: Flow, proposals: Sequence[Proposal], *, wanted: bool = False) -> None:
        """`wanted`: people chose these, so that none is left out because it costs minutes."""
        self._flow = flow
        self._proposals = tuple(proposals)
        self._yardstick = Yardstick(flow, graph_of(flow))
        self._known: dict[int, float] = {0: 0.0}
        self._least = [0.0] * len(self._proposals)
        self.evaluated = 0
        alone = [self.benefit(1 << place) for place in range(len(self._proposals))]
        if wanted:
            self._least = [max(A_LITTLE - gain, 0.0) for gain in alone]
            self._known = {0: 0.0}
            alone = [self.benefit(1 << place) for place in range(len(self._proposals))]
        self.options = tuple(
            Option(place=place, proposal=proposal, alone=alone[place]) for place, proposal in enumerate(self._proposals)
        )
        self.rivals = tuple(self._rivals(place) for place in range(len(self._proposals)))

    def benefit(self, chosen: int) -> float:
        """Return what the set `chosen` brings per case: minutes, and a little for yen and for what is not counted."""
        found = self._known.get(chosen)
        if found is None:
            places = places_of(chosen)
            minutes, yen, _ = self._yardstick.gains(drafted(self._flow, self.proposals(chosen)).flow())
            more = sum(A_LITTLE + self._least[place] for place in places)
            found = self._known[chosen] = float(minutes) + YEN * float(yen) + more
            self.evaluated += 1
        return found

    def proposals(self, chosen: int) -> tuple[Proposal, ...]:
        """Return the proposals of the set, in their order."""
        return tuple(self._proposals[place] for place in places_of(chosen))

    def _rivals(self, place: int) -> int:
        """Return the proposals that touch what the one at `place` touches."""
        touched = self._proposals[place].touched
        others = (other for other in range(len(self._proposals)) if other != place)
        return sum(1 << other for other in others if touched & self._proposals[other].touched)


def places_of(chosen: int) -> tuple[int, ...]:
    """Return the places of the set, lowest first."""
    found: list[int] = []
    while chosen:
        low = chosen & -chosen
        found.append(low.bit_length() - 1)
        chosen ^= low
    return tuple(found)


def drafted(flow: Flow, proposals: Iterable[Proposal]) -> Draft:
    """Return the draft in which all `proposals` are carried out, in their order."""
    draft = Draft(flow)
    for proposal in proposals:
        if proposal.rewrite is not None:
            proposal.rewrite(draft)
    draft.prune()
    return draft
