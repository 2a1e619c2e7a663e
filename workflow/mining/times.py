"""Instants as logs write them: ISO 8601, with slashes, in eras, or in a format that the person names.

What carries no zone is the time of a clock in Japan.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import Final, TypeAlias

from kernel.clock import JAPAN
from kernel.era import read_date, read_time

ReadTime: TypeAlias = Callable[[str], datetime | None]
MAX_LENGTH: Final = 60
_PARTS: Final = re.compile(r"(?P<day>.*?\d\s*日?)(?:[\sT]*(?P<clock>(?:午前|午後|AM|PM)?\s*\d{1,2}\s*[:：時].*))?")


@lru_cache(maxsize=100_000)
def read_instant(written: str) -> datetime | None:
    """Return the instant (UTC) that `written` means, or None."""
    text = written.strip()
    if len(text) > MAX_LENGTH:
        return None
    try:
        return _in_utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return _typed(text)


def reader_of(pattern: str | None) -> ReadTime:
    """Return a reader of instants written by `pattern` (as in `strptime`); None: every usual way."""
    if pattern is None:
        return read_instant

    def read(written: str) -> datetime | None:
        try:
            return _in_utc(datetime.strptime(written.strip(), pattern))  # noqa: DTZ007  # the zone is set below
        except (ValueError, OverflowError):
            return None

    return read


def _typed(text: str) -> datetime | None:
    """Read a date as people write it, alone or followed by a time of day."""
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return None
    day, moment = read_date(parts["day"]), _clock(parts["clock"]) if parts["clock"] else time()
    if isinstance(day, str) or moment is None:
        return None
    try:
        return _in_utc(datetime.combine(day, moment))
    except OverflowError:
        return None


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(f"0{text}" if text[1:2] == ":" else text)
    except ValueError:
        found = read_time(text)
        return None if found is None else time.fromisoformat(found)


def _in_utc(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=JAPAN)).astimezone(UTC)
