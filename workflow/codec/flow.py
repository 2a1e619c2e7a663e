"""Reads a `minaoshi.flow/1` document: strictly, completely, in bounded time.

The size of the graph is asked first. A document with any error gives no flow; warnings stay beside it. The flow
keeps its document, which is never rewritten: writing it again gives an equal document.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.names import KEY
from kernel.object_reader import MAX_LIST, ObjectReader
from kernel.problems import Problem, errors_in
from workflow.codec.nodes import read_edges, read_node
from workflow.codec.parts import (
    read_authority,
    read_check,
    read_control,
    read_data_item,
    read_disposition,
    read_document,
    read_keyed,
    read_kpi,
    read_lane,
    read_system,
)
from workflow.codec.values import read_amount
from workflow.definition import FORMAT, Flow, Stage
from workflow.messages import EXPECTED, MESSAGES, PLACES

MAX_NODES: Final = 1_000
MAX_EDGES: Final = 3_000
MAX_DAYS: Final = 36_500
"""A hundred years: a longer period would lead beyond the calendar when a case begins."""
MAX_PROBLEMS: Final = 200
MONTHS: Final = 12
MOST_WEIGHT: Final = 1_000_000
STAGES: Final[tuple[Stage, ...]] = ("as-is", "to-be")


def read_flow(document: Json) -> tuple[Flow | None, list[Problem]]:
    """Return the flow that `document` describes, or None, and everything that is wrong with it (errors first)."""
    problems: list[Problem] = []
    flow = _read(document, problems)
    if errors_in(problems):
        flow = None
    return flow, _shortened(problems)


def require_flow(document: Json) -> Flow:
    """Return the flow that `document` describes or raise `UnusableDocument` with its errors."""
    flow, problems = read_flow(document)
    if flow is None:
        raise UnusableDocument(tuple(errors_in(problems)))
    return flow


def _read(document: Json, problems: list[Problem]) -> Flow | None:
    if not isinstance(document, Mapping):
        problems.append(MESSAGES.problem("format.not_an_object", "", place=PLACES["flow"]))
        return None
    reader = ObjectReader(document, "", PLACES["flow"], problems, MESSAGES)
    if reader.raw("format") != FORMAT:
        problems.append(MESSAGES.problem("format.wrong_format", "/format", expected=FORMAT))
        return None
    if _too_large(reader):
        return None
    return _flow(reader, document)


def _too_large(reader: ObjectReader) -> bool:
    """Report a graph beyond the limits before anything walks over it."""
    before = len(reader.problems)
    for name, limit in (("nodes", MAX_NODES), ("edges", MAX_EDGES)):
        found = reader.raw(name)
        if isinstance(found, Sequence) and not isinstance(found, str) and len(found) > limit:
            reader.report("format.too_many", name, count=len(found), limit=limit)
    return len(reader.problems) > before


def _flow(reader: ObjectReader, document: JsonObject) -> Flow | None:
    key, title = reader.key("key", required=True), reader.text("title", required=True)
    stage = reader.one_of("stage", STAGES, required=True)
    handoff, entry = read_amount(reader, "handoff_minutes"), read_amount(reader, "entry_minutes")
    flow = Flow(
        key=key or "",
        title=title or "",
        stage=stage or "as-is",
        lanes=read_keyed(reader, "lanes", read_lane),
        nodes=read_keyed(reader, "nodes", read_node, required=True),
        edges=read_edges(reader, _keys_of_nodes(reader), MAX_EDGES),
        document=document,
        digest="",
        purpose=reader.text("purpose"),
        owner=reader.string("owner"),
        legal_basis=reader.text("legal_basis"),
        volume_per_year=read_amount(reader, "volume_per_year"),
        season=_season(reader),
        standard_days=read_amount(reader, "standard_days", high=MAX_DAYS),
        params=_params(reader),
        disposition=read_disposition(reader),
        kpis=tuple(read_keyed(reader, "kpis", read_kpi).values()),
        data=read_keyed(reader, "data", read_data_item),
        levels=reader.keys("levels"),
        authority=read_authority(reader),
        checks=read_keyed(reader, "checks", read_check),
        documents=read_keyed(reader, "documents", read_document),
        systems=read_keyed(reader, "systems", read_system),
        trusted_issuers=reader.strings("trusted_issuers"),
        controls=read_keyed(reader, "controls", read_control),
        handoff_minutes=0.0 if handoff is None else handoff,
        entry_minutes=0.5 if entry is None else entry,
    )
    reader.finish()
    return None if errors_in(reader.problems) else replace(flow, digest=digest(document))


def _season(reader: ObjectReader) -> tuple[float, ...]:
    """Read `season`: twelve weights, January to December, of which one at least is more than nothing."""
    found = reader.raw("season")
    if found is None:
        return ()
    if not isinstance(found, Sequence) or isinstance(found, str) or len(found) != MONTHS:
        reader.report("format.season", "season")
        return ()
    weights = [weight for each in found if (weight := _weight(each)) is not None]
    if len(weights) != MONTHS or not any(weights):
        reader.report("format.season", "season")
        return ()
    return tuple(weights)


def _weight(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and 0 <= value <= MOST_WEIGHT else None


def _keys_of_nodes(reader: ObjectReader) -> frozenset[str]:
    """Return the keys of all nodes, also of those that could not be read: an edge to one of them is not at fault."""
    found = reader.raw("nodes")
    if isinstance(found, str) or not isinstance(found, Sequence):
        return frozenset()
    keys = (node.get("key") for node in found if isinstance(node, Mapping))
    return frozenset(key for key in keys if isinstance(key, str))


def _params(reader: ObjectReader) -> dict[str, Json]:
    """Read `params`: plain values, or lists of them, by key."""
    parts = reader.object("params")
    if parts is None:
        return {}
    if len(parts.value) > MAX_LIST:
        reader.report("format.too_many", "params", count=len(parts.value), limit=MAX_LIST)
        return {}
    for name, value in parts.value.items():
        if not KEY.fullmatch(name):
            parts.report("format.bad_key", name[:80], value=name[:80])
        elif not _is_plain(value) and not (isinstance(value, list | tuple) and all(map(_is_plain, value))):
            parts.mistyped(name, EXPECTED["value"])
    return dict(parts.value)


def _is_plain(value: Json) -> bool:
    return value is not None and isinstance(value, bool | int | float | str)


def _shortened(problems: list[Problem]) -> list[Problem]:
    """Put errors first and cut a flood of problems, saying so."""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    if len(ordered) <= MAX_PROBLEMS:
        return ordered
    severity = ordered[0].severity
    more = MESSAGES.problem("format.too_many_problems", "", severity, count=len(ordered), limit=MAX_PROBLEMS)
    return [*ordered[:MAX_PROBLEMS], more]
