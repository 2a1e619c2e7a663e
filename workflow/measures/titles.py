"""What the figures of a flow are called, and how they are written for people."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from kernel.json_types import Json
from kernel.text import Text, say

Unit: TypeAlias = Literal["count", "minutes", "days", "yen", "hours", "share"]

TITLES: Final[Mapping[str, tuple[Text, Unit]]] = {
    "steps": ({"ja": "工程の数", "en": "Steps"}, "count"),
    "handoffs": ({"ja": "引継ぎ（1件あたり）", "en": "Hand-offs per case"}, "count"),
    "department_handoffs": ({"ja": "課をまたぐ引継ぎ（1件あたり）", "en": "Hand-offs between departments"}, "count"),
    "approvals": ({"ja": "決裁の数", "en": "Approvals"}, "count"),
    "paper_steps": ({"ja": "紙を使う工程", "en": "Steps on paper"}, "count"),
    "media_breaks": ({"ja": "媒体の切替え（1件あたり）", "en": "Changes of medium per case"}, "count"),
    "resident_contacts": ({"ja": "住民の手間（1件あたりの回数）", "en": "Resident contacts per case"}, "count"),
    "resident_minutes": ({"ja": "住民の所要時間（1件あたり）", "en": "Resident's time per case"}, "minutes"),
    "touch_minutes": ({"ja": "職員の作業時間（1件あたり）", "en": "Working time per case"}, "minutes"),
    "lead_time_days": ({"ja": "受付から完了までの平均日数", "en": "Mean days from arrival to end"}, "days"),
    "cost_per_case": ({"ja": "人件費（1件あたり）", "en": "Labour cost per case"}, "yen"),
    "yearly_minutes": ({"ja": "職員の作業時間（1年あたり）", "en": "Working time per year"}, "hours"),
    "yearly_yen": ({"ja": "人件費（1年あたり）", "en": "Labour cost per year"}, "yen"),
    "automation_rate": ({"ja": "自動化した割合", "en": "Automated share"}, "share"),
    "online_rate": ({"ja": "オンラインの割合（住民の工程）", "en": "Online share of residents' steps"}, "share"),
}
"""Figures of `Measures.as_json`, in reading order."""

_UNITS: Final[Mapping[Unit, Mapping[str, str]]] = {
    "count": {"ja": "{0:,.1f}", "en": "{0:,.1f}"},
    "minutes": {"ja": "{0:,.1f}分", "en": "{0:,.1f} min"},
    "days": {"ja": "{0:,.1f}日", "en": "{0:,.1f} days"},
    "yen": {"ja": "{0:,.0f}円", "en": "¥{0:,.0f}"},
    "hours": {"ja": "{0:,.0f}時間", "en": "{0:,.0f} hours"},
    "share": {"ja": "{0:.0f}%", "en": "{0:.0f}%"},
}
_SCALE: Final[Mapping[Unit, float]] = {"hours": 1 / 60, "share": 100}
_DIGITS: Final[Mapping[Unit, int]] = {"count": 1, "minutes": 1, "days": 1, "yen": 0, "hours": 0, "share": 0}


def number_of(name: str, metrics: Mapping[str, Json]) -> float | None:
    """Return the figure `name` of `metrics` as one number: for a distribution its mean; None where it is unknown."""
    value = metrics.get(name)
    if isinstance(value, Mapping):
        value = value.get("mean")
    return float(value) if isinstance(value, int | float) else None


def shown(name: str, value: float | None, language: str = "ja") -> str:
    """Return `value` with its unit; a dash where it is unknown."""
    return "—" if value is None else _written(name, _rounded(name, value), language)


def difference(name: str, before: float | None, after: float | None, language: str = "ja") -> str:
    """Return the change of a figure with its sign: of the figures as shown, so that a reader's own sum agrees."""
    if before is None or after is None:
        return "—"
    change = _rounded(name, after) - _rounded(name, before)
    text = _written(name, change, language)
    if TITLES[name][1] == "share":  # the change of a share is counted in points
        text = text.removesuffix("%") + ("ポイント" if language == "ja" else " points")
    return f"+{text}" if change > 0 else text.replace("-", "−", 1)


def _rounded(name: str, value: float) -> float:
    unit = TITLES[name][1]
    return round(value * _SCALE.get(unit, 1), _DIGITS[unit]) + 0.0  # never a negative zero


def _written(name: str, rounded: float, language: str) -> str:
    unit = TITLES[name][1]
    text = _UNITS[unit][language if language in ("ja", "en") else "ja"].format(rounded)
    return text.removesuffix(".0") if unit == "count" else text


def title_of(name: str, language: str = "ja") -> str:
    """Return what the figure `name` is called."""
    return say(TITLES[name][0], language)
