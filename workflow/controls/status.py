"""Whether the controls of a flow hold, and the defects found on the way (K01, K02, K04, K05).

- K01: a control is missing on some run, or has no step at all.
- K02: two steps that different people must do can be done by the same person.
- K04: a check comes after the irreversible effect that it should guard.
- K05: an approval below the rank or the level of authority that its matter needs.

`legal` and `audit` controls are errors, `internal` ones warnings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.problems import Severity, pointer
from kernel.text import Text
from workflow.controls.authority import authority_findings
from workflow.controls.demands import Demand, DemandKind, Facts, demands_of, meets
from workflow.controls.performers import performing, pointed_at
from workflow.controls.stale import is_irreversible
from workflow.controls.wording import sentence
from workflow.definition import Control, Flow
from workflow.finding import Finding, Where

_CODES: Final[Mapping[DemandKind, str]] = {"same_person": "control.K02", "rank": "control.K05"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlStatus:
    """One control of a flow. `holds` is None where it cannot be told; `run` (edges) shows that it does not hold."""

    key: str
    nodes: tuple[str, ...]
    holds: bool | None
    why: Text
    broken: tuple[Demand, ...] = ()
    unknown: tuple[Demand, ...] = ()
    run: tuple[str, ...] = ()


def verify_controls(flow: Flow) -> list[ControlStatus]:
    """Return the status of every control of `flow`, in the order of the document."""
    return _statuses(Facts(flow))


def _statuses(facts: Facts) -> list[ControlStatus]:
    return [status_of(facts, control, demands_of(facts, control)) for control in facts.flow.controls.values()]


def status_of(facts: Facts, control: Control, demands: Sequence[Demand]) -> ControlStatus:
    """Return whether the flow in `facts` meets these demands of `control`."""
    nodes = performing(facts.flow, control.key)
    run: tuple[str, ...] = ()
    broken: list[Demand] = []
    unknown: list[Demand] = []
    for demand in demands:
        answer = meets(facts, control.key, demand)
        if answer.holds is False:
            broken.append(demand)
            run = run or answer.run
            if demand.kind == "no_node":
                broken = [*demands]  # what nobody does meets nothing
                break
        elif answer.holds is None:
            unknown.append(demand)
    holds = False if broken else None if unknown else True
    why = sentence(facts.flow, control, nodes, broken[0] if broken else None, unknown=bool(unknown))
    return ControlStatus(
        key=control.key, nodes=nodes, holds=holds, why=why, broken=tuple(broken), unknown=tuple(unknown), run=run
    )


def control_findings(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each control that does not hold, and for approvals below their authority."""
    places = {key: place for place, key in enumerate(flow.controls)}
    facts = Facts(flow)
    for status in _statuses(facts):
        control = flow.controls[status.key]
        if not status.broken:
            continue
        demand = status.broken[0]
        targets = pointed_at(flow, demand.target) if demand.kind in ("precedes", "follows", "same_person") else ()
        yield Finding(
            code=_code(facts, status, demand, targets),
            severity=severity_of(control),
            where=Where(nodes=(*status.nodes, *targets), pointer=pointer("controls", places[status.key])),
            message=status.why,
            example=[*status.run] if status.run else None,
        )
    yield from authority_findings(flow)


def severity_of(control: Control) -> Severity:
    """Return how serious a defect of `control` is."""
    return "warning" if control.kind == "internal" else "error"


def _code(facts: Facts, status: ControlStatus, demand: Demand, targets: Sequence[str]) -> str:
    lost = [key for key in targets if is_irreversible(facts.flow.nodes[key])] if demand.kind == "precedes" else []
    if any(facts.order.relation(key, node) in ("before", "loop") for key in lost for node in status.nodes):
        return "control.K04"
    return _CODES.get(demand.kind, "control.K01")
