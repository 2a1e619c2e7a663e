"""シミュレーション: old and new flow played with the same cases, told step by step while it runs.

The page is sent as it grows, so that somebody sees how far the work is without any script. Between two replications
it stops when the time for it is over.
"""

from collections.abc import Iterator
from time import monotonic
from typing import Final

from flask import Blueprint, Response, stream_template
from flask.typing import ResponseReturnValue

from web.access import staff
from web.services import services
from web.two_flows import two_flows
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
        asked = two_flows(tx, key)
    return Response(
        stream_template(
            "office/simulation.html",
            procedure=asked.procedure,
            before=asked.before,
            after=asked.after,
            before_slot=asked.old,
            after_slot=asked.new,
            most=MOST,
            replications=_in_time(asked.before, asked.after),
        ),
        content_type="text/html; charset=utf-8",
    )


def _in_time(before: Flow, after: Flow) -> Iterator[PairedResult]:
    begun = monotonic()
    for found in paired(before, after):
        yield found
        if monotonic() - begun > PATIENCE_SECONDS:
            return
