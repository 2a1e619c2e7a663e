"""A flow as a value: lanes, data, controls, nodes and edges, read from a `minaoshi.flow/1` document.

There is one flow type: an as-is flow (described, measured) and a to-be flow (bound, executable) differ only in
how much is filled in. A flow keeps the document that it was read from; that document in canonical form is its
identity, and every change is an RFC 6902 patch over it. `workflow.codec.read_flow` is the only way in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kernel.condition import Condition
from kernel.expr import Expr
from kernel.json_types import Json, JsonObject
from kernel.text import Text
from workflow.definition_parts import (
    EVENTS,
    GATEWAYS,
    NODE_TYPES,
    PEOPLE_WORK,
    Action,
    Assign,
    AuthorityRow,
    Batch,
    CaseClass,
    Certainty,
    CheckItem,
    CompleteWhen,
    Control,
    ControlRule,
    DataItem,
    DataSource,
    Disposition,
    DocumentItem,
    Documents,
    Duration,
    Effect,
    Judgement,
    Kpi,
    Lane,
    LaneKind,
    Medium,
    NodeType,
    Outcome,
    Overdue,
    Quantity,
    Rate,
    Stage,
    SystemItem,
)
from workflow.table.model import Table

FORMAT: Final = "minaoshi.flow/1"
__all__ = [
    "EVENTS",
    "FORMAT",
    "GATEWAYS",
    "NODE_TYPES",
    "PEOPLE_WORK",
    "Action",
    "Assign",
    "AuthorityRow",
    "Batch",
    "CaseClass",
    "Certainty",
    "CheckItem",
    "CompleteWhen",
    "Control",
    "ControlRule",
    "DataItem",
    "DataSource",
    "Disposition",
    "DocumentItem",
    "Documents",
    "Duration",
    "Edge",
    "Effect",
    "Flow",
    "Judgement",
    "Kpi",
    "Lane",
    "LaneKind",
    "Medium",
    "Node",
    "NodeType",
    "Outcome",
    "Overdue",
    "Quantity",
    "Rate",
    "Stage",
    "SystemItem",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A step, event or gateway. Attributes that do not belong to its type are at their defaults."""

    key: str
    type: NodeType
    index: int
    """Place in the document's `nodes` list: `/nodes/<index>` is the node's pointer."""
    title: Text = ""
    lane: str | None = None
    # -- what it runs
    form: str | None = None
    table: str | None = None
    inline_table: Table | None = None
    action: Action | None = None
    level: str | None = None
    matter: str | None = None
    amount: Expr | None = None
    members: tuple[str, ...] = ()
    complete_when: CompleteWhen | None = None
    outcomes: tuple[Outcome, ...] = ()
    """As written, or the type's defaults (review, approval: approve, return, refuse)."""
    assign: Assign | None = None
    due: Duration | None = None
    on_overdue: tuple[Overdue, ...] = ()
    instructions: Text | None = None
    result: str | None = None
    terminate: bool = False
    to: str | None = None
    template: str | None = None
    wait: Duration | None = None
    until: Expr | None = None
    message: str | None = None
    correlate: Expr | None = None
    """By what the message is recognised where it names no case: a value of the record."""
    call: Mapping[str, Json] | None = None
    flow: str | None = None
    each: str | None = None
    # -- what analysis and simulation need
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    deletes: tuple[str, ...] = ()
    classes: tuple[CaseClass, ...] = ()
    minutes: Quantity | None = None
    setup_minutes: Quantity | None = None
    wait_minutes: Quantity | None = None
    medium: Medium | None = None
    medium_in: Medium | None = None
    medium_out: Medium | None = None
    systems: tuple[str, ...] = ()
    documents: Documents = field(default_factory=Documents)
    error_rate: float | None = None
    rates: Mapping[str, Rate] = field(default_factory=dict)
    able_people: int | None = None
    judgement: Judgement | None = None
    effect: Effect | None = None
    independent: bool = False
    control: tuple[str, ...] = ()
    batch: Batch | None = None
    pinned: str | None = None
    derived_from: tuple[str, ...] = ()

    @property
    def pointer(self) -> str:
        """The JSON Pointer of this node in its flow."""
        return f"/nodes/{self.index}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A sequence flow. Its name is `from->to`, or `from->to#outcome`."""

    source: str
    target: str
    index: int
    outcome: str | None = None
    when: Condition | None = None
    default: bool = False
    probability: float | None = None
    title: Text | None = None

    @property
    def name(self) -> str:
        """The name by which findings call this edge."""
        return f"{self.source}->{self.target}" + (f"#{self.outcome}" if self.outcome else "")

    @property
    def pointer(self) -> str:
        """The JSON Pointer of this edge in its flow."""
        return f"/edges/{self.index}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A business process (業務フロー): as-is or to-be. `digest` names this version for ever."""

    key: str
    title: Text
    stage: Stage
    lanes: Mapping[str, Lane]
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    document: JsonObject
    digest: str
    purpose: Text | None = None
    owner: str | None = None
    legal_basis: Text | None = None
    volume_per_year: float | None = None
    season: tuple[float, ...] = ()
    """Twelve weights, January to December: how the cases of a year are spread (繁忙期). Empty: evenly."""
    standard_days: float | None = None
    params: Mapping[str, Json] = field(default_factory=dict)
    disposition: Disposition | None = None
    kpis: tuple[Kpi, ...] = ()
    data: Mapping[str, DataItem] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    authority: tuple[AuthorityRow, ...] = ()
    checks: Mapping[str, CheckItem] = field(default_factory=dict)
    documents: Mapping[str, DocumentItem] = field(default_factory=dict)
    systems: Mapping[str, SystemItem] = field(default_factory=dict)
    trusted_issuers: tuple[str, ...] = ()
    controls: Mapping[str, Control] = field(default_factory=dict)
    handoff_minutes: float = 0.0
    entry_minutes: float = 0.5
