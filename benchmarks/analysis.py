"""The whole analysis of generated flows: figures, every detector, guards and savings; beside it the whole check.

A generated flow is a paper form and then segments in a row, as in an office: work with a few data, examinations and
approvals that may refuse or send back, choices, and parallel branches. Printed are medians of several rounds over
several flows, without the reading of the document.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.workflow.analysis.office import APPLY, ENDS, START, YES_OR_NO, approval, review, task, whole
from workflow.analysis import analyze
from workflow.check.flow import check_flow
from workflow.codec import require_flow
from workflow.definition import Flow

GOALS: Final = {100: 150.0, 1_000: 1_500.0}
"""Milliseconds by number of nodes."""
SEEDS: Final = range(5)
ROUNDS: Final = 3
ACTIONS: Final = ("enter", "transcribe", "print", "stamp", "copy", "carry", "file", "check", "call", "other")
LARGEST: Final = 2 + 4 * 3
"""Nodes of the largest segment."""
MEDIA: Final = ("paper", "system", "excel", "phone")
SENDS_BACK: Final = {"key": "return", "title": "差戻し", "reason": "required"}


@dataclass
class Sketch:
    """A flow being drawn: `tail` is the edge's beginning from which it goes on."""

    chance: random.Random
    nodes: list[dict[str, Any]] = field(default_factory=lambda: [START, APPLY])
    edges: list[dict[str, Any]] = field(default_factory=lambda: [{"from": "start", "to": "apply"}])
    tail: dict[str, Any] = field(default_factory=lambda: {"from": "apply"})

    def document(self, size: int) -> dict[str, Any]:
        """Draw segments, then single steps, until there are `size` nodes."""
        self.judge()
        while (missing := size - len(self.nodes) - len(ENDS)) > 0:
            segments = [self.work, self.work, self.judge, self.judge, self.loop, self.branches]
            self.chance.choice(segments if missing >= LARGEST else [self.work])()
        self.edges.append(self.tail | {"to": "done"})
        return whole([*self.nodes, *ENDS], self.edges)

    def work(self) -> None:
        """Add a piece of work."""
        self.go_on(self.step())

    def judge(self) -> None:
        """Add an examination or an approval that may refuse for good."""
        node = self.judgement(self.key())
        self.go_on(node)
        self.edges.append({"from": node["key"], "to": "refused", "outcome": "refuse"})
        self.tail = {"from": node["key"], "outcome": "approve"}

    def loop(self) -> None:
        """Add a piece of work and an examination that may send it back."""
        step = self.step()
        self.go_on(self.gateway("exclusive"))
        merge = self.tail["from"]
        self.go_on(step)
        node = self.judgement(self.key()) | {"outcomes": [YES_OR_NO[0], SENDS_BACK]}
        node["rates"] = {"return": {"k": self.chance.randint(1, 200), "n": 1_000}}
        self.go_on(node)
        self.edges.append({"from": node["key"], "to": merge, "outcome": "return"})
        self.tail = {"from": node["key"], "outcome": "approve"}

    def branches(self) -> None:
        """Add two to four branches of work, of which one or all are done."""
        kind = self.chance.choice(["exclusive", "parallel"])
        split, join = self.gateway(kind), self.gateway(kind)
        self.go_on(split)
        self.nodes.append(join)
        for _ in range(self.chance.randint(2, 4)):
            self.tail = {"from": split["key"]}
            for _ in range(self.chance.randint(1, 3)):
                self.work()
            self.edges.append(self.tail | {"to": join["key"]})
        self.tail = {"from": join["key"]}

    def go_on(self, node: dict[str, Any]) -> None:
        """Add `node` after what was drawn last."""
        self.nodes.append(node)
        self.edges.append(self.tail | {"to": node["key"]})
        self.tail = {"from": node["key"]}

    def key(self) -> str:
        """Return a key that is free."""
        return f"n{len(self.edges)}-{len(self.nodes)}"

    def gateway(self, kind: str) -> dict[str, Any]:
        """Return a gateway."""
        return {"key": f"{kind}-{self.key()}-{self.chance.getrandbits(32):x}", "type": kind, "title": "分岐"}

    def step(self) -> dict[str, Any]:
        """Return a piece of work with data, paper or a system."""
        return task(
            f"work-{self.key()}",
            self.chance.choice(ACTIONS),
            lane=self.chance.choice(["clerk", "clerk", "tax"]),
            medium=self.chance.choice(MEDIA),
            reads=self.some_data(),
            writes=self.chance.sample(["memo", "amount"], self.chance.randint(0, 1)),
            wait_minutes=self.chance.choice([0, 60, 480]),
        )

    def judgement(self, key: str) -> dict[str, Any]:
        """Return an examination or an approval; how often it refused was counted."""
        if self.chance.random() < 0.4:
            return approval(f"decide-{key}", self.chance.choice(["chief", "head"]), self.chance.randint(0, 30), 1_000)
        checks = self.chance.sample(["complete", "eligible", "limit"], self.chance.randint(1, 2))
        judgement = self.chance.choice(["rule", "discretion"])
        return review(
            f"look-{key}", *checks, k=self.chance.randint(0, 200), n=1_000, reads=self.some_data(), judgement=judgement
        )

    def some_data(self) -> list[str]:
        """Return one or two data that the form asked for."""
        return self.chance.sample(["name", "income", "birth"], self.chance.randint(1, 2))


def milliseconds(work: Callable[[Flow], object], document: dict[str, Any]) -> float:
    """Return the median time of `work` on the flow in `document`, read anew so that nothing is known about it."""
    times: list[float] = []
    for _ in range(ROUNDS):
        flow = require_flow(document)
        begun = time.perf_counter()
        work(flow)
        times.append((time.perf_counter() - begun) * 1_000)
    return statistics.median(times)


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    met = True
    print(f"{'nodes':>7}{'findings':>10}{'analysis':>13}{'goal':>10}{'ratio':>8}{'check':>13}")
    for size, goal in GOALS.items():
        flows = [Sketch(random.Random(seed)).document(size) for seed in SEEDS]
        met = met and all(check_flow(require_flow(flow)).sound for flow in flows)
        found = statistics.median(len(analyze(require_flow(flow)).findings) for flow in flows)
        whole_analysis = statistics.median(milliseconds(analyze, flow) for flow in flows)
        check = statistics.median(milliseconds(check_flow, flow) for flow in flows)
        row = f"{size:>7,}{found:>10.0f}{whole_analysis:>10.1f} ms{goal:>7.0f} ms{whole_analysis / goal:>8.2f}"
        print(f"{row}{check:>10.1f} ms", flush=True)
        met = met and whole_analysis <= goal
    print(f"medians over {len(SEEDS)} flows, {ROUNDS} rounds each")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
