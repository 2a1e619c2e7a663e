"""Between flat HTML form data and answers: `members.0.birth_date.year=2020` ⇄ `{"members": [{"birth_date": …}]}`.

Nothing is judged or changed here: what was typed comes back as it was typed. Attachments are never taken from
the browser: it sends the ids of uploads, and only those that the draft already holds count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from forms.definition import Field, Form
from forms.fields.choices import yes_or_no
from forms.fields.dates import BOXES
from forms.fields.parts import PartsKind
from forms.fields.registry import kind_of
from forms.promises import PROMISES, ways_of
from kernel.comparison import shape
from kernel.json_types import Json

OTHER: Final = "_other"
"""What the browser sends when その他 is picked; its text stands in the box `name.other`."""

MAX_PAIRS: Final = 5_000
MAX_INDEX: Final = 200
_Node: TypeAlias = "dict[str, _Node] | list[str]"


def answers_from_pairs(
    form: Form,
    pairs: Iterable[tuple[str, str]],
    *,
    page: str | None = None,
    kept: Mapping[str, Json] | None = None,
) -> dict[str, Json]:
    """Return the answers that a submitted page carries, for the fields of `page` (or of the whole form).

    Names that belong to no field (tokens, buttons) are passed over. `kept` are the draft's answers: its
    attachments stay where the browser still names their ids.
    """
    tree = _tree(pairs)
    asked = [field for each in form.pages if page in (None, each.key) for field in each.fields if _asks(field)]
    held = kept or {}
    return {
        **{field.key: _typed(field, tree.get(field.key), held.get(field.key), held) for field in asked},
        **_promises(asked, tree, held.get(PROMISES)),
    }


def _promises(asked: Sequence[Field], tree: Mapping[str, _Node], kept: Json) -> dict[str, Json]:
    """Return what is promised to come another way: anew for the fields of the page, as before for others."""
    offering = [field.key for field in asked if ways_of(field)]
    if not offering:
        return {}
    picked = {key: _last(node.get("instead")) for key in offering if isinstance(node := tree.get(key), dict)}
    before = {key: how for key, how in kept.items() if key not in offering} if isinstance(kept, Mapping) else {}
    return {PROMISES: {**before, **{key: how for key, how in picked.items() if how}}}


def pairs_from_answers(form: Form, answers: Mapping[str, Json]) -> list[tuple[str, str]]:
    """Return the form data from which `answers_from_pairs` gives `answers` again."""
    return [
        pair for field in form.fields() if field.key in answers for pair in _pairs(field, field.key, answers[field.key])
    ]


def boxes_of(asked: Field, raw: Json) -> dict[str, list[str]]:
    """Return what stands in each box of a question: "" is its only one, others are named by their part."""
    kind = kind_of(asked)
    if asked.type in BOXES:
        return _date_boxes(asked, raw)
    if isinstance(kind, PartsKind):
        given = raw if isinstance(raw, Mapping) else {}
        return {part: [_shown(given.get(part))] for part in kind.parts}
    if asked.type == "email" and asked.settings.get("confirm") is True:
        given = raw if isinstance(raw, Mapping) else {"address": raw, "confirm": raw}
        return {part: [_shown(given.get(part))] for part in ("address", "confirm")}
    if asked.type in ("choice", "choices"):
        return _choice_boxes(asked, raw)
    if asked.type == "file":
        items = raw if isinstance(raw, list | tuple) else ()
        return {"": [_shown(item.get("id")) for item in items if isinstance(item, Mapping)]}
    return {"": [_shown(yes_or_no(raw)) if asked.type == "yesno" else _shown(raw)]}


def with_item(answers: Mapping[str, Json], group: str) -> dict[str, Json]:
    """Return `answers` with one more empty item in a group (追加); `group` is its name in the page: `members`."""
    return _edited(answers, group.split("."), lambda items: [*items, {}])


def without_item(answers: Mapping[str, Json], item: str) -> dict[str, Json]:
    """Return `answers` without an item (削除); `item` is its name in the page: `members.1`."""
    *group, last = item.split(".")
    index = _index(last)
    return _edited(answers, group, lambda items: [*items[:index], *items[index + 1 :]])


def _edited(
    answers: Mapping[str, Json], path: Sequence[str], edit: Callable[[list[Json]], list[Json]]
) -> dict[str, Json]:
    """Return a copy of `answers` in which the list at `path` is edited; a path that leads nowhere changes nothing."""
    if not path:
        return dict(answers)
    found = answers.get(path[0])
    items = [*found] if isinstance(found, list | tuple) else []
    if len(path) == 1:
        return {**answers, path[0]: edit(items)}
    index = _index(path[1])
    if index < len(items) and isinstance(items[index], Mapping):
        items[index] = _edited(items[index], path[2:], edit)
    return {**answers, path[0]: items}


def _tree(pairs: Iterable[tuple[str, str]]) -> dict[str, _Node]:
    """Group pairs by the parts of their names: {"members": {"0": {"age": {"": ["3"]}}}}."""
    tree: dict[str, _Node] = {}
    for count, (name, value) in enumerate(pairs):
        if count >= MAX_PAIRS or name.count(".") > 8:
            continue
        node = tree
        for part in name.split("."):
            inner = node.setdefault(part, {})
            if isinstance(inner, list):  # a part called "": no name of ours
                break
            node = inner
        else:
            values = node.setdefault("", [])
            if isinstance(values, list):
                values.append(value)
    return tree


def _asks(asked: Field) -> bool:
    return kind_of(asked).asks


def _typed(asked: Field, node: "_Node | None", kept: Json, loose: Mapping[str, Json]) -> Json:
    """Return what was typed for one field; None where the page sent nothing for it."""
    inner = node if isinstance(node, dict) else {}
    values = _values(inner)
    if asked.type == "group":
        return _items(asked, inner, kept, loose)
    if asked.type == "file":
        held = [item for item in kept if isinstance(item, Mapping)] if isinstance(kept, list | tuple) else []
        return [item for item in held if item.get("id") in values]
    if asked.type == "choice":
        return _picked(values[-1], inner) if values else None
    if asked.type == "choices":
        return [_picked(value, inner) for value in values if value]
    parts = _part_names(asked)
    if parts:
        return {part: _last(inner.get(part)) for part in parts} if inner else None
    return values[-1] if values else None


def _items(asked: Field, inner: Mapping[str, _Node], kept: Json, loose: Mapping[str, Json]) -> Json:
    """Return the items in the order of their numbers; gaps, which removed cards leave, close.

    Attachments may stand in any of the items that are kept, or in `loose` under `members.certificate`: where they
    stood before, cards may have been removed.
    """
    held = kept if isinstance(kept, list | tuple) else ()
    files: dict[str, list[Json]] = {
        each.key: [file for item in (*held, loose) if isinstance(item, Mapping) for file in _files(item, asked, each)]
        for each in asked.fields
        if each.type == "file"
    }
    numbers = sorted({number for number in map(_index, inner) if number < MAX_INDEX})
    items: list[Json] = []
    for number in numbers:
        node = inner.get(str(number), {})
        before = held[number] if number < len(held) else None
        fields = node if isinstance(node, dict) else {}
        known = before if isinstance(before, Mapping) else {}
        items.append(
            {
                item.key: _typed(item, fields.get(item.key), files.get(item.key, known.get(item.key)), {})
                for item in asked.fields
                if _asks(item)
            }
        )
    return items


def _files(item: Mapping[str, Json], group: Field, asked: Field) -> Sequence[Json]:
    found = item.get(asked.key, item.get(f"{group.key}.{asked.key}"))
    return found if isinstance(found, list | tuple) else ()


def _index(part: str) -> int:
    """Return the number of an item in a name, or MAX_INDEX for what is none; 007 is none."""
    plain = part.isascii() and part.isdecimal() and len(part) <= 3 and part == str(int(part))
    return int(part) if plain else MAX_INDEX


def _picked(value: str, inner: Mapping[str, _Node]) -> Json:
    return {"other": _last(inner.get("other"))} if value == OTHER else value


def _part_names(asked: Field) -> tuple[str, ...]:
    kind = kind_of(asked)
    if isinstance(kind, PartsKind):
        return tuple(kind.parts)
    if asked.type == "email" and asked.settings.get("confirm") is True:
        return ("address", "confirm")
    return BOXES.get(asked.type, ())


def _values(inner: Mapping[str, _Node]) -> list[str]:
    values = inner.get("")
    return values if isinstance(values, list) else []


def _last(node: "_Node | None") -> str:
    values = _values(node) if isinstance(node, dict) else []
    return values[-1] if values else ""


def _shown(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None or isinstance(value, list | tuple | Mapping) else str(value)


def _date_boxes(asked: Field, raw: Json) -> dict[str, list[str]]:
    names = BOXES[asked.type]
    if isinstance(raw, Mapping):
        return {name: [_shown(raw.get(name))] for name in names}
    if isinstance(raw, str) and shape(raw) in ("date", "month"):
        parts = [str(int(part)) for part in raw.split("-")]
        return {name: [value] for name, value in zip(names, ["", *parts], strict=False)}
    return {name: [_shown(raw) if name == "year" else ""] for name in names}


def _choice_boxes(asked: Field, raw: Json) -> dict[str, list[str]]:
    picked = raw if isinstance(raw, list | tuple) else () if raw is None or raw == "" else (raw,)
    keys = {option.key for option in asked.options}
    other = asked.settings.get("other") is True
    boxes: dict[str, list[str]] = {"": [], "other": [""]} if other else {"": []}
    for one in picked:
        if isinstance(one, str) and one in keys:
            boxes[""].append(one)
        elif other:
            boxes[""].append(OTHER)
            boxes["other"] = [_shown(one.get("other") if isinstance(one, Mapping) else one)]
    return boxes


def _pairs(asked: Field, name: str, value: Json) -> Iterator[tuple[str, str]]:
    if asked.type == "group":
        for index, item in enumerate(value if isinstance(value, list | tuple) else ()):
            if isinstance(item, Mapping):
                for inner in asked.fields:
                    if inner.key in item:
                        yield from _pairs(inner, f"{name}.{index}.{inner.key}", item[inner.key])
    elif kind_of(asked).asks and value is not None:
        for part, texts in boxes_of(asked, value).items():
            yield from ((f"{name}.{part}" if part else name, text) for text in texts)
