"""過去の案件からのルール: backtests of draft tables, proposals with certificates, rules on trial and their watch."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from catalog.procedures import Procedure, procedure
from engine.shell.switches import Stop
from kernel.errors import NotFound
from kernel.text import Text
from learning.errors import AlreadyOnTrial, NothingToTry, NotProvedYet, StillDeciding, TrialOver, WhyNeeded
from learning.past import Past
from learning.stopped import go_on, stop_of
from learning.trials import TrialFigures, adopt, end_trial, start_trial, trial
from learning.workbench import TARGETS, Bench, Proposed, Tested, bench_of
from web.access import current_officer, staff
from web.pages import render_page
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("learning", __name__, url_prefix="/office")
REFUSED: Final = (AlreadyOnTrial, NotProvedYet, NothingToTry, TrialOver, StillDeciding, WhyNeeded)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """What past cases say about the tables of a procedure."""

    template: ClassVar[str] = "office/rules.html"
    procedure: Procedure
    past: Past
    tested: tuple[Tested, ...]
    trials: tuple[TrialFigures, ...]
    directory: Directory
    targets: tuple[float, ...]
    may_design: bool
    may_publish: bool
    stop: Stop | None
    """Why automatic decisions are off."""
    problem: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsPage:
    """Rules that were found in the past, and what is proved of them."""

    template: ClassVar[str] = "office/rule_proposals.html"
    procedure: Procedure
    past: Past
    proposed: Proposed
    target: float
    targets: tuple[float, ...]
    may_design: bool
    problem: Text | None


@blueprint.get("/<key>/rules")
@staff
def page(key: str) -> ResponseReturnValue:
    """Show the past, every draft table on it, and the rules on trial."""
    return _rules(key)


@blueprint.get("/<key>/rules/proposals")
@staff
def proposals(key: str) -> ResponseReturnValue:
    """Look for rules in the past and show what is proved."""
    return _proposals(key, _target())


@blueprint.post("/<key>/rules/trials")
@staff
def begin(key: str) -> ResponseReturnValue:
    """Put a table on trial: a draft, or what the past proposes."""
    context, officer, target = services(), current_officer(), _target()
    draft = request.form.get("table", "")[:64]
    bench = _bench(key)
    officer.require("design", bench.procedure.department)
    document = bench.draft(draft) if draft else bench.proposed(target).proposal.document
    try:
        if not isinstance(document, dict):
            raise NothingToTry
        with context.database.begin() as tx:
            start_trial(tx, officer, key, document, target=target, now=context.clock.now())
    except REFUSED as error:
        shown = _rules(key, text_of(error)) if draft else _proposals(key, target, text_of(error))
        return shown, 422
    flash(_("試行を始めました。これから届く案件で、人の判断と並べて記録します。"))
    return redirect(url_for(".page", key=key, _anchor="trials"), code=303)


@blueprint.post("/<key>/rules/trials/<trial_id>")
@staff
def change(key: str, trial_id: str) -> ResponseReturnValue:
    """Adopt a proved table, or end a trial."""
    context, officer = services(), current_officer()
    adopting = request.form.get("what") == "adopt"
    try:
        with context.database.begin() as tx:
            if trial(tx, trial_id).procedure != key or not officer.sees(procedure(tx, key).department):
                raise NotFound
            if adopting:
                adopt(tx, officer, trial_id, now=context.clock.now())
            else:
                end_trial(tx, officer, trial_id, now=context.clock.now())
    except REFUSED as error:
        return _rules(key, text_of(error)), 422
    flash(
        _("判定表の下書きに入れました。公開は、いつもどおり別の人が確かめます。")
        if adopting
        else _("試行を終えました。記録は残ります。")
    )
    return redirect(url_for(".page", key=key, _anchor="trials"), code=303)


@blueprint.post("/<key>/rules/resume")
@staff
def resume(key: str) -> ResponseReturnValue:
    """Let automatic decisions go on after the watch has stopped them."""
    context, officer = services(), current_officer()
    _bench(key)
    try:
        with context.database.begin() as tx:
            go_on(tx, context.library, officer, key, request.form.get("why", "")[:2_000], now=context.clock.now())
    except REFUSED as error:
        return _rules(key, text_of(error)), 422
    flash(_("自動承認を再開しました。"))
    return redirect(url_for(".page", key=key), code=303)


def _target() -> float:
    asked = request.values.get("target", "")
    return next((each for each in TARGETS if f"{each:g}" == asked), 0.99)


def _bench(key: str) -> Bench:
    context = services()
    with context.database.read() as tx:
        return bench_of(tx, context.library, current_officer(), key)


def _rules(key: str, problem: Text | None = None) -> str:
    bench = _bench(key)
    with services().database.read() as tx:
        directory, stop = read_directory(tx), stop_of(tx, key)
    officer = current_officer()
    return render_page(
        RulesPage(
            procedure=bench.procedure,
            past=bench.past,
            tested=bench.tested(),
            trials=bench.trials,
            directory=directory,
            targets=TARGETS,
            may_design=officer.may("design", bench.procedure.department),
            may_publish=officer.may("publish", bench.procedure.department),
            stop=stop,
            problem=problem,
        )
    )


def _proposals(key: str, target: float, problem: Text | None = None) -> str:
    bench = _bench(key)
    return render_page(
        ProposalsPage(
            procedure=bench.procedure,
            past=bench.past,
            proposed=bench.proposed(target),
            target=target,
            targets=TARGETS,
            may_design=current_officer().may("design", bench.procedure.department),
            problem=problem,
        )
    )
