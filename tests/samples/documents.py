"""The model town's documents, found and read for the tests of this folder."""

from pathlib import Path
from typing import Final

from catalog.page import ProcedurePage, require_page
from forms.codec import require_form
from forms.definition import Form
from kernel.documents import read_json
from kernel.json_types import Json
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.table.codec import require_table
from workflow.table.model import Table

SAMPLES: Final = Path(__file__).resolve().parents[2] / "samples"
DOCUMENTS: Final = tuple(sorted(SAMPLES.glob("*/*.json")))
PROCEDURES: Final = tuple(sorted(path.parent for path in SAMPLES.glob("*/to-be.json")))
AS_IS: Final = tuple(sorted(SAMPLES.glob("*/as-is.json")))
FLOWS: Final = (*AS_IS, *(folder / "to-be.json" for folder in PROCEDURES))


def named(path: Path) -> str:
    """Return how a test is called after a file or a folder."""
    return f"{path.parent.name}/{path.stem}" if path.suffix else path.name


def read(path: Path) -> dict[str, Json]:
    """Return the document in a file."""
    document = read_json(path.read_bytes())
    assert isinstance(document, dict)
    return document


def of_format(name: str, folder: Path | None = None) -> list[Path]:
    """Return the files of one format, of all procedures or of one."""
    paths = [path for path in DOCUMENTS if folder is None or path.parent == folder]
    return [path for path in paths if read(path)["format"] == f"minaoshi.{name}/1"]


def flow_at(path: Path) -> Flow:
    """Return the flow in a file."""
    return require_flow(read(path))


def forms_in(folder: Path) -> dict[str, Form]:
    """Return the forms of a procedure by key."""
    forms = [require_form(read(path)) for path in of_format("form", folder)]
    return {form.key: form for form in forms}


def tables_in(folder: Path) -> dict[str, Table]:
    """Return the decision tables of a procedure by key."""
    tables = [require_table(read(path)) for path in of_format("table", folder)]
    return {table.key: table for table in tables}


def page_in(folder: Path) -> ProcedurePage:
    """Return what residents read about a procedure, and its letters."""
    return require_page(read(folder / "procedure.json"))
