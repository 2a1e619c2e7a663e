"""Running cases and versions: which cases a publication leaves behind, on which steps, and moving them (版の移行).

Cases stay on the version with which they began until somebody moves them. Moving is tried first: the preview says of
each case where it rests and what is in the way. It is the right of whoever may publish.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from accounts.officer import Officer
from catalog.library import Library
from db.database import Tx
from engine.core.actor import Actor
from engine.core.commands import Migrate
from engine.core.errors import CannotMove
from engine.core.marking import Marking
from engine.core.migration import Obstacle, counterpart, plan_move
from engine.core.program import Program
from engine.shell.case_rows import find_case, find_cases
from engine.shell.cases import running_case_ids
from engine.shell.jobs import untold
from engine.shell.runner import Engine
from engine.shell.view import CaseView
from kernel.text import Text

MOST_SHOWN: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMove:
    """A case that runs on another version: where it rests, and why it cannot move; it can if there is nothing."""

    case: CaseView
    resting: tuple[Text, ...]
    obstacles: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChoice:
    """A step on which cases rest and that the other version does not have; somebody may say what takes its place."""

    node: str
    title: Text
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePreview:
    """What moving would do; nothing has changed. `more`: there are more cases than are shown."""

    moves: tuple[CaseMove, ...]
    resting: tuple[tuple[Text, int], ...]
    """Steps, each with how many cases rest on it, most first."""
    choices: tuple[StepChoice, ...]
    more: bool

    @property
    def movable(self) -> tuple[CaseMove, ...]:
        """The cases that can move."""
        return tuple(move for move in self.moves if not move.obstacles)


def preview_moves(
    tx: Tx, library: Library, procedure: str, target: str, chosen: Mapping[str, str] | None = None
) -> MovePreview:
    """Try to move every running case of a procedure that is not on the version `target`."""
    ids = running_case_ids(tx, procedure, target, MOST_SHOWN + 1)
    new, cases = library.program(tx, target), find_cases(tx, ids[:MOST_SHOWN])
    marking = Marking(new)
    waiting = untold(tx, [case.id for case in cases])
    moves, resting, missing = [], Counter[str](), Counter[str]()
    titles: dict[str, Text] = {}
    for case in cases:
        old = library.program(tx, case.program)
        plan = plan_move(old, new, case.state, chosen or {}, marking)
        obstacles = [*plan.obstacles, *([Obstacle("untold")] if case.id in waiting else [])]
        nodes = sorted(case.state.resting)
        titles |= {node: old.steps[node].title for node in nodes}
        resting.update(nodes)
        missing.update(node for node in nodes if counterpart(old, new, node, {}) is None)
        moves.append(
            CaseMove(
                case=case,
                resting=tuple(titles[node] for node in nodes),
                obstacles=tuple(obstacle.text for obstacle in obstacles),
            )
        )
    return MovePreview(
        moves=tuple(moves),
        resting=tuple((titles[node], count) for node, count in resting.most_common()),
        choices=tuple(StepChoice(node=node, title=titles[node], cases=count) for node, count in missing.most_common()),
        more=len(ids) > MOST_SHOWN,
    )


def move_case(
    tx: Tx, engine: Engine, officer: Officer, posts: frozenset[str], case_id: str, target: str,
    nodes: Mapping[str, str], *, command_id: str, now: datetime,
) -> CaseView:  # fmt: skip
    """Move one case to the version `target`, or raise `CannotMove` with the reason."""
    case = find_case(tx, case_id, lock=True)
    officer.require("publish", case.department)
    if case.program == target:
        raise CannotMove(why=Obstacle("same").text)
    if untold(tx, [case_id]):
        raise CannotMove(why=Obstacle("untold").text)
    command = Migrate(actor=Actor("officer", officer.id, posts), before=case.program, program=target, nodes=nodes)
    return engine.handle(tx, case_id, command, command_id=command_id, now=now)


def steps_of(program: Program) -> Sequence[tuple[str, Text]]:
    """Return the steps on which a case can rest, in the order of the flow."""
    return [
        (key, step.title)
        for key, step in program.steps.items()
        if step.queue or step.members or step.node.type in RESTING
    ]


RESTING: Final = frozenset({"form", "timer", "wait", "service", "subflow"})
