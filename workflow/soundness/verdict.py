"""The verdict on a flow, and its faults.

Codes follow formats.md. Reaching an end while another token is left (improper completion) is a lack of
synchronisation, too: branches that began together do not wait for each other. `kind` keeps the two apart.
Structural faults (`structure.*`) stand among the faults because a flow that has one is not sound.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from kernel.text import Text
from workflow.definition import Flow
from workflow.finding import Finding, Where

FaultKind: TypeAlias = Literal[
    "deadlock", "two_tokens", "left_over", "livelock", "not_verified", "too_large", "unreachable", "dead_end"
]

CODES: Final[Mapping[FaultKind, str]] = {
    "deadlock": "soundness.deadlock",
    "two_tokens": "soundness.lack_of_synchronization",
    "left_over": "soundness.lack_of_synchronization",
    "livelock": "soundness.livelock",
    "not_verified": "soundness.not_verified",
    "too_large": "soundness.not_verified",
    "unreachable": "structure.unreachable",
    "dead_end": "structure.dead_end",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One reason why a flow is not sound, or cannot be verified.

    `nodes` begin with the one where it shows (a join, a merge, an end), then what caused it, where that is known.
    `edges` hold the tokens that wait, or the doubled one. `run` are the edges of a run in the order in which tokens
    are put on them (edges that no drawing shows are left out); `workflow.soundness.replay` plays it.
    """

    kind: FaultKind
    nodes: tuple[str, ...]
    edges: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    message: Text = field(default="", compare=False)

    @property
    def code(self) -> str:
        """The code under which findings report this fault."""
        return CODES[self.kind]

    def finding(self, flow: Flow) -> Finding:
        """Return the fault as a finding of `check`. What cannot be verified is a warning, all else an error."""
        first = next((key for key in self.nodes if key in flow.nodes), None)
        pointer = "" if first is None else flow.nodes[first].pointer
        return Finding(
            code=self.code,
            severity="warning" if self.code == "soundness.not_verified" else "error",
            where=Where(nodes=self.nodes, edges=self.edges, pointer=pointer),
            message=self.message,
            example=[*self.run] if self.run else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a flow is sound: True, False, or None where it could not be verified. Faults explain the last two."""

    sound: bool | None
    faults: tuple[Fault, ...] = ()
