"""What an address of the inbox asks for: a view and what it is narrowed to, read strictly and written back.

The same words stand in the address of a case that was opened from the inbox, so that the next one can be found, and
in views that officers keep. None of them names an applicant.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Final

from engine.shell.worklist import VIEWS, Only, View, Worklist
from kernel.clock import JAPAN, local_date

DUE: Final = ("late", "today", "week", "none")
STATES: Final = ("open", "decided")
CHANNELS: Final = ("online", "counter", "paper")
LONGEST: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxQuery:
    """A view of the inbox and what it is narrowed to, as it stands in an address; an empty field narrows nothing."""

    view: View = "all"
    procedure: str = ""
    step: str = ""
    state: str = ""
    assigned: str = ""
    channel: str = ""
    due: str = ""
    received_from: str = ""
    received_to: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "InboxQuery":
        """Read the words of an address; what is none of ours narrows nothing."""
        given = {name: args.get(name, "").strip()[:LONGEST] for name in _NAMES}
        return cls(
            view=next((view for view in VIEWS if view == given["view"]), "all"),
            procedure=given["procedure"],
            step=given["step"] if given["procedure"] else "",
            state=_one_of(given["state"], STATES),
            assigned=given["assigned"],
            channel=_one_of(given["channel"], CHANNELS),
            due=_one_of(given["due"], DUE),
            received_from=_iso(given["received_from"]),
            received_to=_iso(given["received_to"]),
        )

    def pairs(self, **changed: str) -> dict[str, str]:
        """Return the words for an address, without those that say nothing."""
        said = {name: str(changed.get(name, getattr(self, name))) for name in _NAMES}
        return {name: text for name, text in said.items() if text and (name, text) != ("view", "all")}

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the view was chosen."""
        return bool(self.pairs(view="all"))

    def worklist(self, every: Worklist, now: datetime) -> Worklist:
        """Return the list of the officer of `every` that this query asks for."""
        today = local_date(now)
        before = {"late": now, "today": _start(today + timedelta(days=1)), "week": _start(today + timedelta(days=7))}
        only = Only(
            procedure=self.procedure or None,
            node=self.step or None,
            decided=None if not self.state else self.state == "decided",
            assigned=self.assigned or None,
            channel=self.channel or None,
            due_before=before.get(self.due),
            no_deadline=self.due == "none",
            received_from=_start(date.fromisoformat(self.received_from)) if self.received_from else None,
            received_before=_start(date.fromisoformat(self.received_to), days=1) if self.received_to else None,
        )
        return every.of(self.view, only)


_NAMES: Final = tuple(field.name for field in fields(InboxQuery))


def _one_of(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else ""


def _iso(text: str) -> str:
    """Return a day as it was written, or nothing for what is no day that can be searched for."""
    try:
        return text if 1970 < date.fromisoformat(text).year < 3000 else ""
    except ValueError:
        return ""


def _start(day: date, *, days: int = 0) -> datetime:
    """Return when a day begins in Japan, or one some `days` later."""
    return (datetime(day.year, day.month, day.day, tzinfo=JAPAN) + timedelta(days=days)).astimezone(UTC)
