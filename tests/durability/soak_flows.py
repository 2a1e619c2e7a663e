"""The office of the long run: several procedures of different kinds, and who works in it."""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Final

from db.database import Database
from engine.core.program import Program
from engine.shell.ports import DELIVERY_KINDS, Handler
from engine.shell.runner import Engine
from engine.shell.witness import WitnessFile
from engine.shell.worker import Worker
from intake.record import CaseRecord
from kernel.json_types import Json, JsonObject
from tests.engine.flows import dog_program, edge, node, program_of
from tests.engine.office import SECRET, Shelf

WAIT: Final = timedelta(seconds=3)
RETURN_AND_APPROVE: Final[list[Json]] = [{"key": "approve", "title": "可"}, {"key": "return", "title": "戻"}]
FACTS: Final[Mapping[str, list[JsonObject]]] = {
    "dog": [{"chip": True, "fee": 3000}, {"chip": False, "fee": 3000}, {"chip": True, "fee": 9000}],
    "consult": [{"x": 0}],
    "wait": [{"x": 0}],
    "mend": [{"x": 0}, {"x": 1}],
}
"""By procedure the records with which its cases begin, in turn."""


@lru_cache
def programs() -> Mapping[str, Program]:
    """Return the procedures: rules with people, three sections at once, a clock, a loop with a choice."""
    start, end, apply = node("start", "start"), node("end", "end"), node("apply", "form", "resident", form="f")
    told = node("told", "notice", "system", to="resident", template="t")
    consult = program_of(
        [start, apply, node("split", "parallel"), node("a", "task", "clerk"), node("b", "task", "chief"),
         node("c", "task", "head"), node("join", "parallel"), told, end],
        ["start->apply", "apply->split", "split->a", "split->b", "split->c", "a->join", "b->join", "c->join",
         "join->told", "told->end"],
    )  # fmt: skip
    wait = program_of(
        [start, apply, node("rest", "timer", wait={"hours": WAIT.total_seconds() / 3600}), told, end],
        ["start->apply", "apply->rest", "rest->told", "told->end"],
    )
    mend = program_of(
        [start, apply, node("choose", "exclusive"), node("look", "review", "clerk", outcomes=RETURN_AND_APPROVE),
         node("quick", "task", "clerk"), node("meet", "exclusive"), node("mend", "task", "chief"), told, end],
        ["start->apply", "apply->choose", edge("choose->look", when={"field": "x", "op": "eq", "value": 1}),
         edge("choose->quick", default=True), "quick->meet", "look->meet#approve", "look->mend#return", "mend->look",
         "meet->told", "told->end"],
    )  # fmt: skip
    return {"dog": dog_program(), "consult": consult, "wait": wait, "mend": mend}


def worker_of(database: Database, tell: Handler, witness: WitnessFile) -> Worker:
    """Return the worker of this office."""
    engine = Engine(definitions=Shelf(programs()), facts=CaseRecord(), secret=SECRET, sample_share=0.0, witness=witness)
    return Worker(database=database, engine=engine, handlers=dict.fromkeys(DELIVERY_KINDS, tell))
