"""Reads the fields of a form document, with the settings that each type of field understands."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from forms.definition import FIELD_TYPES, Field, FieldType, Option
from forms.fields.dates import default_on
from forms.fields.kind import Refused
from forms.fields.registry import KINDS
from forms.messages import MESSAGES, PLACES
from kernel.condition import Condition
from kernel.json_types import Json, JsonObject
from kernel.names import DATA_NAME
from kernel.object_reader import ObjectReader
from kernel.text import Text, named

MAX_FIELDS: Final = 500
MAX_OPTIONS: Final = 500
MAX_GROUP_DEPTH: Final = 2
CHOOSING: Final = ("choice", "choices")
"""Types that offer options."""


class FieldReader:
    """Reads fields and counts them: a form has at most `MAX_FIELDS` of them, in groups or not."""

    def __init__(self) -> None:
        self._count = 0

    def fields(self, parent: ObjectReader, *, depth: int = 0) -> tuple[Field, ...]:
        """Return the fields of a page or group; those that cannot be read are problems and left out."""
        found = []
        for reader in parent.objects("fields", partial(place_of, "fields"), required=True, limit=MAX_FIELDS):
            self._count += 1
            if self._count > MAX_FIELDS:
                if self._count == MAX_FIELDS + 1:
                    reader.report("form.too_many_fields", limit=MAX_FIELDS)
                break
            asked = self._field(reader, depth)
            if asked is not None:
                found.append(asked)
        return tuple(found)

    def _field(self, reader: ObjectReader, depth: int) -> Field | None:
        key, field_type = key_of(reader), _type_of(reader)
        if field_type is None:
            return None
        asked = Field(
            key=key,
            type=field_type,
            label=reader.text("label", required=field_type != "note") or "",
            help=reader.text("help"),
            required=_required(reader),
            when=reader.condition("when"),
            default=reader.raw("default"),
            once_only=reader.key("once_only", pattern=DATA_NAME),
            personal=reader.flag("personal"),
            settings=_settings(reader, field_type),
            options=_options(reader) if field_type in CHOOSING else (),
            fields=self._group(reader, depth) if field_type == "group" else (),
            expr=reader.expr("expr", required=True) if field_type == "computed" else None,
            pointer=reader.pointer,
        )
        reader.finish()
        _check_default(asked, reader)
        return asked

    def _group(self, reader: ObjectReader, depth: int) -> tuple[Field, ...]:
        if depth >= MAX_GROUP_DEPTH:
            reader.raw("fields")
            reader.report("form.groups_too_deep", limit=MAX_GROUP_DEPTH)
            return ()
        fields = self.fields(reader, depth=depth + 1)
        if reader.value.get("fields") == []:
            reader.report("form.fields_missing", "fields")
        report_doubles(reader, [(asked.key, asked.pointer) for asked in fields])
        return fields


def key_of(reader: ObjectReader) -> str:
    """Return the object's own key, or "" with a problem."""
    return reader.key("key", required=True) or ""


def place_of(kind: str, value: JsonObject, index: int) -> Text:
    """Return how sentences call an entry of the list `kind`: by its key, or its number."""
    key = value.get("key")
    return named(PLACES[kind], key if isinstance(key, str) else f"#{index + 1}")


def report_doubles(reader: ObjectReader, keyed: Sequence[tuple[str, str]]) -> None:
    """Report every key of (key, pointer) that stands a second time: answers are found by it."""
    seen: set[str] = set()
    for key, pointer in keyed:
        if key and key in seen:
            found = MESSAGES.problem("format.duplicate_item", f"{pointer}/key", place=reader.place, value=key)
            reader.problems.append(found)
        seen.add(key)


def _settings(reader: ObjectReader, field_type: FieldType) -> dict[str, Json]:
    kind = KINDS[field_type]
    settings: dict[str, Json] = {}
    for name, setting in kind.settings.items():
        given = reader.raw(name)
        if given is None:
            continue
        code = setting.fault(given)
        if code is None:
            settings[name] = given
        else:
            reader.report(code, name)
    for fault in kind.contradictions(settings):
        reader.report(fault.code, *fault.at, **fault.params)
    return settings


def _required(reader: ObjectReader) -> bool | Condition:
    given = reader.raw("required")
    if given is None or isinstance(given, bool):
        return bool(given)
    if not isinstance(given, Mapping):
        reader.report("form.required_unclear", "required")
        return False
    return reader.condition("required") or False


def _options(reader: ObjectReader) -> tuple[Option, ...]:
    options: list[Option] = []
    parts = reader.objects("options", partial(place_of, "options"), required=True, limit=MAX_OPTIONS)
    for part in parts:
        options.append(Option(key=key_of(part), label=part.text("label", required=True) or ""))
        part.finish()
    if reader.value.get("options") == []:
        reader.report("form.options_missing", "options")
    report_doubles(reader, [(option.key, part.pointer) for option, part in zip(options, parts, strict=True)])
    return tuple(options)


def _check_default(asked: Field, reader: ObjectReader) -> None:
    if asked.default is None:
        return
    kind = KINDS[asked.type]
    usable = kind.asks and asked.type not in ("group", "file", "consent")
    try:
        usable = usable and kind.normaliser(asked)(default_on(asked, date(2000, 1, 1))) is not None
    except Refused:
        usable = False
    if not usable:
        reader.report("form.default_unusable", "default")


def _type_of(reader: ObjectReader) -> FieldType | None:
    given = reader.raw("type", required=True)
    found = next((known for known in FIELD_TYPES if known == given), None)
    if found is None and given is not None:
        reader.report("form.unknown_type", "type", type=str(given)[:40], known=" ".join(FIELD_TYPES))
    return found
