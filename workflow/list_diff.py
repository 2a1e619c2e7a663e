"""What stays in place between two versions of a list: entries are known by their keys, not by their position."""

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence

from kernel.documents import canonical
from kernel.json_types import Json


def identities(items: Sequence[Json]) -> list[Hashable] | None:
    """Return what each entry is known by: its `key`, its `from`/`to`/`outcome`, or itself; None if not unique."""
    found = [_identity(item) for item in items]
    return found if None not in found and len(set(found)) == len(found) else None


def _identity(item: Json) -> Hashable:
    if isinstance(item, str):
        return ("text", item)
    if not isinstance(item, Mapping):
        return None if isinstance(item, list | tuple) else ("value", canonical(item))
    if isinstance(key := item.get("key"), str):
        return ("key", key)
    ends = (item.get("from"), item.get("to"), item.get("outcome"))
    if isinstance(ends[0], str) and isinstance(ends[1], str) and isinstance(ends[2], str | None):
        return ("edge", *ends)
    return None


def kept_in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> Mapping[Hashable, int]:
    """Return the largest set of entries that stand in the same order in both, with their place in `old`.

    The longest increasing subsequence of old places, read in the new order (patience sorting, O(n log n)).
    """
    places = {identity: index for index, identity in enumerate(old)}
    common = [identity for identity in new if identity in places]
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, identity in enumerate(common):
        pile = bisect_left(tops, places[identity])
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [places[identity]]
        last[pile : pile + 1] = [index]
    kept: dict[Hashable, int] = {}
    index = last[-1] if last else -1
    while index >= 0:
        kept[common[index]] = places[common[index]]
        index = before[index]
    return kept
