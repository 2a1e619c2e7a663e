"""What residents read about a procedure, and the letters they get: a `minaoshi.procedure/1` document.

    {"format": "minaoshi.procedure/1", "key", "title": text, "summary": text, "who": text,
     "applying": {"proxy": true, "cosigners": {"min": 0, "max": 5}, "days": 14},
     "needs": [text], "fee": text, "contact": text, "life_events": [key], "categories": [key], "words": [string],
     "letters": [{"key", "title": text, "subject": text, "body": text}]}

A letter's text may hold `{{ field_key }}` and nothing else; `notify.letters` replaces it, no template engine does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from catalog.messages import MESSAGES
from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.names import KEY
from kernel.problems import Problem, pointer
from kernel.text import Text

FORMAT: Final = "minaoshi.procedure/1"
MOST_COSIGNERS: Final = 20
MOST_DAYS: Final = 29
"""A draft is kept for thirty days after it was last changed."""
PLACE: Final = re.compile(r"\{\{\s*([a-z][a-z0-9_.-]{0,120})\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice's template (通知文)."""

    key: str
    title: Text
    subject: Text
    body: Text

    @property
    def places(self) -> frozenset[str]:
        """The keys that stand in double braces."""
        texts = [self.subject, self.body]
        plain = [part for text in texts for part in ([text] if isinstance(text, str) else text.values())]
        return frozenset(name for text in plain for name in PLACE.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """Who may apply, and with whom: a proxy (代理), co-signers (連名), and how many days they have to confirm."""

    proxy: bool = False
    least: int = 0
    most: int = 0
    days: int = 14

    @property
    def involves_others(self) -> bool:
        """Say whether anybody beside the applicant can have a part in an application."""
        return self.proxy or self.most > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePage:
    """The public page of a procedure (手続案内)."""

    key: str
    title: Text
    document: JsonObject
    digest: str
    summary: Text = ""
    who: Text = ""
    needs: tuple[Text, ...] = ()
    fee: Text = ""
    contact: Text = ""
    life_events: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    minutes_to_fill: float | None = None
    applying: Applying = Applying()
    letters: Mapping[str, Letter]


class _TextField(fields.Field[Text]):
    """A plain string, or an object of language tags."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Text:
        del attr, data, kwargs
        if isinstance(value, str):
            return value
        if isinstance(value, dict) and value and all(isinstance(part, str) for part in value.values()):
            return value
        raise ValidationError("text")


class _LetterSchema(Schema):
    key = fields.String(required=True, validate=validate.Regexp(KEY))
    title = _TextField(required=True)
    subject = _TextField(required=True)
    body = _TextField(required=True)
    x = fields.Raw()


class _CosignersSchema(Schema):
    min = fields.Integer(strict=True, validate=validate.Range(min=0, max=MOST_COSIGNERS))
    max = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=MOST_COSIGNERS))

    @validates_schema
    def _in_order(self, data: dict[str, Any], **_more: Any) -> None:
        if data.get("min", 0) > data.get("max", 0):
            raise ValidationError("crossed", field_name="min")


class _ApplyingSchema(Schema):
    proxy = fields.Boolean(truthy={True}, falsy={False})
    cosigners = fields.Nested(_CosignersSchema)
    days = fields.Integer(strict=True, validate=validate.Range(min=1, max=MOST_DAYS))


class _PageSchema(Schema):
    format = fields.String(required=True, validate=validate.Equal(FORMAT))
    key = fields.String(required=True, validate=validate.Regexp(KEY))
    title = _TextField(required=True)
    summary = _TextField()
    who = _TextField()
    needs = fields.List(_TextField(), validate=validate.Length(max=50))
    fee = _TextField()
    contact = _TextField()
    life_events = fields.List(fields.String(validate=validate.Regexp(KEY)))
    categories = fields.List(fields.String(validate=validate.Regexp(KEY)), validate=validate.Length(max=20))
    words = fields.List(fields.String(validate=validate.Length(max=60)), validate=validate.Length(max=200))
    icon = fields.String(validate=validate.Regexp(KEY))
    minutes_to_fill = fields.Float(validate=validate.Range(min=0, max=600))
    applying = fields.Nested(_ApplyingSchema)
    letters = fields.List(fields.Nested(_LetterSchema), validate=validate.Length(max=100))
    x = fields.Raw()


_SCHEMA: Final = _PageSchema()


def require_page(document: Json) -> ProcedurePage:
    """Read a page or raise `UnusableDocument` with every problem and its pointer."""
    if not isinstance(document, dict):
        raise UnusableDocument((MESSAGES.problem("format.not_an_object", ""),))
    try:
        read: dict[str, Any] = _SCHEMA.load(document)
    except ValidationError as error:
        raise UnusableDocument(tuple(_problems(error.messages, ()))) from error
    letters = [
        Letter(**{name: part for name, part in letter.items() if name != "x"}) for letter in read.get("letters", [])
    ]
    return ProcedurePage(
        key=read["key"],
        title=read["title"],
        document=document,
        digest=digest(document),
        summary=read.get("summary", ""),
        who=read.get("who", ""),
        needs=tuple(read.get("needs", ())),
        fee=read.get("fee", ""),
        contact=read.get("contact", ""),
        life_events=tuple(read.get("life_events", ())),
        categories=tuple(read.get("categories", ())),
        words=tuple(read.get("words", ())),
        minutes_to_fill=read.get("minutes_to_fill"),
        applying=_applying(read.get("applying", {})),
        letters={letter.key: letter for letter in letters},
    )


def _applying(read: Mapping[str, Any]) -> Applying:
    cosigners = read.get("cosigners", {})
    return Applying(
        proxy=read.get("proxy", False),
        least=cosigners.get("min", 0),
        most=cosigners.get("max", 0),
        days=read.get("days", Applying().days),
    )


def _problems(messages: Any, path: tuple[str | int, ...]) -> list[Problem]:
    """Turn marshmallow's nested messages into problems with pointers."""
    if isinstance(messages, dict):
        return [problem for name, part in messages.items() for problem in _problems(part, (*path, name))]
    unknown = "Unknown field." in messages
    code = "format.unknown_key" if unknown else "format.bad_value"
    return [MESSAGES.problem(code, pointer(*path), "error", key=str(path[-1]) if path else "")]
