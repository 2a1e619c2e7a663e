"""Changes to a document as RFC 6902 JSON Patch: applied, found, and undone.

Pure and total: a document is never changed in place, and a patch that does not fit raises `UnusablePatch` with the
place. Work and growth are bounded, because patches come from outside too. `diff` knows the keys of lists, so that
inserting one node among a thousand is one operation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NoReturn, TypeAlias

from kernel.documents import MAX_DEPTH, canonical
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from workflow.finding import Patch
from workflow.list_diff import identities, kept_in_order
from workflow.messages import MESSAGES

MAX_OPERATIONS: Final = 10_000
MAX_GROWTH: Final = 500_000
"""JSON values that a patch may add in all: repeated `copy` would double a document with every operation."""
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,8}")
_BAD_ESCAPE: Final = re.compile(r"~(?![01])")

_Tree: TypeAlias = "dict[str, _Tree] | list[_Tree] | str | int | float | bool | None"


class UnusablePatch(UnusableDocument):
    """A patch that is malformed, too large, or does not fit the document; nothing was changed."""

    code = "patch.unusable"


def apply_patch(document: Json, patch: Sequence[JsonObject]) -> Json:
    """Return `document` with `patch` applied; all of it or, by `UnusablePatch`, nothing."""
    if len(patch) > MAX_OPERATIONS:
        _refuse("patch.too_large", "", limit=MAX_OPERATIONS)
    tree, growth = _thawed(document, 0, ""), 0
    for operation in patch:
        if not isinstance(operation, Mapping):
            _refuse("patch.malformed", "", op=str(operation)[:40])
        if operation.get("op") in ("add", "replace", "copy"):
            growth += _size(_source(tree, operation))
            if growth > MAX_GROWTH:
                _refuse("patch.too_large", _path(operation, "path"), limit=MAX_GROWTH)
        tree = _applied(tree, operation)
    return tree


def diff(before: Json, after: Json) -> Patch:
    """Return a patch that turns `before` into `after`: small, and by the keys of lists where they have keys."""
    return tuple(_changes(before, after, ""))


def inverse(document: Json, patch: Sequence[JsonObject]) -> Patch:
    """Return the patch that undoes `patch` after it was applied to `document`."""
    return diff(apply_patch(document, patch), document)


# -- applying


def _applied(tree: _Tree, operation: JsonObject) -> _Tree:
    path = _path(operation, "path")
    match operation.get("op"):
        case "add":
            return _put(tree, path, _thawed(_value(operation), path.count("/"), path))
        case "remove":
            return _take(tree, path)
        case "replace":
            value = _thawed(_value(operation), path.count("/"), path)
            if path == "":
                return value
            _at(tree, path)
            return _overwritten(tree, path, value)
        case "move":
            return _moved(tree, _path(operation, "from"), path)
        case "copy":
            return _put(tree, path, _thawed(_at(tree, _path(operation, "from")), path.count("/"), path))
        case "test":
            if canonical(_at(tree, path)) != canonical(_value(operation)):
                _refuse("patch.test_failed", path, path=path)
            return tree
    raise _refusal("patch.malformed", path, op=str(operation.get("op"))[:40])


def _overwritten(tree: _Tree, path: str, value: _Tree) -> _Tree:
    parent, token = _parent(tree, path)
    if isinstance(parent, dict):
        parent[token] = value
    else:
        parent[int(token)] = value
    return tree


def _moved(tree: _Tree, origin: str, path: str) -> _Tree:
    if path.startswith(origin + "/"):
        _refuse("patch.malformed", path, op="move")
    value = _at(tree, origin)
    if path == origin:
        return tree
    return _put(_take(tree, origin), path, _thawed(value, path.count("/"), path))


def _put(tree: _Tree, path: str, value: _Tree) -> _Tree:
    if path == "":
        return value
    parent, token = _parent(tree, path)
    if isinstance(parent, dict):
        parent[token] = value
    elif token == "-":  # noqa: S105  # RFC 6902: behind the last entry
        parent.append(value)
    else:
        parent.insert(_position(token, len(parent), path), value)
    return tree


def _take(tree: _Tree, path: str) -> _Tree:
    if path == "":
        _refuse("patch.malformed", path, op="remove")
    parent, token = _parent(tree, path)
    if isinstance(parent, list):
        del parent[_position(token, len(parent) - 1, path)]
    elif token in parent:
        del parent[token]
    else:
        _refuse("patch.no_such_place", path, path=path)
    return tree


def _at(tree: _Tree, path: str) -> _Tree:
    if path == "":
        return tree
    parent, token = _parent(tree, path)
    if isinstance(parent, list):
        return parent[_position(token, len(parent) - 1, path)]
    if token not in parent:
        _refuse("patch.no_such_place", path, path=path)
    return parent[token]


def _parent(tree: _Tree, path: str) -> tuple[dict[str, _Tree] | list[_Tree], str]:
    tokens = [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")[1:]]
    if len(tokens) > MAX_DEPTH:
        _refuse("patch.no_such_place", path, path=path[:200])
    place = tree
    for token in tokens[:-1]:
        if isinstance(place, list):
            place = place[_position(token, len(place) - 1, path)]
        elif isinstance(place, dict) and token in place:
            place = place[token]
        else:
            _refuse("patch.no_such_place", path, path=path)
    if not isinstance(place, dict | list):
        _refuse("patch.no_such_place", path, path=path)
    return place, tokens[-1]


def _position(token: str, last: int, path: str) -> int:
    if not _INDEX.fullmatch(token) or int(token) > last:
        _refuse("patch.no_such_place", path, path=path)
    return int(token)


def _path(operation: JsonObject, name: str) -> str:
    path = operation.get(name)
    if not isinstance(path, str) or (path and not path.startswith("/")) or _BAD_ESCAPE.search(path):
        _refuse("patch.malformed", "", op=str(operation.get("op"))[:40])
    return path


def _value(operation: JsonObject) -> Json:
    if "value" not in operation:
        _refuse("patch.malformed", _path(operation, "path"), op=str(operation.get("op"))[:40])
    return operation["value"]


def _source(tree: _Tree, operation: JsonObject) -> Json:
    return _at(tree, _path(operation, "from")) if operation.get("op") == "copy" else _value(operation)


def _refuse(code: str, pointer: str, **params: str | int) -> NoReturn:
    raise _refusal(code, pointer, **params)


def _refusal(code: str, pointer: str, **params: str | int) -> UnusablePatch:
    return UnusablePatch((MESSAGES.problem(code, pointer, "error", **params),))


def _thawed(value: Json, depth: int, path: str) -> _Tree:
    """Return a copy that may be changed; deeper than documents may be is refused."""
    if depth > MAX_DEPTH:
        _refuse("patch.too_large", path, limit=MAX_DEPTH)
    if isinstance(value, Mapping):
        return {key: _thawed(part, depth + 1, path) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_thawed(part, depth + 1, path) for part in value]
    return value


def _size(value: Json) -> int:
    if isinstance(value, Mapping):
        return 1 + sum(_size(part) for part in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return 1 + sum(_size(part) for part in value)
    return 1


# -- finding


def _changes(before: Json, after: Json, path: str) -> Iterator[JsonObject]:
    if before is after:  # a rewrite copies what it leaves alone by reference, which is nearly everything
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _object_changes(before, after, path)
    elif isinstance(before, list | tuple) and isinstance(after, list | tuple):
        yield from _list_changes(before, after, path)
    elif canonical(before) != canonical(after):
        yield {"op": "replace", "path": path, "value": after}


def _object_changes(before: JsonObject, after: JsonObject, path: str) -> Iterator[JsonObject]:
    for name in before:
        if name not in after:
            yield {"op": "remove", "path": _below(path, name)}
    for name, value in after.items():
        if name not in before:
            yield {"op": "add", "path": _below(path, name), "value": value}
        else:
            yield from _changes(before[name], value, _below(path, name))


def _list_changes(before: Sequence[Json], after: Sequence[Json], path: str) -> Iterator[JsonObject]:
    """Remove what goes or changes place, from the back; then walk forward, adding and comparing."""
    old, new = identities(before), identities(after)
    if old is None or new is None:
        if canonical(before) != canonical(after):
            yield {"op": "replace", "path": path, "value": after}
        return
    kept = kept_in_order(old, new)
    for index in reversed(range(len(old))):
        if old[index] not in kept:
            yield {"op": "remove", "path": f"{path}/{index}"}
    for index, (identity, value) in enumerate(zip(new, after, strict=True)):
        if identity in kept:
            yield from _changes(before[kept[identity]], value, f"{path}/{index}")
        else:
            yield {"op": "add", "path": f"{path}/{index}", "value": value}


def _below(path: str, name: str) -> str:
    return f"{path}/{name.replace('~', '~0').replace('/', '~1')}"
