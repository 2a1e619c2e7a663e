"""Adding a procedure to the inventory, before anything of it is described."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import read_directory
from accounts.officer import Department
from catalog.procedures import create_procedure, procedures
from kernel.names import KEY
from web.access import current_officer, staff_with
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("new_procedure", __name__, url_prefix="/staff/new-procedure")
LONGEST_TITLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProcedurePage:
    """Name, key and department of a procedure to be; after a failed try with what was typed."""

    template: ClassVar[str] = "staff/procedures/new.html"
    departments: tuple[Department, ...]
    title: str
    key: str
    department: str
    problems: tuple[tuple[str, str], ...]


@blueprint.get("")
@staff_with("design")
def page() -> ResponseReturnValue:
    """Ask what the procedure is called."""
    return render_page(_page("", "", "", ()))


@blueprint.post("")
@staff_with("design")
def add() -> ResponseReturnValue:
    """Add the procedure, and go on to its page, where everything begins."""
    context = services()
    title = request.form.get("title", "").strip()[:LONGEST_TITLE]
    key, department = request.form.get("key", "").strip()[:64], request.form.get("department", "")
    problems = [] if title else [("#title", _("手続の名前を入力してください。"))]
    with context.database.begin() as tx:
        if not KEY.fullmatch(key):
            problems.append(("#key", _("記号は、英小文字で始まる英小文字・数字・ハイフンで入力してください。")))
        elif any(each.key == key for each in procedures(tx)):
            problems.append(("#key", _("この記号は使われています。別の記号にしてください。")))
        if department not in {each.key for each in _departments()}:
            problems.append(("#department", _("担当を選んでください。")))
        if problems:
            return render_page(_page(title, key, department, tuple(problems))), 422
        create_procedure(tx, current_officer(), key, department, title, context.clock.now())
    flash(_("手続を加えました。フォームや流れを作るか、文書を取り込んでください。"))
    return redirect(url_for("procedures.overview", key=key), code=303)


def _page(title: str, key: str, department: str, problems: tuple[tuple[str, str], ...]) -> NewProcedurePage:
    return NewProcedurePage(departments=_departments(), title=title, key=key, department=department, problems=problems)


def _departments() -> tuple[Department, ...]:
    """Return the departments for which the officer designs."""
    officer = current_officer()
    with services().database.read() as tx:
        known = read_directory(tx).departments
    return tuple(each for each in known.values() if officer.may("design", each.key))
