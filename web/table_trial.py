"""Trying a decision table out: what it says about values that somebody types, and which rule said so."""

from collections.abc import Mapping
from dataclasses import replace

from kernel.clock import local_date
from kernel.condition import FieldRef, Scope
from kernel.json_types import Json, JsonObject
from web.services import services
from workflow.table.codec import require_table
from workflow.table.evaluate import compile_table


def tried(document: JsonObject, sent: Mapping[str, Json]) -> dict[str, Json]:
    """Return `{"outputs", "rules", "missing", "conflict", "unsettled"}` for the row `sent["row"]`, by column.

    Raises `UnusableDocument` when the table cannot be read.
    """
    table = require_table(document)
    columns = tuple(replace(column, expr=FieldRef((column.key,))) for column in table.inputs)
    row = sent.get("row")
    scope = Scope(row if isinstance(row, dict) else {}, local_date(services().clock.now()))
    decision = compile_table(replace(table, inputs=columns)).decide(scope)
    return {
        "outputs": {**decision.outputs},
        "rules": [*decision.rules],
        "missing": [*decision.missing],
        "conflict": decision.conflict,
        "unsettled": decision.unsettled,
    }
