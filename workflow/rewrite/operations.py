"""Changes of the lists of a document as RFC 6902 operations."""

from collections.abc import Iterable, Mapping, Sequence

from kernel.json_types import JsonObject
from workflow.patch import diff


def changed(name: str, old: Sequence[JsonObject], lines: Mapping[int, JsonObject]) -> list[JsonObject]:
    """Return what makes `lines`, by place, of the entries of the list `name` as they were."""
    return [
        {**operation, "path": f"/{name}/{place}{operation['path']}"}
        for place, line in sorted(lines.items())
        for operation in diff(old[place], line)
    ]


def removed(name: str, places: Iterable[int]) -> list[JsonObject]:
    """Return what takes the entries at `places` out of the list `name`, last first so that places stay true."""
    return [{"op": "remove", "path": f"/{name}/{place}"} for place in sorted(places, reverse=True)]


def appended(name: str, lines: Iterable[JsonObject], *, missing: bool) -> list[JsonObject]:
    """Return what puts `lines` at the end of the list `name`; `missing`: the document has no such list yet."""
    known = [*lines]
    begin: list[JsonObject] = [{"op": "add", "path": f"/{name}", "value": []}] if known and missing else []
    return begin + [{"op": "add", "path": f"/{name}/-", "value": line} for line in known]
