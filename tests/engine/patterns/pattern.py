"""What a control-flow pattern is to these tests: a flow, and runs that it must take, as scripts of a few words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kernel.json_types import Json, JsonObject
from tests.engine.flows import node

Answer: TypeAlias = Literal["yes", "partly", "no"]
S, E = node("s", "start"), node("e", "end")


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run: `facts` are on record at first; each line of `script` is something that happens or is seen.

    `see a b`: exactly these steps are open · `do a [outcome]`: somebody finishes the step · `hours n`: time passes ·
    `child n result`: the n-th child is over · `withdraw` · `end result`: the case is over · `stuck`: it cannot go on so
    """

    script: Sequence[str]
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A pattern of van der Aalst et al. (2003), whether the format expresses it, how or why not, and the runs."""

    number: int
    name: str
    japanese: str
    answer: Answer
    how: str
    nodes: Sequence[JsonObject] = ()
    edges: Sequence[str | JsonObject] = ()
    runs: Sequence[Run] = ()


def tasks(keys: str) -> list[JsonObject]:
    """Return a task for each letter of `keys`."""
    return [node(key, "task", "clerk") for key in keys]
