"""The rank theorem: decides soundness of a free-choice net in polynomial time, whatever the number of its states.

A net with an edge back from its end to its start is sound if and only if it is well-formed and live (Desel and
Esparza: Free Choice Petri Nets, 1995, theorems 6.17 and 5.8):

- rank(C) = number of clusters - 1, with C the incidence matrix,
- C has a positive place invariant and a positive transition invariant,
- no siphon lies wholly outside the initial marking: the largest set of unmarked places of which every move that
  puts a token also takes one is empty.

The rank is computed modulo the prime 2³¹ - 1. That can only be too small, and for these sparse matrices of
-1, 0 and 1 a wrong residue would need a minor that the prime divides. O(n³) at worst, far less on sparse nets.
"""

from typing import Final, TypeAlias

import numpy as np
import scipy

from workflow.soundness.net import Move, Net

_PRIME: Final = 2**31 - 1

Row: TypeAlias = dict[int, int]
"""One move as a sparse row of the incidence matrix: change of tokens by edge."""


def is_sound_by_rank(net: Net) -> bool:
    """Return whether `net` is sound. Every node must lie on a path from start to end; no inclusive join, no
    terminating end."""
    places = len(net.need)
    moves = {move for choices in net.moves for move in choices}
    rows = [_change(move) for move in sorted(moves, key=lambda move: (move.need, move.give))]
    first, last = net.initial.bit_length() - 1, net.final.bit_length() - 1
    rows.append({first: 1, last: -1} if first != last else {})
    clusters = len({net.need[edge] for edge in range(places) if net.moves[edge]}) + 1
    if _rank(rows) != clusters - 1:
        return False
    matrix = _matrix(rows, places)
    return not _unmarked_siphon(net, moves) and _has_positive_kernel(matrix) and _has_positive_kernel(matrix.T.tocsr())


def _change(move: Move) -> Row:
    row = dict.fromkeys(move.produced, 1)
    for edge in move.consumed:
        row[edge] = row.get(edge, 0) - 1
    return {edge: change for edge, change in row.items() if change}


def _rank(rows: list[Row]) -> int:
    """Return the rank modulo the prime, by sparse elimination: each pivot row is led by its largest edge."""
    pivots: dict[int, Row] = {}
    for row in rows:
        rest = dict(row)
        while rest:
            lead = max(rest)
            pivot = pivots.get(lead)
            if pivot is None:
                inverse = pow(rest[lead], -1, _PRIME)
                pivots[lead] = {edge: value * inverse % _PRIME for edge, value in rest.items()}
                break
            factor = rest[lead]
            for edge, value in pivot.items():
                changed = (rest.get(edge, 0) - factor * value) % _PRIME
                if changed:
                    rest[edge] = changed
                else:
                    rest.pop(edge, None)
    return len(pivots)


def _matrix(rows: list[Row], places: int) -> "scipy.sparse.csr_array[np.float64, tuple[int, int]]":
    moves = [number for number, row in enumerate(rows) for _ in row]
    edges = [edge for row in rows for edge in row]
    values = np.array([float(change) for row in rows for change in row.values()])
    return scipy.sparse.csr_array((values, (moves, edges)), shape=(len(rows), places))


def _has_positive_kernel(matrix: "scipy.sparse.csr_array[np.float64, tuple[int, int]]") -> bool:
    """Return whether some x with every component at least 1 has matrix·x = 0."""
    rows, columns = matrix.shape
    answer = scipy.optimize.linprog(  # type: ignore[call-overload]  # the stubs do not know that A_eq may be sparse
        np.zeros(columns), A_eq=matrix, b_eq=np.zeros(rows), bounds=(1, None), method="highs"
    )
    return bool(answer.status == 0)


def _unmarked_siphon(net: Net, moves: set[Move]) -> int:
    """Return the largest siphon (bits) among the unmarked places; 0 if there is none."""
    siphon = ((1 << len(net.need)) - 1) & ~net.initial
    shrinking = True
    while shrinking:
        shrinking = False
        for move in moves:
            if move.give & siphon and not move.need & siphon:
                siphon &= ~move.give
                shrinking = True
    return siphon
