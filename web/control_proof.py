"""統制の証明: every control of the old flow, where the new one performs it, and the argument in words."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from catalog.drafts import drafts_of
from catalog.procedures import Procedure, procedure
from kernel.errors import NotFound
from office.redesigns import flow_in
from web.access import current_officer, staff
from web.office import asked_slots
from web.pages import render_page
from web.services import services
from workflow.controls import Proof, prove_controls

blueprint: Final = Blueprint("office_controls", __name__, url_prefix="/office")


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlProofPage:
    """The proof for two flows of one procedure."""

    template: ClassVar[str] = "office/control_proof.html"
    procedure: Procedure
    proof: Proof
    before_slot: str
    after_slot: str
    slots: tuple[str, ...]


@blueprint.get("/<key>/controls")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show whether the new flow keeps every control, and why that is certain."""
    with services().database.read() as tx:
        found = procedure(tx, key)
        if not current_officer().sees(found.department):
            raise NotFound
        slots = tuple(each.key for each in drafts_of(tx, key) if each.kind == "flow")
        old, new = asked_slots(slots)
        before, after = flow_in(tx, key, old), flow_in(tx, key, new)
    proof = prove_controls(before, after)
    return render_page(ControlProofPage(procedure=found, proof=proof, before_slot=old, after_slot=new, slots=slots))
