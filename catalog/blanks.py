"""Blank documents to begin with: each can be read at once, and says as little as it must."""

from typing import Final

from forms.definition import FORMAT as FORM
from kernel.json_types import Json, JsonObject
from kernel.text import Text
from workflow.definition import FORMAT as FLOW
from workflow.table.model import FORMAT as TABLE

_FIRST_PAGE: Final[Text] = {"ja": "申請する人について", "en": "About you"}


def blank_form(key: str, title: Text) -> JsonObject:
    """Return a form with one page that asks nothing yet."""
    return {
        "format": FORM,
        "key": key,
        "title": _json(title),
        "pages": [{"key": "you", "title": _json(_FIRST_PAGE), "fields": []}],
    }


def blank_flow(key: str, title: Text, stage: str, department: str, office: Text) -> JsonObject:
    """Return a flow of a beginning and an end, with the lanes that every procedure has."""
    return {
        "format": FLOW,
        "key": key,
        "title": _json(title),
        "stage": stage,
        "owner": department,
        "lanes": [
            {"key": "resident", "title": {"ja": "申請者", "en": "Applicant"}, "kind": "resident"},
            {
                "key": "clerk",
                "title": _both(office, "担当", "clerk"),
                "kind": "staff",
                "department": department,
                "role": "clerk",
                "rank": 1,
            },
            {"key": "system", "title": {"ja": "システム", "en": "System"}, "kind": "system"},
        ],
        "nodes": [
            {"key": "start", "type": "start", "title": {"ja": "開始", "en": "Start"}, "lane": "resident"},
            {
                "key": "end",
                "type": "end",
                "title": {"ja": "完了", "en": "Done"},
                "lane": "system",
                "result": "completed",
            },
        ],
        "edges": [{"from": "start", "to": "end"}],
    }


def blank_table(key: str, title: Text) -> JsonObject:
    """Return a table with one question, one answer and no rule: everything goes to a person."""
    return {
        "format": TABLE,
        "key": key,
        "title": _json(title),
        "hit_policy": "unique",
        "inputs": [
            {
                "key": "condition",
                "title": {"ja": "条件", "en": "Condition"},
                "expr": {"field": "condition"},
                "type": "boolean",
                "domain": {"values": [True, False]},
            }
        ],
        "outputs": [
            {
                "key": "verdict",
                "title": {"ja": "判定", "en": "Verdict"},
                "type": "string",
                "values": ["approve", "review"],
                "default": "review",
            }
        ],
        "rules": [],
    }


def _json(text: Text) -> Json:
    return text if isinstance(text, str) else dict(text)


def _both(text: Text, ja: str, en: str) -> Json:
    if isinstance(text, str):
        return f"{text} {ja}"
    return {tag: f"{said} {ja}" if tag == "ja" else f"{said}, {en}" for tag, said in text.items()}
