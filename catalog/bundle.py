"""A bundle: one flow with the forms, tables and page that it runs with. Its digest is a version's identity.

{"format": "minaoshi.bundle/1", "procedure": key, "flow": digest, "forms": {key: digest},
 "tables": {key: digest}, "page": digest, "children": {procedure: digest of its bundle}?}
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from catalog.drafts import Draft, Kind
from catalog.errors import NotPublishable
from catalog.messages import MESSAGES
from catalog.page import ProcedurePage, require_page
from forms.codec import require_form
from forms.definition import Form
from kernel.documents import digest
from kernel.json_types import JsonObject
from workflow.codec import require_flow
from workflow.definition import Flow, Node
from workflow.finding import Finding, Where
from workflow.table.codec import require_table
from workflow.table.model import Table

FORMAT: Final = "minaoshi.bundle/1"
OFFICE_PLACES: Final = frozenset(
    {"receipt_number", "applicant_name", "procedure_title", "department", "contact", "today", "received_on", "due_on",
     "reason", "status_url", "appeal_notice", "correction_items", "correction_due"}
)  # fmt: skip
"""What the office itself can put into a letter, beside the answers and what rules and staff wrote."""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """Everything that a case of one version needs. It lives long (`catalog.library`), so its digest is kept."""

    procedure: str
    flow: Flow
    forms: Mapping[str, Form]
    tables: Mapping[str, Table]
    page: ProcedurePage
    children: Mapping[str, str] = field(default_factory=dict)
    """By procedure that a subflow runs the digest of the version that runs: bundles of their own, frozen before."""

    @property
    def document(self) -> JsonObject:
        """The document whose digest names the version."""
        document: JsonObject = {
            "format": FORMAT,
            "procedure": self.procedure,
            "flow": self.flow.digest,
            "forms": {key: form.digest for key, form in sorted(self.forms.items())},
            "tables": {key: table.digest for key, table in sorted(self.tables.items())},
            "page": self.page.digest,
        }
        return {**document, "children": dict(sorted(self.children.items()))} if self.children else document

    @cached_property
    def digest(self) -> str:
        """The identity of the version: SHA-256 of the canonical `document`."""
        return digest(self.document)

    @cached_property
    def entry(self) -> Node:
        """The node with which a case begins: the first one with a form after the start."""
        nodes = self.flow.nodes
        reached = [node.key for node in nodes.values() if node.type == "start"]
        seen = set(reached)
        for key in reached:
            for edge in self.flow.edges:
                if edge.source == key and edge.target not in seen:
                    if nodes[edge.target].form:
                        return nodes[edge.target]
                    seen.add(edge.target)
                    reached.append(edge.target)
        raise LookupError("a published flow begins with a form")

    @property
    def parts(self) -> Mapping[str, JsonObject]:
        """Every document of the bundle by digest, the bundle's own included."""
        parts: tuple[Flow | ProcedurePage | Form | Table, ...] = (
            self.flow,
            self.page,
            *self.forms.values(),
            *self.tables.values(),
        )
        return {part.digest: part.document for part in parts} | {self.digest: self.document}


def bundle_of(procedure: str, drafts: tuple[Draft, ...], slot: str) -> Bundle:
    """Put the drafts of a procedure together around the flow in `slot`; `NotPublishable` when a part is absent."""
    by_place: dict[tuple[Kind, str], Draft] = {(draft.kind, draft.key): draft for draft in drafts}
    flow_draft, page_draft = by_place.get(("flow", slot)), next((d for d in drafts if d.kind == "page"), None)
    if flow_draft is None or page_draft is None:
        code = "reference.flow_missing" if flow_draft is None else "reference.page_missing"
        raise NotPublishable((Finding(code=code, severity="error", where=Where(), message=MESSAGES.text(code)),))
    flow = require_flow(flow_draft.document)
    forms = {node.form for node in flow.nodes.values() if node.form}
    tables = {node.table for node in flow.nodes.values() if node.table}
    return Bundle(
        procedure=procedure,
        flow=flow,
        forms={key: require_form(by_place["form", key].document) for key in forms if ("form", key) in by_place},
        tables={key: require_table(by_place["table", key].document) for key in tables if ("table", key) in by_place},
        page=require_page(page_draft.document),
    )
