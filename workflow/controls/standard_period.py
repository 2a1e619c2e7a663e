"""K07: a standard processing period (標準処理期間) that does not fit the time that cases take.

The time of the applicant does not count (行政手続法6条; corrections stop the clock), so their steps and waits for them
are left out. Too short is a defect; more than three times too long is said, because it promises less than is done.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workflow.controls.messages import MESSAGES
from workflow.definition import Flow, Node
from workflow.finding import Finding, Where
from workflow.graph import graph_of
from workflow.leadtime import lead_time
from workflow.measures.performers import performer_of

TOO_LONG: Final = 3.0


def period_findings(flow: Flow) -> Iterator[Finding]:
    """Yield a finding where one case in twenty takes longer than the period, or it is far too long."""
    if flow.standard_days is None or not any(node.type == "end" for node in flow.nodes.values()):
        return
    found = lead_time(_of_the_office(flow))
    if not found.exact:
        return
    if found.p95 > flow.standard_days:
        yield _finding(flow, "control.K07", found.p95)
    elif 0 < found.p95 * TOO_LONG < flow.standard_days and _is_described(flow):
        yield _finding(flow, "control.K07.long", found.p95)


def _of_the_office(flow: Flow) -> Flow:
    nodes = {key: _without_time(node) if _is_outside(flow, node) else node for key, node in flow.nodes.items()}
    return replace(flow, nodes=nodes)


def _is_outside(flow: Flow, node: Node) -> bool:
    return node.type in ("form", "wait") or performer_of(flow, node) == "resident"


def _without_time(node: Node) -> Node:
    return replace(node, minutes=None, setup_minutes=None, wait_minutes=None, batch=None)


def _is_described(flow: Flow) -> bool:
    """Return whether every step of people says how long it waits: else the time is only a lower bound."""
    people = [node for node in flow.nodes.values() if node.type in ("task", "review", "approval")]
    return all(node.minutes is not None and node.wait_minutes is not None for node in people)


def _finding(flow: Flow, text: str, days: float) -> Finding:
    return Finding(
        code="control.K07",
        severity="info" if text.endswith("long") or flow.stage == "as-is" else "warning",
        where=Where(nodes=graph_of(flow).starts[:1], pointer="/standard_days"),
        message=MESSAGES.text(text, days=f"{flow.standard_days or 0:g}", needed=f"{days:.1f}"),
    )
