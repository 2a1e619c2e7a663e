"""What an editor tells while one works: the check of one document beside the other drafts of its procedure."""

from catalog.checks import form_facts
from catalog.drafts import Draft, Kind
from forms.codec import read_form, require_form
from forms.lint import check_form
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from web.json_requests import problems_json
from workflow.analysis.analyze import analyze
from workflow.check.context import FormFacts
from workflow.check.flow import check_document
from workflow.codec import read_flow
from workflow.table.codec import read_table, require_table
from workflow.table.model import Table
from workflow.table.verify import check_table


def findings_in(kind: Kind, document: JsonObject, drafts: tuple[Draft, ...]) -> list[Json]:
    """Return findings on `document`, errors first, in the shape of formats.md."""
    match kind:
        case "form":
            form, problems = read_form(document)
            return problems_json([*problems, *(check_form(form) if form is not None else ())])
        case "table":
            table, problems = read_table(document)
            found = check_table(table) if table is not None else []
            return [*problems_json(problems), *(finding.as_json() for finding in found)]
        case "flow":
            publishing = document.get("stage") == "to-be"
            result = check_document(document, tables=_tables(drafts), forms=_forms(drafts), publishing=publishing)
            return [finding.as_json() for finding in result.findings]
        case "page":
            return []


def proposals_in(document: JsonObject, drafts: tuple[Draft, ...]) -> list[Json]:
    """Return what is redundant in a flow as it stands, the largest saving first; none where it cannot be read."""
    flow, _problems = read_flow(document)
    if flow is None:
        return []
    found = (finding.as_json() for finding in analyze(flow, tables=_tables(drafts)).findings)
    return [finding for finding in found if finding.get("status") == "proposed"]


def _tables(drafts: tuple[Draft, ...]) -> dict[str, Table]:
    found = {}
    for draft in drafts:
        if draft.kind == "table":
            try:
                found[draft.key] = require_table(draft.document)
            except UnusableDocument:
                continue
    return found


def _forms(drafts: tuple[Draft, ...]) -> dict[str, FormFacts]:
    found = {}
    for draft in drafts:
        if draft.kind == "form":
            try:
                found[draft.key] = form_facts(require_form(draft.document))
            except UnusableDocument:
                continue
    return found
