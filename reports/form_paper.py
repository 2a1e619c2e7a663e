"""A form on paper (様式): for talking it over, and for the counter, where somebody fills it in by pen."""

from dataclasses import dataclass

from forms.paper import PaperForm
from reports.papers import standing_page


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPaper:
    """What the sheet says around the questions; `draft` says of when an unpublished form is."""

    language: str
    city: str
    department: str
    procedure: str
    draft: str
    form: PaperForm


def form_paper(paper: FormPaper) -> str:
    """Return the sheet as a page."""
    return standing_page("report/form.html", paper.language, paper=paper)
