"""Reading the history of a case that has moved: on which versions it ran, and the steps of all of them."""

from collections.abc import Sequence
from dataclasses import replace

from db.database import Tx
from engine.core.apply import Entry
from engine.core.office_events import Migrated
from engine.core.program import Program
from engine.shell.ports import Definitions


def programs_of(entries: Sequence[Entry], now: str) -> tuple[str, ...]:
    """Return the versions that a case ran on, oldest first; `now` is the one that it runs on."""
    moves = [event for entry in entries for event in entry.events if isinstance(event, Migrated)]
    if not moves:
        return (now,)
    return (moves[0].before or now, *(move.program for move in moves))


def with_past_steps(tx: Tx, definitions: Definitions, program: Program, entries: Sequence[Entry], now: str) -> Program:
    """Return `program` knowing the steps of the versions before, too: for reading only, never for running."""
    steps = dict(program.steps)
    for digest in programs_of(entries, now)[-2::-1]:
        steps = {**definitions.program(tx, digest).steps, **steps}
    return program if len(steps) == len(program.steps) else replace(program, steps=steps)
