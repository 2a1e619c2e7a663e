"""MERGE: the first of several steps that follow each other does the work of all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kernel.json_types import Json
from kernel.text import Text, say
from workflow.definition import Documents, Node
from workflow.rewrite.draft import Draft
from workflow.rewrite.quantities import added, quantity_json


def merge(draft: Draft, keys: Sequence[str]) -> None:
    """Let the first of `keys` do what all do, once; each has one way out, and the next is the only one behind it.

    Setting up and waiting happen once, before the first. What one writes for a later one needs no reading any more.
    """
    nodes = [draft.nodes[key] for key in keys]
    absorb(draft, keys[0], nodes)
    for key in keys[1:]:
        draft.bypass(key, draft.leaving(key)[0])


def absorb(draft: Draft, key: str, nodes: Sequence[Node]) -> None:
    """Let the step `key` do what `nodes`, itself among them, do in this order."""
    documents = _documents(nodes)
    merged = replace(
        draft.nodes[key],
        title=_titles(nodes),
        reads=_reads(nodes),
        writes=_union(node.writes for node in nodes),
        checks=_union(node.checks for node in nodes),
        systems=_union(node.systems for node in nodes),
        documents=documents,
        control=_union(node.control for node in nodes),
        minutes=added(node.minutes for node in nodes),
        derived_from=_union(node.derived_from or (node.key,) for node in nodes),
    )
    lists: dict[str, Json] = {
        name: [*getattr(merged, name)] or None
        for name in ("reads", "writes", "checks", "systems", "control", "derived_from")
    }
    papers: dict[str, Json] = {"needs": [*documents.needs], "produces": [*documents.produces]}
    changes: dict[str, Json] = {
        **lists,
        "title": merged.title if isinstance(merged.title, str) else dict(merged.title),
        "minutes": quantity_json(merged.minutes),
        "documents": {name: value for name, value in papers.items() if value} or None,
    }
    if not merged.reads and any(node.reads for node in nodes):
        changes["reads"] = []  # it is known to read nothing: not the same as saying nothing
    draft.become(merged, changes)


def _titles(nodes: Sequence[Node]) -> Text:
    known = [node.title or node.key for node in nodes]
    joined = {"ja": "・".join(dict.fromkeys(say(title, "ja") for title in known))}
    if any(not isinstance(title, str) for title in known):
        joined["en"] = "; ".join(dict.fromkeys(say(title, "en") for title in known))
        return joined
    return joined["ja"]


def _reads(nodes: Sequence[Node]) -> tuple[str, ...]:
    written: set[str] = set()
    found: dict[str, None] = {}
    for node in nodes:
        found |= dict.fromkeys(name for name in node.reads if name not in written)
        written |= set(node.writes)
    return tuple(found)


def _documents(nodes: Sequence[Node]) -> Documents:
    made: set[str] = set()
    needs: dict[str, None] = {}
    for node in nodes:
        needs |= dict.fromkeys(key for key in node.documents.needs if key not in made)
        made |= set(node.documents.produces)
    return Documents(needs=tuple(needs), produces=_union(node.documents.produces for node in nodes))


def _union(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
