"""Which two flows of a procedure a page sets side by side: the address says so, for every such page in the same way."""

from dataclasses import dataclass

from flask import request

from bootstrap import Tx
from catalog.drafts import drafts_of
from catalog.procedures import Procedure
from kernel.errors import NotFound
from office.city import AS_IS
from office.redesigns import SLOT, flow_in
from web.access import current_officer
from web.procedures import seen
from workflow.definition import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoFlows:
    """Two flows of one procedure, and in which slots they stand."""

    procedure: Procedure
    slots: tuple[str, ...]
    """Every slot of the procedure, to choose from."""
    old: str
    new: str
    before: Flow
    after: Flow


def two_flows(tx: Tx, key: str) -> TwoFlows:
    """Return the two flows that are asked for; a procedure that the officer does not see looks absent (`NotFound`)."""
    found = seen(tx, current_officer(), key)
    slots = tuple(each.key for each in drafts_of(tx, key) if each.kind == "flow")
    old, new = _asked(slots)
    before, after = flow_in(tx, key, old), flow_in(tx, key, new)
    return TwoFlows(procedure=found, slots=slots, old=old, new=new, before=before, after=after)


def _asked(slots: tuple[str, ...]) -> tuple[str, str]:
    """Return which slots are asked for: by default the as-is and the newest other one."""
    others = [slot for slot in (SLOT, "to-be", *slots) if slot in slots and slot != AS_IS]
    old = request.args.get("before", AS_IS)
    new = request.args.get("after", others[0] if others else "")
    if old not in slots or new not in slots:
        raise NotFound
    return old, new
