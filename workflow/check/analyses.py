"""What libraries beside this one say about a flow: soundness, data flow, controls, decision tables."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workflow.check.context import CheckContext
from workflow.check.messages import MESSAGES
from workflow.controls import control_findings, defect_findings
from workflow.dataflow import check_data
from workflow.finding import Finding
from workflow.lineage import lineage_findings, lineage_of
from workflow.soundness.verify import verify
from workflow.table.verify import check_table

MANY_EDGES: Final = 500
"""Beyond it an unsound flow is not asked about data and controls: that costs most, and means least."""


def soundness(context: CheckContext) -> tuple[bool | None, list[Finding]]:
    """Return the verdict and its faults; faults of structure are told by `structure`, in its own words."""
    verdict = verify(context.flow)
    found = [fault.finding(context.flow) for fault in verdict.faults if fault.code.startswith("soundness.")]
    return verdict.sound, found


def find(context: CheckContext, sound: bool | None) -> Iterator[Finding]:
    """Yield the findings of the data flow, the controls and the tables."""
    yield from _tables(context)
    if sound is False and len(context.flow.edges) > MANY_EDGES:
        yield context.about("soundness.first", "info", "")
        return
    yield from check_data(context.flow, facts=context.data)
    items = lineage_of(context.flow, tables=context.tables, letters=context.templates, data=context.data)
    yield from lineage_findings(context.flow, items)
    yield from control_findings(context.flow)
    yield from defect_findings(context.flow)


def _tables(context: CheckContext) -> Iterator[Finding]:
    """Each table once, at the first node that decides by it."""
    seen: set[str] = set()
    for node in context.flow.nodes.values():
        table = context.table_of(node)
        if table is None or table.digest in seen:
            continue
        seen.add(table.digest)
        inline = node.inline_table is not None
        for finding in check_table(table, at=f"{node.pointer}/table" if inline else ""):
            pointer = finding.where.pointer if inline else f"{node.pointer}/table"
            sentence = MESSAGES.text("table.in_node", node=context.name(node.key), sentence=finding.message)
            where = replace(finding.where, nodes=(node.key,), pointer=pointer)
            yield replace(finding, where=where, message=sentence)
