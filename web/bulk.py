"""Doing something to many cases at once (一括処理), and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from bootstrap import Tx
from catalog.moving import move_case
from catalog.procedures import Procedure, procedures
from engine.core.actor import Actor
from engine.core.commands import Assign, Claim, Command, Complete
from engine.shell.bulk import MOST, BulkRow, BulkRun, begin_bulk, read_bulk, work_bulk_off
from engine.shell.cases import CaseLine, case_lines
from engine.shell.inbox import worked_on_cases
from intake.applications import Application, applications
from intake.errors import FormNotFilled
from kernel.json_types import Json
from web.access import current_officer, staff
from web.casework import actor_of, posts_of, seen_case, worklist_of
from web.pages import render_page
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("inbox_bulk", __name__, url_prefix="/staff/bulk")
APPROVE: Final = "approve"
AT_ONCE: Final = 60
"""So many cases in one request, which take about a second: between requests the page shows how far it is."""
ACTIONS: Final = ("approve", "claim", "assign")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPage:
    """What became of each case."""

    template: ClassVar[str] = "staff/bulk.html"
    run: BulkRun
    applications: Mapping[str, Application]
    cases: Mapping[str, CaseLine]
    procedures: Mapping[str, Procedure]
    directory: Directory


@blueprint.post("/")
@staff
def begin() -> ResponseReturnValue:
    """Write down what is to be done to the ticked cases, and do it."""
    context, officer = services(), current_officer()
    targets = [found for text in request.form.getlist("rows")[:MOST] if (found := _target(text)) is not None]
    name = request.form.get("action", "")
    if not targets or name not in ACTIONS:
        flash(_("まとめて処理する案件に印を付け、処理を選んでください。"))
        return redirect(url_for("inbox.page"), code=303)
    action: dict[str, Json] = {
        "name": name,
        "officer": request.form.get("officer", "")[:64],
        "reason": request.form.get("reason", "").strip()[:4_000],
    }
    with context.database.begin() as tx:
        run = begin_bulk(tx, officer.id, action, targets, context.clock.now())
    work_off(run)
    return redirect(url_for(".page", run_id=run), code=303)


@blueprint.get("/<run_id>")
@staff
def page(run_id: str) -> ResponseReturnValue:
    """Show what became of each case."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        run = read_bulk(tx, run_id, officer.id)
        known = {each.key: each for each in procedures(tx)}
        lines = case_lines(tx, [row.case_id for row in run.rows])
        worked_on = worked_on_cases(tx, worklist_of(actor_of(tx, officer, context.clock.now())), [*lines])
        cases = {
            case_id: line
            for case_id, line in lines.items()
            if case_id in worked_on or officer.sees(known[line.procedure].department)
        }
        view = BulkPage(
            run=run,
            applications=applications(tx, [*cases]),
            cases=cases,
            procedures=known,
            directory=read_directory(tx),
        )
    return render_page(view)


@blueprint.post("/<run_id>")
@staff
def go_on(run_id: str) -> ResponseReturnValue:
    """Do the next part of what is left."""
    work_off(run_id)
    return redirect(url_for(".page", run_id=run_id), code=303)


def work_off(run_id: str) -> None:
    """Do the next part of what is left of a run of the officer who is signed in; the page asks for the next."""
    context, officer = services(), current_officer()
    now = context.clock.now()
    with context.database.read() as tx:
        run = read_bulk(tx, run_id, officer.id)
        actor = actor_of(tx, officer, now)
        chosen = read_directory(tx).officers.get(str(run.action.get("officer", "")))
    colleague = None if chosen is None else Actor("officer", chosen.id, posts_of(chosen))

    def doing(tx: Tx, row: BulkRow, command_id: str) -> None:
        if run.action["name"] == "migrate":
            move_case(
                tx,
                context.desk.engine,
                officer,
                actor.posts,
                row.case_id,
                run.action["program"],
                run.action["nodes"],
                command_id=command_id,
                now=now,
            )
            return
        case = seen_case(tx, officer, actor, row.case_id)
        item = case.state.find(row.item)
        step = None if item is None else context.library.program(tx, case.program).steps[item.node]
        if run.action["name"] == "approve" and step is not None and step.node.form is not None:
            raise FormNotFilled
        outcome = APPROVE if step is not None and step.outcomes else None
        command = _command(run.action, actor, row.item, outcome, colleague)
        context.desk.engine.handle(tx, row.case_id, command, command_id=command_id, now=now)

    work_bulk_off(context.database, run, doing, text_of, now, most=AT_ONCE)


def _command(
    action: Mapping[str, Json], actor: Actor, item: int, outcome: str | None, colleague: Actor | None
) -> Command:
    if action["name"] == "claim":
        return Claim(actor=actor, item=item)
    if action["name"] == "assign":
        return Assign(actor=actor, item=item, to=colleague)
    return Complete(actor=actor, item=item, outcome=outcome, reason=str(action.get("reason", "")))


def _target(text: str) -> tuple[str, int] | None:
    """Return case and item of a ticked line; what is none is left out."""
    case_id, _separator, number = text.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 10 and len(case_id) <= 32):
        return None
    return case_id, int(number)
