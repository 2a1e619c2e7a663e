"""REASSIGN and its like: one property of a step is set, nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kernel.json_types import Json
from workflow.definition import Batch, Medium
from workflow.rewrite.draft import Draft


def reassign(draft: Draft, key: str, lane: str) -> None:
    """Let the people of `lane` do the step."""
    draft.become(replace(draft.nodes[key], lane=lane), {"lane": lane})


def no_waiting(draft: Draft, key: str) -> None:
    """Let the step begin at once: nobody has to wait for somebody else any more.

    A step that waits for nothing is not touched, so that another rewrite may have taken it out before.
    """
    node = draft.nodes.get(key)
    if node is not None and node.wait_minutes is not None:
        draft.become(replace(node, wait_minutes=None), {"wait_minutes": None})


def on_screen(draft: Draft, key: str, medium: Medium) -> None:
    """Let the step take in and give out its work in `medium`."""
    node = replace(draft.nodes[key], medium=medium, medium_in=None, medium_out=None)
    draft.become(node, {"medium": medium, "medium_in": None, "medium_out": None})


def in_batches(draft: Draft, key: str, size: float, every_days: float) -> None:
    """Let the step be done for `size` cases at once, at the latest after `every_days` days."""
    batch: Mapping[str, Json] = {"every_days": every_days, "size": size}
    draft.become(replace(draft.nodes[key], batch=Batch(every_days=every_days, size=size)), {"batch": dict(batch)})


def add_papers(draft: Draft, key: str, papers: Iterable[str]) -> None:
    """Let the step produce further documents."""
    old = draft.nodes[key].documents
    new = replace(old, produces=tuple(dict.fromkeys((*old.produces, *papers))))
    said: dict[str, Json] = {"needs": [*new.needs], "produces": [*new.produces]}
    shape = {name: value for name, value in said.items() if value}
    draft.become(replace(draft.nodes[key], documents=new), {"documents": shape or None})
