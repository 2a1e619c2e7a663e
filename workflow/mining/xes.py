"""Reads XES event logs (IEEE 1849): trace by trace, so that a large log needs the room of its longest case.

Understood are the standard attributes: `concept:name`, `time:timestamp`, `org:resource`, `org:group`, `org:role`,
`lifecycle:transition`. A start and the completion that follows it make one piece of work.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from kernel.unpacking import ByteFile, pieces_of
from kernel.xml_reader import Element, stream_xml
from workflow.mining.log import MAX_BYTES, MAX_EVENTS, EventLog, LogEvent, event_log, present, refuse
from workflow.mining.messages import MESSAGES
from workflow.mining.pairing import Moment, paired
from workflow.mining.times import read_instant

BEGINS: Final = frozenset({"start", "resume"})
ENDS: Final = frozenset({"", "complete", "autoskip", "manualskip"})
"""Other transitions (schedule, assign, suspend …) are about managing the work, not about doing it."""


def read_xes(file: ByteFile, *, max_bytes: int = MAX_BYTES, max_events: int = MAX_EVENTS) -> EventLog:
    """Return the log in `file` (XES, plain or gzip) or raise `UnusableDocument` with one sentence."""
    cases: dict[str, list[LogEvent]] = {}
    attributes: dict[str, Mapping[str, str]] = {}
    left_out = unfinished = count = 0
    for number, trace in enumerate(stream_xml(pieces_of(file, max_bytes), "log", {"trace"}), 1):
        told = _values(trace)
        name = present(told.get("concept:name", "")) or f"#{number}"
        moments, lost = _moments(trace, name)
        events, open_ones = paired(moments)
        left_out += lost
        unfinished += open_ones
        count += len(events)
        if count > max_events:
            refuse("log.too_many_events", limit=max_events)
        cases.setdefault(name, []).extend(events)
        attributes.setdefault(name, {key: present(value) for key, value in told.items()})
    notes = [MESSAGES.text(code, count=found) for code, found in _said(left_out, unfinished) if found]
    return event_log(cases, notes, attributes)


def _said(left_out: int, unfinished: int) -> Iterable[tuple[str, int]]:
    return ("log.left_out", left_out), ("log.unfinished", unfinished)


def _moments(trace: Element, case: str) -> tuple[list[Moment], int]:
    """Return what happened in a trace, and how many events say too little."""
    moments: list[Moment] = []
    lost = 0
    for event in trace.all("event"):
        values = _values(event)
        transition = values.get("lifecycle:transition", "").lower()
        if transition not in BEGINS and transition not in ENDS:
            continue
        activity, written = present(values.get("concept:name", "")), values.get("time:timestamp", "")
        if not activity or not written:
            lost += 1
            continue
        at = read_instant(written)
        if at is None:
            refuse("log.bad_time", place=MESSAGES.text("log.place_case", case=case[:60]), value=written[:40])
        moments.append(
            Moment(
                activity=activity,
                at=at,
                begins=transition in BEGINS,
                resource=present(values.get("org:resource", "")),
                department=present(values.get("org:group", "")) or present(values.get("org:role", "")),
                instance=values.get("concept:instance", ""),
            )
        )
    return moments, lost


def _values(element: Element) -> Mapping[str, str]:
    values: dict[str, str] = defaultdict(str)
    for child in element.children:
        if "key" in child.attributes:
            values[child.attributes["key"]] = child.attributes.get("value", "")
    return values
