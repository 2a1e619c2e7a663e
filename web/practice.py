"""練習: the page that explains practice, and putting a procedure up for it.

Other pages put a draft up by posting to `practice.put` with the flow's `slot`; without one the version in force is
taken. Where it leads, `practice_address` says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from catalog.procedures import Procedure, procedures
from catalog.rehearsal import put_up, rehearsal
from catalog.versions import Version, open_versions
from intake.made_up import make_applications_up
from kernel.errors import NotFound
from web.access import current_officer, staff
from web.pages import render_page
from web.practice_mount import PREFIX
from web.services import services

blueprint: Final = Blueprint("practice", __name__, url_prefix="/staff/practice")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage:
    """What is put up, and what could be."""

    template: ClassVar[str] = "staff/practice.html"
    put_up: Sequence[tuple[Procedure, Version]]
    could: Sequence[Procedure]
    """Procedures in force that the reader may put up."""
    directory: Directory
    address: str


def practice_address(path: str = "/") -> str:
    """Return where `path` is in the practice house."""
    return f"{request.script_root}{PREFIX}{path}"


@blueprint.get("/")
@staff
def page() -> ResponseReturnValue:
    """Explain practice, and list what is put up for it."""
    context, officer = services().people, current_officer()
    with context.database.read() as tx:
        directory, known = read_directory(tx), {each.key: each for each in procedures(tx)}
    shown: list[tuple[Procedure, Version]] = []
    if context.practice.exists(context):
        with context.practice.of(context).database.read() as tx:
            here = {each.key: each for each in procedures(tx)}
            shown = [(here[each.procedure], each) for each in open_versions(tx)]
    could = [
        each
        for each in known.values()
        if each.current_version and (officer.may("design", each.department) or officer.may("publish", each.department))
    ]
    return render_page(PracticePage(put_up=shown, could=could, directory=directory, address=practice_address()))


@blueprint.post("/<key>")
@staff
def put(key: str) -> ResponseReturnValue:
    """Put a procedure up, as its drafts or its version in force are now."""
    context, officer = services().people, current_officer()
    if services().practice_of is not None:
        raise NotFound
    now, slot = context.clock.now(), request.form.get("slot", "")[:64]
    with context.database.read() as tx:
        wanted, directory = rehearsal(tx, context.library, officer, key, slot), read_directory(tx)
    practice = context.practice.of(context)
    with practice.database.begin() as tx:
        put_up(tx, practice.library, directory, wanted, officer, now=now)
    flash(_("練習の場に用意しました。ここでの申請や処理は、本物の案件には何も残しません。"))
    return redirect(url_for(".page"), code=303)


@blueprint.post("/<key>/applications")
@staff
def fill(key: str) -> ResponseReturnValue:
    """Let invented people apply, so that there is something to work on."""
    context = services().people
    if not context.practice.exists(context):
        raise NotFound
    practice = context.practice.of(context)
    with practice.database.begin() as tx:
        version = next((each for each in open_versions(tx) if each.procedure == key), None)
        if version is None:
            raise NotFound
        bundle = practice.library.bundle(tx, version.bundle_digest)
        count = make_applications_up(tx, practice.desk, bundle, context.clock.now())
    flash(_("架空の申請を%(count)s件入れました。練習の受信箱で処理してみてください。", count=count))
    return redirect(url_for(".page"), code=303)
