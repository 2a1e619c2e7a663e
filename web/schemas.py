"""The formats as JSON Schema (draft 2020-12), for whoever writes documents elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from forms.schema import form_schema
from kernel.errors import NotFound
from web.access import anyone
from workflow.schema import SCHEMA as FLOW
from workflow.table.schema import SCHEMA as TABLE

blueprint: Final = Blueprint("schemas", __name__, url_prefix="/schemas")
SCHEMAS: Final[Mapping[str, Callable[[], Mapping[str, Any]]]] = {
    "minaoshi.form-1.json": form_schema,
    "minaoshi.flow-1.json": lambda: FLOW,
    "minaoshi.table-1.json": lambda: TABLE,
}


@blueprint.get("/<name>")
@anyone
def schema(name: str) -> ResponseReturnValue:
    """Return one schema."""
    if name not in SCHEMAS:
        raise NotFound
    response = jsonify(SCHEMAS[name]())
    response.mimetype = "application/schema+json"
    return response
