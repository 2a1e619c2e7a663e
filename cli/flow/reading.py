"""Reading a flow from a file, with the forms and tables that lie beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cli.documents import read_source, require_format, siblings
from forms.codec import read_form
from forms.definition import FORMAT as FORM
from forms.definition import Form
from kernel.problems import errors_in
from workflow.codec import read_flow
from workflow.definition import FORMAT as FLOW
from workflow.definition import Flow
from workflow.table.codec import read_table
from workflow.table.model import FORMAT as TABLE
from workflow.table.model import Table

K = TypeVar("K", Form, Table)


@dataclass(frozen=True, slots=True)
class FlowFile:
    """A flow, where it came from, and what it is bound to."""

    path: Path
    flow: Flow
    tables: Mapping[str, Table]
    forms: Mapping[str, Form]


def open_flow(path: Path, language: str) -> FlowFile:
    """Read the flow in `path` or raise `UnusableInput` with its first defect."""
    source = read_source(path, language)
    require_format(source, FLOW, language)
    flow, problems = read_flow(source.document)
    if flow is None:
        raise source.refuse(tuple(errors_in(problems)), language)
    return bound(path, flow)


def bound(path: Path, flow: Flow) -> FlowFile:
    """Return `flow` with the forms and tables beside `path` that it names; unreadable ones count as absent."""
    nodes = flow.nodes.values()
    table_keys = frozenset(node.table for node in nodes if node.table)
    form_keys = frozenset(node.form for node in nodes if node.form)
    tables = (read_table(document)[0] for document in siblings(path, TABLE, table_keys))
    forms = (read_form(document)[0] for document in siblings(path, FORM, form_keys))
    return FlowFile(
        path=path,
        flow=flow,
        tables=_first_by_key(filter(None, tables)),
        forms=_first_by_key(filter(None, forms)),
    )


def _first_by_key(found: Iterable[K]) -> dict[str, K]:
    """Two files may carry one key (a copy, an older version): the first by name counts."""
    by_key: dict[str, K] = {}
    for definition in found:
        by_key.setdefault(definition.key, definition)
    return by_key
