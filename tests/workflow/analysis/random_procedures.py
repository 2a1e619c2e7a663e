"""Random block-structured procedures with everything that a detector may look at."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.workflow.analysis.office import APPLY, ENDS, START, YES_OR_NO, approval, review, task, whole

ACTIONS = (
    "enter",
    "transcribe",
    "print",
    "stamp",
    "copy",
    "scan",
    "carry",
    "file",
    "check",
    "call",
    "mail",
    "other",
    "prepare",
)
MEDIA = ("paper", "system", "excel", "phone", "online")
ASKED = ["name", "income", "birth"]
WRITTEN = ["memo", "amount"]
CONTROLS = [
    {"key": "law", "title": "法定の確認", "kind": "legal"},
    {"key": "own", "title": "内部の確認", "kind": "internal", "rule": {"must": "approved"}},
]
NO_NAME = {"field": "name", "op": "empty"}
PAPERS = [{"key": "draft", "title": "起案", "physical": True}, {"key": "book", "title": "台帳", "keep": True}]


@dataclass
class Procedure:
    """A procedure being drawn: `tail` is the beginning of the edge from which it goes on."""

    chance: Random
    nodes: list[dict[str, Any]] = field(default_factory=lambda: [START, APPLY])
    edges: list[dict[str, Any]] = field(default_factory=lambda: [{"from": "start", "to": "apply"}])
    tail: dict[str, Any] = field(default_factory=lambda: {"from": "apply"})
    refuses: bool = False

    def document(self, parts: int) -> dict[str, Any]:
        """Draw `parts` segments and end."""
        kinds = [
            self.work,
            self.work,
            self.work,
            self.judge,
            self.loop,
            self.branches,
            self.notice,
            self.ask,
            self.twins,
        ]
        for _ in range(parts):
            self.chance.choice(kinds)()
        self.edges.append(self.tail | {"to": "done"})
        ends = ENDS if self.refuses else ENDS[:1]
        rest: dict[str, Any] = {"controls": CONTROLS, "documents": PAPERS, "handoff_minutes": 3, "standard_days": 30}
        return whole([*self.nodes, *ends], self.edges, **rest)

    def key(self) -> str:
        return f"n{len(self.nodes)}"

    def go_on(self, node: dict[str, Any]) -> None:
        self.nodes.append(node)
        self.edges.append(self.tail | {"to": node["key"]})
        self.tail = {"from": node["key"]}

    def some(self, names: list[str], most: int = 2) -> list[str]:
        return self.chance.sample(names, self.chance.randint(0, min(most, len(names))))

    def work(self) -> None:
        self.go_on(self.step())

    def step(self, **more: Any) -> dict[str, Any]:
        pick = self.chance.choice
        medium = pick(MEDIA)
        said = task(
            self.key(),
            pick(ACTIONS),
            lane=pick(["clerk", "clerk", "clerk", "tax", "chief"]),
            medium=medium,
            systems=[pick(["core", "ledger"])] if medium in ("system", "excel") else [],
            reads=self.some([*ASKED, *WRITTEN]) if self.chance.random() < 0.9 else ASKED,
            writes=self.some([*WRITTEN, "name"], 1),
            minutes=pick([0.5, 4, 6]),
            setup_minutes=pick([0, 0, 9]),
            wait_minutes=pick([0, 60, 960]),
            documents=pick([{}, {}, {"produces": ["draft"]}, {"needs": ["draft"]}, {"produces": ["book"]}]),
        )
        guarded: dict[str, Any] = pick(
            [{}, {}, {}, {}, {}, {"control": [pick(["law", "own"])]}, {"independent": True}, {"pinned": "理由"}]
        )
        if said["action"] in ("print", "scan"):
            said |= {"medium_in": pick(["system", "paper"])}
        return said | guarded | more

    def judge(self) -> None:
        self.refuses = True
        self.go_on(self.judgement())
        key = self.tail["from"]
        self.edges.append({"from": key, "to": "refused", "outcome": "refuse"})
        self.tail = {"from": key, "outcome": "approve"}

    def judgement(self) -> dict[str, Any]:
        pick = self.chance.choice
        if self.chance.random() < 0.4:
            return approval(self.key(), pick(["chief", "head", "director"]), pick([0, 5]), pick([400, 4000]))
        checks = self.chance.sample(["complete", "eligible", "limit"], self.chance.randint(0, 2))
        said = review(self.key(), *checks, k=pick([0, 60]), n=pick([1000, 4000]), reads=self.some(ASKED) or ASKED)
        return said | {"medium": pick(MEDIA), "judgement": pick(["rule", "discretion", "none"])}

    def loop(self) -> None:
        """Add an examination that sends a case back to the resident."""
        back = {"key": "return", "title": "補正", "mechanical": self.chance.choice([0.2, 1.0])}
        look = self.judgement() | {"outcomes": [YES_OR_NO[0], back], "rates": {"return": {"k": 150, "n": 1000}}}
        self.go_on(look)
        form = {**APPLY, "key": self.key(), "title": "補正する", "minutes": 5}
        self.nodes.append(form)
        self.edges += [
            {"from": look["key"], "to": form["key"], "outcome": "return"},
            {"from": form["key"], "to": look["key"]},
        ]
        self.tail = {"from": look["key"], "outcome": "approve"}

    def branches(self) -> None:
        kind = self.chance.choice(["exclusive", "exclusive", "parallel"])
        split, join = ({"key": f"{self.key()}-{name}", "type": kind, "title": name} for name in ("split", "join"))
        self.go_on(split)
        self.nodes.append(join)
        alike = self.step(title="同じ作業", writes=[], control=[], independent=False)
        when = {"field": self.chance.choice(["income", "memo"]), "op": "not_empty"}
        for place in range(self.chance.randint(2, 3)):
            self.tail = {"from": split["key"]}
            if kind == "exclusive":
                ways: list[dict[str, Any]] = [{"when": when}, {"default": True}, {"when": NO_NAME}]
                self.tail |= ways[place]
            for _ in range(self.chance.randint(1, 2)):
                self.go_on(alike | {"key": self.key()} if self.chance.random() < 0.4 else self.step())
            self.edges.append(self.tail | {"to": join["key"]})
        self.tail = {"from": join["key"]}

    def notice(self) -> None:
        to = self.chance.choice(["resident", "resident", "tax", "director"])
        self.go_on({"key": self.key(), "type": "notice", "title": "知らせる", "lane": "clerk", "to": to, "minutes": 3,
                    "reads": self.some(ASKED)})  # fmt: skip

    def ask(self) -> None:
        """Add a second form."""
        writes = self.chance.choice([["account"], ["name"], ["account", "income"]])
        form = {**APPLY, "key": self.key(), "title": "さらに尋ねる", "writes": writes}
        self.go_on(form)

    def twins(self) -> None:
        """Add two steps in the same place."""
        one = self.step(medium="system", systems=["core"], action="prepare", lane="clerk")
        self.go_on(one)
        self.go_on(one | {"key": self.key(), "writes": self.some(WRITTEN, 1)})


def random_procedure(seed: int, parts: int = 9) -> dict[str, Any]:
    """Return a sound procedure as a document."""
    account = [{"key": "account", "title": "口座", "type": "bank_account", "source": "resident", "personal": True}]
    document = Procedure(Random(seed)).document(parts)
    return document | {"data": [*document["data"], *account]}
