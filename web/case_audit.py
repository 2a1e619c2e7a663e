"""A case explained to an auditor: every event with who, in which capacity, under which rule, on which data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from accounts.directory import Directory, read_directory
from catalog.bundle import Bundle
from engine.core.actor import queue_of
from engine.shell.audit import Audit, audit_of
from engine.shell.detail import case_detail
from engine.shell.explanation import Explanation
from engine.shell.view import CaseView
from forms.fields.registry import display
from intake.amendments import Amendment, amendments
from intake.applications import Application, application
from intake.submissions import Submission, submissions_of
from kernel.json_types import Json
from kernel.text import Text, say
from web.access import current_officer, staff
from web.casework import actor_of, read_case
from web.languages import language
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("case_audit", __name__, url_prefix="/staff/cases")


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedValue:
    """A value that staff mended, in words."""

    label: str
    before: str
    after: str
    amendment: Amendment


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Everything that happened to a case."""

    template: ClassVar[str] = "staff/cases/audit.html"
    case: CaseView
    bundle: Bundle
    application: Application | None
    audit: Audit
    submissions: tuple[Submission, ...]
    mended: tuple[MendedValue, ...]
    explanations: Mapping[str, Explanation]
    directory: Directory
    roles: Mapping[str, Text]
    """By queue what its lane is called."""


@blueprint.get("/<case_id>/audit")
@staff
def page(case_id: str) -> ResponseReturnValue:
    """Explain a case."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        actor = actor_of(tx, officer, context.clock.now())
        case = read_case(tx, officer, actor, case_id)
        bundle = context.library.bundle(tx, case.program)
        detail = case_detail(tx, context.library, case_id, reader=actor)
        view = AuditPage(
            case=case,
            bundle=bundle,
            application=application(tx, case_id),
            audit=audit_of(tx, context.library, case_id),
            submissions=submissions_of(tx, case_id),
            mended=tuple(_mended(bundle, each) for each in amendments(tx, case_id)),
            explanations={f"{each.at.isoformat()}|{each.node}": each for each in detail.explanations},
            directory=read_directory(tx),
            roles={
                queue_of(lane.department, lane.role): lane.title
                for lane in bundle.flow.lanes.values()
                if lane.department and lane.role
            },
        )
    return render_page(view)


def _mended(bundle: Bundle, amendment: Amendment) -> MendedValue:
    field = next(
        (field for form in bundle.forms.values() for field in form.fields() if field.key == amendment.field), None
    )

    def shown(value: Json) -> str:
        return str(value or "") if field is None else display(field, value, language())

    label = amendment.field if field is None else say(field.label, language())
    return MendedValue(label=label, before=shown(amendment.before), after=shown(amendment.after), amendment=amendment)
