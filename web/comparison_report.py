"""The comparison of two flows as a report that stands alone: one page to print, and the same as PDF."""

from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from reports.comparison import comparison_report
from reports.pdf import pdf_of
from web.access import staff
from web.formats import moment
from web.languages import language
from web.services import services
from web.two_flows import two_flows
from workflow.compare import compare

blueprint: Final = Blueprint("office_report", __name__, url_prefix="/office")
CSP: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The report brings its styles with it, and has neither scripts nor forms nor anything that a user wrote as HTML."""


@blueprint.get("/<key>/compare/report")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show the report."""
    response = Response(_report(key), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = CSP
    return response


@blueprint.get("/<key>/compare/report.pdf")
@staff
def pdf(key: str) -> ResponseReturnValue:
    """Return the report as PDF."""
    response = Response(pdf_of(_report(key)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="comparison-{key}.pdf"'
    return response


def _report(key: str) -> str:
    context = services()
    with context.database.read() as tx:
        asked = two_flows(tx, key)
    return comparison_report(compare(asked.before, asked.after), language(), made_at=moment(context.clock.now()))
