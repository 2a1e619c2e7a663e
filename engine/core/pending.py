"""What a case waits for beside people and clocks: joint decisions, inclusive joins, messages, services, children.

A value inside `CaseState`, so that a case that has none of these pays nothing for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from engine.core.pending_events import (
    Awaited,
    Came,
    Forked,
    JointlyDecided,
    MessageKept,
    MessageRestored,
    MessageUsed,
    PartOf,
    Voted,
    VotesVoided,
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that has not come. See `engine.core.pending_events.Awaited`."""

    number: int
    node: str
    kind: str
    name: str
    group: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message that came early."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Parent:
    """The case that waits for this one, and the number under which it does."""

    case_id: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """`votes` and `voters` are by joint step the outcomes and the officers of the present round; `expected` by
    inclusive join how many tokens are under way; `results` by subflow how its children ended so far."""

    waits: tuple[Wait, ...] = ()
    kept: tuple[KeptMessage, ...] = ()
    votes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    voters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expected: Mapping[str, int] = field(default_factory=dict)
    results: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parent: Parent | None = None

    def find(self, number: int) -> Wait | None:
        """Return what is awaited under `number`, or None."""
        return next((wait for wait in self.waits if wait.number == number), None)

    def siblings(self, wait: Wait) -> tuple[Wait, ...]:
        """Return what is awaited together with `wait`, without it."""
        return tuple(each for each in self.waits if each.group == wait.group and each is not wait and wait.group)

    @property
    def closed(self) -> "Pending":
        """What is left when the case is over: whose child it is."""
        return NOTHING if self.parent is None else Pending(parent=self.parent)


NOTHING: Final = Pending()


def voted(pending: Pending, node: str, event: Voted, officer: str) -> Pending:
    """Count a member's vote."""
    return replace(
        pending,
        votes={**pending.votes, node: (*pending.votes.get(node, ()), event.outcome)},
        voters={**pending.voters, node: (*pending.voters.get(node, ()), officer)},
    )


def round_begun(pending: Pending, node: str) -> Pending:
    """Forget who decided at `node` in an earlier round."""
    return replace(pending, votes=_without(pending.votes, node), voters=_without(pending.voters, node))


def round_over(pending: Pending, event: JointlyDecided) -> Pending:
    """Forget the votes; who gave one counts on, as those who did the step."""
    return replace(pending, votes=_without(pending.votes, event.node))


def awaited(pending: Pending, event: Awaited) -> Pending:
    """Wait for something."""
    wait = Wait(event.number, event.node, event.kind, event.name, event.group, event.place)
    return replace(pending, waits=(*pending.waits, wait))


def came(pending: Pending, event: Came) -> Pending:
    """Wait no longer; the result of a child is kept until the last of its siblings has come."""
    wait = pending.find(event.number)
    if wait is None:
        return pending
    waits = tuple(each for each in pending.waits if each is not wait)
    results = _without(pending.results, wait.node)
    if pending.siblings(wait):
        results = {**results, wait.node: (*pending.results.get(wait.node, ()), event.result or "")}
    return replace(pending, waits=waits, results=results)


def called_off(pending: Pending, numbers: tuple[int, ...]) -> Pending:
    """Wait no longer for what was taken away; what its siblings brought is forgotten with it."""
    gone = {each.node for each in pending.waits if each.number in numbers}
    return replace(
        pending,
        waits=tuple(each for each in pending.waits if each.number not in numbers),
        results={node: found for node, found in pending.results.items() if node not in gone},
    )


def votes_voided(pending: Pending, event: VotesVoided) -> Pending:
    """Forget the votes of a round that will not be finished; who gave one counts on, as those who did the step."""
    return replace(pending, votes=_without(pending.votes, event.node))


def restored(pending: Pending, event: MessageRestored) -> Pending:
    """Keep a message again that a step had received."""
    return replace(pending, kept=(*pending.kept, KeptMessage(event.number, event.name)))


def kept(pending: Pending, event: MessageKept) -> Pending:
    """Keep a message."""
    return replace(pending, kept=(*pending.kept, KeptMessage(event.number, event.name)))


def used(pending: Pending, event: MessageUsed) -> Pending:
    """Give a kept message to a step."""
    return replace(pending, kept=tuple(each for each in pending.kept if each.number != event.number))


def forked(pending: Pending, event: Forked) -> Pending:
    """Remember how many tokens an inclusive join waits for."""
    return replace(pending, expected={**pending.expected, event.join: event.tokens})


def gathered(pending: Pending, join: str) -> Pending:
    """Forget an inclusive join that has all its tokens."""
    return replace(pending, expected={key: count for key, count in pending.expected.items() if key != join})


def renamed(pending: Pending, names: Mapping[str, str]) -> Pending:
    """Call the nodes of a case that moves to another version as they are called there."""
    if pending is NOTHING:
        return pending

    def by_new_name(found: Mapping[str, Value]) -> dict[str, Value]:
        return {names.get(node, node): value for node, value in found.items()}

    return replace(
        pending,
        waits=tuple(replace(wait, node=names.get(wait.node, wait.node)) for wait in pending.waits),
        votes=by_new_name(pending.votes),
        voters=by_new_name(pending.voters),
        expected=by_new_name(pending.expected),
        results=by_new_name(pending.results),
    )


def part_of(pending: Pending, event: PartOf) -> Pending:
    """Remember whose child this case is."""
    return replace(pending, parent=Parent(event.parent, event.number))


def _without(found: Mapping[str, tuple[str, ...]], key: str) -> Mapping[str, tuple[str, ...]]:
    return {each: values for each, values in found.items() if each != key} if key in found else found
