"""One plausible answer to every question, to show what a form or a letter will look like; nobody's real data.

What is computed is computed from the other answers, so that amounts add up.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from forms.definition import Field, FieldType, Form
from kernel.condition import Scope
from kernel.expr import compute
from kernel.json_types import Json

_ANSWERS: Final[Mapping[FieldType, Json]] = {
    "text": "見本の内容",
    "textarea": "見本の内容です。",
    "month": "2026-04",
    "time": "10:00",
    "yesno": True,
    "consent": True,
    "name": {"family": "見本", "given": "花子", "family_kana": "ミホン", "given_kana": "ハナコ"},
    "address": {
        "postal_code": "0000000",
        "prefecture": "見本県",
        "city": "見本市",
        "town": "見本町",
        "street": "1-1-1",
    },
    "phone": "00000000000",
    "email": "mihon@example.jp",
    "postal_code": "0000000",
    "bank_account": {
        "bank_code": "0000",
        "branch_code": "000",
        "kind": "ordinary",
        "number": "0000000",
        "holder_kana": "ミホン ハナコ",
    },
}


def sample_answers(form: Form, today: date) -> dict[str, Json]:
    """Return an answer to every question of `form`."""
    return _answers(form.fields(), today)


def _answers(fields: Iterable[Field], today: date) -> dict[str, Json]:
    found: dict[str, Json] = {}
    computed = []
    for field in fields:
        if field.type == "computed":
            computed.append(field)
        elif field.type != "note":
            found[field.key] = _answer(field, today)
    for field in computed:
        if field.expr is not None:
            found[field.key] = compute(field.expr, Scope(values=found, today=today))
    return found


def _answer(field: Field, today: date) -> Json:
    match field.type:
        case "choice":
            return field.options[0].key if field.options else None
        case "choices":
            return [option.key for option in field.options[:1]]
        case "number" | "money":
            return _number(field)
        case "date":
            return today.isoformat()
        case "group":
            items: list[Json] = [_answers(field.fields, today)]
            return items
        case "file":
            return []
        case _:
            return _ANSWERS.get(field.type)


def _number(field: Field) -> Json:
    low, high = field.settings.get("min"), field.settings.get("max")
    usual: float = 10_000 if field.type == "money" else 1
    if isinstance(low, int | float) and usual < low:
        usual = low
    if isinstance(high, int | float) and usual > high:
        usual = high
    return int(usual) if float(usual).is_integer() else usual
