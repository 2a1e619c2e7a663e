"""Past cases like the one that is open, with what makes them alike and how they ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from accounts.directory import read_directory
from catalog.bundle import Bundle
from engine.shell.reasons import refusal_reasons
from engine.shell.view import CaseView
from forms.fields.registry import display
from intake.applications import Application
from intake.similar import LOOKED_AT, Similar, similar_cases
from kernel.text import say
from web.access import current_officer, staff
from web.casework import actor_of, applications_of, departments_seen, seen_case, worklist_of
from web.languages import language
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("cases_similar", __name__, url_prefix="/staff/cases")


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarLine:
    """A past case in words."""

    found: Similar
    same: tuple[str, ...]
    different: tuple[tuple[str, str], ...]
    """What is another answer there: the question, and what it was."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPage:
    """The cases most like one, best first."""

    template: ClassVar[str] = "staff/cases/similar.html"
    case: CaseView
    bundle: Bundle
    lines: tuple[SimilarLine, ...]
    applications: Mapping[str, Application]
    looked_at: int


@blueprint.get("/<case_id>/similar")
@staff
def page(case_id: str) -> ResponseReturnValue:
    """Show past cases like this one."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        actor = actor_of(tx, officer, context.clock.now())
        seen = seen_case(tx, officer, actor, case_id)
        bundle = context.library.bundle(tx, seen.program)
        open_to = departments_seen(officer, read_directory(tx))
        found = similar_cases(tx, context.desk.record, bundle, case_id, worklist_of(actor), open_to)
        ids = [each.case.id for each in found]
        reasons = refusal_reasons(tx, ids)
        view = SimilarPage(
            case=seen,
            bundle=bundle,
            lines=tuple(_in_words(each, reasons.get(each.case.id, "")) for each in found),
            applications=applications_of(tx, [case_id, *ids]),
            looked_at=LOOKED_AT,
        )
    return render_page(view)


def _in_words(found: Similar, reason: str) -> SimilarLine:
    here = language()
    return SimilarLine(
        found=found,
        same=tuple(say(field.label, here) for field in found.same),
        different=tuple((say(field.label, here), display(field, value, here)) for field, value in found.different),
        reason=reason,
    )
