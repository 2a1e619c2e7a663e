"""Draws a process tree as nodes and edges of a flow: blocks with one way in and one way out, hence sound.

A step that judges and is left in several ways gets outcomes with their counted rates; every other choice becomes a
gateway with probabilities. Gateways that only bring ways together are left out where a step can do so itself.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kernel.json_types import Json
from workflow.mining.messages import MESSAGES
from workflow.mining.process_tree import Choice, InOrder, Loop, Silent, Step, Together, Tree, steps_of
from workflow.mining.words import action_of, decides

MAX_KEY: Final = 40
_UNFIT: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Way:
    """An open end: the next node will be joined to `source`."""

    source: str
    outcome: str | None = None
    probability: float | None = None


@dataclass
class Drawing:
    """The nodes and edges drawn so far. `activity_of` says which activity a node shows."""

    lane_of: Mapping[str, str]
    first_lane: str
    nodes: list[dict[str, Json]] = field(default_factory=list)
    edges: list[dict[str, Json]] = field(default_factory=list)
    activity_of: dict[str, str] = field(default_factory=dict)

    def draw(self, tree: Tree) -> None:
        """Draw `tree` between a start and an end."""
        start = self._node("start", "start", self.first_lane, title=dict(MESSAGES.text("log.start")))
        ways = self._draw(tree, [_Way(start)])
        end = self._node("end", "end", self.first_lane, title=dict(MESSAGES.text("log.end")), result="completed")
        self._join(ways, end)
        self._drop_mere_merges()

    def _draw(self, tree: Tree, ways: list[_Way]) -> list[_Way]:
        match tree:
            case Step(activity):
                return self._step(activity, ways)
            case InOrder(parts):
                for part in parts:
                    ways = self._draw(part, ways)
                return ways
            case Choice(parts):
                return self._choice([part for part in parts if part.count], ways)
            case Together(parts):
                return self._together(parts, ways)
            case Loop():
                return self._loop(tree, ways)
            case Silent():
                return ways

    def _step(self, activity: str, ways: list[_Way]) -> list[_Way]:
        key = self._key(activity)
        self._node(key, "task", self.lane_of[activity], title=activity, action=action_of(activity))
        self.activity_of[key] = activity
        self._join(ways, key)
        return [_Way(key)]

    def _choice(self, parts: Sequence[Tree], ways: list[_Way]) -> list[_Way]:
        if len(parts) == 1:
            return self._draw(parts[0], ways)
        opened = self._split(ways, [(_first(part), part.count) for part in parts])
        return [end for part, way in zip(parts, opened, strict=True) for end in self._draw(part, [way])]

    def _together(self, parts: Sequence[Tree], ways: list[_Way]) -> list[_Way]:
        lane = self._lane(ways)
        fork = self._node(self._key("fork"), "parallel", lane)
        self._join([self._one(ways)], fork)
        ends = [self._one(self._draw(part, [_Way(fork)])) for part in parts if not isinstance(part, Silent)]
        join = self._node(self._key("join"), "parallel", lane)
        self._join(ends, join)
        return [_Way(join)]

    def _loop(self, tree: Loop, ways: list[_Way]) -> list[_Way]:
        merge = self._node(self._key("again"), "exclusive", self._lane(ways))
        self._join(ways, merge)
        ends = self._draw(tree.body, [_Way(merge)])
        onward = _first(tree.again)
        shares = [(None, max(1, tree.count)), (onward or _first(tree.body), max(1, tree.again.count))]
        leave, again = self._split(ends, shares, back=onward is None)
        self._join(self._draw(tree.again, [again]), merge)
        return [leave]

    def _split(self, ways: list[_Way], shares: Sequence[tuple[str | None, int]], *, back: bool = False) -> list[_Way]:
        """Open a way for each share (what comes first on it, how often it was taken)."""
        total = sum(count for _, count in shares)
        judge = self._judge(ways)
        if judge is not None:
            return self._outcomes(judge, shares, total, back=back)
        gateway = self._node(self._key("choice"), "exclusive", self._lane(ways))
        self._join(ways, gateway)
        parts = [round(count / total, 6) for _, count in shares]
        parts[parts.index(max(parts))] += 1.0 - sum(parts)
        return [_Way(gateway, None, round(part, 6)) for part in parts]

    def _judge(self, ways: list[_Way]) -> dict[str, Json] | None:
        """Return the step that these ways leave, if it is one that judges and nothing else leaves it."""
        if len(ways) != 1 or ways[0].outcome is not None or ways[0].source not in self.activity_of:
            return None
        kind = decides(self.activity_of[ways[0].source])
        node = next(each for each in self.nodes if each["key"] == ways[0].source)
        if kind is None:
            return None
        node["type"] = kind
        node.pop("action")
        return node

    def _outcomes(
        self, node: dict[str, Json], shares: Sequence[tuple[str | None, int]], total: int, *, back: bool
    ) -> list[_Way]:
        keys: list[str] = []
        outcomes: list[Json] = []
        for place, (first, _) in enumerate(shares):
            key = _unused("go-on" if first is None else "again" if back and place else f"to-{_slug(first)}", keys)
            keys.append(key)
            code = "log.goes_on" if first is None else "log.goes_back" if back and place else "log.goes_to"
            title = MESSAGES.text("log.goes_on") if first is None else MESSAGES.text(code, name=first[:80])
            outcomes.append({"key": key, "title": dict(title), "refuses": False, "reason": "none"})
        node["outcomes"] = outcomes
        node["rates"] = {key: {"k": count, "n": total} for key, (_, count) in zip(keys, shares, strict=True)}
        return [_Way(str(node["key"]), key) for key in keys]

    def _one(self, ways: list[_Way]) -> _Way:
        """Bring `ways` together to one, before a gateway that would take each for a branch."""
        if len(ways) == 1:
            return ways[0]
        merge = self._node(self._key("merge"), "exclusive", self._lane(ways))
        self._join(ways, merge)
        return _Way(merge)

    def _join(self, ways: Sequence[_Way], target: str) -> None:
        for way in ways:
            edge: dict[str, Json] = {"from": way.source, "to": target}
            if way.outcome is not None:
                edge["outcome"] = way.outcome
            if way.probability is not None:
                edge["probability"] = way.probability
            self.edges.append(edge)

    def _node(self, key: str, kind: str, lane: str, **more: Json) -> str:
        self.nodes.append({"key": key, "type": kind, "lane": lane, **more})
        return key

    def _lane(self, ways: Sequence[_Way]) -> str:
        lanes = {str(each["key"]): str(each["lane"]) for each in self.nodes}
        return lanes[ways[0].source]

    def _key(self, name: str) -> str:
        return _unused(_slug(name), [str(each["key"]) for each in self.nodes])

    def _drop_mere_merges(self) -> None:
        """Take out exclusive gateways with one way on, where the next node can bring the ways together itself."""
        types = {str(node["key"]): node["type"] for node in self.nodes}
        for node in [*self.nodes]:
            key = str(node["key"])
            onward = [edge for edge in self.edges if edge["from"] == key]
            target = str(onward[0]["to"]) if len(onward) == 1 else ""
            if node["type"] != "exclusive" or not target or types[target] == "parallel":
                continue
            coming = [edge for edge in self.edges if edge["to"] == key]
            pairs = Counter(edge["from"] for edge in self.edges if edge["to"] == target or edge in coming)
            pairs[onward[0]["from"]] -= 1
            if any(count > 1 for count in pairs.values()) or any(edge["from"] == target for edge in coming):
                continue
            for edge in coming:
                edge["to"] = target
            self.edges.remove(onward[0])
            self.nodes.remove(node)


def _first(tree: Tree) -> str | None:
    """Return what is done first in a part, to call the way there by."""
    return next((step.activity for step in steps_of(tree)), None)


def _slug(name: str) -> str:
    plain = _UNFIT.sub("-", name.lower()).strip("-")[:MAX_KEY].strip("-")
    return plain if plain[:1].isalpha() else f"step-{plain}".rstrip("-")


def _unused(key: str, taken: Sequence[str]) -> str:
    return (
        key
        if key not in taken
        else next(f"{key}-{number}" for number in range(2, 10_000) if f"{key}-{number}" not in taken)
    )
