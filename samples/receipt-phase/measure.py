"""Measure the receipt phase of a real permit process: the figures that `as-is.json` beside this file uses.

    python samples/receipt-phase/measure.py PATH/receipt.xes.gz

Reads the event log (XES, gzip or plain), prints one JSON object of aggregate figures and keeps nothing else. Two
branches of the process run at the same time, so their events interleave; every follow-up figure is therefore counted
on the events of one branch alone. Only completions are recorded: a gap is an upper bound of waiting, and the
minutes of work cannot be measured at all.
"""

import gzip
import json
import sys
import xml.etree.ElementTree as ET  # the log is a published file that the caller chose, not input from strangers
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median, pstdev
from typing import Final

CONFIRMATION: Final = "Confirmation of receipt"
CONFIRMING: Final = (CONFIRMATION, "T02", "T03", "T04", "T05")
ADVISING: Final = (CONFIRMATION, "T06", "T07", "T08", "T09", "T10")
UNLICENSED: Final = ("T11", "T12", "T13", "T14", "T15")
STOPPING: Final = ("T16", "T17", "T18", "T19", "T20")
BRANCHES: Final = (CONFIRMING, ADVISING, ("T10", *UNLICENSED), ("T10", *STOPPING))


@dataclass(frozen=True, slots=True)
class Event:
    """One completed piece of work: its short name (`T02`), when, and by whom."""

    activity: str
    at: datetime
    resource: str


Case = tuple[Event, ...]


def read_log(path: Path) -> Iterator[tuple[str, Case]]:
    """Yield the channel and the events of each case, in the order of the log."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for _, element in ET.iterparse(stream):  # noqa: S314  # a published file that the caller chose
            if element.tag.endswith("}trace"):
                events = tuple(_event(child) for child in element if child.tag.endswith("}event"))
                yield _attribute(element, "channel"), events
                element.clear()


def _event(element: ET.Element) -> Event:
    name = _attribute(element, "concept:name")
    activity = name[:3] if name.startswith("T") else name
    return Event(
        activity, datetime.fromisoformat(_attribute(element, "time:timestamp")), _attribute(element, "org:resource")
    )


def _attribute(element: ET.Element, key: str) -> str:
    return next((child.get("value", "") for child in element if child.get("key") == key), "")


def only(case: Case, activities: Sequence[str]) -> Case:
    """Return the events of one branch."""
    return tuple(event for event in case if event.activity in activities)


def followed(cases: Iterable[Case], branch: Sequence[str], first: str, then: Callable[[str], bool]) -> dict[str, int]:
    """Count how often `first` was followed, within its branch, by an activity that `then` accepts: k of n."""
    k = n = 0
    for case in cases:
        names = [event.activity for event in only(case, branch)]
        for here, after in pairwise([*names, ""]):
            if here == first:
                n += 1
                k += then(after)
    return {"k": k, "n": n}


def gaps(cases: Iterable[Case]) -> dict[str, dict[str, float]]:
    """Return minutes between an activity and what came before it in its branch: mean, sd, median, count."""
    minutes: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        for branch in BRANCHES:
            events = only(case, branch)
            for before, event in pairwise(events):
                if event.activity != branch[0]:
                    minutes[event.activity].append((event.at - before.at).total_seconds() / 60)
    return {
        name: {"mean": round(fmean(values), 1), "sd": round(pstdev(values), 1), "median": round(median(values), 1)}
        for name, values in sorted(minutes.items())
    }


def with_other_person(cases: Iterable[Case], first: str, then: str) -> dict[str, int]:
    """Count in how many cases `then` was done by another person than the latest `first` before it."""
    k = n = 0
    for case in cases:
        doer = ""
        for event in case:
            if event.activity == first:
                doer = event.resource
            elif event.activity == then and doer:
                n += 1
                k += event.resource != doer
                break
    return {"k": k, "n": n}


def figures(log: Sequence[tuple[str, Case]]) -> dict[str, object]:
    """Return every figure that the as-is flow uses."""
    cases = [case for _, case in log]
    starts = [case[0].at for case in cases]
    people: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for event in case:
            people[event.activity].add(event.resource)
    lead = [(case[-1].at - case[0].at).total_seconds() / 86400 for case in cases]
    decided = [case for case in cases if any(event.activity == "T10" for event in case)]
    return {
        "cases": len(cases),
        "events": sum(map(len, cases)),
        "from": min(starts).date().isoformat(),
        "to": max(starts).date().isoformat(),
        "cases_per_year": round(len(cases) / ((max(starts) - min(starts)).days / 365.25)),
        "channels": dict(Counter(channel for channel, _ in log).most_common()),
        "lead_time_days": {"mean": round(fmean(lead), 2), "median": round(median(lead), 2)},
        "events_of": dict(sorted(Counter(event.activity for case in cases for event in case).items())),
        "cases_with": dict(sorted(Counter(name for case in cases for name in {e.activity for e in case}).items())),
        "people_of": {name: len(who) for name, who in sorted(people.items())},
        "ends_after_confirmation": {
            "k": sum({e.activity for e in case} == {CONFIRMATION} for case in cases),
            "n": len(cases),
        },
        "T02_then_adjusted": followed(cases, CONFIRMING, "T02", lambda name: name == "T03"),
        "T04_then_adjusted": followed(cases, CONFIRMING, "T04", lambda name: name == "T03"),
        "T06_then_advice": followed(cases, ADVISING, "T06", lambda name: name in ("T07", "T08", "T09")),
        "T06_then_external": followed(cases, ADVISING, "T06", lambda name: name in ("T08", "T09")),
        "T12_then_adjusted": followed(cases, UNLICENSED, "T12", lambda name: name == "T13"),
        "T17_then_adjusted": followed(cases, STOPPING, "T17", lambda name: name == "T18"),
        "after_T10_unlicensed": {
            "k": sum(any(e.activity == "T11" for e in case) for case in decided),
            "n": len(decided),
        },
        "after_T10_stopped": {"k": sum(any(e.activity == "T16" for e in case) for case in decided), "n": len(decided)},
        "T02_by_another_than_confirmation": with_other_person(cases, CONFIRMATION, "T02"),
        "T04_by_another_than_T02": with_other_person(cases, "T02", "T04"),
        "T05_by_another_than_T04": with_other_person(cases, "T04", "T05"),
        "gap_minutes": gaps(cases),
    }


def main(arguments: Sequence[str]) -> int:
    """Print the figures of the log named by the one argument."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("usage: measure.py RECEIPT.XES[.GZ]", file=sys.stderr)
        return 2
    json.dump(figures([*read_log(Path(arguments[0]))]), sys.stdout, ensure_ascii=False, indent=2)
    print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
