"""REASSIGN to another level, and to a system: others do what people did."""

from dataclasses import replace
from typing import Final

from kernel.json_types import Json
from workflow.rewrite.draft import Draft

OF_PEOPLE: Final = ("action", "assign", "due", "on_overdue", "members", "medium", "medium_in", "medium_out")
"""Properties of a step that mean nothing once a system does it."""
_TIMES: Final = ("minutes", "setup_minutes", "wait_minutes")


def decide_at(draft: Draft, key: str, lane: str, level: str | None) -> None:
    """Let the people of `lane` decide at the step `key`, at `level` where the step says one."""
    node = draft.nodes[key]
    changes: dict[str, Json] = {"lane": lane}
    if level is not None:
        changes["level"] = level
    draft.become(replace(node, lane=lane, level=level or node.level), changes)


def become_service(draft: Draft, key: str, lane: str) -> None:
    """Let a system in `lane` do the step `key`: it takes nobody's time, and no batch waits for it."""
    node = replace(
        draft.nodes[key],
        type="service",
        lane=lane,
        action=None,
        assign=None,
        due=None,
        on_overdue=(),
        outcomes=(),
        members=(),
        medium=None,
        medium_in=None,
        medium_out=None,
        minutes=None,
        setup_minutes=None,
        wait_minutes=None,
        batch=None,
        message=None,
    )
    gone = dict.fromkeys((*OF_PEOPLE, *_TIMES, "batch", "outcomes", "message"))
    draft.become(node, {"type": "service", "lane": lane, **gone})
