"""How dates, amounts and durations are written, in Japanese and in English; Jinja filters."""

from datetime import date, datetime

from flask import Flask

from kernel.clock import JAPAN
from kernel.text import Text, say
from web.languages import is_english, language
from web.markdown import markdown
from workflow.analysis.attributes import attribute_title

WEEKDAYS = "月火水木金土日"
MINUTES_PER_HOUR = 60


def day(value: date | datetime | None) -> str:
    """2026年11月22日（日） / 22 Nov 2026 (Sun); an instant is shown as the day in Japan."""
    if value is None:
        return ""
    local = value.astimezone(JAPAN).date() if isinstance(value, datetime) else value
    if not is_english():
        return f"{local.year}年{local.month}月{local.day}日（{WEEKDAYS[local.weekday()]}）"
    return f"{local.day} {local:%b %Y (%a)}"


def short_day(value: date | datetime) -> str:
    """11/22, in Japan: for axes of charts."""
    local = value.astimezone(JAPAN).date() if isinstance(value, datetime) else value
    return f"{local.month}/{local.day}"


def weekday(value: date) -> str:
    """月 / Mon."""
    return WEEKDAYS[value.weekday()] if not is_english() else f"{value:%a}"


def month(value: date, *, year: bool = False) -> str:
    """11月 / Nov; with `year` 2026年11月 / Nov 2026."""
    if not is_english():
        return f"{value.year}年{value.month}月" if year else f"{value.month}月"
    return f"{value:%b %Y}" if year else f"{value:%b}"


def moment(value: datetime | None) -> str:
    """A day with hours and minutes, in Japan."""
    return "" if value is None else f"{day(value)} {value.astimezone(JAPAN):%H:%M}"


def whole(value: float | None) -> str:
    """A whole number with separators; nothing for nothing."""
    return "" if value is None else f"{value:,.0f}"


def yen(value: float | None) -> str:
    """12,300円 / ¥12,300."""
    if value is None:
        return ""
    return f"{value:,.0f}円" if not is_english() else f"¥{value:,.0f}"


def minutes(value: float | None) -> str:
    """12分 / 12 min; from two hours on in hours."""
    if value is None:
        return ""
    if abs(value) >= 2 * MINUTES_PER_HOUR:
        return hours(value)
    shown = f"{value:,.1f}".removesuffix(".0")
    return f"{shown}分" if not is_english() else f"{shown} min"


def hours(value: float | None) -> str:
    """Minutes shown as hours: 1,320時間 / 1,320 h."""
    if value is None:
        return ""
    amount = value / MINUTES_PER_HOUR
    shown = f"{amount:,.0f}" if abs(amount) >= 10 else f"{amount:,.1f}".removesuffix(".0")
    return f"{shown}時間" if not is_english() else f"{shown} h"


def days(value: float | None) -> str:
    """14日 / 14 days."""
    if value is None:
        return ""
    shown = f"{value:,.0f}" if value >= 10 else f"{value:,.1f}".removesuffix(".0")
    if not is_english():
        return f"{shown}日"
    return f"{shown} day" if shown == "1" else f"{shown} days"


def signed_days(value: float) -> str:
    """A difference: −0.4日 / −0.4 days, to a hundredth where it is small."""
    shown = f"{abs(value):,.1f}" if abs(value) >= 1 else f"{abs(value):,.2f}"
    return f"{_sign(value)}{shown}{'日' if language() == 'ja' else ' days'}"


def signed_minutes(value: float) -> str:
    """A difference: −12.5分 / −12.5 min."""
    return f"{_sign(value)}{abs(value):,.1f}{'分' if language() == 'ja' else ' min'}"


def _sign(value: float) -> str:
    return "−" if value < 0 else "+" if value > 0 else "±"


def percent(value: float | None) -> str:
    """0.25 → 25%."""
    return "" if value is None else f"{value * 100:.0f}%"


def days_left(due: datetime, at: datetime) -> int:
    """Calendar days in Japan from `at` to `due`; negative when it is late."""
    return (due.astimezone(JAPAN).date() - at.astimezone(JAPAN).date()).days


def plain(value: object) -> str:
    """A value of a rule table as words."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return {"ja": ("いいえ", "はい"), "en": ("no", "yes")}["en" if is_english() else "ja"][value]
    if isinstance(value, int | float):
        return f"{value:,}"
    return str(value)


def file_size(value: int) -> str:
    """1,234,567 bytes → 1.2 MB."""
    return f"{value / 1_000_000:,.1f} MB" if value >= 1_000_000 else f"{max(1, round(value / 1_000)):,} kB"


def spoken(value: Text | None) -> str:
    """A text of a document, in the language of the page."""
    return say(value, language())


def attribute(name: str) -> str:
    """A property of a flow, as an office calls it."""
    return say(attribute_title(name), language())


FILTERS = (
    attribute,
    day,
    short_day,
    weekday,
    month,
    moment,
    whole,
    yen,
    minutes,
    hours,
    days,
    signed_days,
    signed_minutes,
    percent,
    file_size,
    days_left,
    plain,
    markdown,
)


def add_formats(app: Flask) -> None:
    """Give the templates these filters."""
    app.jinja_env.filters.update({written.__name__: written for written in FILTERS} | {"say": spoken})
