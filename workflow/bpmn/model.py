"""A process of a BPMN model while it becomes a flow: steps and flows by id, and what has to be told."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from kernel.json_types import Json
from kernel.text import Text
from workflow.bpmn.messages import MESSAGES
from workflow.definition import NodeType

MAX_NAME: Final = 500
_UNFIT: Final = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class FlowStep:
    """A node to be. `definition` is ours, where the model carries one."""

    id: str
    element: str
    type: NodeType
    name: str
    lane: str | None = None
    definition: dict[str, Json] = field(default_factory=dict)
    key: str = ""
    is_helper: bool = False


@dataclass(slots=True)
class SequenceFlow:
    """An edge to be, by ids of steps."""

    id: str
    source: str
    target: str
    name: str = ""
    conditional: bool = False
    default: bool = False
    definition: dict[str, Json] = field(default_factory=dict)


@dataclass(slots=True)
class Model:
    """Everything of one process that a flow can hold."""

    steps: dict[str, FlowStep] = field(default_factory=dict)
    flows: list[SequenceFlow] = field(default_factory=list)
    told: list[Text] = field(default_factory=list)

    def tell(self, code: str, **params: Text | int) -> None:
        """Note something that the flow does not express."""
        said = MESSAGES.text(code, **params)
        if said not in self.told:
            self.told.append(said)

    def add(self, kind: NodeType, like: FlowStep | None = None, name: str = "") -> FlowStep:
        """Add a node that the model does not have, in the lane of `like`."""
        step = FlowStep(id=f"+{len(self.steps)}", element="", type=kind, name=name, lane=like.lane if like else None)
        self.steps[step.id] = step
        return step

    def join(self, source: str, target: str, name: str = "") -> None:
        """Add an edge."""
        self.flows.append(SequenceFlow(id="", source=source, target=target, name=name))

    def leaving(self, step: str) -> list[SequenceFlow]:
        """Return the flows out of a step."""
        return [flow for flow in self.flows if flow.source == step]

    def entering(self, step: str) -> list[SequenceFlow]:
        """Return the flows into a step."""
        return [flow for flow in self.flows if flow.target == step]

    def called(self, step: str) -> str:
        """Return how a sentence calls a step."""
        found = self.steps.get(step)
        return (found.name or found.id)[:60] if found else step[:60]


def key_for(name: str, otherwise: str, taken: Collection[str]) -> str:
    """Return a key made of `name`, or of `otherwise` where its signs do not do, that is not `taken`."""
    plain = _UNFIT.sub("-", name.lower()).strip("-")[:40].strip("-")
    if not plain.isascii() or not plain[:1].isalpha():
        plain = otherwise
    return (
        plain if plain not in taken else next(f"{plain}-{n}" for n in range(2, 10_000) if f"{plain}-{n}" not in taken)
    )
