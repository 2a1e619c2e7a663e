"""Would the answer be another one if we knew what is missing? Asked of every decision in which a value is missing.

The question is answered from the cells: a rule that accepts every value of the missing columns applies whatever
they hold, a rule that accepts some value of each might apply. A rule may approve although a fact is missing only
where the fact could not have changed the answer; a later catch-all rule, say, settles nothing while an earlier one
asks for the fact.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from workflow.table.grid import Column
from workflow.table.hit_policy import SINGLE, ranks, same_outputs
from workflow.table.model import Table

Unsettled: TypeAlias = Callable[[int, Sequence[int | None]], bool]
"""Takes the matching rules, and by column the rules that accept its value (None: missing)."""


def unsettled(table: Table, columns: Sequence[Column]) -> Unsettled:
    """Return what tells whether the answer hangs on values that are missing."""
    possible = [column.accepting_any(column.axis.present) for column in columns]
    certain = [column.accepting_all(column.axis.present) for column in columns]
    rivals = _rivals(table)
    every = (1 << len(table.rules)) - 1

    def hangs_on_missing(matching: int, accepting: Sequence[int | None]) -> bool:
        might, must = every, matching
        for place, rules in enumerate(accepting):
            might &= possible[place] if rules is None else rules
            must &= certain[place] if rules is None else every
        return rivals(matching | might, must)

    return hangs_on_missing


def _rivals(table: Table) -> Callable[[int, int], bool]:
    """Return what tells, from the rules that match or might and those that surely do, if the answer could differ."""
    policy = table.hit_policy
    if policy not in SINGLE or policy == "unique":
        return lambda might, must: might != must
    agreeing = same_outputs(table)
    better = _better(table)

    def one_answer(might: int, must: int) -> bool:
        if not must:
            return bool(might)
        winner = next(rule for rule in better if must >> rule & 1)
        against = might if policy == "any" else might & better[winner]
        return bool(against & ~agreeing[winner])

    return one_answer


def _better(table: Table) -> dict[int, int]:
    """Return by rule, strongest first, the set of rules that win against it (`any`: those before it)."""
    order = ranks(table) if table.hit_policy == "priority" else [()] * len(table.rules)
    result: dict[int, int] = {}
    stronger = 0
    for rule in sorted(range(len(table.rules)), key=lambda rule: (order[rule], rule)):
        result[rule] = stronger
        stronger |= 1 << rule
    return result
