"""The parts of a flow as values: lanes, data, controls, quantities; `workflow.definition` puts them together."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from kernel.condition import Condition
from kernel.expr import Expr
from kernel.text import Text

NodeType: TypeAlias = Literal[
    "start", "end", "form", "task", "review", "approval", "decision", "service", "notice", "timer", "wait",
    "exclusive", "parallel", "inclusive", "subflow",
]  # fmt: skip
NODE_TYPES: Final[tuple[NodeType, ...]] = get_args(NodeType)
GATEWAYS: Final = frozenset({"exclusive", "parallel", "inclusive"})
EVENTS: Final = frozenset({"start", "end", "timer", "wait"})
PEOPLE_WORK: Final = frozenset({"task", "review", "approval"})

Action: TypeAlias = Literal[
    "receive", "enter", "transcribe", "print", "stamp", "copy", "scan", "carry", "mail", "file", "check", "call",
    "meet", "prepare", "pay", "other",
]  # fmt: skip
Medium: TypeAlias = Literal["online", "system", "excel", "paper", "phone", "counter", "mail", "fax"]
Judgement: TypeAlias = Literal["none", "rule", "discretion"]
Effect: TypeAlias = Literal["none", "reversible", "irreversible"]
Certainty: TypeAlias = Literal["measured", "estimated", "felt"]
LaneKind: TypeAlias = Literal["resident", "staff", "system"]
Stage: TypeAlias = Literal["as-is", "to-be"]
DataSource: TypeAlias = Literal["resident", "register", "staff", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with how sure it is: minutes of work, waiting, and the like."""

    mean: float
    sd: float | None = None
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share, with its evidence (k of n) where it was counted."""

    share: float
    k: int | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time: exactly one of the three is set."""

    days: float | None = None
    business_days: int | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A way in which people can leave a step: 承認, 差戻し, 却下, …"""

    key: str
    title: Text
    refuses: bool = False
    reason: Literal["none", "optional", "required"] = "none"
    mechanical: float | None = None
    """The share of these outcomes whose reason a form could have told: left out, malformed, out of range (形式不備)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Who gets the step: exactly one of the four is set."""

    same_as: str | None = None
    not_same_as: tuple[str, ...] = ()
    field: str | None = None
    authority: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """What happens when a step is late."""

    after: Duration
    do: Literal["remind", "escalate"] | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Who works: residents, people of a department with a role, or a system."""

    key: str
    title: Text
    kind: LaneKind
    department: str | None = None
    role: str | None = None
    rank: int | None = None
    headcount: float | None = None
    yen_per_hour: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataItem:
    """One piece of information that the case carries."""

    key: str
    title: Text
    type: str
    source: DataSource
    personal: bool = False
    means: str | None = None
    held_in: tuple[str, ...] = ()
    valid_days: float | None = None
    purpose: Text | None = None
    keep: bool = False
    delete_after_days: float | None = None
    """How long after its last use it has to be gone (廃棄・消去の期限)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRow:
    """A row of the authority table (職務権限表): who may decide `matter` up to an amount (inclusive)."""

    matter: str
    decided_by: str
    up_to: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """What is examined; with a condition where it can be said exactly."""

    key: str
    title: Text
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentItem:
    """A document; a physical one can be in one place only."""

    key: str
    title: Text
    physical: bool = False
    keep: bool = False
    issuer: str | None = None
    """Which authority issued it, where it is a certificate (証明書)."""
    asserts: tuple[str, ...] = ()
    """The checks that its issuer vouches for."""
    valid_days: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRule:
    """What a control demands; exactly one kind is set. No rule at all means must-before every outcome reached."""

    must: str | None = None
    precedes: str | None = None
    follows: str | None = None
    not_same_person: str | None = None
    rank: int | None = None
    when: Condition | None = None
    min_days: float | None = None
    max_days: float | None = None
    from_node: str | None = None
    to_node: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A control (統制) that law, audit or the office itself asks for."""

    key: str
    title: Text
    kind: Literal["legal", "audit", "internal"]
    basis: Text | None = None
    rule: ControlRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A target that the procedure is measured against."""

    key: str
    target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """What the decision is in law: 処分, 届出 or 事実行為, on which basis, with which criteria and notice of appeal."""

    kind: str
    basis: str
    criteria: Text | None = None
    appeal_notice: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemItem:
    """A system that steps name in `systems`; with an interface it can be written to by another one."""

    key: str
    title: Text
    interface: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClass:
    """A kind of case that comes to a step: how to tell it, how many are of it, and the minutes that it needs."""

    when: Condition
    title: Text | None = None
    share: Rate | None = None
    minutes: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Work that is done for several cases at once."""

    every_days: float | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Documents that a step needs and produces (keys of `documents`)."""

    needs: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteWhen:
    """When a joint decision (合議) is complete: all, any, or at least n of the members."""

    kind: Literal["all", "any", "at_least"] = "all"
    at_least: int | None = None
