"""Verifies a decision table exactly and says what it found in a clerk's words: `check_table`.

Errors (they stop a publication): rules that overlap under `unique`, or overlap under `any` with different outputs;
rows without a rule and without a default. Warnings: rows that fall to the defaults, rules that never fire. Infos:
rules that could be merged or removed, output values that nothing gives. What could not be decided within its
budget is `table.not_verified`, never silence. Every finding of rows carries an example row.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from kernel.json_types import Json
from kernel.problems import Severity, pointer
from kernel.text import Text
from workflow.finding import Finding, Patch, Where
from workflow.table.cells import cell_json, cell_text, shown
from workflow.table.faults import (
    Merge,
    Overlap,
    Shadow,
    asks_for_missing,
    count_overlaps,
    gap_when_missing,
    gaps,
    impossible,
    mergeable,
    overlaps,
    shadows,
    subsumed,
)
from workflow.table.grid import Box, Grid, grid_of
from workflow.table.hit_policy import LISTING
from workflow.table.messages import MESSAGES
from workflow.table.model import OneOf, Table, named_values
from workflow.table.regions import LANGUAGES, box_json, box_text, name_of, row_text

LIMIT: Final = 100
"""Findings of one kind; beyond that nobody reads on, they are counted."""
_ORDER: Final[tuple[Severity, ...]] = ("error", "warning", "info")


def check_table(table: Table, *, at: str = "", grid: Grid | None = None) -> list[Finding]:
    """Return everything that is wrong with `table`, errors first. `at` is the pointer of the table in its document."""
    check = _Check(grid or grid_of(table), at)
    found = [
        *check.overlaps(),
        *check.gaps(),
        *check.never_firing(),
        *check.mergeable(),
        *check.values(),
    ]
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))


class _Check:
    """One run over one table."""

    def __init__(self, grid: Grid, at: str) -> None:
        self.grid = grid
        self.table = grid.table
        self.at = at

    def overlaps(self) -> Iterator[Finding]:
        policy = self.table.hit_policy
        if policy not in ("unique", "any"):
            return
        differing_only = policy == "any"
        yield from map(self._overlap, islice(overlaps(self.grid, differing_only=differing_only), LIMIT))
        more = count_overlaps(self.grid, differing_only=differing_only) - LIMIT
        if more > 0:
            yield self._finding("table.overlap", "error", text="table.more_overlaps", count=more)

    def _overlap(self, overlap: Overlap) -> Finding:
        example = self.grid.example(overlap.box)
        first, second = self.table.rules[overlap.first], self.table.rules[overlap.second]
        return self._finding(
            "table.overlap",
            "error",
            "rules",
            overlap.second,
            text="table.overlap" if overlap.differ else "table.overlap_same",
            example=example,
            detail={
                "rules": [first.key, second.key],
                "outputs": [[*first.then], [*second.then]],
                "differ": overlap.differ,
                "cells": box_json(self.grid, overlap.box),
            },
            params={"first": first.key, "second": second.key, "example": row_text(self.grid, example)},
        )

    def gaps(self) -> Iterator[Finding]:
        found = gaps(self.grid, limit=LIMIT)
        yield from map(self._gap, found.boxes)
        if not found.decided:
            what: Text = {"ja": "すべての場合に規則があること", "en": "that every case has a rule"}
            yield self._finding("table.not_verified", "warning", "rules", params={"what": what})
        elif len(found.boxes) == LIMIT:
            severity = self._severity_of_gap()
            yield self._finding("table.gap", severity, "rules", text="table.more_gaps", count=LIMIT)
        if not found.boxes and self._severity_of_gap() == "error":
            yield from self._missing_values()

    def _gap(self, box: Box) -> Finding:
        example = self.grid.example(box)
        params: dict[str, Text] = {"cases": box_text(self.grid, box), "example": row_text(self.grid, example)}
        text = "table.gap"
        if self._has_defaults():
            text = "table.gap_default"
            params["default"] = "、".join(shown(output.default) for output in self.table.outputs)
        severity = self._severity_of_gap()
        detail: dict[str, Json] = {"cells": box_json(self.grid, box)}
        return self._finding("table.gap", severity, "rules", text=text, example=example, detail=detail, params=params)

    def _has_defaults(self) -> bool:
        return all(output.default is not None for output in self.table.outputs)

    def _severity_of_gap(self) -> Severity:
        """No rule is an answer, too, where answers are listed or counted."""
        answers = self._has_defaults() or self.table.hit_policy in LISTING or self.table.hit_policy == "collect_count"
        return "warning" if answers else "error"

    def _missing_values(self) -> Iterator[Finding]:
        columns, example = [], None
        for index, column in enumerate(self.table.inputs):
            box = None if asks_for_missing(self.grid, index) else gap_when_missing(self.grid, index)
            if box is not None:
                columns.append(column)
                example = example or self.grid.example(box)
        if example is not None:
            names = {tag: "・".join(name_of(column, tag) for column in columns) for tag in LANGUAGES}
            params: dict[str, Text] = {"columns": names, "example": row_text(self.grid, example)}
            detail: dict[str, Json] = {"columns": [column.key for column in columns]}
            yield self._finding("table.missing_value", "info", "rules", example=example, detail=detail, params=params)

    def never_firing(self) -> Iterator[Finding]:
        for rule, column in impossible(self.grid):
            params: dict[str, Text] = {"rule": self._rule(rule), "column": self.table.inputs[column].key}
            yield self._finding(
                "table.shadowed", "warning", "rules", rule, "when", column, text="table.impossible", params=params
            )
        result = shadows(self.grid)
        yield from map(self._shadow, result.found)
        if result.undecided:
            listed = ", ".join(map(self._rule, result.undecided[:6])) + (", …" if len(result.undecided) > 6 else "")
            what: Text = {"ja": f"規則（{listed}）が使われること", "en": f"that every rule can fire ({listed})"}
            yield self._finding("table.not_verified", "warning", "rules", params={"what": what})

    def _shadow(self, shadow: Shadow) -> Finding:
        by = [self._rule(rule) for rule in shadow.by]
        listed = ", ".join(by[:6]) + (", …" if len(by) > 6 else "")
        return self._finding(
            "table.shadowed",
            "warning",
            "rules",
            shadow.rule,
            example=self.grid.example(self.grid.boxes[shadow.rule]),
            detail={"rule": self._rule(shadow.rule), "by": [*by]},
            params={"rule": self._rule(shadow.rule), "by": listed},
            fix=self._removal(shadow.rule),
        )

    def mergeable(self) -> Iterator[Finding]:
        gone: set[int] = set()
        if self.table.hit_policy == "any":
            for rule, other in islice(subsumed(self.grid), LIMIT):
                gone.add(rule)
                params: dict[str, Text] = {"rule": self._rule(rule), "by": self._rule(other)}
                fix = self._removal(rule)
                yield self._finding("table.subsumed", "info", "rules", rule, params=params, fix=fix)
        kept = (merge for merge in mergeable(self.grid) if not gone & {merge.first, merge.second})
        yield from map(self._merge, islice(kept, LIMIT))

    def _merge(self, merge: Merge) -> Finding:
        cell = cell_json(merge.cell)
        first, second = self._rule(merge.first), self._rule(merge.second)
        column = self.table.inputs[merge.column].key
        place = self.at + pointer("rules", merge.first, "when", merge.column)
        return self._finding(
            "table.mergeable",
            "info",
            "rules",
            merge.second,
            detail={"rules": [first, second], "column": column, "cell": cell},
            params={"first": first, "second": second, "column": column, "cell": cell_text(merge.cell)},
            fix=({"op": "replace", "path": place, "value": cell}, *self._removal(merge.second)),
        )

    def values(self) -> Iterator[Finding]:
        for number, rule in enumerate(self.table.rules):
            for index, axis in enumerate(self.grid.axes):
                cell = rule.when[index]
                outside = [value for value in named_values(cell) if not axis.present >> axis.cell_of(value) & 1]
                if isinstance(cell, OneOf) and outside and self.grid.boxes[number][index]:
                    params = {"rule": rule.key, "column": axis.column.key, "value": shown(outside[0])}
                    yield self._finding(
                        "table.unreachable_value", "warning", "rules", number, "when", index, params=params
                    )
        for index, output in enumerate(self.table.outputs):
            given = {rule.then[index] for rule in self.table.rules} | {output.default}
            for value in output.values or ():
                if value not in given:
                    params = {"column": output.key, "value": shown(value)}
                    yield self._finding("table.unused_output", "info", "outputs", index, "values", params=params)

    def _rule(self, number: int) -> str:
        return self.table.rules[number].key

    def _removal(self, rule: int) -> Patch:
        return ({"op": "remove", "path": self.at + pointer("rules", rule)},)

    def _finding(
        self,
        code: str,
        severity: Severity,
        *tokens: str | int,
        text: str | None = None,
        params: Mapping[str, Text] | None = None,
        count: int | None = None,
        example: Json = None,
        detail: dict[str, Json] | None = None,
        fix: Patch | None = None,
    ) -> Finding:
        return Finding(
            code=code,
            severity=severity,
            where=Where(pointer=self.at + pointer(*tokens)),
            message=MESSAGES.text(text or code, count=count, **(params or {})),
            example=example,
            detail=detail or {},
            fix=fix,
        )
