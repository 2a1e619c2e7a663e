"""The best set of proposals: no two touch the same, and together they bring the most on the rewritten flow.

Up to twenty proposals the choice is exact: branch and bound over the sets in which none conflicts, where what a set
brings is measured once and remembered. A proposal brings more beside others only where these send it more cases; the
bound allows for that. Beyond twenty, a beam of partial sets is followed, then single proposals are exchanged for their
rivals while that helps. Where the search is cut short, the gap to the bound is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workflow.analysis.proposal import Proposal
from workflow.definition import Flow
from workflow.improve.options import Options, places_of

EXACT_UP_TO: Final = 20
MOST_MEASURED: Final = 600
"""Sets that are measured at most; beyond that the best one so far stands."""
BEAM: Final = 6
_NOISE: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The proposals to carry out, in the order of the list, and how good that is, in minutes per case."""

    chosen: tuple[Proposal, ...]
    benefit: float
    bound: float
    """No set brings more."""

    @property
    def exact(self) -> bool:
        """Whether no other set is better."""
        return self.bound <= self.benefit + 1e-6


def best_set(flow: Flow, proposals: Sequence[Proposal], *, wanted: bool = False, most: int = MOST_MEASURED) -> Choice:
    """Return the best set of `proposals`, which were made for `flow`; at most `most` sets are measured."""
    options = Options(flow, proposals, wanted=wanted)
    if len(proposals) <= EXACT_UP_TO:
        search = _Search(options, most)
        search.run()
        return Choice(
            chosen=options.proposals(search.best), benefit=search.value, bound=max(search.bound, search.value)
        )
    best = _exchanged(options, _beam(options, most), most)
    value = options.benefit(best)
    return Choice(chosen=options.proposals(best), benefit=value, bound=max(_ceiling(options), value))


def _useful(options: Options) -> list[int]:
    """Return the places worth considering, what brings most alone first."""
    useful = [option for option in options.options if option.alone > 0]
    return [option.place for option in sorted(useful, key=lambda option: (-option.alone, option.place))]


def _ceiling(options: Options) -> float:
    return sum(option.alone for option in options.options if option.alone > 0)


class _Search:
    """Branch and bound: take the next proposal, or leave it."""

    def __init__(self, options: Options, most: int) -> None:
        self._options = options
        self._most = most
        self._order = _useful(options)
        self._most_of = self._bounds()
        self.best, self.value = 0, 0.0
        self.bound = 0.0
        self._cut = 0.0

    def _bounds(self) -> dict[int, float]:
        """Return what each proposal can bring at most: alone, and what every other one may add to it."""
        alone = {place: self._options.options[place].alone for place in self._order}
        found = dict(alone)
        for count, place in enumerate(self._order):
            for other in self._order[:count]:
                if self._options.rivals[place] >> other & 1 or self._options.evaluated >= self._most:
                    continue
                together = self._options.benefit(1 << place | 1 << other)
                more = max(together - alone[place] - alone[other], 0.0)
                found[place] += more
                found[other] += more
        return found

    def run(self) -> None:
        """Search; afterwards `best`, `value` and `bound` are set."""
        self._greedy()
        self._branch(0, 0, 0)
        self.bound = max(self.value, self._cut)

    def _greedy(self) -> None:
        chosen = 0
        for place in self._order:
            if not self._options.rivals[place] & chosen:
                chosen |= 1 << place
        self._keep(chosen)

    def _keep(self, chosen: int) -> None:
        value = self._options.benefit(chosen)
        if value > self.value + _NOISE:
            self.best, self.value = chosen, value

    def _branch(self, depth: int, chosen: int, barred: int) -> None:
        now = self._options.benefit(chosen)
        rest = [place for place in self._order[depth:] if not barred >> place & 1]
        hope = now + sum(self._most_of[place] for place in rest)
        if hope <= self.value + _NOISE:
            return
        if self._options.evaluated >= self._most:
            self._cut = max(self._cut, hope)
            return
        if not rest:
            self._keep(chosen)
            return
        place = rest[0]
        after = self._order.index(place) + 1
        self._branch(after, chosen | 1 << place, barred | self._options.rivals[place])
        if self._options.rivals[place] or self._may_harm(place):
            self._branch(after, chosen, barred | 1 << place)

    def _may_harm(self, place: int) -> bool:
        """Return whether the proposal takes something from what another one brings."""
        alone = self._options.options[place].alone
        others = (other for other in self._order if other != place and not self._options.rivals[place] >> other & 1)
        return (
            any(
                self._options.benefit(1 << place | 1 << other) < self._options.options[other].alone - _NOISE
                for other in others
            )
            or alone < 0
        )


def _beam(options: Options, most: int) -> int:
    """Follow the best few partial sets through the proposals, what brings most alone first."""
    order = _useful(options)
    width = max(1, min(BEAM, (most - options.evaluated) // max(len(order), 1)))
    beam: list[tuple[float, int]] = [(0.0, 0)]
    for place in order:
        grown = [(value, chosen) for value, chosen in beam]
        for _, chosen in beam:
            if not options.rivals[place] & chosen and (width > 1 or options.evaluated < most):
                larger = chosen | 1 << place
                grown.append((options.benefit(larger), larger))
        beam = sorted(grown, key=lambda each: -each[0])[:width]
    return beam[0][1]


def _exchanged(options: Options, best: int, most: int) -> int:
    """Take proposals in for the rivals that they have in the set, while the whole gets better."""
    value = options.benefit(best)
    for place in _useful(options):
        if best >> place & 1 or options.evaluated >= 2 * most:
            continue
        other = (best & ~options.rivals[place]) | 1 << place
        if len(places_of(best & options.rivals[place])) <= 2 and options.benefit(other) > value + _NOISE:
            best, value = other, options.benefit(other)
    return best
