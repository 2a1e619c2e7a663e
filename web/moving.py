"""Moving running cases to another version: what would happen to each, and then doing it, case by case."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.officer import Officer
from bootstrap import Tx
from catalog.moving import MOST_SHOWN, MovePreview, preview_moves, steps_of
from catalog.procedures import Procedure, procedure
from catalog.versions import Version, versions
from engine.shell.bulk import begin_bulk
from intake.applications import Application, applications
from kernel.errors import NotFound
from kernel.json_types import Json
from kernel.text import Text
from web.access import current_officer, staff_with
from web.bulk import work_off
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("moving", __name__, url_prefix="/staff/procedures")


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingPage:
    """What moving to a version would do to each running case."""

    template: ClassVar[str] = "staff/procedures/moving.html"
    procedure: Procedure
    versions: tuple[Version, ...]
    target: Version
    preview: MovePreview
    numbers: dict[str, int]
    """By digest the number of a version."""
    steps: tuple[tuple[str, Text], ...]
    chosen: dict[str, str]
    applications: dict[str, Application]


@blueprint.get("/<key>/moving")
@staff_with("publish")
def page(key: str) -> ResponseReturnValue:
    """Try to move every running case; nothing changes."""
    context = services()
    with context.database.read() as tx:
        found, published = _published(tx, current_officer(), key)
        target = _target(published, found, request.args.get("to", ""))
        chosen = _chosen()
        preview = preview_moves(tx, context.library, key, target.bundle_digest, chosen)
        view = MovingPage(
            procedure=found,
            versions=published,
            target=target,
            preview=preview,
            numbers={each.bundle_digest: each.number for each in published},
            steps=tuple(steps_of(context.library.program(tx, target.bundle_digest))),
            chosen=chosen,
            applications=applications(tx, [move.case.id for move in preview.moves]),
        )
    return render_page(view)


@blueprint.post("/<key>/moving")
@staff_with("publish")
def move(key: str) -> ResponseReturnValue:
    """Move the ticked cases, each by itself."""
    context, officer = services(), current_officer()
    ticked = [(case_id[:32], 0) for case_id in request.form.getlist("cases")[:MOST_SHOWN]]
    with context.database.begin() as tx:
        found, published = _published(tx, officer, key)
        officer.require("publish", found.department)
        target = _target(published, found, request.form.get("to", ""))
        nodes: dict[str, Json] = dict(_chosen())
        action: dict[str, Json] = {"name": "migrate", "program": target.bundle_digest, "nodes": nodes}
        run = begin_bulk(tx, officer.id, action, ticked, context.clock.now()) if ticked else ""
    if not run:
        flash(_("移す案件に印を付けてください。"))
        return redirect(url_for(".page", key=key, to=target.number), code=303)
    work_off(run)
    return redirect(url_for("inbox_bulk.page", run_id=run), code=303)


def _published(tx: Tx, officer: Officer, key: str) -> tuple[Procedure, tuple[Version, ...]]:
    found = procedure(tx, key)
    if not officer.sees(found.department) and not officer.may("publish", found.department):
        raise NotFound
    officer.require("publish", found.department)
    published = versions(tx, key)
    if not published:
        raise NotFound
    return found, published


def _target(published: tuple[Version, ...], found: Procedure, number: str) -> Version:
    """Return the version that was asked for, else the one in force."""
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else found.current_version
    return next((each for each in published if each.number == wanted), published[0])


def _chosen() -> dict[str, str]:
    """Return which step somebody said takes the place of which: parameters `step.old=new`."""
    pairs = ((name.removeprefix("step."), value) for name, value in request.values.items() if name.startswith("step."))
    return {old[:64]: new[:64] for old, new in pairs if new}
