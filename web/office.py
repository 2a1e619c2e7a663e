"""The DX office: the inventory, and the findings of a procedure with what is chosen of them."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from accounts.directory import Directory, read_directory
from catalog.procedures import Procedure
from kernel.text import Text
from office.assessment import think_of
from office.inventory import SORTS, InventoryLine, Sort, new_to_inventory
from office.inventory import inventory as read_inventory
from office.redesigns import ReasonNeeded, Review, Verdict, choose, flow_in, review
from web.access import current_officer, staff
from web.languages import language
from web.pages import render_page
from web.pictures import picture_of
from web.procedures import seen as seen_procedure
from web.services import services
from web.texts import text_of
from workflow.definition import Flow
from workflow.finding import Finding

blueprint: Final = Blueprint("office", __name__, url_prefix="/office")
MARKS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryPage:
    """Every procedure with its potential."""

    template: ClassVar[str] = "office/inventory.html"
    lines: tuple[InventoryLine, ...]
    directory: Directory
    sort: Sort
    department: str
    departments: tuple[str, ...]
    largest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A finding with its mark in the picture and what was said of it."""

    finding: Finding
    mark: str
    node: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsPage:
    """The findings of an as-is flow."""

    template: ClassVar[str] = "office/findings.html"
    procedure: Procedure
    review: Review
    proposed: tuple[Marked, ...]
    stopped: tuple[Marked, ...]
    open_questions: tuple[Marked, ...]
    picture: Markup
    directory: Directory
    may_choose: bool
    problem: Text | None
    problem_place: tuple[str, str]
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePage:
    """One flow at its natural size, to be scrolled and printed."""

    template: ClassVar[str] = "office/picture.html"
    procedure: Procedure
    slot: str
    picture: Markup
    flow: Flow


@blueprint.get("/")
@staff
def inventory() -> ResponseReturnValue:
    """List procedures, the largest saving first."""
    context, officer = services(), current_officer()
    with context.database.read() as tx:
        new = new_to_inventory(tx, officer)
    think_of(new)
    with context.database.begin() as tx:
        lines = read_inventory(tx, officer, context.clock.now())
        directory = read_directory(tx)
    departments = tuple(sorted({line.procedure.department for line in lines}))
    chosen = request.args.get("department", "")
    shown = [line for line in lines if not chosen or line.procedure.department == chosen]
    sort: Sort = next((each for each in SORTS if each == request.args.get("sort")), "saving")
    return render_page(
        InventoryPage(
            lines=tuple(sorted(shown, key=lambda line: -line.amount(sort))),
            directory=directory,
            sort=sort,
            department=chosen,
            departments=departments,
            largest=max((line.assessment.minutes.p95 for line in shown if line.assessment), default=1.0) or 1.0,
        )
    )


@blueprint.get("/<key>/")
@staff
def findings(key: str) -> ResponseReturnValue:
    """Show what the analysis found, with evidence and proposals."""
    return _findings(key)


@blueprint.post("/<key>/choices")
@staff
def decide(key: str) -> ResponseReturnValue:
    """Accept or dismiss a proposal, or take that back."""
    context, form = services(), request.form
    code, node = form.get("code", "")[:8], form.get("node", "")[:64]
    reason = form.get("reason", "")[:2_000]
    verdict = form.get("verdict")
    chosen: Verdict | None = "accepted" if verdict == "accept" else "dismissed" if verdict == "dismiss" else None
    with context.database.read() as tx:
        seen = review(tx, current_officer(), key)
    seen.think_of((code, node), chosen)
    try:
        with context.database.begin() as tx:
            officer = current_officer()
            seen_procedure(tx, officer, key)
            made = choose(
                tx,
                officer,
                key,
                code,
                node,
                chosen,
                reason=reason,
                now=context.clock.now(),
            )
    except ReasonNeeded as error:
        return _findings(key, problem=text_of(error), place=(code, node), typed=reason), 422
    if verdict == "accept" and made is not None:
        refused = [each for each in made.refused if (each.code, (each.where.nodes or ("",))[0]) == (code, node)]
        if refused:
            why = refused[0].why
            flash(why if isinstance(why, str) else why.get(language(), why.get("ja", "")))
        else:
            flash(_("採用しました。見直し案を作り直しました。"))
    else:
        flash(_("見送りました。") if verdict == "dismiss" else _("選択を取り消しました。"))
    return redirect(url_for(".findings", key=key, _anchor=f"finding-{code}-{node}"), code=303)


@blueprint.get("/<key>/findings.json")
@staff
def findings_json(key: str) -> ResponseReturnValue:
    """Return the analysis as JSON."""
    with services().database.read() as tx:
        seen = review(tx, current_officer(), key)
    return jsonify(seen.analysis.as_json())


@blueprint.get("/<key>/picture/<slot>")
@staff
def picture(key: str, slot: str) -> ResponseReturnValue:
    """Show one flow large."""
    with services().database.read() as tx:
        found, flow = seen_procedure(tx, current_officer(), key), flow_in(tx, key, slot)
    return render_page(
        PicturePage(procedure=found, slot=slot, picture=picture_of(flow, "flow", shares=True), flow=flow)
    )


def _findings(key: str, *, problem: Text | None = None, place: tuple[str, str] = ("", ""), typed: str = "") -> str:
    officer = current_officer()
    with services().database.read() as tx:
        found, directory = seen_procedure(tx, officer, key), read_directory(tx)
        seen = review(tx, officer, key)
    marked = [*_marked(seen.analysis.findings)]
    marks = {each.node: "" for each in marked if each.mark}
    for each in marked:
        if each.mark:
            marks[each.node] += each.mark
    return render_page(
        FindingsPage(
            procedure=found,
            review=seen,
            proposed=tuple(each for each in marked if each.finding.status == "proposed"),
            stopped=tuple(each for each in marked if each.finding.status == "suppressed"),
            open_questions=tuple(each for each in marked if each.finding.status == "not_evaluable"),
            picture=picture_of(seen.flow, "as-is", marks=marks, shares=True),
            directory=directory,
            may_choose=officer.may("design", found.department),
            problem=problem,
            problem_place=place,
            typed=typed,
        )
    )


def _marked(findings: tuple[Finding, ...]) -> list[Marked]:
    proposed = [finding for finding in findings if finding.status == "proposed"]
    mark_of = {id(finding): MARKS[place] for place, finding in enumerate(proposed[: len(MARKS)])}
    return [
        Marked(
            finding=finding,
            mark=mark_of.get(id(finding), ""),
            node=(finding.where.nodes or ("",))[0],
            group=finding.code[:1],
        )
        for finding in findings
    ]
