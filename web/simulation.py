"""シミュレーション: old and new flow played with the same cases, told step by step while it runs.

The page is sent as it grows, so that somebody sees how far the work is without any script. Between two replications
it stops when the time for it is over.
"""

from collections.abc import Iterator
from time import monotonic
from typing import Final

from flask import Blueprint, Response, stream_template
from flask.typing import ResponseReturnValue

from catalog.drafts import drafts_of
from catalog.procedures import procedure
from kernel.errors import NotFound
from office.redesigns import flow_in
from web.access import current_officer, staff
from web.office import asked_slots
from web.services import services
from workflow.definition import Flow
from workflow.simulate import PairedResult, paired
from workflow.simulate.paired import MOST

blueprint: Final = Blueprint("office_simulation", __name__, url_prefix="/office")
PATIENCE_SECONDS: Final = 20.0


@blueprint.get("/<key>/simulation")
@staff
def page(key: str) -> ResponseReturnValue:
    """Simulate two flows of a procedure side by side."""
    with services().database.read() as tx:
        found = procedure(tx, key)
        if not current_officer().sees(found.department):
            raise NotFound
        old, new = asked_slots(tuple(each.key for each in drafts_of(tx, key) if each.kind == "flow"))
        before, after = flow_in(tx, key, old), flow_in(tx, key, new)
    return Response(
        stream_template(
            "office/simulation.html",
            procedure=found,
            before=before,
            after=after,
            before_slot=old,
            after_slot=new,
            most=MOST,
            replications=_in_time(before, after),
        ),
        content_type="text/html; charset=utf-8",
    )


def _in_time(before: Flow, after: Flow) -> Iterator[PairedResult]:
    begun = monotonic()
    for found in paired(before, after):
        yield found
        if monotonic() - begun > PATIENCE_SECONDS:
            return
