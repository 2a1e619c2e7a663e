"""統制の証明: every control of the old flow, where the new one performs it, and the argument in words."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from catalog.procedures import Procedure
from web.access import staff
from web.pages import render_page
from web.services import services
from web.two_flows import two_flows
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
        asked = two_flows(tx, key)
    return render_page(
        ControlProofPage(
            procedure=asked.procedure,
            proof=prove_controls(asked.before, asked.after),
            before_slot=asked.old,
            after_slot=asked.new,
            slots=asked.slots,
        )
    )
