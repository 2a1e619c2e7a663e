"""Seams that point outwards, wired in the composition root: who keeps definitions, the record, and letters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol, TypeAlias, get_args

from db.database import Tx
from engine.core.program import Program
from engine.shell.view import CaseView
from kernel.json_types import Json

DeliveryKind: TypeAlias = Literal[
    "received", "notice", "correction", "remind", "escalate", "withdrawn", "message", "enquiry", "aside"
]
"""What can be told: the receipt, a notice of the flow, a correction request, lateness (twice), a withdrawal, a message
to the applicant, one from there, and what is asked of an officer beside the flow."""
DELIVERY_KINDS: Final[tuple[DeliveryKind, ...]] = get_args(DeliveryKind)


class Definitions(Protocol):
    """Keeps published versions. The catalog's `Library` is one."""

    def program(self, tx: Tx, digest: str) -> Program:
        """Return the compiled program of the version with this digest, or raise `NotFound`."""


class Facts(Protocol):
    """Keeps the record of each case. Intake's `CaseRecord` is one."""

    def values(self, tx: Tx, case_id: str) -> Mapping[str, Json]:
        """Return the record of a case; empty when nothing was written."""

    def create(self, tx: Tx, case_id: str, values: Mapping[str, Json]) -> None:
        """Write the first values of a new case."""

    def record(self, tx: Tx, case_id: str, values: Mapping[str, Json]) -> None:
        """Lay `values` over the record; a value of None takes the field out."""


class Observer(Protocol):
    """Looks on as cases begin and end, inside the transaction. `learning.observer.TrialObserver` is one."""

    def opened(self, tx: Tx, case: CaseView, values: Mapping[str, Json], now: datetime) -> None:
        """An application has begun a case with `values`; nobody has decided anything about it."""

    def closed(self, tx: Tx, case: CaseView, now: datetime) -> None:
        """A case is over."""


class Witness(Protocol):
    """Remembers, outside of the database, how far each case has come. `engine.shell.witness.WitnessFile` is one."""

    def __call__(self, case_id: str, number: int, link: bytes, now: datetime) -> None:
        """Note that entry `number` of a case was committed with this link. Never raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Something to tell somebody. `id` is the same when it is told again: telling must be idempotent by it."""

    id: str
    case_id: str
    kind: DeliveryKind
    node: str | None
    """The notice's node, or the node of the item that the delivery is about."""
    item: int | None
    at: datetime
    """When it was due to be told."""


Handler: TypeAlias = Callable[[Delivery], None]
"""Tells it, in transactions of its own; raises when it must be tried again."""

Handlers: TypeAlias = Mapping[DeliveryKind, Handler]
