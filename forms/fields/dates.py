"""`date`, `month` and `time`: ISO strings, typed in eras, in western years, in three boxes or in one."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Checker, Fault, Kind, Normaliser, Refused, typed_text
from forms.fields.setting import Bound, Setting
from kernel.comparison import as_date, relative_date, shape
from kernel.era import DateFault, date_ja, era_year, read_date, read_month, read_time
from kernel.json_types import Json

BOXES: Final = {"date": ("era", "year", "month", "day"), "month": ("era", "year", "month")}
_WEEKDAYS: Final = "月火水木金土日"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_FAULTS: Final[Mapping[DateFault, str]] = {
    "unreadable": "answer.not_a_date",
    "no_such_day": "answer.no_such_day",
    "outside_era": "answer.outside_era",
}
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


class DateKind(Kind):
    """A day."""

    types = ("date",)
    settings: ClassVar[Mapping[str, Setting]] = {"min": Bound("date"), "max": Bound("date")}

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002  # every date is read alike
        """Return what reads a date from one text or from boxes."""
        return _read_day

    def checker(self, asked: Field) -> Checker | None:
        """Return what holds a date against `min` and `max` as of the day of the application."""
        return _range_of_days(asked)

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002
        """Return 2026年4月1日（令和8年・水）."""
        day = as_date(value, date.min)
        return "" if day is None else date_text(day, language)

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002
        """Return the ISO date."""
        return {"": value}


class MonthKind(Kind):
    """A month of a year."""

    types = ("month",)
    settings: ClassVar[Mapping[str, Setting]] = {"min": Bound("month"), "max": Bound("month")}

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002
        """Return what reads a month from one text or from boxes."""
        return _read_year_month

    def checker(self, asked: Field) -> Checker | None:
        """Return what holds a month against the months of `min` and `max`."""
        return _range_of_days(asked)

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002
        """Return 2026年4月（令和8年）."""
        if not isinstance(value, str) or not _MONTH.fullmatch(value):
            return ""
        year, month = int(value[:4]), int(value[5:])
        if language == "en":
            return f"{_MONTHS[month - 1]} {year}"
        return f"{year}年{month}月（{era_year(date(year, month, 1))}）"

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002
        """Return the ISO month."""
        return {"": value}


class TimeKind(Kind):
    """A time of day."""

    types = ("time",)
    settings: ClassVar[Mapping[str, Setting]] = {"min": Bound("time"), "max": Bound("time")}

    def normaliser(self, asked: Field) -> Normaliser:
        """Return what reads a time and holds it against `min` and `max`."""
        low, high = asked.settings.get("min"), asked.settings.get("max")

        def normalise(raw: Json) -> Json:
            text = typed_text(raw, limit=60)
            if text is None:
                return None
            time = read_time(text)
            if time is None:
                raise Refused(Fault("answer.not_a_time"))
            if isinstance(low, str) and time < low:
                raise Refused(Fault("answer.too_early", (), {"limit": low}))
            if isinstance(high, str) and time > high:
                raise Refused(Fault("answer.too_late", (), {"limit": high}))
            return time

        return normalise


def default_on(asked: Field, today: date) -> Json:
    """Return what the page fills in on `today`; the default of a date may be `today` or `today+14d`."""
    if asked.type != "date" or not isinstance(asked.default, str):
        return asked.default
    day = relative_date(asked.default, today)
    return asked.default if day is None else day.isoformat()


def date_text(day: date, language: str) -> str:
    """Return a day in words: 2026年4月1日（令和8年・水）, or 1 April 2026."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日（{era_year(day)}・{_WEEKDAYS[day.weekday()]}）"


def _read_day(raw: Json) -> Json:
    found: date | DateFault
    if isinstance(raw, Mapping):
        boxes = _boxes(raw, BOXES["date"])
        if boxes is None:
            return None
        era, year, month, day_box = boxes
        if not month and not day_box:  # the whole date in the first box, as on paper
            return _read_day(era + year)
        found = read_date(f"{era.removeprefix('西暦')}{year.removesuffix('年')}年{month}月{day_box}日")
    else:
        text = typed_text(raw, limit=60)
        if text is None:
            return None
        if shape(text) == "date":  # what JSON and browsers send
            iso = as_date(text, date.min)
            if iso is None:
                raise Refused(Fault("answer.no_such_day"))
            return iso.isoformat()
        found = read_date(text)
    if isinstance(found, str):
        raise Refused(Fault(_FAULTS[found]))
    return found.isoformat()


def _read_year_month(raw: Json) -> Json:
    if isinstance(raw, Mapping):
        boxes = _boxes(raw, BOXES["month"])
        if boxes is None:
            return None
        era, year, month = boxes
        if not month:
            return _read_year_month(era + year)
        found = read_month(f"{era.removeprefix('西暦')}{year.removesuffix('年')}年{month}月")
    else:
        text = typed_text(raw, limit=60)
        if text is None:
            return None
        found = read_month(text)
    if isinstance(found, str):
        raise Refused(Fault("answer.not_a_month" if found == "unreadable" else _FAULTS[found]))
    return f"{found[0]:04}-{found[1]:02}"


def _boxes(raw: Mapping[str, Json], names: tuple[str, ...]) -> list[str] | None:
    """Return what stands in the boxes, or None if all but the era are empty; an era alone is no date."""
    if not raw.keys() <= set(names):
        raise Refused(Fault("answer.unknown_part"))
    texts = [typed_text(str(box) if type(box) is int else box, limit=20) or "" for box in map(raw.get, names)]
    return texts if any(texts[1:]) else None


def _range_of_days(asked: Field) -> Checker | None:
    low, high = asked.settings.get("min"), asked.settings.get("max")
    if low is None and high is None:
        return None

    def check(value: Json, today: date) -> Iterator[Fault]:
        if isinstance(value, str):
            first, last = _end(low, value, today), _end(high, value, today)
            if first is not None and value < first:
                yield Fault("answer.too_early", (), {"limit": _said(first)})
            if last is not None and value > last:
                yield Fault("answer.too_late", (), {"limit": _said(last)})

    return check


def _end(bound: Json, value: str, today: date) -> str | None:
    """Return `bound` as precisely as `value`: a month is held against the month of a date."""
    if isinstance(bound, str) and shape(bound) == "month":
        return bound
    day = as_date(bound, today)
    return None if day is None else day.isoformat()[: len(value)]


def _said(limit: str) -> dict[str, str]:
    if len(limit) == 7:
        year, month = int(limit[:4]), int(limit[5:])
        return {"ja": f"{year}年{month}月", "en": f"{_MONTHS[month - 1]} {year}"}
    day = date.fromisoformat(limit)
    return {"ja": f"{day.year}年{day.month}月{day.day}日（{date_ja(day)}）", "en": date_text(day, "en")}
