"""Papers that applicants take home: the copy of their application and their letters, as a page and as PDF."""

from typing import Final

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from accounts.directory import read_directory
from forms.page_model import summary_view
from forms.views import AnswerView
from intake.awaited import awaited_of, still_to_come
from kernel.errors import NotFound
from kernel.text import say
from notify.deliver import messages_of
from reports.papers import ApplicationCopy, Letter, PaperAnswer, PaperSection, application_copy, letter_page
from reports.pdf import pdf_of
from reports.qr import qr_code
from web.access import anyone
from web.comparison_report import CSP
from web.formats import day, moment
from web.languages import language
from web.limits import limiter
from web.services import services
from web.status import opened, own_forms

blueprint: Final = Blueprint("papers", __name__)
PRINTS: Final = "20 per minute"
"""Printing takes a process of its own: nobody may ask for it without end."""


@blueprint.get("/s/<number>/copy")
@anyone
def copy(number: str) -> ResponseReturnValue:
    """Show the copy of an application, to be printed."""
    response = Response(_copy(number), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = CSP
    return response


@blueprint.get("/s/<number>/copy.pdf")
@anyone
@limiter.limit(PRINTS)
def copy_pdf(number: str) -> ResponseReturnValue:
    """Return the copy of an application as PDF."""
    return _pdf(_copy(number), f"application-{number}")


@blueprint.get("/s/<number>/letters/<letter_id>.pdf")
@anyone
@limiter.limit(PRINTS)
def letter(number: str, letter_id: str) -> ResponseReturnValue:
    """Return a letter as PDF."""
    context = services()
    with context.database.read() as tx:
        application, case, _bundle = opened(tx, number)
        found = next((each for each in messages_of(tx, case.id) if each.id == letter_id), None)
        department = read_directory(tx).title_of(case.department, language())
    if found is None:
        raise NotFound
    page = letter_page(
        Letter(
            language=language(),
            city=context.settings.city_name,
            department=department,
            number=application.number,
            addressee=application.addressee(language()),
            date=day(found.created_at),
            subject=found.subject,
            body=found.body,
        )
    )
    return _pdf(page, f"letter-{letter_id}")


def status_code(number: str) -> Markup:
    """Return the QR code of the page on which one looks up `number`."""
    address = services().settings.base_url + url_for("status.look_up", number=number)
    return qr_code(address, _("申請の状況を見るページのQRコード"))


def _copy(number: str) -> str:
    context = services()
    with context.database.read() as tx:
        application, case, bundle = opened(tx, number)
        record = context.desk.record.values(tx, case.id)
        coming = still_to_come(awaited_of(tx, case.id))
    sections = [section for form in own_forms(bundle) for section in summary_view(form, record, language(), coming)]
    return application_copy(
        ApplicationCopy(
            language=language(),
            city=context.settings.city_name,
            procedure=say(bundle.page.title, language()),
            number=application.number,
            applicant=application.applicant_name,
            arrived_at=moment(application.arrived_at),
            contact=say(bundle.page.contact, language()),
            sections=[
                PaperSection(each.title, [PaperAnswer(line.label, _words(line)) for line in each.answers])
                for each in sections
            ],
            code=status_code(number),
        )
    )


def _words(answer: AnswerView) -> str:
    """Return an answer in words: of a group one line per item, of files their names."""
    if answer.items:
        lines = ("、".join(f"{inner.label}：{inner.text}" for inner in item if inner.text) for item in answer.items)
        return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    if answer.files:
        return "\n".join(file.name for file in answer.files)
    return answer.text


def _pdf(page: str, name: str) -> Response:
    response = Response(pdf_of(page), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
