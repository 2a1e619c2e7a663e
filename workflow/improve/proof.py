"""The proof that a rewritten flow may replace the one before: readable, sound, and nothing lost that counts.

Asked in the order of their price: format, results of the ends, data, controls, soundness. The flow before is the
measure for data faults (old ones are not held against a rewrite); the as-is is the measure for controls and results.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.text import Text
from workflow.codec import require_flow
from workflow.controls import preserved
from workflow.dataflow import check_data
from workflow.definition import Flow
from workflow.graph import graph_of
from workflow.improve.messages import MESSAGES
from workflow.soundness.verify import verify
from workflow.table.model import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Either the rewritten flow, or why it is refused."""

    flow: Flow | None = None
    why: Text | None = None


def prove(
    as_is: Flow, before: Flow, document: Json, tables: Mapping[str, Table], *, mends_structure: bool = False
) -> Proof:
    """Judge `document`, a rewriting of `before`, which began as `as_is`.

    `mends_structure`: the rewrite only tidies the picture of a flow that may be unsound, and need not make it sound.
    """
    try:
        after = require_flow(document)
    except UnusableDocument as error:
        return Proof(why=MESSAGES.text("refused.unreadable", problem=error.problems[0].message))
    why = _lost_result(as_is, after) or _data_fault(before, after, tables) or _lost_control(as_is, after)
    why = why or _unsound(before, after, mends_structure=mends_structure)
    return Proof(why=why) if why else Proof(flow=after)


def _lost_result(as_is: Flow, after: Flow) -> Text | None:
    lost = sorted(_results(as_is) - _results(after))
    return MESSAGES.text("refused.outcome", result=lost[0]) if lost else None


def _results(flow: Flow) -> set[str]:
    graph = graph_of(flow)
    return {flow.nodes[key].result or "completed" for key in graph.ends if key in graph.reachable}


def _data_fault(before: Flow, after: Flow, tables: Mapping[str, Table]) -> Text | None:
    known = data_faults(before, tables)
    new = [message for place, message in data_faults(after, tables).items() if place not in known]
    return MESSAGES.text("refused.data", fault=new[0]) if new else None


def data_faults(flow: Flow, tables: Mapping[str, Table]) -> dict[tuple[str, ...], Text]:
    """Return the faults one by one: what is missing at which step, and which two steps work on what at once."""
    faults: dict[tuple[str, ...], Text] = {}
    for fault in check_data(flow, tables):
        data, nodes = fault.detail["data"], fault.where.nodes
        assert isinstance(data, list | tuple)
        for name in data:
            if fault.code == "data.D1":
                faults |= {(fault.code, str(name), node): fault.message for node in nodes}
            elif fault.code == "data.D6":
                faults[fault.code, str(name), *sorted(nodes)] = fault.message
    return faults


def _lost_control(as_is: Flow, after: Flow) -> Text | None:
    if not as_is.controls:
        return None
    for control in preserved(as_is, after):
        if not control.kept:
            title = as_is.controls[control.key].title if control.key in as_is.controls else control.key
            return MESSAGES.text("refused.control", control=title, why=control.why)
    return None


def _unsound(before: Flow, after: Flow, *, mends_structure: bool) -> Text | None:
    verdict = verify(after)
    if verdict.sound:
        return None
    if mends_structure and len(verdict.faults) <= len(verify(before).faults):
        return None
    if verdict.sound is None:
        return MESSAGES.text("refused.not_verified")
    return MESSAGES.text("refused.unsound", fault=verdict.faults[0].message if verdict.faults else "")
