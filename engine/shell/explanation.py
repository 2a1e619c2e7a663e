"""Why a rule said so (自動判定の説明): the version of the table, the rules that fired, the values that they saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.core.apply import Entry
from engine.core.auto_approval import seal
from engine.core.events import AutoDecided
from engine.core.program import Program
from engine.messages import MESSAGES
from kernel.json_types import Json
from kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRule:
    """A rule that gave the answer, with the note of whoever wrote it."""

    key: str
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenValue:
    """A column and the value that it saw or gave."""

    key: str
    title: Text
    value: Json
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An automatic decision in full. `counts`: the rules' answer stood; else `referral` says why people decided."""

    at: datetime
    node: str
    node_title: Text
    table_title: Text
    table_key: str
    table_digest: str
    rules: tuple[SaidRule, ...]
    inputs: tuple[SeenValue, ...]
    outputs: tuple[SeenValue, ...]
    counts: bool
    referral: Text | None
    seal: str


def explained(program: Program, trace: Any, event: AutoDecided | None, entries: Sequence[Entry]) -> Explanation:
    """Return the explanation that a trace gives in the words of its table."""
    step = program.steps[trace.node]
    assert step.rulebook is not None, "a trace belongs to a decision of the same version"
    table = step.rulebook.table
    notes = {rule.key: rule.note for rule in table.rules}
    return Explanation(
        at=entries[trace.entry - 1].act.at,
        node=trace.node,
        node_title=step.title,
        table_title=table.title,
        table_key=table.key,
        table_digest=trace.table_digest,
        rules=tuple(SaidRule(key=key, note=notes.get(key)) for key in trace.rules),
        inputs=tuple(
            SeenValue(
                key=column.key,
                title=column.title or column.key,
                value=trace.inputs.get(column.key),
                missing=column.key in trace.missing,
            )
            for column in table.inputs
        ),
        outputs=tuple(
            SeenValue(key=output.key, title=output.title or output.key, value=trace.outputs.get(output.key))
            for output in table.outputs
        ),
        counts=trace.counts,
        referral=None if trace.referral is None else MESSAGES.text(f"referral.{trace.referral}"),
        seal=event.seal if event is not None else "",
    )


def is_unchanged(explanation: Explanation, case_id: str, secret: bytes) -> bool:
    """Say whether the values of an explanation are those that the table saw: the history's seal proves it."""
    inputs = {seen.key: seen.value for seen in explanation.inputs}
    return explanation.seal == seal(secret, case_id, inputs)
