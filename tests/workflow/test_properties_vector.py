"""The list of properties that the flow designer's inspector is held against is what the JSON Schema says.

.venv/bin/python -m tests.workflow.test_properties_vector    writes it anew after a change of the schema
"""

import json
from pathlib import Path
from typing import Any, Final

from workflow.schema import SCHEMA

VECTOR: Final = Path(__file__).resolve().parents[1] / "vectors" / "flow_properties.json"
PARTS: Final = ("node", "edge", "lane", "data", "control", "document", "outcome")


def properties() -> dict[str, list[str]]:
    """Return the names of all properties of a flow and its parts, own additions (`x`) left out."""
    schema: Any = SCHEMA
    shapes = {"flow": schema, **{part: schema["$defs"][part] for part in PARTS}}
    return {part: sorted(set(shape["properties"]) - {"x"}) for part, shape in shapes.items()}


def test_the_vector_of_properties_is_what_the_schema_says() -> None:
    assert json.loads(VECTOR.read_text("utf-8")) == properties()


if __name__ == "__main__":
    VECTOR.write_text(json.dumps(properties(), indent=1) + "\n", encoding="utf-8")
