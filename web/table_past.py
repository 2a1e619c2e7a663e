"""A table that is being edited, on the past cases of its procedure: what it would have decided, and what people did.

Numbers of cases and keys of rules only: no answer of anybody leaves the server.
"""

from flask import url_for

from bootstrap import Tx
from kernel.json_types import Json, JsonObject
from learning.past import past_of
from web.access import current_officer
from web.services import services
from workflow.learning.backtest import backtest
from workflow.table.codec import require_table


def on_the_past(tx: Tx, procedure: str, document: JsonObject) -> dict[str, Json]:
    """Return the backtest of the table in `document`; raises `UnusableDocument` when it cannot be read."""
    table = require_table(document)
    past = past_of(tx, services().library, current_officer(), procedure)
    found = backtest(table, past.cases)
    return {
        "cases": found.cases,
        "people_approved": found.people_approved,
        "approved": found.approved,
        "refused": found.refused,
        "changed": found.changed,
        "missing": found.missing,
        "conflict": found.conflict,
        "without_people": past.without_people,
        "erased": past.erased,
        "rules": [
            {"key": each.key, "approved": each.approved, "refused": each.refused, "changed": each.changed}
            for each in found.rules
        ],
        "examples": [url_for("cases.case", case_id=case_id) for case_id in found.examples],
    }
