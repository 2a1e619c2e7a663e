"""Conditions and settings in words: 「飼い犬を登録済みですか」が「はい」."""

from collections.abc import Mapping
from typing import Final

from forms.definition import Field, Form
from forms.fields.registry import kind_of
from kernel.condition import All, AnyOf, Comparison, Condition, FieldRef, Not, Operand, ParamRef
from kernel.json_types import Json
from kernel.messages import Messages
from kernel.text import Text, say

PHRASES: Final = Messages(
    {
        "eq": {"ja": "「{field}」が{value}", "en": "“{field}” is {value}"},
        "ne": {"ja": "「{field}」が{value}ではない", "en": "“{field}” is not {value}"},
        "lt": {"ja": "「{field}」が{value}より小さい", "en": "“{field}” is less than {value}"},
        "lte": {"ja": "「{field}」が{value}以下", "en": "“{field}” is at most {value}"},
        "gt": {"ja": "「{field}」が{value}より大きい", "en": "“{field}” is more than {value}"},
        "gte": {"ja": "「{field}」が{value}以上", "en": "“{field}” is at least {value}"},
        "in": {"ja": "「{field}」が{value}のどれか", "en": "“{field}” is one of {value}"},
        "not_in": {"ja": "「{field}」が{value}のどれでもない", "en": "“{field}” is none of {value}"},
        "between": {"ja": "「{field}」が{value}の間", "en": "“{field}” is between {value}"},
        "contains": {"ja": "「{field}」に{value}が含まれる", "en": "“{field}” contains {value}"},
        "starts_with": {"ja": "「{field}」が{value}で始まる", "en": "“{field}” begins with {value}"},
        "empty": {"ja": "「{field}」が空欄", "en": "“{field}” is empty"},
        "not_empty": {"ja": "「{field}」が入力済み", "en": "“{field}” is filled in"},
        "not": {"ja": "（{part}）ではない", "en": "not ({part})"},
        "nothing": {"ja": "いつも", "en": "always"},
        "required_if": {
            "ja": "（{condition}の場合は必ずお答えください。）",
            "en": " (Required if {condition}.)",
        },
        "only_if": {"ja": "{condition}の場合にお答えください。", "en": "Answer this if {condition}."},
    }
)
_JOINTS: Final[Mapping[type, Mapping[str, str]]] = {
    All: {"ja": "、かつ", "en": " and "},
    AnyOf: {"ja": "、または", "en": " or "},
}


def fields_by_name(form: Form) -> dict[str, Field]:
    """Return every field by its dotted name."""
    found: dict[str, Field] = {}

    def walk(fields: tuple[Field, ...], prefix: str) -> None:
        for asked in fields:
            found[prefix + asked.key] = asked
            walk(asked.fields, f"{prefix}{asked.key}.")

    for page in form.pages:
        walk(page.fields, "")
    return found


def condition_text(condition: Condition, fields: Mapping[str, Field], *, group: str | None = None) -> Text:
    """Return `condition` in words; inside a group its own fields come before those of the form."""
    return {language: _said(condition, fields, group, language) for language in ("ja", "en")}


def only_if(condition: Condition, fields: Mapping[str, Field], *, group: str | None = None) -> Text:
    """Return the sentence over a question that is asked only sometimes."""
    return PHRASES.text("only_if", condition=condition_text(condition, fields, group=group))


def _said(condition: Condition, fields: Mapping[str, Field], group: str | None, language: str) -> str:
    match condition:
        case All(parts) | AnyOf(parts):
            said = [_said(part, fields, group, language) for part in parts]
            if len(said) > 1:
                said = [
                    f"（{text}）" if isinstance(part, All | AnyOf) else text
                    for part, text in zip(parts, said, strict=True)
                ]
            return _JOINTS[type(condition)][language].join(said) or PHRASES.text("nothing")[language]
        case Not(part):
            return PHRASES.text("not", part=_said(part, fields, group, language))[language]
        case Comparison(reference, op, value):
            asked = _field(reference, fields, group)
            label = say(asked.label, language) if asked is not None else ".".join(reference.path)
            return PHRASES.text(op, field=label, value=_value(value, asked, fields, group, language))[language]


def _field(reference: FieldRef, fields: Mapping[str, Field], group: str | None) -> Field | None:
    name = ".".join(reference.path)
    inside = None if group is None else fields.get(f"{group}.{name}")
    return inside or fields.get(name)


def _value(value: Operand, asked: Field | None, fields: Mapping[str, Field], group: str | None, language: str) -> str:
    if isinstance(value, FieldRef):
        other = _field(value, fields, group)
        return f"「{say(other.label, language) if other is not None else '.'.join(value.path)}」"
    if isinstance(value, ParamRef):
        return value.name
    if isinstance(value, tuple):
        joint = "と" if language != "en" else " and "
        return joint.join(_value(item, asked, fields, group, language) for item in value)
    return _literal(value, asked, language)


def _literal(value: Json, asked: Field | None, language: str) -> str:
    text = ""
    if asked is not None and asked.type != "group":
        shown: Json = [value] if asked.type == "choices" else value
        text = kind_of(asked).display(asked, shown, language)
    text = text or str(value)
    return f"「{text}」" if language != "en" else f"“{text}”"
