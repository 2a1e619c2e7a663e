"""Copying a procedure to another department (他課への写し): what is taken over, what is mapped, what to look at.

The copy is made of drafts, and nothing of it is in force. Lanes of the department that it comes from become lanes of
the one that takes it; other departments stay, because their part of the work does not move. Whatever names somebody
or something of the old place is told, so that nobody has to find it by accident.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from accounts.directory import Directory
from accounts.officer import Membership, Officer
from catalog.drafts import Kind, save_draft
from catalog.messages import MESSAGES
from catalog.procedures import create_procedure
from db.database import Tx
from kernel.documents import canonical
from kernel.json_types import Json, JsonObject
from kernel.text import Text, say

MOST_NOTES: Final = 100


@dataclass(frozen=True, slots=True)
class Original:
    """What is copied: documents by kind and place, and the department that they come from."""

    title: Text
    department: str
    documents: Sequence[tuple[Kind, str, JsonObject]]


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """The documents as they will stand, what was mapped, and what somebody has to look at."""

    documents: Sequence[tuple[Kind, str, JsonObject]]
    mapped: Sequence[Text]
    to_check: Sequence[Text]


def plan_copy(directory: Directory, original: Original, *, key: str, title: Text, department: str) -> CopyPlan:
    """Return what copying `original` to `department` makes of it; nothing is stored."""
    mapped: list[Text] = []
    documents: list[tuple[Kind, str, JsonObject]] = []
    for kind, place, document in original.documents:
        match kind:
            case "flow":
                flow = _flow(document, original.department, key=key, title=title, department=department)
                documents.append((kind, place, flow))
            case "page":
                page = _page(directory, document, key=key, title=title, department=department)
                documents.append((kind, key, page))
                if page.get("contact") != document.get("contact"):
                    mapped.append(MESSAGES.text("catalog.copy.contact", department=_named(directory, department)))
            case _:
                documents.append((kind, place, document))
    flows = [document for kind, _, document in documents if kind == "flow"]
    before = [document for kind, _, document in original.documents if kind == "flow"]
    mapped += _unique(_mapped_lanes(directory, before, original.department, department))
    to_check = _unique(
        [*_lanes(directory, flows, department), *_outside(flows), *_mentions(directory, original, documents)]
    )
    return CopyPlan(documents, mapped[:MOST_NOTES], to_check[:MOST_NOTES])


def copy_procedure(
    tx: Tx, officer: Officer, plan: CopyPlan, *, key: str, title: Text, department: str, now: datetime
) -> None:
    """Add a procedure of `department` with the drafts of `plan`. The officer has to design there."""
    create_procedure(tx, officer, key, department, title, now)
    for kind, place, document in plan.documents:
        save_draft(tx, officer, key, kind, place, document, revision=None, now=now)


def _flow(document: JsonObject, source: str, *, key: str, title: Text, department: str) -> JsonObject:
    lanes: list[Json] = [
        {**lane, "department": department} if lane.get("department") == source else lane
        for lane in _objects(document, "lanes")
    ]
    return {**document, "key": key, "title": _json(title), "owner": department, "lanes": lanes}


def _page(directory: Directory, document: JsonObject, *, key: str, title: Text, department: str) -> JsonObject:
    known = directory.departments.get(department)
    contact: dict[str, Json] = {"contact": _json(known.contact)} if known and known.contact else {}
    return {**document, "key": key, "title": _json(title), **contact}


def _mapped_lanes(directory: Directory, flows: Sequence[JsonObject], source: str, target: str) -> Iterator[Text]:
    for flow in flows:
        for lane in _objects(flow, "lanes"):
            if lane.get("department") == source and source != target:
                yield MESSAGES.text(
                    "catalog.copy.lane", lane=_text(lane.get("title")), department=_named(directory, target)
                )


def _lanes(directory: Directory, flows: Sequence[JsonObject], target: str) -> Iterator[Text]:
    """Yield lanes that nobody works in, and lanes of other departments."""
    for flow in flows:
        for lane in _objects(flow, "lanes"):
            department, role, title = (
                str(lane.get("department") or ""),
                str(lane.get("role") or ""),
                _text(lane.get("title")),
            )
            if lane.get("kind") != "staff" or not department:
                continue
            if department not in directory.departments:
                yield MESSAGES.text("catalog.copy.no_department", lane=title, department=department)
            elif Membership(department, role) not in directory.posts:
                yield MESSAGES.text(
                    "catalog.copy.unmanned", lane=title, department=_named(directory, department), role=role or "—"
                )
            elif department != target:
                yield MESSAGES.text("catalog.copy.other", lane=title, department=_named(directory, department))


def _outside(flows: Sequence[JsonObject]) -> Iterator[Text]:
    """Yield steps that call other systems or run other procedures."""
    for flow in flows:
        for node in _objects(flow, "nodes"):
            if node.get("type") == "subflow" and node.get("flow"):
                yield MESSAGES.text("catalog.copy.subflow", step=_text(node.get("title")), flow=str(node["flow"]))
            if node.get("type") == "service":
                yield MESSAGES.text("catalog.copy.call", step=_text(node.get("title")))


def _mentions(
    directory: Directory, original: Original, documents: Sequence[tuple[Kind, str, JsonObject]]
) -> Iterator[Text]:
    """Yield documents that still name the old department in their texts."""
    known = directory.departments.get(original.department)
    name = say(known.title) if known else ""
    if not name:
        return
    for kind, _place, document in documents:
        if name in canonical(document).decode():
            yield MESSAGES.text(
                "catalog.copy.mentions",
                document=_text(document.get("title")),
                what=MESSAGES.text(f"catalog.copy.kind.{kind}"),
                name=name,
            )


def _named(directory: Directory, department: str) -> Text:
    known = directory.departments.get(department)
    return known.title if known else department


def _objects(document: JsonObject, name: str) -> list[JsonObject]:
    listed = document.get(name)
    return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list | tuple) else []


def _unique(texts: Iterator[Text] | Sequence[Text]) -> list[Text]:
    return list({say(text, "ja"): text for text in texts}.values())


def _text(value: Json) -> Text:
    return {str(tag): str(said) for tag, said in value.items()} if isinstance(value, Mapping) else str(value or "")


def _json(text: Text) -> Json:
    return text if isinstance(text, str) else {**text}
