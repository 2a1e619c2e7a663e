"""MOVE within a row: steps that follow each other, one way out each, in another order."""

from collections.abc import Sequence

from workflow.rewrite.draft import Draft


def reorder(draft: Draft, keys: Sequence[str], first: str, last: str) -> None:
    """Do a row of steps in the order `keys`; until now it began with `first` and ended with `last`."""
    ways = {key: draft.leaving(key)[0] for key in keys}
    inner = {way.index for key, way in ways.items() if key != last}
    onward = ways[last].target
    for edge in draft.entering(first):
        if edge.index not in inner:
            draft.lead(edge, keys[0])
    for key, target in zip(keys, [*keys[1:], onward], strict=True):
        draft.lead(draft.edges[ways[key].index], target)
