"""Office hours as two clocks: calendar minutes from a first day's midnight, and working minutes on office days.

Offices work 8:30 to 12:00 and 13:00 to 17:15 on office days (`kernel.calendar_ja`): 465 minutes. Both clocks run in
minutes, as floats; converting either way is arithmetic, without a search.
"""

from datetime import date, timedelta
from typing import Final

from kernel.calendar_ja import LAST_YEAR, is_business_day

DAY: Final = 1440.0
OPENING: Final = 8 * 60 + 30.0
NOON: Final = 12 * 60.0
AFTERNOON: Final = 13 * 60.0
CLOSING: Final = 17 * 60 + 15.0
MORNING_MINUTES: Final = NOON - OPENING
WORKING_DAY: Final = MORNING_MINUTES + CLOSING - AFTERNOON
"""Working minutes of an office day."""
FAR: Final = 36_525
"""Calendar days that are looked up, a hundred years; after them no day is closed. A queue that has grown so long has
said what it had to say."""
_AHEAD: Final = 366


class OfficeHours:
    """Both clocks from midnight of `first` on. Days are looked up when the simulation gets there."""

    def __init__(self, first: date) -> None:
        self.first = first
        self._before = [0]
        """For each calendar day, how many office days lie before it; one entry more than days looked at."""
        self._office_days: list[int] = []

    def working(self, at: float) -> float:
        """Return the working minutes that have passed at calendar minute `at`."""
        day = int(at // DAY)
        passed = self._office_days_before(day)
        if self._office_days_before(day + 1) == passed:
            return passed * WORKING_DAY
        minute = at - day * DAY
        if minute <= NOON:
            return passed * WORKING_DAY + max(0.0, minute - OPENING)
        return passed * WORKING_DAY + MORNING_MINUTES + min(max(0.0, minute - AFTERNOON), CLOSING - AFTERNOON)

    def opening(self, worked: float) -> float:
        """Return the calendar minute at which work that follows `worked` working minutes begins."""
        day, rest = divmod(worked, WORKING_DAY)
        return self._start_of(int(day)) + (OPENING + rest if rest < MORNING_MINUTES else self._after_noon(rest))

    def closing(self, worked: float) -> float:
        """Return the calendar minute at which the last of `worked` working minutes ends."""
        day, rest = divmod(worked, WORKING_DAY)
        if rest == 0.0 and day > 0:
            day, rest = day - 1, WORKING_DAY
        return self._start_of(int(day)) + (OPENING + rest if rest <= MORNING_MINUTES else self._after_noon(rest))

    def after_business_days(self, at: float, count: float) -> float:
        """Return the time of day of `at` on the `count`-th office day after that day."""
        day = int(at // DAY)
        target = self._office_days_before(day + 1) + int(count) - 1
        return at if count <= 0 else self._start_of(target) + at - day * DAY

    def _after_noon(self, rest: float) -> float:
        return AFTERNOON + rest - MORNING_MINUTES

    def _office_days_before(self, day: int) -> int:
        if day >= FAR:
            return self._office_days_before(FAR - 1) + day - FAR + 1
        while day >= len(self._before):
            self._look_ahead()
        return self._before[day]

    def _start_of(self, office_day: int) -> float:
        while office_day >= len(self._office_days):
            if len(self._before) >= FAR:
                return (FAR - 1 + office_day - self._before[FAR - 1]) * DAY
            self._look_ahead()
        return self._office_days[office_day] * DAY

    def _look_ahead(self) -> None:
        """Look up another year. Beyond the last year of the office calendar every weekday is an office day."""
        known = len(self._before) - 1
        for number in range(known, min(known + _AHEAD, FAR - 1)):
            day = self.first + timedelta(days=number)
            is_open = is_business_day(day) if day.year <= LAST_YEAR else day.weekday() < 5
            if is_open:
                self._office_days.append(number)
            self._before.append(len(self._office_days))


def working_minutes_per_year(first: date) -> float:
    """Return the working minutes of the 365 days from `first` on."""
    hours = OfficeHours(first)
    return hours.working(365 * DAY) - hours.working(0.0)
