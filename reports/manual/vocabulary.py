"""The words of one procedure: what its fields are called, and how its values, conditions and exprs are said.

Fields of forms speak for themselves (labels, options, units). What only the flow or a table knows is given a field of
its own here, so that everything is said by the same code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from forms.definition import Field, FieldType, Form, Option
from forms.fields.registry import kind_of
from forms.wording import condition_text, fields_by_name
from kernel.condition import All, AnyOf, Comparison, Condition, FieldRef, Not, Operand, ParamRef
from kernel.expr import Call, Expr, If, Literal, OverGroup
from kernel.json_types import Json
from kernel.text import Text, say
from reports.manual.messages import MESSAGES
from workflow.definition import Flow
from workflow.table.model import Output, Table

_TYPES: Final[Mapping[str, FieldType]] = {
    "boolean": "yesno", "yesno": "yesno", "consent": "yesno", "number": "number", "integer": "number",
    "decimal": "number", "money": "money", "date": "date", "month": "month", "time": "time", "choice": "text",
    "file": "file", "group": "group",
}  # fmt: skip
"""How data that no form asks for are written; anything else is text."""
VERDICTS: Final = ("approve", "review", "refer", "return", "refuse")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fields of a procedure by name, and the values of its parameters."""

    fields: Mapping[str, Field]
    params: Mapping[str, Json]

    def name(self, key: str, language: str) -> str:
        """Return what the field `key` is called."""
        known = self.fields.get(key)
        return say(known.label, language) if known is not None else key

    def names(self, keys: Iterable[str], language: str) -> tuple[str, ...]:
        """Return what the fields are called, in their order, each name once."""
        return tuple(dict.fromkeys(self.name(key, language) for key in keys))

    def condition(self, condition: Condition, language: str, *, group: str | None = None) -> str:
        """Return `condition` in words; parameters are said as their values."""
        return say(condition_text(_with_params(condition, self.params), self.fields, group=group), language)

    def value(self, key: str, value: Json, language: str) -> str:
        """Return a value of the field `key` as it is shown on pages."""
        known = self.fields.get(key)
        said = kind_of(known).display(known, value, language) if known is not None and known.type != "group" else ""
        return said or ("" if value is None else str(value))

    def expr(self, expr: Expr, language: str) -> str:
        """Return `expr` in words: names, and the four signs."""
        match expr:
            case FieldRef(path):
                return _quoted(self.name(".".join(path), language), language)
            case ParamRef(name):
                return str(self.params.get(name, name))
            case Literal(value):
                return "" if value is None else str(value)
            case OverGroup(function, group, field):
                about = self.name(f"{group}.{field}", language) if field else self.name(group, language)
                return _said(f"manual.expr.{function}", language, about=_quoted(about, language))
            case If(condition, then, otherwise):
                return _said(
                    "manual.expr.if",
                    language,
                    condition=self.condition(condition, language),
                    then=self.expr(then, language),
                    otherwise=self.expr(otherwise, language),
                )
            case Call(function, arguments):
                return self._call(function, [self.expr(each, language) for each in arguments], language)

    def _call(self, function: str, said: list[str], language: str) -> str:
        if sign := {"sum": "＋", "product": "×", "sub": "－", "div": "÷"}.get(function):
            sign = sign if language == "ja" else {"＋": " + ", "×": " × ", "－": " − ", "÷": " ÷ "}[sign]
            return _bracketed(sign.join(said), language) if len(said) > 1 else said[0]
        if function in ("min", "max", "concat"):
            joint = "、" if language == "ja" else ", "
            return _said(f"manual.expr.{function}", language, parts=joint.join(said))
        first, second = said[0], said[1] if len(said) > 1 else ""
        return _said(f"manual.expr.{function}", language, first=first, second=second)


def vocabulary_of(flow: Flow, forms: Mapping[str, Form], tables: Mapping[str, Table]) -> Vocabulary:
    """Return the words of a procedure. What forms call a field counts before what flow and tables call it."""
    fields: dict[str, Field] = {}
    for table in (*tables.values(), *(node.inline_table for node in flow.nodes.values() if node.inline_table)):
        fields |= {output.key: _of_output(output) for output in table.outputs}
    for key, item in flow.data.items():
        known = fields.get(key)
        fields[key] = replace(known, label=item.title) if known else _field(key, item.title, item.type)
    for form in forms.values():
        fields |= fields_by_name(form)
    fields["today"] = _field("today", MESSAGES.text("manual.today"), "date")
    return Vocabulary(fields=fields, params=flow.params)


def _of_output(output: Output) -> Field:
    title = output.title or output.key
    if output.type != "string":
        return _field(output.key, title, output.type)
    options = tuple(Option(key=verdict, label=MESSAGES.text(f"manual.verdict.{verdict}")) for verdict in VERDICTS)
    return Field(key=output.key, type="choice", label=title, options=options)


def _field(key: str, label: Text, type_name: str) -> Field:
    return Field(key=key, type=_TYPES.get(type_name, "text"), label=label or key)


def _with_params(condition: Condition, params: Mapping[str, Json]) -> Condition:
    """Return `condition` with the values of parameters in their places: a reader knows no name of ours."""
    match condition:
        case All(parts):
            return All(tuple(_with_params(part, params) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_with_params(part, params) for part in parts))
        case Not(part):
            return Not(_with_params(part, params))
        case Comparison(reference, op, value):
            return Comparison(reference, op, _known(value, params))


def _known(value: Operand, params: Mapping[str, Json]) -> Operand:
    if isinstance(value, ParamRef):
        return params.get(value.name, value.name)
    if isinstance(value, tuple):
        return tuple(params.get(item.name, item.name) if isinstance(item, ParamRef) else item for item in value)
    return value


def _quoted(text: str, language: str) -> str:
    return f"「{text}」" if language == "ja" else f"“{text}”"


def _bracketed(text: str, language: str) -> str:
    return f"（{text}）" if language == "ja" else f"({text})"


def _said(code: str, language: str, **params: str) -> str:
    return say(MESSAGES.text(code, **params), language)
