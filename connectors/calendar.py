"""The connector `business-days`: a day so many open days from another (see `kernel.calendar_ja`).

    {"connector": "business-days", "inputs": {"since": "inspected_on"}, "days": 10, "outputs": {"pay_by": "date"}}

`since` is a date of the case, or the day of the call; `days` stands in the call or is an input.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from connectors.errors import NoSuchInput
from engine.shell.services import Question
from kernel.calendar_ja import add_business_days
from kernel.clock import local_date
from kernel.json_types import Json

MOST_DAYS: Final = 10_000


class BusinessDays:
    """Counts open days. It speaks with nobody."""

    def partner(self, settings: Mapping[str, Json]) -> str | None:
        """Return None: there is nobody outside."""
        del settings
        return None

    def answer(self, question: Question) -> Mapping[str, Json]:
        """Return `date`."""
        days = question.inputs.get("days", question.settings.get("days"))
        if isinstance(days, bool) or not isinstance(days, int) or abs(days) > MOST_DAYS:
            raise NoSuchInput(name="days")
        since = local_date(question.at)
        if "since" in question.inputs:
            since = _day(question.inputs["since"])
        try:
            return {"date": add_business_days(since, days).isoformat()}
        except ValueError as error:
            raise NoSuchInput(name="since") from error


def _day(value: Json) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        raise NoSuchInput(name="since") from error
