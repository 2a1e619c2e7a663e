"""Clean flows to plant into: every step needs the one before, nobody hands over without need, nothing is asked twice.

A clean flow is a form, a row of work by one clerk with choices and parallel branches in between, an examination, an
approval at the level that the authority table names, and a letter. Each piece of work takes more than an hour, reads
what the one before wrote, and writes what the next one reads: nothing can be merged, moved, or left out.
"""

import json
import random
from dataclasses import dataclass, field
from typing import Any, Final

Document = dict[str, Any]

OUTCOMES: Final = [
    {"key": "approve", "title": "適合"},
    {"key": "refuse", "title": "不適合", "refuses": True, "reason": "required"},
]
RETURNS: Final = [{"key": "approve", "title": "適合"}, {"key": "return", "title": "差戻し", "reason": "required"}]
LANES: Final = [
    {"key": "resident", "title": "申請者", "kind": "resident"},
    {"key": "clerk", "title": "窓口課 担当", "kind": "staff", "department": "desk", "role": "clerk", "rank": 1,
     "yen_per_hour": 3000},
    {"key": "chief", "title": "窓口課 係長", "kind": "staff", "department": "desk", "role": "chief", "rank": 2,
     "yen_per_hour": 3600},
    {"key": "head", "title": "窓口課長", "kind": "staff", "department": "desk", "role": "head", "rank": 3,
     "yen_per_hour": 4500},
    {"key": "tax", "title": "税務課 担当", "kind": "staff", "department": "tax", "role": "clerk", "rank": 1,
     "yen_per_hour": 3000},
    {"key": "system", "title": "システム", "kind": "system"},
]  # fmt: skip
ASKED: Final = ("name", "income", "area")
LAST: Final = 99
LONG: Final = 70
"""Minutes of a piece of work: two of them are too much to be one."""


@dataclass
class Canvas:
    """A flow being drawn. `row` are the steps that every case passes, in order, between form and examination."""

    chance: random.Random
    document: Document = field(default_factory=dict)
    row: list[str] = field(default_factory=list)

    def node(self, key: str) -> Document:
        """Return a node."""
        return next(node for node in self.document["nodes"] if node["key"] == key)

    def datum(self, key: str, **more: Any) -> str:
        """Declare a datum and return its key."""
        self.document["data"].append({"key": key, "title": key, "source": "staff", **more})
        return key

    def item(self, key: str) -> Document:
        """Return the declaration of a datum."""
        return next(datum for datum in self.document["data"] if datum["key"] == key)

    def control(self, key: str, *performers: str, **rule: Any) -> None:
        """Declare a legal control that `performers` perform."""
        declared = {"key": key, "title": "定められた手続", "kind": "legal", "basis": "条例第3条"}
        self.document["controls"].append(declared | ({"rule": rule} if rule else {}))
        for performer in performers:
            self.node(performer).setdefault("control", []).append(key)

    def work(self, key: str, **more: Any) -> Document:
        """Return a piece of work of the clerk."""
        return {"key": key, "type": "task", "title": f"{key}を行う", "lane": "clerk", "action": "other",
                "medium": "system", "systems": ["core"], "minutes": LONG, "reads": [], "writes": [],
                **more}  # fmt: skip

    def check(self, key: str, *checks: str, k: int, n: int = 1000, **more: Any) -> Document:
        """Return an examination that refused `k` of `n` cases."""
        for each in checks:
            if each not in {declared["key"] for declared in self.document["checks"]}:
                self.document["checks"].append({"key": each, "title": each})
        return {"key": key, "type": "review", "title": f"{key}を審査する", "lane": "clerk", "medium": "system",
                "systems": ["core"], "minutes": 20, "checks": [*checks], "judgement": "discretion", "reads": [],
                "writes": [], "outcomes": OUTCOMES, "rates": {"refuse": {"k": k, "n": n}}, **more}  # fmt: skip

    def put_after(self, before: str, *nodes: Document) -> None:
        """Put `nodes` one after the other onto the way on from `before`; what refuses leads to the refusal."""
        leaving = [edge for edge in self.document["edges"] if edge["from"] == before]
        (way,) = [edge for edge in leaving if edge.get("outcome") != "refuse"]
        self.document["edges"].remove(way)
        tail: Document = {name: value for name, value in way.items() if name != "to"}
        for node in nodes:
            self.document["nodes"].append(node)
            self.document["edges"].append(tail | {"to": node["key"]})
            tail = {"from": node["key"]}
            if "outcomes" in node:
                tail["outcome"] = "approve"
                if any(outcome["key"] == "refuse" for outcome in node["outcomes"]):
                    self.document["edges"].append({"from": node["key"], "to": "tell-refusal", "outcome": "refuse"})
        self.document["edges"].append(tail | {"to": way["to"]})

    def written_by(self, key: str) -> str:
        """Return what a step of the row writes."""
        return str(self.node(key)["writes"][0])

    def place(self, *, last: bool = False) -> str:
        """Return a step of the row, not the last one unless asked, after which to plant."""
        return self.row[-1] if last else self.chance.choice(self.row[:-1])

    def after(self, key: str) -> str:
        """Return the step of the row behind `key`."""
        return self.row[self.row.index(key) + 1]


