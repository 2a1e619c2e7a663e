"""A form made ready to judge answers: schemas, conditions and exprs compiled once and kept by the form's digest.

Behind it stands marshmallow: each level of a form (the form itself, the items of a group) is one `Schema`
whose fields hand over to the types of `forms.fields`. It reports unknown names (nothing can be slipped in)
and collects what is wrong with every answer in one pass.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

import marshmallow

from forms.definition import Field, Form
from forms.dependencies import evaluation_order, needs_in_group, needs_of_form
from forms.fields.kind import Checker, Fault, Kind, Normaliser, Refused
from forms.fields.registry import kind_of
from forms.scoping import condition_in_item, expr_in_item
from kernel.condition import Condition, Scope, Test, compile_condition
from kernel.expr import compile_expr
from kernel.json_types import Json, JsonObject

KEPT: Final = 256
"""So many forms stay compiled in memory; a municipality has a few hundred, most of them rarely used."""

Faults: TypeAlias = Mapping[str, tuple[Fault, ...]]
"""What is wrong with the answers of a level, by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlan:
    """A field with everything about it that can be worked out before an answer arrives."""

    asked: Field
    kind: Kind
    page: str
    when: tuple[Test, ...]
    required: bool | Test
    check: Checker | None
    compute: Callable[[Scope], Json] | None
    items: "Level | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The fields of a form, or of the items of one group: in reading order, and in the order of working them out."""

    plans: tuple[FieldPlan, ...]
    order: tuple[FieldPlan, ...]
    schema: marshmallow.Schema
    given: frozenset[str]
    """Keys of fields that nobody answers: what is sent for them is ignored."""
    names: Mapping[str, None]

    def load(self, raw: Mapping[str, Json]) -> tuple[dict[str, Json], Faults]:
        """Return the values of what was typed, and what is wrong with the rest."""
        if not self.given.isdisjoint(raw):
            raw = {key: value for key, value in raw.items() if key not in self.given}
        try:
            return self.schema.load(raw, partial=True), {}
        except marshmallow.ValidationError as error:
            values = error.valid_data if isinstance(error.valid_data, dict) else {}
            found = error.messages if isinstance(error.messages, dict) else {}
            return values, {str(key): tuple(_faults(listed)) for key, listed in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A form, ready to judge answers."""

    form: Form
    level: Level
    circular: tuple[str, ...]
    """Keys of fields that wait for each other to be shown or computed."""


class _Answer(marshmallow.fields.Field[Json]):
    """A marshmallow field that lets a type of `forms.fields` read the answer."""

    def __init__(self, normalise: Normaliser) -> None:
        super().__init__(allow_none=True)
        self._normalise = normalise

    def deserialize(
        self,
        value: Any,
        attr: str | None = None,  # noqa: ARG002  # marshmallow's signature
        data: Any = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Any:
        """Read one answer.

        The whole step is overridden: our types know what missing and null mean, and asking marshmallow as well
        took a third of the time of judging a form.
        """
        if value is marshmallow.missing or value is None:
            return value
        try:
            return self._normalise(value)
        except Refused as refused:
            raise marshmallow.ValidationError([*refused.faults]) from None


def program_of(form: Form) -> Program:
    """Return the program of `form`, compiled at most once per version."""
    return _programs(_ByDigest(form))


class _ByDigest:
    """A form that is equal to another when their documents are."""

    __slots__ = ("form",)

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return hash(self.form.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByDigest) and other.form.digest == self.form.digest


@lru_cache(maxsize=KEPT)
def _programs(key: _ByDigest) -> Program:
    form = key.form
    plans: list[FieldPlan] = []
    for page in form.pages:
        on_page = () if page.when is None else (compile_condition(page.when),)
        plans.extend(_plan(asked, page.key, on_page, group=None) for asked in page.fields)
    order, circular = evaluation_order(needs_of_form(form))
    return Program(form=form, level=_level(plans, order), circular=tuple(circular))


def _level(plans: list[FieldPlan], order: list[str]) -> Level:
    by_key = {plan.asked.key: plan for plan in plans}
    asked = [plan for plan in plans if plan.kind.asks]
    schema = marshmallow.Schema.from_dict(
        {plan.asked.key: _Answer(plan.kind.normaliser(plan.asked)) for plan in asked}, name="Answers"
    )
    return Level(
        plans=tuple(plans),
        order=tuple(by_key[key] for key in order),
        schema=schema(),
        given=frozenset(plan.asked.key for plan in plans if not plan.kind.asks),
        names=dict.fromkeys(by_key),
    )


def _plan(asked: Field, page: str, on_page: tuple[Test, ...], *, group: str | None) -> FieldPlan:
    def test(condition: Condition) -> Test:
        return compile_condition(condition if group is None else condition_in_item(condition, group))

    kind = kind_of(asked)
    expr = asked.expr if asked.expr is None or group is None else expr_in_item(asked.expr, group)
    return FieldPlan(
        asked=asked,
        kind=kind,
        page=page,
        when=on_page if asked.when is None else (*on_page, test(asked.when)),
        required=asked.required if isinstance(asked.required, bool) else test(asked.required),
        check=kind.checker(asked),
        compute=None if expr is None else compile_expr(expr),
        items=_items(asked, page) if asked.type == "group" else None,
    )


def _items(group: Field, page: str) -> Level:
    plans = [_plan(asked, page, (), group=group.key) for asked in group.fields]
    return _level(plans, evaluation_order(needs_in_group(group))[0])


def _faults(found: object) -> list[Fault]:
    """Return our own faults from marshmallow's messages; its one own message here is that a name is unknown."""
    listed = found if isinstance(found, list) else [found]
    return [fault if isinstance(fault, Fault) else Fault("answer.unknown_field") for fault in listed]


def unanswered(raw: JsonObject | None) -> bool:
    """Return whether an item of a group says nothing at all, as an untouched card on a page does."""
    return raw is None or all(value is None or value in ("", [], {}) or _blank_parts(value) for value in raw.values())


def _blank_parts(value: Json) -> bool:
    return isinstance(value, Mapping) and unanswered(value)
