"""Small forms for tests."""

from datetime import date
from typing import Final

from forms.codec import require_form
from forms.definition import Form
from forms.validation import Validated, validate
from kernel.json_types import Json

TODAY: Final = date(2026, 11, 23)

EXTRAS: Final[dict[str, dict[str, Json]]] = {
    "choice": {"options": [{"key": "x", "label": "エックス"}, {"key": "y", "label": {"ja": "ワイ", "en": "Why"}}]},
    "choices": {"options": [{"key": "x", "label": "エックス"}, {"key": "y", "label": {"ja": "ワイ", "en": "Why"}}]},
    "group": {"fields": [{"key": "a", "type": "text", "label": "子"}]},
    "computed": {"expr": 1},
}
"""What some types of field cannot do without."""


def field(key: str, field_type: str, **more: Json) -> dict[str, Json]:
    """Return the document of a field."""
    return {"key": key, "type": field_type, "label": f"項目{key}", **EXTRAS.get(field_type, {}), **more}


def page(key: str, *fields: Json, **more: Json) -> dict[str, Json]:
    """Return the document of a page."""
    return {"key": key, "title": f"ページ{key}", "fields": [*fields], **more}


def document(*pages: Json, **more: Json) -> dict[str, Json]:
    """Return the document of a form."""
    return {"format": "minaoshi.form/1", "key": "sample", "title": "見本", "pages": [*pages], **more}


def a_form(*fields: Json) -> Form:
    """Return a form of one page."""
    return require_form(document(page("one", *fields)))


def answer(raw: Json, field_type: str, **settings: Json) -> Json:
    """Return the value that a required field of this type makes of `raw`; what is wrong is an assertion."""
    validated = judged(raw, field_type, **settings)
    assert not validated.problems, validated.problems
    return validated.values["a"]


def judged(raw: Json, field_type: str, **settings: Json) -> Validated:
    """Return what becomes of `raw` as the answer to a required field of this type."""
    return validate(a_form(field("a", field_type, **{"required": True, **settings})), {"a": raw}, TODAY)


def codes(validated: Validated) -> list[tuple[str, str]]:
    """Return code and pointer of every problem."""
    return [(problem.code, problem.pointer) for problem in validated.problems]
