"""The guide (手続案内): which procedures take applications now, and how far one of them is."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from catalog.bundle import Bundle
from catalog.library import Library
from catalog.versions import Version, current_version, open_versions
from db.database import Tx
from engine.shell.resident_status import Phase
from intake.errors import ProcedureClosed
from kernel.errors import NotFound
from workflow.definition import Flow

Stage: TypeAlias = Literal["received", "checked", "reviewed", "approved", "notified"]
Progress: TypeAlias = Literal["done", "now", "later"]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
_STAGE_OF: Final[dict[Phase, Stage]] = {
    "received": "reviewed", "examining": "reviewed", "correction": "reviewed", "your_turn": "reviewed",
    "waiting": "reviewed", "deciding": "approved", "decided": "notified",
}  # fmt: skip
"""Which stage a case is in; phases that end a case have none: every stage is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A procedure that takes applications: its version in force and everything that it runs with."""

    version: Version
    bundle: Bundle

    @property
    def key(self) -> str:
        """The procedure's key, as in its address."""
        return self.bundle.procedure

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What the office does, in the order in which it does it, as far as a resident needs to know."""
        return stages_of(self.bundle.flow)


def guides(tx: Tx, library: Library) -> tuple[Guide, ...]:
    """Return every procedure that takes applications, by key."""
    return tuple(
        Guide(version=version, bundle=library.bundle(tx, version.bundle_digest)) for version in open_versions(tx)
    )


def guide(tx: Tx, library: Library, key: str) -> Guide:
    """Return one procedure; `ProcedureClosed` when it is retired, `NotFound` when there never was one."""
    version = current_version(tx, key)
    if version is None:
        raise NotFound
    if all(each.procedure != key for each in open_versions(tx)):
        raise ProcedureClosed
    return Guide(version=version, bundle=library.bundle(tx, version.bundle_digest))


def stages_of(flow: Flow) -> tuple[Stage, ...]:
    """Return the stages that `flow` has."""
    types = {node.type for node in flow.nodes.values()}
    present: dict[Stage, bool] = {
        "received": True,
        "checked": "decision" in types,
        "reviewed": bool({"review", "task"} & types),
        "approved": "approval" in types,
        "notified": "notice" in types,
    }
    return tuple(stage for stage in STAGES if present[stage])


def stages_told(phase: Phase, flow: Flow) -> tuple[tuple[Stage, Progress], ...]:
    """Return how far each stage of `flow` is when a case is in `phase`."""
    here = _STAGE_OF.get(phase)
    place = STAGES.index(here) if here is not None else len(STAGES)
    return tuple(
        (stage, "now" if stage == here else "done" if STAGES.index(stage) < place else "later")
        for stage in stages_of(flow)
    )
