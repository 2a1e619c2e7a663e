"""Moving a running case to another version (版の移行): a command with an event of its own, tried before it is done.

A node of the case is found again by its key, or by `derived_from` in either version, or as somebody says. The case
moves whole or not at all: each token needs a node of its kind there, and together they must be a place where a case of
that version can stand, so that no token is lost or doubled. Numbers, deadlines and who did what stay as they are.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.core.commands import Migrate
from engine.core.errors import CannotMove
from engine.core.events import Arrived
from engine.core.joint import verdict
from engine.core.marking import Marking, tokens_of
from engine.core.office_events import Cancelled, ItemMoved, Migrated, Unarrived
from engine.core.program import Program, Step
from engine.core.state import CaseState, OpenItem
from engine.core.walk import Walk
from engine.messages import MESSAGES
from kernel.text import Text
from workflow.definition import PEOPLE_WORK, Edge


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a case cannot move; `title` is the step that it is about, if it is about one."""

    code: str
    title: Text = ""

    @property
    def text(self) -> Text:
        """The sentence."""
        return MESSAGES.text(f"obstacle.{self.code}", node=self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePlan:
    """Where a case would stand in the other version: nodes before and there; it can move if nothing is in the way."""

    nodes: Mapping[str, str]
    arrivals: tuple[tuple[str, str, str, str], ...]
    """Tokens that wait before a join: join and edge before, join and edge there."""
    obstacles: tuple[Obstacle, ...]


def plan_move(
    old: Program, new: Program, state: CaseState, chosen: Mapping[str, str], marking: Marking | None = None
) -> MovePlan:
    """Return how a case of `state` would move from `old` to `new`; nothing changes.

    Whoever asks for many cases hands the `Marking` of `new` over, so that it is made once.
    """
    held = [token.node for token in tokens_of(state)]
    known = (*held, *state.performers, *state.pending.expected)
    nodes = {node: there for node in known if (there := counterpart(old, new, node, chosen))}
    arrivals, lost = [], []
    for join, edges in state.arrived.items():
        for edge in edges:
            found = _edge_there(old, new, edge, chosen)
            if found is None:
                lost.append(Obstacle("no_place", old.steps[join].title))
            else:
                arrivals.append((join, edge, *found))
    obstacles = [*_obstacles(old, new, state, held, nodes), *lost]
    if not obstacles:
        apart = {counterpart(old, new, key, chosen) for key in _not_chosen(old, state, held)}
        places = [nodes[node] for node in held]
        if not _can_stand(marking or Marking(new), places, [edge for *_, edge in arrivals], apart):
            obstacles.append(Obstacle("cannot_stand"))
    return MovePlan(nodes=nodes, arrivals=tuple(arrivals), obstacles=tuple(obstacles))


def migrate(walk: Walk, command: Migrate) -> None:
    """Move the case to the version in the context, or raise `CannotMove` with the first reason against it."""
    new, old = walk.context.target, walk.context.program
    assert new is not None, "whoever moves a case says whereto"
    plan = plan_move(old, new, walk.state, command.nodes)
    if plan.obstacles:
        raise CannotMove(why=plan.obstacles[0].text)
    walk.act = replace(walk.act, capacity=min(command.actor.posts, default=""))
    items = walk.state.items
    for join, edge, _, _ in plan.arrivals:
        walk.happen(Unarrived(join, edge))
    late = _deadlines_without_counterpart(walk.state, new, plan.nodes)
    if late:
        walk.happen(Cancelled((), late))
    renamed = [name for pair in plan.nodes.items() if pair[0] != pair[1] for name in pair]
    walk.happen(Migrated(command.program, tuple(renamed), command.before))
    for _, _, join, edge in plan.arrivals:
        walk.happen(Arrived(join, edge))
    for item in items:
        _move_item(walk, item, new, plan.nodes[item.node])


def counterpart(old: Program, new: Program, node: str, chosen: Mapping[str, str]) -> str | None:
    """Return which node of `new` is `node` of `old`: as chosen, by key, or by what both were derived from."""
    if chosen.get(node) in new.steps:
        return chosen[node]
    if node in new.steps:
        return node
    known = old.steps.get(node)
    origins = {*known.node.derived_from} if known is not None else set()
    named = [key for key, step in new.steps.items() if key in origins or node in step.node.derived_from]
    kin = [key for key, step in new.steps.items() if origins & {*step.node.derived_from}]
    return next((found[0] for found in (named, kin) if len(found) == 1), None)


def _obstacles(
    old: Program, new: Program, state: CaseState, held: list[str], nodes: Mapping[str, str]
) -> Iterator[Obstacle]:
    if state.result is not None:
        yield Obstacle("closed")
    for join in state.pending.expected:
        if join not in nodes or not new.steps[nodes[join]].gathers:
            yield Obstacle("no_place", old.steps[join].title)
    for node in dict.fromkeys(held):
        there = nodes.get(node)
        if there is None:
            yield Obstacle("no_step", old.steps[node].title)
        elif _kind(old, node) != _kind(new, there):
            yield Obstacle("other_kind", old.steps[node].title)
        elif differs := _differs(old.steps[node], new.steps[there], state):
            yield Obstacle(differs, old.steps[node].title)


def _kind(program: Program, node: str) -> str:
    kind = program.steps[node].node.type
    return "people" if kind in PEOPLE_WORK else kind


def _differs(before: Step, there: Step, state: CaseState) -> str | None:
    """Return why what waits at `before` cannot go on waiting at `there`, a step of its kind; None: it can."""
    here, after = before.node, there.node
    if here.type == "wait" and here.message != after.message:
        return "other_message"
    if here.type == "subflow" and (here.flow, here.each) != (after.flow, after.each):
        return "other_flow"
    if sorted(before.members) != sorted(there.members):
        return "other_members"
    if before.members and not _votes_fit(there, state, before.key):
        return "other_votes"
    return None


def _votes_fit(there: Step, state: CaseState, node: str) -> bool:
    """Say whether the votes given so far are votes of the other version too, and leave the decision open there."""
    votes = state.pending.votes.get(node, ())
    left = sum(item.node == node for item in state.items)
    return {*votes} <= {*there.outcomes} and verdict(there, votes, left) is None


def _edge_there(old: Program, new: Program, edge: str, chosen: Mapping[str, str]) -> tuple[str, str] | None:
    """Return join and edge of `new` before which a token waits that waits before `edge` of `old`."""
    known = Marking(old).graph.edges_by_name.get(edge)
    if known is None:
        return None
    source, target = (counterpart(old, new, end, chosen) for end in (known.source, known.target))
    return next(
        (
            (each.target, each.name)
            for each in new.flow.edges
            if each.target == target and each.source == source and _is_waited_for(new, each)
        ),
        None,
    )


def _is_waited_for(program: Program, edge: Edge) -> bool:
    join = program.steps[edge.target]
    return join.gathers or edge.name in join.joins


def _can_stand(marking: Marking, steps: list[str], edges: list[str], apart: Collection[str | None]) -> bool:
    """Say whether tokens may rest there together; `apart` are steps of branches that this case has not chosen."""
    held = [*steps, *marking.steps_before(edges)]
    return marking.all_together(held) and marking.left_out(held) <= {*apart}


def _not_chosen(old: Program, state: CaseState, held: list[str]) -> Collection[str]:
    """Return the steps beside those at work that nobody does in this case, because its branches were chosen."""
    if not state.pending.expected:
        return ()
    marking = Marking(old)
    edges = [edge for waiting in state.arrived.values() for edge in waiting]
    return marking.left_out([*held, *marking.steps_before(edges)])


def _deadlines_without_counterpart(state: CaseState, new: Program, nodes: Mapping[str, str]) -> tuple[int, ...]:
    """Return the timers that watch a deadline of which the new version says nothing."""
    return tuple(
        timer.number
        for timer in state.timers
        if timer.item is not None and timer.step >= len(new.steps[nodes.get(timer.node, timer.node)].node.on_overdue)
    )


def _move_item(walk: Walk, item: OpenItem, new: Program, node: str) -> None:
    old_queue = walk.context.program.steps[item.node].queue
    queue = new.steps[node].queue if item.queue == old_queue else item.queue  # what authority chose stays chosen
    if (node, queue) != (item.node, item.queue):
        walk.happen(ItemMoved(item.number, node, queue))
