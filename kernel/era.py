"""Dates as people in Japan write them: 令和8年4月1日, R8.4.1, 昭和六十四年一月七日, 2026/4/1; any width.

Reading is strict about what exists: 平成31年5月1日 is refused, because Heisei ended the day before. On the two
days that belong to two eras (30 July 1912, 25 December 1926) both are read, and the newer one is written.
Dates before 1873, when Japan changed calendars, are taken as Gregorian, as registers print them today.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

DateFault: TypeAlias = Literal["unreadable", "no_such_day", "outside_era"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """An era (元号) with its first and last day."""

    name: str
    letter: str
    english: str
    first: date
    last: date


ERAS: Final = (
    Era(name="令和", letter="R", english="Reiwa", first=date(2019, 5, 1), last=date.max),
    Era(name="平成", letter="H", english="Heisei", first=date(1989, 1, 8), last=date(2019, 4, 30)),
    Era(name="昭和", letter="S", english="Showa", first=date(1926, 12, 25), last=date(1989, 1, 7)),
    Era(name="大正", letter="T", english="Taisho", first=date(1912, 7, 30), last=date(1926, 12, 25)),
    Era(name="明治", letter="M", english="Meiji", first=date(1868, 1, 25), last=date(1912, 7, 30)),
)
"""Newest first."""

_BY_SIGN: Final = {sign: era for era in ERAS for sign in (era.name, era.letter, era.name[0])}
_YEAR: Final = r"(?:(?P<era>令和|平成|昭和|大正|明治|[令平昭大明]|[RHSTM])\s*)?(?P<year>元|[0-9]{1,4})"
_DATE: Final = re.compile(_YEAR + r"\s*(?:年|[-/.])\s*(?P<month>[0-9]{1,2})\s*(?:月|[-/.])\s*(?P<day>[0-9]{1,2})\s*日?")
_MONTH: Final = re.compile(_YEAR + r"\s*(?:年|[-/.])\s*(?P<month>[0-9]{1,2})\s*月?")
_YEAR_ALONE: Final = re.compile(_YEAR + r"\s*年?")
_COMPACT: Final = re.compile(
    r"(?P<era>[RHSTM]?)(?P<year>[0-9]{4}|(?<=[RHSTM])[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
)
_TIME: Final = re.compile(
    r"(?P<half>午前|午後|AM|PM)?\s*(?P<hour>[0-9]{1,2})\s*(?:時|:)\s*(?:(?P<minute>[0-9]{1,2}|半)\s*分?)?"
)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ーｰ", "-") | {"．": ".", "・": ".", "，": ".", ",": "."})
_KANJI: Final = re.compile("[〇一二三四五六七八九十]+")
_KANJI_DIGITS: Final = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}


def read_date(typed: str) -> date | DateFault:
    """Return the day that a person means by `typed`, or why there is none."""
    plain = _plain(typed)
    found = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None:
        return "unreadable"
    return day_of(found["era"] or "", found["year"], found["month"], found["day"])


def day_of(era: str, year: str, month: str, day: str) -> date | DateFault:
    """Return the day that four boxes name: an era ("" or 西暦 for none), a year (元 or digits), month and day."""
    parts = [_plain(part) for part in (year, month, day)]
    western = western_year(era, parts[0])
    if western is None or not all(_is_number(part) and len(part) <= 2 for part in parts[1:]):
        return "unreadable"
    try:
        result = date(western, int(parts[1]), int(parts[2]))
    except ValueError:
        return "no_such_day"
    named = _BY_SIGN.get(_plain(era))
    return "outside_era" if named is not None and not named.first <= result <= named.last else result


def read_month(typed: str) -> tuple[int, int] | DateFault:
    """Return (year, month) of `令和8年4月`, `R8.4`, `2026-04`, or why there is none."""
    found = _MONTH.fullmatch(_plain(typed))
    return "unreadable" if found is None else month_of(found["era"] or "", found["year"], found["month"])


def month_of(era: str, year: str, month: str) -> tuple[int, int] | DateFault:
    """Return (year, month) that three boxes name; the era must have held for a part of that month."""
    western, number = western_year(era, _plain(year)), _plain(month)
    if western is None or not _is_number(number) or len(number) > 2:
        return "unreadable"
    if not (1 <= int(number) <= 12 and 1 <= western <= 9999):
        return "no_such_day"
    result = (western, int(number))
    named = _BY_SIGN.get(_plain(era))
    held = named is None or (named.first.year, named.first.month) <= result <= (named.last.year, named.last.month)
    return result if held else "outside_era"


def read_year(typed: str) -> int | None:
    """Return the western year of `令和元年`, `H31` or `2026年`, or None; the era must have held in that year."""
    found = _YEAR_ALONE.fullmatch(_plain(typed))
    if found is None:
        return None
    year, named = western_year(found["era"] or "", found["year"]), _BY_SIGN.get(found["era"] or "")
    return year if year is None or named is None or named.first.year <= year <= named.last.year else None


def western_year(era: str, year: str) -> int | None:
    """Return the western year of a year within an era (元 is 1); without an era, of a four-digit year."""
    sign = _plain(era)
    if sign in ("", "西暦"):
        return int(year) if _is_number(year) and len(year) == 4 else None
    named = _BY_SIGN.get(sign)
    number = "1" if year == "元" else year
    if named is None or not _is_number(number) or not 1 <= len(number) <= 2 or int(number) == 0:
        return None
    return named.first.year + int(number) - 1


def read_time(typed: str) -> str | None:
    """Return `HH:MM` of `15:30`, `午後3時半` or `９時`, or None where no clock shows that."""
    found = _TIME.fullmatch(_plain(typed))
    if found is None:
        return None
    hour, minute = int(found["hour"]), 30 if found["minute"] == "半" else int(found["minute"] or 0)
    if found["half"]:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if found["half"] in ("午後", "PM") else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def era_of(day: date) -> Era | None:
    """Return the era of `day`; the newer one where an era changed on that day; None before Meiji."""
    return next((era for era in ERAS if era.first <= day <= era.last), None)


def era_year(day: date) -> str:
    """Return the year of `day` as 令和8年 or 令和元年, or 1850年 before Meiji."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年"
    number = day.year - era.first.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def date_ja(day: date) -> str:
    """Return 令和8年4月1日."""
    return f"{era_year(day)}{day.month}月{day.day}日"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _plain(typed: str) -> str:
    """Fold width, era ligatures (㋿), dashes and kanji numerals; nothing here is ever stored."""
    text = unicodedata.normalize("NFKC", typed[:60]).translate(_DASHES).strip().upper()
    return _KANJI.sub(_arabic, text)


def _arabic(found: re.Match[str]) -> str:
    """二十九 is 29; 二〇二六 is 2026; 十 alone is 10."""
    text = found[0]
    if "十" not in text:
        return "".join(str(_KANJI_DIGITS[sign]) for sign in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return text
    return str(_KANJI_DIGITS.get(tens, 1) * 10 + _KANJI_DIGITS.get(ones, 0))
