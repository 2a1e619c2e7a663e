"""The lanes of a process: those of its lane sets, innermost first; without any, one for its pool."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kernel.json_types import Json
from kernel.xml_reader import Element
from workflow.bpmn.extension import definition_in
from workflow.bpmn.model import MAX_NAME, key_for

_RESIDENT: Final = re.compile(
    r"住民|市民|申請者|届出者|利用者|保護者|事業者|\bresident|\bcitizen|\bapplicant|\bcustomer|\bclient", re.IGNORECASE
)
_OFFICE: Final = re.compile(r"(?:課|係|部|室|局|所|担当)$")
_SYSTEM: Final = re.compile(r"システム|自動|\bsystem|\bautomat|\bservice\b|\bengine", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneFound:
    """A lane to be, and the ids of the steps in it."""

    key: str
    name: str
    kind: str
    steps: frozenset[str]
    definition: dict[str, Json] = field(default_factory=dict)


def lanes_in(root: Element, process: Element) -> tuple[LaneFound, ...]:
    """Return the lanes of `process`."""
    found: list[LaneFound] = []
    for element in (lane for lanes in process.all("laneSet") for lane in _leaves(lanes)):
        found.append(_lane(element, frozenset(_steps(element)), {lane.key for lane in found}))
    if found:
        return tuple(found)
    pool = next((each for each in _pools(root) if each.get("processRef") == process.get("id")), None)
    everything = frozenset(child.get("id") for child in process.children)
    return () if pool is None else (_lane(pool, everything, set()),)


def _pools(root: Element) -> Iterator[Element]:
    return (pool for each in root.all("collaboration") for pool in each.all("participant"))


def _leaves(lanes: Element) -> Iterator[Element]:
    """Yield lanes that hold no lanes of their own, and those that do after what they hold."""
    for lane in lanes.all("lane"):
        inner = [deeper for each in lane.all("childLaneSet") for deeper in _leaves(each)]
        yield from inner
        if not inner or _steps(lane):
            yield lane


def _steps(lane: Element) -> list[str]:
    return [each.text.strip() for each in lane.all("flowNodeRef")]


def _lane(element: Element, steps: frozenset[str], taken: set[str]) -> LaneFound:
    definition = definition_in(element)
    name = " ".join(element.get("name").split())[:MAX_NAME]
    known = definition.get("key")
    key = known if isinstance(known, str) and known not in taken else key_for(name, "lane", taken)
    return LaneFound(key=key, name=name, kind=_kind(name), steps=steps, definition=definition)


def _kind(name: str) -> str:
    """Guess who works in a lane by its name: 市民課 is an office, 市民 are residents."""
    if _OFFICE.search(name):
        return "staff"
    return "resident" if _RESIDENT.search(name) else "system" if _SYSTEM.search(name) else "staff"
