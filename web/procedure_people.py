"""Who may do what in one procedure, in one table."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from accounts.directory import Directory, read_directory
from catalog.duties import DutyRow, duties
from catalog.procedures import Procedure
from catalog.versions import current_version
from web.access import current_officer, staff
from web.pages import render_page
from web.procedures import seen
from web.services import services

blueprint: Final = Blueprint("procedure_people", __name__, url_prefix="/staff/procedures/<key>/people")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The rights and the lanes of what is in force, with the people behind them."""

    template: ClassVar[str] = "staff/procedures/people.html"
    procedure: Procedure
    rows: tuple[DutyRow, ...]
    directory: Directory


@blueprint.get("")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show who may do what."""
    context = services()
    with context.database.read() as tx:
        found, current = seen(tx, current_officer(), key), current_version(tx, key)
        flow = context.library.bundle(tx, current.bundle_digest).flow if current else None
        directory = read_directory(tx)
    return render_page(PeoplePage(procedure=found, rows=duties(directory, found.department, flow), directory=directory))
