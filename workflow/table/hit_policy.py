"""What the matching rules of a table decide together: the hit policies of DMN 1.5 (§8.2.8, tables 34 to 36).

unique, any      one answer; if rules contradict that promise the table has no answer (a conflict)
first            the first in order
priority         the one whose outputs stand first in the outputs' lists of values, left to right
rule_order,      every answer, as a list per output: in the order of the rules, or by priority;
output_order,    `collect` promises no order and keeps that of the rules
collect
collect_sum,     one figure over all answers; only for a table with a single output
_min, _max, _count

Where no rule matches, each output takes its default; without one a list is empty, a count is 0 and anything else
is missing (None).
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from kernel.arithmetic import number, plain
from kernel.json_types import Json
from workflow.table.axis import numbers_in
from workflow.table.model import HitPolicy, Output, Table
from workflow.table.values import KEYS

Outputs: TypeAlias = Mapping[str, Json]

LISTING: Final[frozenset[HitPolicy]] = frozenset({"collect", "rule_order", "output_order"})
AGGREGATING: Final[frozenset[HitPolicy]] = frozenset({"collect_sum", "collect_min", "collect_max", "collect_count"})
SINGLE: Final[frozenset[HitPolicy]] = frozenset({"unique", "any", "first", "priority"})
RANKING: Final[frozenset[HitPolicy]] = frozenset({"priority", "output_order"})
"""Policies that need the lists of output values, best first."""


class Verdict(NamedTuple):
    """Outputs, the keys of the rules that gave them, and whether rules contradicted their hit policy."""

    outputs: Outputs
    rules: tuple[str, ...]
    conflict: bool = False


Resolve: TypeAlias = Callable[[int], Verdict]
"""Takes the set of matching rules."""


def resolver(table: Table) -> Resolve:
    """Return what turns matching rules of `table` into its answer."""
    nothing = Verdict(_when_nothing_matches(table), ())
    answer = _answer(table)
    return lambda matching: answer(matching) if matching else nothing


def ranks(table: Table) -> tuple[tuple[int, ...], ...]:
    """Return the rank of each rule by the order of the output values; smaller is better, unlisted comes last."""
    return tuple(tuple(map(_rank, table.outputs, rule.then)) for rule in table.rules)


def same_outputs(table: Table) -> tuple[int, ...]:
    """Return for each rule the set of rules with equal outputs."""
    groups: dict[tuple[Json, ...], int] = {}
    for number_, rule in enumerate(table.rules):
        groups[rule.then] = groups.get(rule.then, 0) | 1 << number_
    return tuple(groups[rule.then] for rule in table.rules)


def keys_of(table: Table, rules: Iterable[int]) -> tuple[str, ...]:
    """Return the keys of rules that are given by number."""
    return tuple(table.rules[rule].key for rule in rules)


def _rank(output: Output, value: Json) -> int:
    if output.values is None:
        return 0
    return output.values.index(value) if value in output.values else len(output.values)


def _when_nothing_matches(table: Table) -> Outputs:
    def outcome(output: Output) -> Json:
        if table.hit_policy in LISTING:
            return [] if output.default is None else [output.default]
        return 0 if output.default is None and table.hit_policy == "collect_count" else output.default

    return {output.key: outcome(output) for output in table.outputs}


def _answer(table: Table) -> Resolve:
    policy = table.hit_policy
    if policy in SINGLE:
        return _single(table)
    if policy in AGGREGATING:
        return _aggregating(table)
    keys = [output.key for output in table.outputs]
    order = ranks(table) if policy == "output_order" else None

    def listed(matching: int) -> Verdict:
        rules = list(numbers_in(matching))
        if order is not None:
            rules.sort(key=order.__getitem__)
        answers = [table.rules[rule].then for rule in rules]
        return Verdict(
            {key: [answer[place] for answer in answers] for place, key in enumerate(keys)}, keys_of(table, rules)
        )

    return listed


def _single(table: Table) -> Resolve:
    keys = [output.key for output in table.outputs]
    verdicts = [Verdict(dict(zip(keys, rule.then, strict=True)), (rule.key,)) for rule in table.rules]
    none: Outputs = dict.fromkeys(keys)

    def first(matching: int) -> Verdict:
        return verdicts[(matching & -matching).bit_length() - 1]

    def unique(matching: int) -> Verdict:
        several = matching & (matching - 1)
        return Verdict(none, keys_of(table, numbers_in(matching)), conflict=True) if several else first(matching)

    match table.hit_policy:
        case "unique":
            return unique
        case "any":
            agreeing = same_outputs(table)
            return lambda matching: first(matching) if not matching & ~agreeing[_lowest(matching)] else unique(matching)
        case "priority":
            order = ranks(table)
            return lambda matching: verdicts[min(numbers_in(matching), key=order.__getitem__)]
        case _:
            return first


def _lowest(matching: int) -> int:
    return (matching & -matching).bit_length() - 1


def _aggregating(table: Table) -> Resolve:
    output = table.outputs[0]
    key_of = KEYS[output.type]

    def figure(values: list[Json]) -> Json:
        if table.hit_policy == "collect_count":
            return len(values)
        present = [value for value in values if key_of(value) is not None]
        if table.hit_policy == "collect_sum":
            return plain(sum((number(value) or Decimal(0) for value in present), Decimal(0)))
        extreme = min if table.hit_policy == "collect_min" else max
        return extreme(present, key=key_of, default=None)  # type: ignore[arg-type]  # keys of one column compare

    def aggregated(matching: int) -> Verdict:
        rules = list(numbers_in(matching))
        answer = figure([table.rules[rule].then[0] for rule in rules])
        return Verdict({output.key: answer}, keys_of(table, rules))

    return aggregated
