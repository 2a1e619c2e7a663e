"""Small documents for the tests of the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click.testing

ROOT: Final = Path(__file__).resolve().parents[2]
SAMPLES: Final = ROOT / "samples"
FLOWS: Final = sorted(SAMPLES.glob("*/as-is.json")) + sorted(SAMPLES.glob("*/to-be.json"))
FORMS: Final = sorted(SAMPLES.glob("*/form*.json"))
TABLES: Final = sorted(SAMPLES.glob("*/table-*.json"))

Document = dict[str, Any]
Run = Callable[..., click.testing.Result]


def name_of(path: Path) -> str:
    """Return how a test is called that is about `path`."""
    return f"{path.parent.name}/{path.stem}"


def written(path: Path, document: object) -> Path:
    """Write `document` as JSON and return where."""
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def a_flow(**changes: object) -> Document:
    """Return a small sound as-is flow: received, checked, done."""
    flow: Document = {
        "format": "minaoshi.flow/1",
        "key": "small",
        "title": "小さな手続",
        "stage": "as-is",
        "lanes": [{"key": "clerk", "title": "担当", "kind": "staff", "headcount": 1, "yen_per_hour": 3000}],
        "nodes": [
            {"key": "start", "type": "start", "title": "開始"},
            {"key": "check", "type": "task", "title": "確認", "lane": "clerk", "minutes": 5},
            {"key": "end", "type": "end", "title": "終了", "result": "completed"},
        ],
        "edges": [{"from": "start", "to": "check"}, {"from": "check", "to": "end"}],
    }
    return flow | changes


def a_deadlock() -> Document:
    """Return a flow in which a choice runs into a join that waits for both ways."""
    keys = ("start", "split", "left", "right", "join", "end")
    types = ("start", "exclusive", "task", "task", "parallel", "end")
    pairs = [
        ("start", "split"),
        ("split", "left"),
        ("split", "right"),
        ("left", "join"),
        ("right", "join"),
        ("join", "end"),
    ]
    return a_flow(
        nodes=[
            {"key": key, "type": kind, "title": key, **({"lane": "clerk"} if kind == "task" else {})}
            for key, kind in zip(keys, types, strict=True)
        ],
        edges=[{"from": source, "to": target} for source, target in pairs],
    )
