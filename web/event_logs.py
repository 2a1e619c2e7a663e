"""業務記録から現状を描く: upload an event log, look at what it says, take the flow over as the as-is draft."""

from dataclasses import dataclass, fields
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from accounts.directory import Directory, read_directory
from catalog.procedures import Procedure
from kernel.errors import UnusableDocument
from kernel.text import Text
from office.city import AS_IS
from office.log_studies import LogStudy, StudyLine, keep_study, studies_of, study, study_of, take_over
from web.access import current_officer, staff
from web.pages import render_page
from web.pictures import picture_of
from web.procedures import seen
from web.services import services
from workflow.mining.csv_log import Columns

blueprint: Final = Blueprint("event_logs", __name__, url_prefix="/office")
COLUMNS: Final = tuple(field.name for field in fields(Columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Where a log is brought in; after a failed try with what was typed and what is wrong."""

    template: ClassVar[str] = "office/event_log.html"
    procedure: Procedure
    studies: tuple[StudyLine, ...]
    directory: Directory
    may_design: bool
    typed: dict[str, str]
    problem: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPage:
    """What a log says, with the picture of its flow."""

    template: ClassVar[str] = "office/log_study.html"
    procedure: Procedure
    study: LogStudy
    picture: Markup
    directory: Directory
    may_design: bool


@blueprint.get("/<key>/log")
@staff
def page(key: str) -> ResponseReturnValue:
    """Ask for a log."""
    return _page(key, {}, None)


@blueprint.post("/<key>/log")
@staff
def bring(key: str) -> ResponseReturnValue:
    """Read a log, keep what it says, and show it."""
    context, officer = services(), current_officer()
    typed = {name: request.form.get(name, "").strip()[:100] for name in (*COLUMNS, "time_format")}
    with context.database.read() as tx:
        found = seen(tx, current_officer(), key)
    officer.require("design", found.department)
    upload = request.files.get("log")
    if upload is None or not upload.filename:
        return _page(key, typed, _("業務記録のファイルを選んでください。")), 422
    columns = Columns(**{name: typed[name] or None for name in COLUMNS})
    try:
        made = study_of(upload.stream, upload.filename, found, columns, typed["time_format"] or None)
    except UnusableDocument as error:
        return _page(key, typed, error.problems[0].message), 422
    with context.database.begin() as tx:
        study_id = keep_study(tx, officer, key, upload.filename, made, now=context.clock.now())
    return redirect(url_for(".show", key=key, study_id=study_id), code=303)


@blueprint.get("/<key>/log/<study_id>")
@staff
def show(key: str, study_id: str) -> ResponseReturnValue:
    """Show what a log says."""
    with services().database.read() as tx:
        found = seen(tx, current_officer(), key)
        shown = study(tx, current_officer(), key, study_id)
        directory = read_directory(tx)
    return render_page(
        StudyPage(
            procedure=found,
            study=shown,
            picture=picture_of(shown.flow, "from-log", shares=True),
            directory=directory,
            may_design=current_officer().may("design", found.department),
        )
    )


@blueprint.post("/<key>/log/<study_id>/take")
@staff
def take(key: str, study_id: str) -> ResponseReturnValue:
    """Make the flow of a log a draft."""
    context, officer = services(), current_officer()
    with context.database.begin() as tx:
        slot = take_over(tx, officer, study(tx, officer, key, study_id), now=context.clock.now())
    if slot == AS_IS:
        flash(_("現状の流れの下書きにしました。作業時間や確認事項を書き足してください。"))
    else:
        flash(_("現状の流れがもうあるため、別の下書き（%(slot)s）にしました。", slot=slot))
    return redirect(url_for("procedures.overview", key=key), code=303)


def _page(key: str, typed: dict[str, str], problem: Text | None) -> str:
    with services().database.read() as tx:
        found = seen(tx, current_officer(), key)
        studies, directory = studies_of(tx, key), read_directory(tx)
    return render_page(
        LogPage(
            procedure=found,
            studies=studies,
            directory=directory,
            may_design=current_officer().may("design", found.department),
            typed=typed,
            problem=problem,
        )
    )
