"""A draft form on paper: a page to print, and the same as PDF."""

from typing import Final

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from accounts.directory import read_directory
from catalog.drafts import draft
from forms.codec import require_form
from forms.paper import paper_form
from kernel.text import say
from reports.form_paper import FormPaper, form_paper
from reports.messages import MESSAGES
from reports.pdf import pdf_of
from web.access import current_officer, staff
from web.comparison_report import CSP
from web.formats import moment
from web.languages import language
from web.limits import limiter
from web.papers import PRINTS
from web.procedures import seen
from web.services import services

blueprint: Final = Blueprint("form_paper", __name__, url_prefix="/staff/procedures/<key>/edit/form/<draft_key>")


@blueprint.get("/paper")
@staff
def page(key: str, draft_key: str) -> ResponseReturnValue:
    """Show the form as it is printed."""
    response = Response(_sheet(key, draft_key), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = CSP
    return response


@blueprint.get("/paper.pdf")
@staff
@limiter.limit(PRINTS)
def pdf(key: str, draft_key: str) -> ResponseReturnValue:
    """Return the form as PDF."""
    response = Response(pdf_of(_sheet(key, draft_key)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="form-{draft_key}.pdf"'
    return response


def _sheet(key: str, draft_key: str) -> str:
    context = services()
    with context.database.read() as tx:
        found = seen(tx, current_officer(), key)
        opened = draft(tx, key, "form", draft_key)
        department = read_directory(tx).title_of(found.department, language())
    return form_paper(
        FormPaper(
            language=language(),
            city=context.settings.city_name,
            department=department,
            procedure=say(found.title, language()),
            draft=say(MESSAGES.text("paper.draft", when=moment(opened.updated_at)), language()),
            form=paper_form(require_form(opened.document), language()),
        )
    )
