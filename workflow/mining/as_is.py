"""From a picture of a log to an as-is flow (`minaoshi.flow/1`): sound as the tree is, with what was counted on it.

Waiting is measured, minutes of work only where the log has starts, and shares are counts (`rates`: k of n) where a
person leaves a step in several ways. What no log tells (minutes, checks, data, law) is left for people to fill in.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.json_types import Json, JsonObject
from kernel.text import Text
from workflow.definition import FORMAT
from workflow.mining.drawing import Drawing
from workflow.mining.figures import ActivityFigures, Gap, LogFigures, figures_of
from workflow.mining.fit import fitting
from workflow.mining.lanes import MinedLane, lanes_of
from workflow.mining.log import EventLog
from workflow.mining.messages import MESSAGES
from workflow.mining.picture import Picture, picture_of

LEAST_GAPS: Final = 5
"""Waiting is written down if it was seen this often."""
MOST_MINUTES: Final = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """What became of a log: the flow's document, and what stands behind it."""

    document: JsonObject
    figures: LogFigures
    picture: Picture
    fitting: int
    """Cases that run through the picture exactly."""
    lanes: tuple[MinedLane, ...]
    notes: tuple[Text, ...]


def as_is_of(
    log: EventLog, *, key: str, title: Text, owner: str | None = None, noise: float | None = None
) -> Discovered:
    """Return the as-is flow of `log`, to be completed by hand."""
    traces = Counter(case.trace for case in log.cases)
    picture = picture_of(traces, noise)
    figures, lanes = figures_of(log, picture.tree), lanes_of(log)
    fits = fitting(picture.tree, traces)
    drawing = Drawing({name: lane.key for lane in lanes for name in lane.activities}, lanes[0].key)
    drawing.draw(picture.tree)
    by_name = {each.name: each for each in figures.activities}
    nodes = [_measured(node, by_name.get(drawing.activity_of.get(str(node["key"]), ""))) for node in drawing.nodes]
    document: dict[str, Json] = {
        "format": FORMAT,
        "key": key,
        "title": dict(title) if isinstance(title, Mapping) else title,
        "stage": "as-is",
        "purpose": dict(MESSAGES.text("log.purpose", cases=figures.cases, events=figures.events)),
        **({"owner": owner} if owner else {}),
        **({"volume_per_year": figures.per_year} if figures.per_year else {}),
        "lanes": [_lane(lane) for lane in lanes],
        "nodes": [*nodes],
        "edges": [*drawing.edges],
        "x": {"event_log": _behind(figures, picture, fits)},
    }
    return Discovered(
        document=document,
        figures=figures,
        picture=picture,
        fitting=fits,
        lanes=lanes,
        notes=_notes(log, figures, picture),
    )


def _lane(lane: MinedLane) -> JsonObject:
    title: Json = lane.title if isinstance(lane.title, str) else dict(lane.title)
    return {
        "key": lane.key,
        "title": title,
        "kind": "staff",
        **({"headcount": lane.people} if lane.people else {}),
    }


def _measured(node: JsonObject, about: ActivityFigures | None) -> JsonObject:
    """Return `node` with what was counted of its activity."""
    if about is None:
        return node
    waiting = about.waiting if about.waiting and about.waiting.n >= LEAST_GAPS else None
    return {
        **node,
        **({"minutes": _quantity(about.work)} if about.work else {}),
        **({"wait_minutes": _quantity(waiting)} if waiting else {}),
        **({"able_people": about.people} if about.people else {}),
        "x": {
            "event_log": {
                "done": about.done,
                "cases": about.cases,
                "repeated": {"k": about.repeated, "n": about.cases},
                "last": {"k": about.last, "n": about.cases},
                **({"outcomes": dict(about.outcomes)} if about.outcomes else {}),
            }
        },
    }


def _quantity(gap: Gap) -> JsonObject:
    return {
        "mean": round(min(gap.mean, MOST_MINUTES), 1),
        "sd": round(min(gap.sd, MOST_MINUTES), 1),
        "from": "measured",
    }


def _behind(figures: LogFigures, picture: Picture, fits: int) -> JsonObject:
    return {
        "cases": figures.cases,
        "events": figures.events,
        "variants": len(figures.variants),
        "from": figures.first.date().isoformat(),
        "to": figures.last.date().isoformat(),
        "fitting": {"k": fits, "n": figures.cases},
        "noise": picture.noise,
        "events_shown": round(picture.kept, 4),
    }


def _notes(log: EventLog, figures: LogFigures, picture: Picture) -> tuple[Text, ...]:
    notes: list[Text] = [*log.notes]
    if picture.left_out:
        events = sum(picture.left_out.values())
        notes.append(MESSAGES.text("log.not_in_picture", count=events, names=_named(picture.left_out)))
    if not figures.starts_known:
        notes.append(MESSAGES.text("log.only_ends"))
    if figures.per_year is None:
        notes.append(MESSAGES.text("log.no_volume"))
    return tuple(notes)


def _named(counts: Mapping[str, int], most: int = 5) -> str:
    names: Sequence[str] = sorted(counts, key=lambda name: -counts[name])
    return "、".join(f"{name[:40]}（{counts[name]}）" for name in names[:most]) + ("…" if len(names) > most else "")
