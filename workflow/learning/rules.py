"""Looking for rules that approve: leaves of a small tree, or a greedy list; short enough to be read and argued about.

Our own implementation: what is needed is a few hundred comparisons over a few thousand cases, and that every rule comes
out as a row of a decision table. Both ways are tried on the part to learn from; the one that covers more with
what looks good enough there goes on to be certified. Nothing here has seen the other parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflow.learning.bounds import Evidence, lower_bounds
from workflow.learning.questions import Answers, Atom, Bits, Op, atoms_of

MAX_DEPTH: Final = 4
LEAST_LEAF: Final = 30
MOST_RULES: Final = 6
_OPPOSITE: Final[dict[Op, Op]] = {"lte": "gt", "gt": "lte", "is": "is_not", "is_not": "is"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conjunction of comparisons (none: every case), with what it looked like where it was learnt.

    `before` are rules of the same list that come first: their cases are not this one's.
    """

    atoms: tuple[Atom, ...]
    learnt: Evidence
    before: tuple[tuple[Atom, ...], ...] = ()

    def covers(self, answers: Answers) -> Bits:
        """Return which cases this rule approves."""
        found = answers.all_of(self.atoms)
        for earlier in self.before:
            found &= ~answers.all_of(earlier)
        return found


def candidates(answers: Answers, rows: Bits, target: float) -> tuple[Candidate, ...]:
    """Return rules learnt from the cases of `rows`, the surest first: by the lower bound of what was seen there."""
    atoms = atoms_of(answers, rows)
    if not rows.any():
        return ()
    holds = np.column_stack([answers.holds(atom) for atom in atoms]) if atoms else np.zeros((answers.size, 0), bool)
    directed = any(question.direction for question in answers.questions)
    found = [_list(answers, rows, atoms, holds)]
    if not directed:  # a leaf of a tree may run against the direction that an ordinance gives
        found.append(tuple(_leaves(answers, rows, atoms, holds)))
    best = max(found, key=lambda rules: _promise(rules, target))
    return tuple(sorted(best, key=lambda rule: (-rule.learnt.lower, -rule.learnt.n)))


def _promise(rules: Sequence[Candidate], target: float) -> tuple[int, int]:
    """Return how many cases the rules cover that look good enough, and how many such rules there are."""
    good = [rule for rule in rules if rule.learnt.share >= target and rule.learnt.n >= LEAST_LEAF]
    return sum(rule.learnt.n for rule in good), -len(good)


def _leaves(answers: Answers, rows: Bits, atoms: Sequence[Atom], holds: NDArray[np.bool_]) -> Iterator[Candidate]:
    """Yield the leaves of a tree of depth `MAX_DEPTH` at most (Gini)."""
    waiting: list[tuple[Bits, tuple[Atom, ...]]] = [(rows, ())]
    while waiting:
        inside, path = waiting.pop()
        split = _best_split(answers, inside, holds) if len(path) < MAX_DEPTH else None
        if split is None:
            yield Candidate(path, _evidence(answers, inside))
            continue
        atom = atoms[split]
        other = Atom(atom.question, _OPPOSITE[atom.op], atom.value)
        waiting.append((inside & holds[:, split], (*path, atom)))
        waiting.append((inside & answers.holds(other), (*path, other)))


def _best_split(answers: Answers, inside: Bits, holds: NDArray[np.bool_]) -> int | None:
    n = int(inside.sum())
    errors = int((inside & ~answers.clean).sum())
    if n < 2 * LEAST_LEAF or errors == 0 or holds.shape[1] == 0:
        return None
    part = holds[inside]
    left = part.sum(axis=0)
    left_errors = part[~answers.clean[inside]].sum(axis=0)
    right, right_errors = n - left, errors - left_errors
    fits = (left >= LEAST_LEAF) & (right >= LEAST_LEAF)
    if not fits.any():
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        impurity = left_errors * (left - left_errors) / left + right_errors * (right - right_errors) / right
    impurity = np.where(fits, impurity, np.inf)
    best = int(impurity.argmin())
    return best if impurity[best] < errors * (n - errors) / n - 1e-9 else None


def _list(answers: Answers, rows: Bits, atoms: Sequence[Atom], holds: NDArray[np.bool_]) -> tuple[Candidate, ...]:
    """Return a greedy list: each rule is the one whose lower bound is best on what the earlier ones leave."""
    left = rows.copy()
    before: list[tuple[Atom, ...]] = []
    found: list[Candidate] = []
    while len(found) < MOST_RULES and int(left.sum()) >= LEAST_LEAF:
        inside, chosen = _grown(answers, left, holds)
        if not chosen and found:
            break
        path = tuple(atoms[place] for place in chosen)
        found.append(Candidate(path, _evidence(answers, inside), tuple(before)))
        before.append(path)
        left &= ~inside
        if not chosen:
            break
    return tuple(found)


def _grown(answers: Answers, left: Bits, holds: NDArray[np.bool_]) -> tuple[Bits, list[int]]:
    inside, chosen = left.copy(), list[int]()
    best = _evidence(answers, inside).lower
    while len(chosen) < MAX_DEPTH and holds.shape[1]:
        part, clean = holds[inside], answers.clean[inside]
        n, right = part.sum(axis=0).astype(np.int64), part[clean].sum(axis=0).astype(np.int64)
        bounds = np.where(n >= LEAST_LEAF, lower_bounds(right, n), 0.0)
        place = int(bounds.argmax())
        if bounds[place] <= best + 1e-6:
            break
        best = float(bounds[place])
        inside &= holds[:, place]
        chosen.append(place)
    return inside, chosen


def _evidence(answers: Answers, inside: Bits) -> Evidence:
    return Evidence(int(inside.sum()), int((inside & ~answers.clean).sum()))
