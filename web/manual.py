"""業務手順書: the manual of a procedure, of any version and of the drafts, on the screen and as PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import read_directory
from accounts.officer import Officer
from bootstrap import Tx
from catalog.bundle import Bundle
from catalog.drafts import drafts_of
from catalog.errors import NotPublishable
from catalog.procedures import Procedure, procedure
from catalog.readings import Reading, read_edition
from catalog.versions import Version, versions
from kernel.errors import NotFound, UnusableDocument
from kernel.text import Text
from reports.manual.compose import manual_of, manual_page, word
from reports.manual.model import Manual
from reports.manual.source import LetterSource, ManualSource
from reports.pdf import pdf_of
from web.access import current_officer, staff
from web.casework import actor_of, read_case
from web.formats import day, moment
from web.languages import language
from web.limits import limiter
from web.pages import render_page
from web.papers import PRINTS
from web.procedures import seen
from web.services import services
from workflow.finding import Finding

blueprint: Final = Blueprint("manual", __name__, url_prefix="/staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualPage:
    """The manual, and which other editions there are."""

    template: ClassVar[str] = "staff/procedures/manual.html"
    procedure: Procedure
    manual: Manual
    word: Callable[..., str]
    editions: tuple[tuple[str, str], ...]
    chosen: str
    """The edition shown: a number or a slot; empty where the page belongs to a case."""
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoManualPage:
    """Why there is no manual yet."""

    template: ClassVar[str] = "staff/procedures/no_manual.html"
    procedure: Procedure
    reasons: tuple[Text, ...]


@blueprint.get("/procedures/<key>/manual")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show the manual of what is in force, of an older version, or of the drafts."""
    with services().database.read() as tx:
        found, published = _seen(tx, current_officer(), key)
        try:
            reading = read_edition(tx, services().library, found, published, request.args.get("edition", ""))
        except (NotPublishable, UnusableDocument) as error:
            return render_page(NoManualPage(procedure=found, reasons=_reasons(error))), 422
        except NotFound:
            if request.args.get("edition") or published:
                raise
            return render_page(NoManualPage(procedure=found, reasons=()))
        manual = _manual(tx, found, reading)
        slots = [each.key for each in drafts_of(tx, key) if each.kind == "flow"]
    return render_page(
        ManualPage(
            procedure=found,
            manual=manual,
            word=_word,
            editions=(*((str(each.number), _version_name(each)) for each in published), *_draft_names(slots)),
            chosen=str(reading.version.number) if reading.version else reading.slot,
            case_id="",
        )
    )


@blueprint.get("/procedures/<key>/manual.pdf")
@staff
@limiter.limit(PRINTS)
def pdf(key: str) -> ResponseReturnValue:
    """Return the manual as PDF."""
    with services().database.read() as tx:
        found, published = _seen(tx, current_officer(), key)
        try:
            reading = read_edition(tx, services().library, found, published, request.args.get("edition", ""))
        except (NotPublishable, UnusableDocument) as error:
            return render_page(NoManualPage(procedure=found, reasons=_reasons(error))), 422
        manual = _manual(tx, found, reading)
    response = Response(pdf_of(manual_page(manual)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="manual-{key}.pdf"'
    return response


@blueprint.get("/cases/<case_id>/manual")
@staff
def of_case(case_id: str) -> ResponseReturnValue:
    """Show the manual of the version on which a case runs, to whoever sees the case."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        case = read_case(tx, officer, actor_of(tx, officer, context.clock.now()), case_id)
        found = procedure(tx, case.procedure)
        version = next((each for each in versions(tx, found.key) if each.bundle_digest == case.program), None)
        manual = _manual(tx, found, Reading(bundle=context.library.bundle(tx, case.program), version=version))
    return render_page(ManualPage(procedure=found, manual=manual, word=_word, editions=(), chosen="", case_id=case_id))


def _seen(tx: Tx, officer: Officer, key: str) -> tuple[Procedure, tuple[Version, ...]]:
    found = seen(tx, officer, key)
    return found, versions(tx, key)


def _manual(tx: Tx, found: Procedure, reading: Reading) -> Manual:
    bundle, version = reading.bundle, reading.version
    if version is not None:
        edition = _version_name(version)
    else:
        edition = dict(_draft_names([reading.slot])).get(reading.slot, "")
    source = ManualSource(
        title=bundle.page.title,
        flow=bundle.flow,
        forms=bundle.forms,
        tables=bundle.tables,
        letters=_letters(bundle),
        summary=bundle.page.summary,
        who=bundle.page.who,
        needs=bundle.page.needs,
        fee=bundle.page.fee,
        contact=bundle.page.contact,
        department=read_directory(tx).title_of(found.department, language()),
        edition=edition,
        digest=bundle.digest,
    )
    return manual_of(source, language(), made_at=moment(services().clock.now()))


def _letters(bundle: Bundle) -> tuple[LetterSource, ...]:
    return tuple(
        LetterSource(key=each.key, title=each.title, subject=each.subject, body=each.body)
        for each in bundle.page.letters.values()
    )


def _version_name(version: Version) -> str:
    name: str = _("第%(number)s版（%(when)s 公開）", number=version.number, when=day(version.published_at))
    return name


def _draft_names(slots: list[str]) -> tuple[tuple[str, str], ...]:
    known = {"as-is": _("下書き（現状の流れ）"), "to-be": _("下書き（見直し後の流れ）"), "": ""}
    return tuple((slot, known.get(slot, _("下書き（%(slot)s）", slot=slot))) for slot in slots)


def _reasons(error: NotPublishable | UnusableDocument) -> tuple[Text, ...]:
    if isinstance(error, UnusableDocument):
        return tuple(problem.message for problem in error.problems)
    findings: tuple[Finding, ...] = error.findings
    return tuple(finding.message for finding in findings)


def _word(code: str, **params: str | int) -> str:
    return word(language(), code, **params)
