"""What the page of components is made of: one form with every type of question, the colours, drawings with numbers.

Specimens are of nobody: they are read by the same code as real documents and are kept nowhere.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from forms.codec import require_form
from forms.definition import FIELD_TYPES, FieldType, Form
from forms.page_model import page_view, summary_view
from forms.validation import validate
from forms.views import PageView, SectionView
from kernel.json_types import Json
from reports.shapes import Curves, Fall, Tick
from web.charts import Chart, chart

TOKENS: Final = Path(__file__).resolve().parent.parent / "static" / "css" / "tokens.css"
COLOUR: Final = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
READABLE: Final = 4.5
"""The contrast that text needs against its ground (WCAG 2.2, 1.4.3)."""
State = Literal["empty", "wrong"]
PERSON: Final[dict[str, Json]] = {"family": "山田", "given": "花子", "family_kana": "ヤマダ", "given_kana": "ハナコ"}
LABELS: Final[dict[FieldType, tuple[str, str]]] = {
    "text": ("一行の文字", "One line of text"),
    "textarea": ("何行もの文字", "Several lines"),
    "number": ("数", "A number"),
    "money": ("金額", "An amount of money"),
    "month": ("年月", "A month"),
    "yesno": ("はい・いいえ", "Yes or no"),
    "bank_account": ("口座", "Bank account"),
    "time": ("時刻", "A time of day"),
    "phone": ("電話番号", "Phone number"),
    "email": ("メールアドレス", "E-mail address"),
    "postal_code": ("郵便番号", "Postal code"),
    "choice": ("ひとつ選ぶ", "Choose one"),
    "choices": ("いくつでも選ぶ", "Choose any number"),
    "consent": ("同意", "Consent"),
    "date": ("日付", "A day"),
    "name": ("氏名", "Name"),
    "address": ("住所", "Address"),
    "file": ("添付ファイル", "Attachment"),
    "group": ("くり返す項目", "Items"),
    "computed": ("計算される値", "Computed value"),
    "note": ("説明", "Explanation"),
}
HELP: Final = {"ja": "入力のしかたを、ここに短く書きます。", "en": "A short hint on how to answer stands here."}
OPTIONS: Final[list[Json]] = [
    {"key": "first", "label": {"ja": "はじめの選択肢", "en": "First option"}},
    {"key": "second", "label": {"ja": "つぎの選択肢", "en": "Second option"}},
]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the tokens, and how well dark or white text reads on it."""

    name: str
    value: str
    on_ground: float
    """Contrast against the white ground, 1 to 21."""

    @property
    def is_readable(self) -> bool:
        """Say whether text of this colour may stand on white."""
        return self.on_ground >= READABLE


def colours() -> tuple[Colour, ...]:
    """Return the colours as the style sheet defines them."""
    found = COLOUR.findall(TOKENS.read_text(encoding="utf-8"))
    return tuple(Colour(name, value, _contrast(value, "#ffffff")) for name, value in found)


def questions(state: State, today: date, language: str) -> PageView:
    """Return a page with every type of question: untouched, or after something went wrong."""
    form = _form(state)
    typed: dict[str, Json] = {} if state == "empty" else {"wrong_email": "taro", "wrong_number": "12a"}
    problems = () if state == "empty" else tuple(validate(form, typed, today).problems)
    return page_view(form, "specimens", typed, problems, language, today=today)


def answered(today: date, language: str) -> tuple[SectionView, ...]:
    """Return answers in words, as pages show them for checking."""
    form = _form("empty")
    typed: dict[str, Json] = {
        "empty_name": PERSON,
        "empty_text": "柴犬",
        "empty_date": "2026-11-22",
        "empty_number": "12",
    }
    return summary_view(form, validate(form, typed, today).values, language)


def charts() -> tuple[Chart, Chart]:
    """Return a chart with a target and a change, and one without numbers."""
    months = [date(2026, month, 1) for month in range(1, 13)]
    values = [14.0, 13.2, 15.1, 12.4, 11.8, 12.0, None, 6.1, 4.9, 4.4, 4.2, 4.0]
    full = chart([*zip(months, values, strict=True)], target=5.0, changes=[(date(2026, 7, 20), "v2")])
    return full, chart([(month, None) for month in months])


def falls(before: str, saved: str, after: str) -> tuple[Fall, ...]:
    """Return three lines of a waterfall under the given titles."""
    return (
        Fall(before, "1,320", 0.0, 100.0, "total"),
        Fall(saved, "−820", 37.9, 62.1, "less"),
        Fall(after, "500", 0.0, 37.9, "total"),
    )


def curves(alt: str) -> Curves:
    """Return two curves of cases that are done within so many days."""
    before, after = "34,166 100,150 200,90 300,30 350,8", "34,166 70,60 120,20 200,10 350,8"
    return Curves(before=before, after=after, ticks=(Tick(34, "0"), Tick(192, "7"), Tick(350, "14")), alt=alt)


def _form(state: State) -> Form:
    fields: list[Json] = [_field(state, kind, *LABELS.get(kind, (kind, kind))) for kind in FIELD_TYPES]
    title: Json = {"ja": "設問の見本", "en": "Specimens of questions"}
    page: Json = {"key": "specimens", "title": title, "fields": fields}
    return require_form({"format": "minaoshi.form/1", "key": "specimens", "title": title, "pages": [page]})


def _field(state: State, kind: FieldType, ja: str, en: str) -> dict[str, Json]:
    field: dict[str, Json] = {"key": f"{state}_{kind}", "type": kind, "label": {"ja": ja, "en": en}}
    match kind:
        case "choice" | "choices":
            field |= {"options": OPTIONS, "other": True}
        case "group":
            part: Json = {"key": "part", "type": "text", "label": {"ja": "項目", "en": "Part"}}
            field |= {"fields": [part], "min_items": 1}
        case "computed":
            field |= {"expr": 1}
        case "note":
            return field | {"text": HELP}
        case _:
            pass
    return field if kind == "computed" else field | {"required": kind != "textarea", "help": HELP}


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
