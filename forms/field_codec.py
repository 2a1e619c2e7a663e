"""Reads the fields of a form document, with the settings that each type of field understands."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from forms.definition import FIELD_TYPES, Field, FieldType, Option
from forms.fields.dates import default_on
from forms.fields.kind import Refused
from forms.fields.registry import KINDS
from forms.messages import MESSAGES
from forms.reading import DOTTED, ObjectReader
from kernel.condition import Condition, parse_condition
from kernel.expr import Expr, parse_expr
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.problems import pointer as pointer_to

MAX_FIELDS: Final = 500
MAX_OPTIONS: Final = 500
MAX_GROUP_DEPTH: Final = 2
COMMON: Final = (
    "key", "type", "label", "help", "required", "when", "default", "once_only", "personal",
)  # fmt: skip
_OWN: Final = {"choice": ("options",), "choices": ("options",), "group": ("fields",), "computed": ("expr",)}


class FieldReader:
    """Reads fields and counts them: a form has at most `MAX_FIELDS` of them, in groups or not."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self._count = 0

    def fields(self, parent: ObjectReader, *, depth: int = 0) -> tuple[Field, ...]:
        """Return the fields of a page or group; those that cannot be read are problems and left out."""
        found = []
        for reader in parent.objects("fields", most=MAX_FIELDS, required=True):
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
        key, field_type = reader.key(), _type_of(reader)
        if field_type is None:
            return None
        kind = KINDS[field_type]
        reader.only((*COMMON, *kind.settings, *_OWN.get(field_type, ())))
        settings = self._settings(reader, field_type)
        asked = Field(
            key=key,
            type=field_type,
            label=reader.text("label", required=field_type != "note") or "",
            help=reader.text("help"),
            required=self._required(reader),
            when=self._condition(reader, "when"),
            default=reader.value.get("default"),
            once_only=self._once_only(reader),
            personal=reader.flag("personal"),
            settings=settings,
            options=self._options(reader) if "options" in _OWN.get(field_type, ()) else (),
            fields=self._group(reader, depth) if field_type == "group" else (),
            expr=self._expr(reader) if field_type == "computed" else None,
            pointer=reader.pointer,
        )
        self._check_default(asked, reader)
        return asked

    def _settings(self, reader: ObjectReader, field_type: FieldType) -> dict[str, Json]:
        kind = KINDS[field_type]
        settings: dict[str, Json] = {}
        for name, setting in kind.settings.items():
            given = reader.value.get(name)
            if given is None:
                continue
            code = setting.fault(given)
            if code is None:
                settings[name] = given
            else:
                reader.report(code, name, name=name)
        for fault in kind.contradictions(settings):
            reader.problems.append(
                MESSAGES.problem(fault.code, reader.pointer + pointer_to(*fault.at), "error", **fault.params)
            )
        return settings

    def _required(self, reader: ObjectReader) -> bool | Condition:
        given = reader.value.get("required", False)
        if isinstance(given, bool):
            return given
        if not isinstance(given, Mapping):
            reader.report("form.required_unclear", "required")
            return False
        return self._condition(reader, "required") or False

    def _condition(self, reader: ObjectReader, name: str) -> Condition | None:
        given = reader.value.get(name)
        return None if given is None else parse_condition(given, reader.at(name), self.problems)

    def _expr(self, reader: ObjectReader) -> Expr | None:
        given = reader.required("expr")
        return None if given is None else parse_expr(given, reader.at("expr"), self.problems)

    def _once_only(self, reader: ObjectReader) -> str | None:
        given = reader.value.get("once_only")
        if given is None or (isinstance(given, str) and DOTTED.fullmatch(given)):
            return given
        reader.report("format.bad_key", "once_only", key=given[:80] if isinstance(given, str) else "")
        return None

    def _options(self, reader: ObjectReader) -> tuple[Option, ...]:
        options: list[Option] = []
        for item in reader.objects("options", most=MAX_OPTIONS, required=True):
            item.only(("key", "label"))
            options.append(Option(key=item.key(), label=item.text("label", required=True) or ""))
        if reader.value.get("options") == []:
            reader.report("form.options_missing", "options")
        report_duplicates(reader, "options", [option.key for option in options])
        return tuple(options)

    def _group(self, reader: ObjectReader, depth: int) -> tuple[Field, ...]:
        if depth >= MAX_GROUP_DEPTH:
            reader.report("form.groups_too_deep", limit=MAX_GROUP_DEPTH)
            return ()
        fields = self.fields(reader, depth=depth + 1)
        if reader.value.get("fields") == []:
            reader.report("form.fields_missing", "fields")
        report_duplicates(reader, "fields", [asked.key for asked in fields])
        return fields

    def _check_default(self, asked: Field, reader: ObjectReader) -> None:
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


def report_duplicates(reader: ObjectReader, name: str, keys: list[str]) -> None:
    """Report every key that stands a second time in the list `name`."""
    seen: set[str] = set()
    for key in keys:
        if key and key in seen:
            reader.report("format.duplicate_key", name, key=key)
        seen.add(key)


def _type_of(reader: ObjectReader) -> FieldType | None:
    given = reader.required("type")
    found = next((known for known in FIELD_TYPES if known == given), None)
    if found is None and given is not None:
        reader.report("form.unknown_type", "type", type=str(given)[:40], known=" ".join(FIELD_TYPES))
    return found
