"""K09: a payment that one person alone can bring about, from the beginning to the transfer.

For each payment by staff, the steps that other people do are taken out of the flow: other roles, steps that the
assignment keeps apart (`not_same_as`), joint decisions, and decisions that the authority table assigns. If a case can
still come to the payment, one person can do everything that lies before it.
"""

from collections.abc import Iterator

from workflow.controls.messages import MESSAGES
from workflow.controls.performers import kept_apart, lane_of
from workflow.controls.questions import Questions
from workflow.controls.stale import is_irreversible
from workflow.controls.wording import named
from workflow.definition import PEOPLE_WORK, Flow, Node
from workflow.finding import Finding, Where
from workflow.structure.control_graph import control_graph_of


def one_person_findings(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each payment that needs nobody else."""
    payments = [node for node in flow.nodes.values() if _pays_out(flow, node)]
    if not payments:
        return
    questions = Questions(control_graph_of(flow))
    for node in payments:
        others = [key for key, other in flow.nodes.items() if key != node.key and _needs_another(flow, other, node)]
        answer = questions.comes_before(others, [node.key])
        if answer.holds is False:
            yield _finding(flow, node, answer.run)


def _pays_out(flow: Flow, node: Node) -> bool:
    """Return whether the city's money goes: taking a fee can be undone, and says so."""
    return node.action == "pay" and is_irreversible(node) and _is_staff(flow, node.key)


def _is_staff(flow: Flow, key: str) -> bool:
    lane = lane_of(flow, key)
    return lane is not None and lane.kind == "staff"


def _needs_another(flow: Flow, other: Node, payment: Node) -> bool:
    """Return whether somebody else than whoever pays has to do `other`."""
    if other.type not in PEOPLE_WORK or not _is_staff(flow, other.key):
        return False
    joint = len(other.members) > 1 and (other.complete_when is None or other.complete_when.kind != "any")
    by_table = other.assign is not None and other.assign.authority is not None
    return joint or by_table or kept_apart(flow, other.key, payment.key)


def _finding(flow: Flow, node: Node, run: tuple[str, ...]) -> Finding:
    return Finding(
        code="control.K09",
        severity="warning" if flow.stage == "as-is" else "error",
        where=Where(nodes=(node.key,), pointer=node.pointer),
        message=MESSAGES.text("control.K09", place=named(flow, node.key)),
        example=[*run] if run else None,
    )