def clean(seed: int) -> Canvas:
    """Return a clean flow; another one for each seed."""
    canvas = Canvas(random.Random(seed))
    canvas.document = _frame()
    tail: Document = {"from": "apply"}
    known = "income"
    for number in range(canvas.chance.randint(3, 7)):
        shape = canvas.chance.choice(["work", "work", "choice", "fork"]) if number else "work"
        known, tail = _work(canvas, number, known, tail)
        if shape != "work":
            tail = _branches(canvas, number, known, tail, "exclusive" if shape == "choice" else "parallel")
    known, tail = _work(canvas, LAST, known, tail)
    canvas.document["edges"].append(tail | {"to": "judge"})
    canvas.node("judge")["reads"] = [known]
    return canvas


def _work(canvas: Canvas, number: int, known: str, tail: Document) -> tuple[str, Document]:
    key = f"step-{number}"
    written = canvas.datum(f"result-{number}")
    canvas.document["nodes"].append(canvas.work(key, reads=[known], writes=[written], title=f"第{number}工程を行う"))
    canvas.document["edges"].append(tail | {"to": key})
    canvas.row.append(key)
    return written, {"from": key}


def _branches(canvas: Canvas, number: int, known: str, tail: Document, kind: str) -> Document:
    """Two branches with one piece of work each; what they write is kept for the record."""
    split, join = f"split-{number}", f"join-{number}"
    canvas.document["nodes"] += [{"key": split, "type": kind, "title": "分かれる"}, {"key": join, "type": kind}]
    canvas.document["edges"].append(tail | {"to": split})
    for branch in ("a", "b"):
        key = f"branch-{number}{branch}"
        written = canvas.datum(f"record-{number}{branch}", keep=True)
        canvas.document["nodes"].append(
            canvas.work(key, reads=[known], writes=[written], title=f"{number}{branch}の記録")
        )
        share = {"probability": 0.5} if kind == "exclusive" else {}
        canvas.document["edges"] += [{"from": split, "to": key, **share}, {"from": key, "to": join}]
    return {"from": join}


def _frame() -> Document:
    """Everything but the row: form, examination, approval, letters, ends."""
    asked = [{"key": key, "title": key, "source": "resident"} for key in ASKED]
    judge: Document = {
        "key": "judge", "type": "review", "title": "内容を審査する", "lane": "clerk", "medium": "system",
        "systems": ["core"], "minutes": 65, "checks": ["worthy"], "judgement": "discretion", "reads": [],
        "writes": ["opinion"], "outcomes": OUTCOMES, "rates": {"refuse": {"k": 40, "n": 1000}},
    }  # fmt: skip
    decide: Document = {
        "key": "decide", "type": "approval", "title": "係長が決裁する", "lane": "chief", "level": "chief",
        "matter": "permit", "medium": "system", "systems": ["core"], "minutes": 10, "reads": ["opinion"], "writes": [],
        "outcomes": OUTCOMES, "rates": {"refuse": {"k": 20, "n": 1000}},
    }  # fmt: skip
    notice = {"type": "notice", "lane": "system", "to": "resident", "medium": "online", "minutes": 0}
    return {
        "format": "minaoshi.flow/1", "key": "planted", "title": "試しの手続", "stage": "as-is", "purpose": "試す",
        "owner": "desk", "volume_per_year": 1200, "handoff_minutes": 3, "levels": ["clerk", "chief", "head"],
        "authority": [{"matter": "permit", "decided_by": "chief"}], "lanes": json.loads(json.dumps(LANES)),
        "data": [*asked, {"key": "opinion", "title": "意見", "source": "staff"}],
        "checks": [{"key": "worthy", "title": "要件に合う"}], "documents": [], "controls": [],
        "nodes": [
            {"key": "start", "type": "start"},
            {"key": "apply", "type": "form", "title": "申請する", "lane": "resident", "medium": "online", "minutes": 10,
             "reads": [], "writes": [*ASKED]},
            judge, decide,
            {"key": "tell", "title": "許可を知らせる", "reads": ["name", "area"], **notice},
            {"key": "tell-refusal", "title": "不許可を知らせる", "reads": ["name"], **notice},
            {"key": "granted", "type": "end", "result": "approved"},
            {"key": "refused", "type": "end", "result": "refused"},
        ],
        "edges": [
            {"from": "start", "to": "apply"},
            {"from": "judge", "to": "decide", "outcome": "approve"},
            {"from": "judge", "to": "tell-refusal", "outcome": "refuse"},
            {"from": "decide", "to": "tell", "outcome": "approve"},
            {"from": "decide", "to": "tell-refusal", "outcome": "refuse"},
            {"from": "tell", "to": "granted"},
            {"from": "tell-refusal", "to": "refused"},
        ],
    }  # fmt: skip
