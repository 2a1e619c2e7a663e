"""A case as the shell hands it out: its place in the office, and its state."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from engine.core.state import CaseState, Status

DISTANT: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""Where a deadline would stand if there were one: work without a deadline comes last in every list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case (案件). `program` is the digest of the version that it runs on."""

    id: str
    procedure: str
    department: str
    program: str
    channel: str
    authorised: bool
    """The version was put in force by a second person: its tables may decide."""
    state: CaseState
    opened_at: datetime
    closed_at: datetime | None
    standard_due: date | None
    """By when the case should be decided (標準処理期間の満了日)."""
    version: int
    head: bytes | None = None
    """The head of the chain over the case's history (`engine.shell.chain`)."""

    @property
    def status(self) -> Status:
        """Say how far the case is."""
        return self.state.status


def read_case(row: Any, state: CaseState) -> CaseView:
    """Return the case of a row and its state."""
    return CaseView(
        id=row.id,
        procedure=row.procedure,
        department=row.department,
        program=row.program,
        channel=row.channel,
        authorised=row.authorised,
        state=state,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        standard_due=None if row.standard_due is None else date.fromisoformat(row.standard_due),
        version=row.version,
        head=row.head,
    )
