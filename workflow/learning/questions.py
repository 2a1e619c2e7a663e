"""What a rule may ask about a case: columns of a table to be, and the answers of past cases in arrays.

Whoever knows the form chooses the questions: no names, no addresses, no free text, nothing written after arrival.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kernel.expr import compile_expr, parse_expr
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import Text
from workflow.learning.cases import PastCase

Kind: TypeAlias = Literal["number", "string", "boolean"]
Op: TypeAlias = Literal["lte", "gt", "is", "is_not"]
Bits: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.float64]

MOST_THRESHOLDS: Final = 15
MOST_VALUES: Final = 12
LEAST_CASES: Final = 20
"""A value or a side of a threshold that fewer cases have is no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A column: `expr` as in a table. `direction`: 1 more speaks for approval, −1 less does, 0 nobody says."""

    key: str
    title: Text
    expr: Json
    type: Kind
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Atom:
    """One comparison of one question with a value. What is missing compares false, whatever the comparison."""

    question: int
    op: Op
    value: Json


@dataclass(frozen=True)
class Answers:
    """The answers of cases: by question an array, missing ones NaN; `labels` are what the codes of words stand for."""

    questions: tuple[Question, ...]
    columns: tuple[Numbers, ...]
    labels: tuple[tuple[Json, ...], ...]
    clean: Bits
    size: int

    def holds(self, atom: Atom) -> Bits:
        """Return for which cases a comparison holds."""
        column = self.columns[atom.question]
        if atom.op in ("lte", "gt"):
            assert isinstance(atom.value, int | float)
            with np.errstate(invalid="ignore"):
                return column <= atom.value if atom.op == "lte" else column > atom.value
        labels = self.labels[atom.question]
        same: Bits = column == (labels.index(atom.value) if atom.value in labels else -1)
        return same if atom.op == "is" else ~same & ~np.isnan(column)

    def all_of(self, atoms: Sequence[Atom]) -> Bits:
        """Return for which cases every one of `atoms` holds."""
        found = np.ones(self.size, dtype=np.bool_)
        for atom in atoms:
            found &= self.holds(atom)
        return found


def answers_of(questions: Sequence[Question], cases: Sequence[PastCase]) -> Answers:
    """Return what `cases` answer to `questions`."""
    scopes = [case.scope for case in cases]
    columns: list[Numbers] = []
    labels: list[tuple[Json, ...]] = []
    for question in questions:
        problems: list[Problem] = []
        parsed = parse_expr(question.expr, "", problems)
        assert parsed is not None, problems
        compute = compile_expr(parsed)
        values = [compute(scope) for scope in scopes]
        known = _labels(question.type, values)
        columns.append(_column(values, known))
        labels.append(known)
    clean = np.array([case.clean for case in cases], dtype=np.bool_)
    return Answers(tuple(questions), tuple(columns), tuple(labels), clean, len(cases))


def atoms_of(answers: Answers, rows: Bits) -> tuple[Atom, ...]:
    """Return the comparisons that the cases of `rows` suggest: quantiles of numbers, frequent values."""
    found: list[Atom] = []
    for place, question in enumerate(answers.questions):
        column = answers.columns[place][rows]
        column = column[~np.isnan(column)]
        if question.type == "number":
            found += [Atom(place, op, value) for value in _thresholds(column) for op in _ops(question.direction)]
            continue
        counts = Counter(int(code) for code in column)
        frequent = [code for code, count in counts.most_common(MOST_VALUES) if count >= LEAST_CASES]
        if len(frequent) > 1 or (frequent and len(column) < int(rows.sum())):
            found += [Atom(place, "is", answers.labels[place][code]) for code in frequent]
    return tuple(found)


def _ops(direction: int) -> tuple[Op, ...]:
    return ("lte", "gt") if direction == 0 else ("gt",) if direction > 0 else ("lte",)


def _labels(kind: Kind, values: Sequence[Json]) -> tuple[Json, ...]:
    """Return the different words (or yes and no) among `values`; numbers have none."""
    if kind == "number":
        return ()
    wanted = bool if kind == "boolean" else str
    return tuple(dict.fromkeys(value for value in values if isinstance(value, wanted)))


def _column(values: Sequence[Json], labels: Sequence[Json]) -> Numbers:
    if not labels:
        return np.array([_number(value) for value in values], dtype=np.float64)
    code_of = {repr(label): float(code) for code, label in enumerate(labels)}
    return np.array([code_of.get(repr(value), np.nan) for value in values], dtype=np.float64)


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else np.nan


def _thresholds(column: Numbers) -> list[float]:
    """Return values that cases really have, so that a threshold reads like one of the office's."""
    numbers = np.sort(column)
    if len(numbers) < 2 * LEAST_CASES:
        return []
    shares = np.linspace(0, 1, MOST_THRESHOLDS + 2)[1:-1]
    found = np.unique(np.quantile(numbers, shares, method="lower"))
    below = np.searchsorted(numbers, found, side="right")
    kept = found[(below >= LEAST_CASES) & (len(numbers) - below >= LEAST_CASES)]
    return [float(value) for value in kept]
