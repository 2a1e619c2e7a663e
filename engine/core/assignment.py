"""Who gets a step (担当): the lane's people, or whom the flow's `assign` and the authority table name."""

from dataclasses import dataclass
from decimal import Decimal

from engine.core.actor import Actor, queue_of
from engine.core.errors import ClaimedByAnother, NotYourWork
from engine.core.program import Program, Step
from engine.core.state import CaseState, OpenItem
from kernel.arithmetic import number
from kernel.condition import Scope
from kernel.expr import compute
from workflow.definition import AuthorityRow


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who may do an item: people of a queue, one of them by name, some of them not."""

    queue: str
    assignee: str | None = None
    excluded: tuple[str, ...] = ()


def candidates(program: Program, step: Step, state: CaseState, scope: Scope) -> Candidates:
    """Return who may do `step` in a case of this state and record."""
    if not step.department:
        return Candidates("")
    assign = step.node.assign
    named = None
    if assign is not None and assign.same_as is not None:
        named = state.performers.get(assign.same_as)
    elif assign is not None and assign.field is not None:
        value = scope.values.get(assign.field)
        named = value if isinstance(value, str) and value else None
    excluded = excluded_from(step, state)
    if named in excluded:
        named = None  # another person is a control, the same person a convenience
    return Candidates(_queue(program, step, scope), named, excluded)


def excluded_from(step: Step, state: CaseState) -> tuple[str, ...]:
    """Return the officers who may not do `step`: those who did a step that another person must have done."""
    if not step.apart_from:
        return ()
    found: dict[str, None] = {}
    for node in step.apart_from:
        if node in state.performers:
            found[state.performers[node]] = None
        found |= dict.fromkeys(state.pending.voters.get(node, ()))
    return tuple(found)


def capacity(item: OpenItem, actor: Actor) -> str:
    """Return in which capacity `actor` may do `item`, or raise `NotYourWork` or `ClaimedByAnother`."""
    if actor.kind != "officer" or actor.id in item.excluded:
        raise NotYourWork(item=item.number)
    if _is_for(item, actor.id, actor.posts):
        principal = ""
    else:
        principal = next((each.officer for each in actor.stands_in if _is_for(item, each.officer, each.posts)), "")
        if not principal or principal in item.excluded:
            raise NotYourWork(item=item.number)
    if item.claimed_by not in (None, actor.id, principal):
        raise ClaimedByAnother(item=item.number)
    return f"{item.queue}@{principal}" if principal else item.queue


def may_do(item: OpenItem, actor: Actor) -> bool:
    """Say whether `item` is work of `actor`, whoever has taken it."""
    if actor.kind != "officer" or item.is_residents or actor.id in item.excluded:
        return False
    behind = (each for each in actor.stands_in if each.officer not in item.excluded)
    return _is_for(item, actor.id, actor.posts) or any(_is_for(item, each.officer, each.posts) for each in behind)


def desk_capacity(program: Program, actor: Actor) -> str:
    """Return in which capacity an officer of the procedure's departments acts, or raise `NotYourWork`."""
    for post in sorted(actor.posts):
        if actor.kind == "officer" and post.partition("/")[0] in program.departments:
            return post
    raise NotYourWork


def _is_for(item: OpenItem, officer: str, posts: frozenset[str]) -> bool:
    return item.assignee == officer if item.assignee else item.queue in posts


def _queue(program: Program, step: Step, scope: Scope) -> str:
    """Return the queue of the lane, or of the level that the authority table names for the amount."""
    node = step.node
    asked = node.assign.authority if node.assign and node.assign.authority is not None else node.amount
    rows = program.authority.get(node.matter or "", ())
    if not rows or asked is None:
        return step.queue
    level = _row(rows, number(compute(asked, scope))).decided_by
    if level == step.role:
        return step.queue
    return queue_of(program.level_departments.get(level, step.department), level)


def _row(rows: tuple[AuthorityRow, ...], amount: Decimal | None) -> AuthorityRow:
    """Return the lowest row that covers `amount`; without an amount, whoever may decide without limit."""
    if amount is None:
        return rows[-1]
    return next((row for row in rows if row.up_to is None or amount <= row.up_to), rows[-1])
