"""A discovered as-is as one JSON value: printed and remembered. No name of a person is in it."""

from kernel.json_types import Json, JsonObject
from workflow.mining.as_is import Discovered
from workflow.mining.figures import ActivityFigures, Gap

MOST_VARIANTS = 100
MOST_EDGES = 1_000


def report_of(found: Discovered) -> dict[str, Json]:
    """Return figures, variants (the most frequent), follow-ups, waiting and notes."""
    figures = found.figures
    follows = sorted(figures.graph.follows.items(), key=lambda entry: (-entry[1], entry[0]))
    return {
        "cases": figures.cases,
        "events": figures.events,
        "variants": len(figures.variants),
        "dfg_edges": len(follows),
        "from": figures.first.date().isoformat(),
        "to": figures.last.date().isoformat(),
        "cases_per_year": figures.per_year,
        "cycle_days": {**_gap(figures.cycle_days, 3), "p90": round(figures.cycle_p90, 3)},
        "cases_that_repeat": {"k": figures.repeating, "n": figures.cases},
        "handoffs_per_case": None if figures.handoffs is None else round(figures.handoffs, 2),
        "starts_known": figures.starts_known,
        "fitting": {"k": found.fitting, "n": figures.cases},
        "events_shown": round(found.picture.kept, 4),
        "noise": found.picture.noise,
        "activities": [_activity(each, found) for each in figures.activities],
        "most_frequent_variants": [
            {"cases": count, "activities": [*trace]} for trace, count in figures.variants[:MOST_VARIANTS]
        ],
        "directly_follows": [
            {"from": source, "to": target, "count": count} for (source, target), count in follows[:MOST_EDGES]
        ],
        "lanes": [
            {
                "key": lane.key,
                "title": lane.title if isinstance(lane.title, str) else dict(lane.title),
                "people": lane.people,
            }
            for lane in found.lanes
        ],
        "notes": [note if isinstance(note, str) else dict(note) for note in found.notes],
    }


def _activity(about: ActivityFigures, found: Discovered) -> JsonObject:
    return {
        "name": about.name,
        "lane": next(lane.key for lane in found.lanes if about.name in lane.activities),
        "done": about.done,
        "cases": about.cases,
        "repeated": {"k": about.repeated, "n": about.cases},
        "last": {"k": about.last, "n": about.cases},
        "people": about.people,
        "waiting_minutes": None if about.waiting is None else _gap(about.waiting, 1),
        "work_minutes": None if about.work is None else _gap(about.work, 1),
        "outcomes": dict(about.outcomes),
    }


def _gap(gap: Gap, digits: int) -> dict[str, Json]:
    return {
        "mean": round(gap.mean, digits),
        "sd": round(gap.sd, digits),
        "median": round(gap.median, digits),
        "n": gap.n,
    }
