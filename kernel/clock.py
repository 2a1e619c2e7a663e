"""The only place that asks the machine what time it is. Everything else takes `now` as an argument."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

JAPAN: Final = ZoneInfo("Asia/Tokyo")


class Clock(Protocol):
    """Tells the time, always in UTC with its zone."""

    def now(self) -> datetime:
        """Return the present instant (aware, UTC)."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the machine's instant (aware, UTC)."""
        return datetime.now(UTC)


@dataclass(slots=True)
class SimulatedClock:
    """A clock that is moved by hand: for tests, samples and simulation."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant that was set last."""
        return self.instant

    def advance(self, by: timedelta) -> None:
        """Move the clock by `by`; backwards is allowed, because real clocks do it too."""
        self.instant += by


def local_date(instant: datetime) -> date:
    """Return the calendar day in Japan at `instant`: the day that law and offices count with."""
    return instant.astimezone(JAPAN).date()
