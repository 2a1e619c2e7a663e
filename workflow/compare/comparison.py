"""The comparison of an old and a new flow, in the shape of formats.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kernel.json_types import Json
from workflow.compare.behaviour import BehaviourDifference, behaviour
from workflow.compare.order import moved
from workflow.compare.script import Operation, write_script
from workflow.compare.waterfall import Waterfall, waterfall
from workflow.controls import ControlComparison, preserved
from workflow.definition import PEOPLE_WORK, Flow, Node
from workflow.diagram.picture import BARE, Change
from workflow.matching import Matching, match
from workflow.measures import Measures, measure

ATTRIBUTES: Final = (
    "type", "title", "lane", "action", "medium", "medium_in", "medium_out", "reads", "writes", "checks", "minutes",
    "setup_minutes", "wait_minutes", "systems", "documents", "judgement", "effect", "independent", "control", "batch",
    "level", "matter", "members", "complete_when", "result",
)  # fmt: skip
"""What makes a step another step. Binding (form, template, deadline) and evidence (rates) are not a change of it."""
AUTOMATIC: Final = frozenset({"decision", "service"})


@dataclass(frozen=True)
class Comparison:
    """What became of every step. Lists of keys: `removed`, `moved` of the old flow, `added` of the new one."""

    before: Flow
    after: Flow
    matching: Matching
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    """By key of the new flow, the attributes that differ."""
    moved: tuple[str, ...]
    automated: tuple[str, ...]
    """Keys of the new flow: what people did, a rule or a system does now."""

    @cached_property
    def metrics(self) -> tuple[Measures, Measures]:
        """What both flows take."""
        return measure(self.before), measure(self.after)

    @cached_property
    def controls(self) -> tuple[ControlComparison, ...]:
        """What became of every control of the old flow."""
        return tuple(preserved(self.before, self.after))

    @cached_property
    def script(self) -> tuple[Operation, ...]:
        """The operations that make the new flow of the old one, exactly."""
        return write_script(self.before, self.after, self.matching)

    @cached_property
    def behaviour(self) -> tuple[BehaviourDifference, ...]:
        """What goes differently, in sentences."""
        return behaviour(self.before, self.after, self.matching)

    @cached_property
    def waterfall(self) -> Waterfall | None:
        """Where the hours of a year went; None where a flow does not say how many cases there are."""
        return waterfall(self.before, self.after, self.matching, self.fates_after)

    @property
    def fates_before(self) -> dict[str, Change]:
        """What to write at the steps of the old picture: the strongest word for each."""
        new_of, changed = self.matching.after_of, self.fates_after
        words: dict[str, Change] = {old: changed[new] for old, new in new_of.items() if new in changed}
        return words | dict.fromkeys(self.removed, "removed")

    @property
    def fates_after(self) -> dict[str, Change]:
        """What to write at the steps of the new picture."""
        new_of = self.matching.after_of
        words: dict[str, Change] = dict.fromkeys(self.changed, "changed")
        words |= {new_of[key]: "moved" for key in self.moved}
        words |= {new: "split" for _, news in self.matching.split for new in news}
        words |= {new: "merged" for _, new in self.matching.merged}
        words |= dict.fromkeys(self.automated, "automated")
        return words | dict.fromkeys(self.added, "added")

    def as_json(self) -> dict[str, Json]:
        """Return the shape of formats.md."""
        return {
            "before": self.before.digest,
            "after": self.after.digest,
            "nodes": {
                "matched": [[old, new] for old, new in self.matching.pairs],
                "added": [*self.added],
                "removed": [*self.removed],
                "changed": [*self.changed],
                "moved": [*self.moved],
                "merged": [[[*olds], new] for olds, new in self.matching.merged],
                "split": [[old, [*news]] for old, news in self.matching.split],
                "automated": [*self.automated],
            },
            "changes": {key: [*names] for key, names in self.changed.items()},
            "metrics": {"before": self.metrics[0].as_json(), "after": self.metrics[1].as_json()},
            "controls": [_control(control) for control in self.controls],
            "behaviour": [each.as_json() for each in self.behaviour],
            "waterfall": self.waterfall.as_json() if self.waterfall else None,
            "script": [*self.script],
        }


def compare(before: Flow, after: Flow) -> Comparison:
    """Compare two flows, whether one was made from the other or not."""
    matching = match(before, after)
    new_of, old_of = matching.after_of, matching.before_of
    both = {new: old for new, old in old_of.items() if (old, new) in {*matching.pairs}}
    return Comparison(
        before=before,
        after=after,
        matching=matching,
        added=tuple(key for key in after.nodes if key not in old_of),
        removed=tuple(key for key in before.nodes if key not in new_of),
        changed={
            key: names
            for key in after.nodes
            if key in both and (names := _differing(before.nodes[both[key]], after.nodes[key]))
        },
        moved=moved(before, after, dict(matching.pairs)),
        automated=tuple(key for key in after.nodes if key in old_of and _automated(before, old_of[key], after, key)),
    )


def _differing(old: Node, new: Node) -> tuple[str, ...]:
    names = ("type", "result") if new.type in BARE else ATTRIBUTES
    return tuple(name for name in names if _value(old, name) != _value(new, name))


def _value(node: Node, name: str) -> object:
    value: object = getattr(node, name)
    return frozenset(value) if name in ("reads", "writes", "checks", "systems", "control") else value  # type: ignore[call-overload]  # these are tuples of keys


def _automated(before: Flow, old_key: str, after: Flow, new_key: str) -> bool:
    old, new = before.nodes[old_key], after.nodes[new_key]
    return _by_people(before, old) and not _by_people(after, new) and (new.type in AUTOMATIC or _is_system(after, new))


def _by_people(flow: Flow, node: Node) -> bool:
    if node.type in PEOPLE_WORK or node.type == "notice":
        return not _is_system(flow, node)
    return False


def _is_system(flow: Flow, node: Node) -> bool:
    lane = flow.lanes.get(node.lane or "")
    return lane is not None and lane.kind == "system"


def _control(control: ControlComparison) -> dict[str, Json]:
    return {
        "key": control.key,
        "before": [*control.before],
        "after": [*control.after],
        "kept": control.kept,
        "why": control.why if isinstance(control.why, str) else dict(control.why),
    }
