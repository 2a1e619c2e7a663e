"""Reads event logs from CSV: a line is one piece of work; which column holds what is named, or known by its heading."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from kernel.text_ja import search_key
from kernel.unpacking import ByteFile, pieces_of
from workflow.mining.log import MAX_BYTES, MAX_EVENTS, EventLog, LogEvent, event_log, present, refuse
from workflow.mining.messages import MESSAGES
from workflow.mining.times import ReadTime, reader_of

csv.field_size_limit(1_000_000)

KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("case:concept:name", "caseid", "case", "案件番号", "案件", "受付番号", "整理番号", "申請番号", "管理番号"),
    "activity": ("concept:name", "activity", "activityname", "作業", "作業名", "工程", "工程名", "処理", "処理名",
                 "業務"),
    "time": ("time:timestamp", "timestamp", "completetimestamp", "endtimestamp", "endtime", "end", "completed", "time",
             "完了日時", "終了日時", "処理日時", "日時", "完了日", "処理日"),
    "start": ("starttimestamp", "starttime", "start", "started", "開始日時", "着手日時", "開始日"),
    "resource": ("org:resource", "resource", "user", "担当者", "担当", "処理者", "職員", "氏名"),
    "department": ("org:group", "department", "group", "role", "org:role", "所属", "部署", "課", "係", "担当課"),
    "outcome": ("outcome", "result", "decision", "結果", "判定", "処理結果"),
}  # fmt: skip
"""How headings call the columns, small letters without spaces; the first that is there counts."""

NEEDED: Final[Mapping[str, str]] = {
    "case": "log.column_case",
    "activity": "log.column_activity",
    "time": "log.column_time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Headings of the columns that matter; None: found by name. `time` is when the work was finished."""

    case: str | None = None
    activity: str | None = None
    time: str | None = None
    start: str | None = None
    resource: str | None = None
    department: str | None = None
    outcome: str | None = None


def read_csv(
    file: ByteFile,
    columns: Columns | None = None,
    *,
    time_format: str | None = None,
    max_bytes: int = MAX_BYTES,
    max_events: int = MAX_EVENTS,
) -> EventLog:
    """Return the log in `file` (CSV in UTF-8 or Shift JIS, plain or gzip) or raise `UnusableDocument`."""
    text = _text(b"".join(pieces_of(file, max_bytes)))
    rows = _rows(text)
    heading = next(rows, None)
    if heading is None:
        refuse("log.empty_file")
    places = _places(heading[1], columns or Columns())
    read_time = reader_of(time_format)
    cases: dict[str, list[LogEvent]] = {}
    left_out = count = 0
    for line, row in rows:
        value = {name: present(row[place]) if place < len(row) else "" for name, place in places.items()}
        if not (value["case"] and value["activity"] and value["time"]):
            left_out += any(map(str.strip, row))
            continue
        count += 1
        if count > max_events:
            refuse("log.too_many_events", limit=max_events)
        cases.setdefault(value["case"], []).append(_event(value, line, read_time, time_format))
    return event_log(cases, [MESSAGES.text("log.left_out", count=left_out)] if left_out else [])


def headings_of(raw: bytes) -> tuple[str, ...]:
    """Return the headings of a CSV, for who is to choose among them."""
    found = next(_rows(_text(raw.rpartition(b"\n")[0] or raw)), None)
    return tuple(found[1]) if found else ()


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return refuse("log.not_text")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every line that is not empty."""
    first = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error:
        refuse("log.broken_csv", line=reader.line_num)


def _places(heading: Sequence[str], columns: Columns) -> dict[str, int]:
    """Return the place of each column that is there."""
    names = [cell.strip() for cell in heading]
    plain = [search_key(name).replace(" ", "").replace("_", "").lower() for name in names]
    places: dict[str, int] = {}
    for part in fields(columns):
        asked = getattr(columns, part.name)
        if asked:
            if asked.strip() not in names:
                refuse("log.unknown_column", name=asked[:60], columns=_listed(names))
            places[part.name] = names.index(asked.strip())
            continue
        found = next((plain.index(known) for known in KNOWN[part.name] if known in plain), None)
        if found is not None and found not in places.values():
            places[part.name] = found
        elif part.name in NEEDED:
            refuse("log.no_column", what=MESSAGES.text(NEEDED[part.name]), columns=_listed(names))
    for name, place in places.items():
        if [*places.values()].count(place) > 1:
            refuse("log.twice_the_column", name=names[places[name]][:60])
    return places


def _listed(names: Sequence[str]) -> str:
    return "、".join(name[:40] for name in names if name)[:300]


def _event(value: Mapping[str, str], line: int, read_time: ReadTime, time_format: str | None) -> LogEvent:
    return LogEvent(
        activity=value["activity"],
        at=_instant(value["time"], line, read_time, time_format),
        started=_instant(value["start"], line, read_time, time_format) if value.get("start") else None,
        resource=value.get("resource", ""),
        department=value.get("department", ""),
        outcome=value.get("outcome", ""),
    )


def _instant(written: str, line: int, read_time: ReadTime, time_format: str | None) -> datetime:
    found = read_time(written)
    if found is not None:
        return found
    place = MESSAGES.text("log.place_line", line=line)
    if time_format is not None:
        refuse("log.bad_time_format", place=place, value=written[:40], format=time_format[:40])
    return refuse("log.bad_time", place=place, value=written[:40])
