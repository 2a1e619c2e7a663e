"""What a decision about a case may look at, beside the case itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from engine.core.apply import Entry
from engine.core.auto_approval import Safeguards
from engine.core.program import Program
from kernel.clock import local_date
from kernel.json_types import Json

NO_AUTOMATION: Final = Safeguards(secret=b"", stopped=True)
"""Where nothing says that rules may speak, they may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`facts` is the case's record; it may be empty where `Outlook.reads` says that nothing will ask."""

    program: Program
    case_id: str
    now: datetime
    facts: Mapping[str, Json]
    safeguards: Safeguards = NO_AUTOMATION
    past: tuple[Entry, ...] = ()
    """The history, for the commands that look back: pulling back, and sending back in flows that hear messages."""
    target: Program | None = None
    """The version to which the case is to move."""

    @property
    def today(self) -> date:
        """The day of the event, in Japan."""
        return local_date(self.now)
