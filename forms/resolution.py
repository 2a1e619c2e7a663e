"""Works out what was answered: which fields are shown, what they hold, what is computed, and what is wrong.

The answer of a hidden field counts as missing and is left out (it stays in the draft while the applicant
edits). Values are worked out in the order of `forms.dependencies`, so a field may depend on any other one.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from forms.definition import Field
from forms.fields.dates import default_on
from forms.fields.kind import Fault
from forms.fields.structure import fewest_items, most_items
from forms.individual_number import typed_in
from forms.program import Faults, FieldPlan, Level, Program, unanswered
from forms.promises import PROMISES, How, promises_in
from kernel.condition import Scope
from kernel.json_types import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault with its place: the tokens of its pointer and the fields on the way, outermost first."""

    fault: Fault
    place: tuple[str | int, ...]
    fields: tuple[Field, ...]
    page: str | None
    warning: bool = False


@dataclass(slots=True)
class Resolved:
    """What became of the answers of one level."""

    values: dict[str, Json] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    items: dict[str, dict[int, "Resolved"]] = field(default_factory=dict)
    """Of each group, what became of its items, by their place among what was typed."""
    promised: Mapping[str, How] = field(default_factory=dict)
    """How attachments that are asked for and not there are to come."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What stays the same all over a form: the day, the parameters, and the page that is asked about."""

    today: date
    params: Mapping[str, Json]
    only_page: str | None
    excused: Collection[str] = ()


def resolve(
    program: Program, answers: JsonObject, today: date, *, params: JsonObject, only_page: str | None = None
) -> Resolved:
    """Return what became of `answers`; with `only_page`, only that page's fields are held to be complete."""
    if PROMISES not in answers:
        return _resolve(program.level, answers, {}, _Setting(today, params, only_page), ((), ()))
    promised = promises_in(program.form, answers)
    setting = _Setting(today, params, only_page, promised.keys())
    typed = {key: value for key, value in answers.items() if key != PROMISES}
    resolved = _resolve(program.level, typed, {}, setting, ((), ()))
    resolved.promised = {key: how for key, how in promised.items() if key not in resolved.hidden}
    return resolved


_Place = tuple[tuple[str | int, ...], tuple[Field, ...]]


def _resolve(level: Level, raw: JsonObject, outer: JsonObject, setting: _Setting, place: _Place) -> Resolved:
    loaded, faults = level.load(raw)
    resolved = Resolved()
    seen: dict[str, Json] = {**outer, **level.names} if outer else {}
    scope = Scope(seen, setting.today, setting.params)
    for plan in level.order:
        key = plan.asked.key
        if plan.when and not all(test(scope) for test in plan.when):
            resolved.hidden.add(key)
            continue
        value = _value(plan, raw, loaded, scope, setting, resolved, place)
        if value is not None:
            resolved.values[key] = seen[key] = value
    for plan in level.plans:
        if plan.asked.key not in resolved.hidden and setting.only_page in (None, plan.page):
            resolved.remarks.extend(_judge(plan, faults, resolved, scope, setting, place))
    resolved.remarks.extend(_unknown(level, faults, place))
    resolved.values = {key: resolved.values[key] for key in level.names if key in resolved.values}
    return resolved


def _value(
    plan: FieldPlan,
    raw: JsonObject,
    loaded: JsonObject,
    scope: Scope,
    setting: _Setting,
    resolved: Resolved,
    place: _Place,
) -> Json:
    key = plan.asked.key
    if plan.compute is not None:
        return plan.compute(scope)
    if plan.items is not None:
        return _group(plan, plan.items, loaded.get(key), scope, setting, resolved, place)
    if key not in raw and plan.asked.default is not None:
        return default_on(plan.asked, setting.today)
    return loaded.get(key)


def _group(
    plan: FieldPlan,
    level: Level,
    typed: Json,
    scope: Scope,
    setting: _Setting,
    resolved: Resolved,
    place: _Place,
) -> Json:
    """Return the items that say something; blank ones are left out, but keep their place in what is wrong."""
    tokens, fields = place
    found: dict[int, Resolved] = {}
    for index, item in enumerate(typed if isinstance(typed, list | tuple) else ()):
        if isinstance(item, Mapping) and not unanswered(item):
            inner = ((*tokens, plan.asked.key, index), (*fields, plan.asked))
            found[index] = _resolve(level, item, scope.values, setting, inner)
    resolved.items[plan.asked.key] = found
    return [item.values for item in found.values()]


def _judge(
    plan: FieldPlan, faults: Faults, resolved: Resolved, scope: Scope, setting: _Setting, place: _Place
) -> Iterator[Remark]:
    """Yield what is wrong with one visible field."""
    key, value = plan.asked.key, resolved.values.get(plan.asked.key)
    tokens, fields = (*place[0], plan.asked.key), (*place[1], plan.asked)
    excused = not place[0] and key in setting.excused
    found = [*faults.get(key, ())] or ([] if excused else [*_incomplete(plan, value, scope, setting.today)])
    for fault in found:
        yield Remark(fault, (*tokens, *fault.at), fields, plan.page)
    for item in resolved.items.get(key, {}).values():
        yield from item.remarks
    if plan.kind.free_text and value is not None and typed_in(value):
        yield Remark(Fault("answer.individual_number"), tokens, fields, plan.page, warning=True)


def _incomplete(plan: FieldPlan, value: Json, scope: Scope, today: date) -> Iterator[Fault]:
    if plan.items is not None:
        yield from _wrong_count(plan, value, scope)
    elif value is None:
        if _is_required(plan, scope):
            yield Fault(_MISSING.get(plan.asked.type, "answer.required"))
    else:
        yield from plan.kind.gaps(value)
        if plan.check is not None:
            yield from plan.check(value, today)


_MISSING = {
    "choice": "answer.choose",
    "choices": "answer.choose",
    "yesno": "answer.choose",
    "consent": "answer.consent_needed",
    "file": "answer.attach",
}


def _is_required(plan: FieldPlan, scope: Scope) -> bool:
    if not plan.kind.asks:
        return False
    if plan.asked.type == "consent":  # whoever is asked for consent must give it, whatever `required` says
        return True
    return plan.required if isinstance(plan.required, bool) else plan.required(scope)


def _wrong_count(plan: FieldPlan, value: Json, scope: Scope) -> Iterator[Fault]:
    count = len(value) if isinstance(value, list) else 0
    fewest = fewest_items(plan.asked)
    needed = max(1, fewest) if _is_required(plan, scope) else fewest if count else 0
    if count < needed:
        yield Fault("answer.too_few", (), {"limit": needed})
    if count > most_items(plan.asked):
        yield Fault("answer.too_many", (), {"limit": most_items(plan.asked)})


def _unknown(level: Level, faults: Faults, place: _Place) -> Iterator[Remark]:
    for name in faults:
        if name not in level.names:
            yield Remark(Fault("answer.unknown_field", (), {"name": name[:80]}), (*place[0], name[:80]), place[1], None)
