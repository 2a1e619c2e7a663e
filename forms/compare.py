"""What changed between two versions of a form, in words: the first thing that whoever approves wants to know.

Fields are matched by their key, which survives every change of wording. The sentences say what a resident will
notice first: what is asked anew, no longer, or differently.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from forms.compare_messages import MESSAGES, SETTINGS
from forms.definition import Field, Form
from forms.wording import condition_text, fields_by_name
from kernel.condition import Condition
from kernel.documents import canonical
from kernel.json_types import Json
from kernel.text import Text, say

_NO: Final[Text] = {"ja": "なし", "en": "none"}


def changes(old: Form, new: Form) -> list[Text]:
    """Return what changed from `old` to `new`, a sentence each; nothing if only the order of properties did."""
    if old.digest == new.digest:
        return []
    sentences = [*_heads(old, new), *_pages(old, new), *_fields(old, new)]
    return sentences or [MESSAGES.text("compare.rewritten")]


def _heads(old: Form, new: Form) -> Iterator[Text]:
    if old.title != new.title:
        yield MESSAGES.text("compare.title", before=old.title, after=new.title)
    if old.intro != new.intro:
        yield MESSAGES.text("compare.intro")


def _pages(old: Form, new: Form) -> Iterator[Text]:
    before, after = {page.key: page for page in old.pages}, {page.key: page for page in new.pages}
    for key, page in after.items():
        if key not in before:
            yield MESSAGES.text("compare.page_added", page=page.title)
        elif before[key].title != page.title:
            yield MESSAGES.text("compare.page_title", before=before[key].title, after=page.title)
    for key, page in before.items():
        if key not in after:
            yield MESSAGES.text("compare.page_removed", page=page.title)
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        yield MESSAGES.text("compare.pages_reordered")
    for key in kept:
        if before[key].when != after[key].when:
            said = _when(after[key].when, new)
            yield MESSAGES.text("compare.page_when", page=after[key].title, condition=said)


def _fields(old: Form, new: Form) -> Iterator[Text]:
    before, after = fields_by_name(old), fields_by_name(new)
    places = _places(old), _places(new)
    for name, asked in after.items():
        if name not in before:
            yield MESSAGES.text(_added(asked), field=_called(name, after), page=places[1][name.partition(".")[0]])
    for name in before:
        if name not in after:
            yield MESSAGES.text("compare.field_removed", field=_called(name, before))
    for name, asked in after.items():
        if name in before:
            yield from _field(name, before[name], asked, new, after)
            if "." not in name and places[0][name] != places[1][name]:
                yield MESSAGES.text("compare.field_moved", field=asked.label, page=places[1][name])
    if _orders(old, new) != _orders(new, old):
        yield MESSAGES.text("compare.fields_reordered")


def _added(asked: Field) -> str:
    return "compare.field_added_required" if asked.required is True else "compare.field_added"


def _field(name: str, old: Field, new: Field, form: Form, fields: Mapping[str, Field]) -> Iterator[Text]:
    called = _called(name, fields)
    if old.type != new.type:
        yield MESSAGES.text("compare.type", field=called, before=old.type, after=new.type)
    if old.label != new.label:
        yield MESSAGES.text("compare.label", before=old.label, after=new.label)
    if old.help != new.help:
        yield MESSAGES.text("compare.help", field=called)
    if old.required != new.required:
        yield _required(called, new, form)
    if old.when != new.when:
        yield MESSAGES.text("compare.when", field=called, condition=_when(new.when, form))
    if old.expr != new.expr:
        yield MESSAGES.text("compare.expr", field=called)
    if old.personal != new.personal:
        yield MESSAGES.text("compare.personal" if new.personal else "compare.not_personal", field=called)
    if (old.once_only, old.default) != (new.once_only, new.default):
        yield MESSAGES.text("compare.prefilled", field=called)
    yield from _options(called, old, new)
    yield from _settings(called, old, new)


def _required(called: Text, new: Field, form: Form) -> Text:
    if isinstance(new.required, bool):
        return MESSAGES.text("compare.required" if new.required else "compare.not_required", field=called)
    return MESSAGES.text("compare.required_if", field=called, condition=_when(new.required, form))


def _options(called: Text, old: Field, new: Field) -> Iterator[Text]:
    before, after = {option.key: option.label for option in old.options}, {o.key: o.label for o in new.options}
    for key, label in after.items():
        if key not in before:
            yield MESSAGES.text("compare.option_added", field=called, option=label)
        elif before[key] != label:
            yield MESSAGES.text("compare.option_renamed", field=called, before=before[key], after=label)
    for key, label in before.items():
        if key not in after:
            yield MESSAGES.text("compare.option_removed", field=called, option=label)


def _settings(called: Text, old: Field, new: Field) -> Iterator[Text]:
    for name in dict.fromkeys((*old.settings, *new.settings)):
        before, after = old.settings.get(name), new.settings.get(name)
        if before != after:
            setting = SETTINGS.text(name) if name in SETTINGS.codes else {"ja": name, "en": name}
            yield MESSAGES.text(
                "compare.setting", field=called, setting=setting, before=_shown(before), after=_shown(after)
            )


def _shown(value: Json) -> Text:
    if value is None:
        return _NO
    return value if isinstance(value, str) else canonical(value).decode()


def _when(condition: Condition | None, form: Form) -> Text:
    if condition is None:
        return {"ja": "いつも", "en": "always"}
    return condition_text(condition, fields_by_name(form))


def _called(name: str, fields: Mapping[str, Field]) -> Text:
    """Return how a sentence calls a field: an item's field with the name of its group."""
    outer, _, _ = name.rpartition(".")
    label = fields[name].label or name
    if not outer:
        return label
    group = fields[outer].label
    return {language: f"{say(group, language)} › {say(label, language)}" for language in ("ja", "en")}


def _places(form: Form) -> dict[str, Text]:
    return {asked.key: page.title for page in form.pages for asked in page.fields}


def _orders(form: Form, other: Form) -> dict[str, list[str]]:
    """Return the order of fields on each page and in each group, of those that `other` has in the same place."""
    elsewhere = _containers(other)
    orders: dict[str, list[str]] = {}
    for name, container in _containers(form).items():
        if elsewhere.get(name) == container:
            orders.setdefault(container, []).append(name)
    return orders


def _containers(form: Form) -> dict[str, str]:
    """Return, for every field, the page or the group that it stands in."""
    pages = {asked.key: f"/{page.key}" for page in form.pages for asked in page.fields}
    return {name: name.rpartition(".")[0] or pages[name] for name in fields_by_name(form)}
