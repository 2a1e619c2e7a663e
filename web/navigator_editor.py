"""The form with which the DX office edits a 手続きナビ: rows of boxes, checked and kept like its JSON, and tried.

Every button sends the whole form and gets it back: nothing is kept before 保存する, and nothing typed is lost when
it is refused or when somebody else was faster. No script is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.directory import Directory, read_directory
from catalog.procedures import Procedure
from guidance.navigator import MAX_LEADS, MAX_OPTIONS, MAX_QUESTIONS, Navigator
from guidance.navigator_changes import changed
from guidance.navigator_draft import Draft, Texts, Ticks, document_of, draft_of, new_draft
from guidance.navigators import Kept, checked_navigator, keep_navigator, kept_navigator, procedures_to_lead_to
from guidance.way import Destination, Needed, Way, destinations, needed, way
from intake.guide import guides
from kernel.errors import Stale, UnusableDocument
from kernel.problems import Problem
from kernel.text import Text
from web.access import current_officer, staff_with
from web.languages import language, name_of, speaking
from web.navigator_boxes import MAX_BRING, WRITTEN, boxes_of, draft_sent, languages_of_draft, own_json, row_of
from web.pages import render_page
from web.services import services

blueprint: Final = Blueprint("navigator_editor", __name__, url_prefix="/office/navigators")
GIVEN: Final = "given."
"""What the answers of a preview are called, so that no question is taken for a box of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An earlier question whose answers can be a condition: value, text, and whether it is ticked."""

    number: int
    title: Texts
    answers: tuple[tuple[str, Texts, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """On what a row depends. `lost` are ticks whose question or answer is no longer there, or comes later."""

    earlier: tuple[Asked, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """A navigator in boxes; `kept` is None for a new one, `focus` the row that a button has just changed."""

    template: ClassVar[str] = "office/navigator_editor.html"
    draft: Draft
    kept: Kept | None
    revision: int
    stale: bool
    directory: Directory
    procedures: tuple[Procedure, ...]
    titles: Mapping[str, Text]
    languages: tuple[tuple[str, str], ...]
    more_languages: tuple[str, ...]
    conditions: Mapping[str, Condition]
    owns: Mapping[str, str]
    focus: str
    problems: tuple[tuple[str, Text], ...]
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """What residents would meet, with the whole form carried along."""

    template: ClassVar[str] = "office/navigator_preview.html"
    kept: Kept | None
    boxes: Sequence[tuple[str, str]]
    navigator: Navigator
    way: Way
    unanswered: bool
    destinations: tuple[Destination, ...]
    needed: tuple[Needed, ...]
    languages: tuple[tuple[str, str], ...]
    said_in: str


@blueprint.get("/_new", endpoint="begin")
@staff_with("dx")
def begin() -> ResponseReturnValue:
    """Offer the form for a new navigator."""
    return _form(new_draft(), None, 0)


@blueprint.post("/_new", endpoint="add")
@staff_with("dx")
def add() -> ResponseReturnValue:
    """Do what a button of the form for a new navigator says."""
    return _pressed(None)


@blueprint.get("/<navigator_key>/edit")
@staff_with("dx")
def page(navigator_key: str) -> ResponseReturnValue:
    """Show a navigator in boxes."""
    with services().database.read() as tx:
        kept = kept_navigator(tx, current_officer(), navigator_key)
    return _form(draft_of(kept.navigator), navigator_key, kept.revision)


@blueprint.post("/<navigator_key>/edit")
@staff_with("dx")
def change(navigator_key: str) -> ResponseReturnValue:
    """Do what a button of the form says."""
    return _pressed(navigator_key)


def _pressed(key: str | None) -> ResponseReturnValue:
    draft, revision = draft_sent(request.form, key), request.form.get("revision", default=0, type=int)
    match request.form.get("_do", ""):
        case "save":
            return _save(draft, key, revision)
        case "overwrite":
            return _save(draft, key, request.form.get("newer", default=0, type=int))
        case "preview" | "next" | "back":
            return _preview(draft, key, revision)
        case command:
            after, row = changed(draft, command[:100])
            return _form(after, key, revision, row=row)


def _save(draft: Draft, key: str | None, revision: int) -> ResponseReturnValue:
    context, officer = services(), current_officer()
    try:
        with context.database.begin() as tx:
            seen = None if key is None else revision
            kept = keep_navigator(tx, officer, document_of(draft), revision=seen, now=context.clock.now())
    except UnusableDocument as error:
        return _form(draft, key, revision, problems=error.problems), 422
    except Stale:
        if key is None:
            sentence = _("アドレスの名前「%(key)s」のナビは、もうあります。別の名前にしてください。", key=draft.key)
            taken = Problem(code="navigator.stale", pointer="/key", message=sentence)
            return _form(draft, key, revision, problems=(taken,)), 409
        return _form(draft, key, revision, stale=True), 409
    flash(_("保存しました。") if key else _("保存しました。内容を確かめてから、住民に見せてください。"))
    return redirect(url_for("navigators.show", navigator_key=kept), code=303)


def _preview(draft: Draft, key: str | None, revision: int) -> ResponseReturnValue:
    """Lead through the draft as residents would be led, or say why nobody could be."""
    context, officer, tags = services(), current_officer(), languages_of_draft(draft)
    try:
        with context.database.read() as tx:
            kept = None if key is None else kept_navigator(tx, officer, key)
            found = checked_navigator(tx, officer, document_of(draft))
            begin_now, every = guides(tx, context.library), procedures_to_lead_to(tx, officer)
    except UnusableDocument as error:
        return _form(draft, key, revision, problems=error.problems), 422
    done, asked = _way(found), request.form.get("asked")
    reached = () if done.following else destinations(found, done, begin_now, every)
    wanted = request.form.get("said_in", "")
    view = PreviewPage(
        kept=kept,
        boxes=[("revision", str(revision)), *(("languages", tag) for tag in tags[len(WRITTEN) :]), *boxes_of(draft)],
        navigator=found,
        way=done,
        unanswered=request.form["_do"] == "next" and done.following is not None and done.following.key == asked,
        destinations=reached,
        needed=needed(reached),
        languages=_named(tags),
        said_in=wanted if wanted in tags else language(),
    )
    with speaking(view.said_in):
        return render_page(view)


def _way(found: Navigator) -> Way:
    """Return how far the answers of the preview lead; 前の質問に戻る takes the last one back."""
    sent = request.form.items()
    given = {name.removeprefix(GIVEN): value for name, value in sent if name.startswith(GIVEN)}
    if request.form["_do"] != "back":
        return way(found, given)
    given.pop(request.form.get("asked", ""), None)
    done = way(found, given)
    return way(found, done.before(done.steps[-1][0])) if done.steps else done


def _named(tags: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((tag, name_of(tag) or tag) for tag in tags)


def _form(
    draft: Draft,
    key: str | None,
    revision: int,
    *,
    row: str = "",
    problems: Sequence[Problem] = (),
    stale: bool = False,
) -> str:
    officer = current_officer()
    with services().database.read() as tx:
        kept = None if key is None else kept_navigator(tx, officer, key)
        every, directory = procedures_to_lead_to(tx, officer), read_directory(tx)
    tags = languages_of_draft(draft)
    view = EditorPage(
        draft=draft,
        kept=kept,
        revision=revision,
        stale=stale,
        directory=directory,
        procedures=every,
        titles={each.key: each.title for each in every},
        languages=_named(tags),
        more_languages=tags[len(WRITTEN) :],
        conditions=_conditions(draft),
        owns=_owns(draft),
        focus=row,
        problems=tuple((row_of(each.pointer), each.message) for each in problems),
        limits={"questions": MAX_QUESTIONS, "options": MAX_OPTIONS, "leads": MAX_LEADS, "bring": MAX_BRING},
    )
    return render_page(view)


def _conditions(draft: Draft) -> dict[str, Condition]:
    """Return by row on what it depends: a question on those before it, a lead on all."""
    rows = [(f"questions.{place}", each.when, place) for place, each in enumerate(draft.questions)]
    rows += [(f"leads.{place}", each.when, len(draft.questions)) for place, each in enumerate(draft.leads)]
    return {row: _condition(draft, when, before) for row, when, before in rows}


def _condition(draft: Draft, when: Ticks, before: int) -> Condition:
    earlier = tuple(
        Asked(
            number=place + 1,
            title=each.title,
            answers=tuple(
                (f"{each.key}.{option.key}", option.label, (each.key, option.key) in when) for option in each.options
            ),
        )
        for place, each in enumerate(draft.questions[:before])
    )
    offered = {value for asked in earlier for value, _label, _ticked in asked.answers}
    return Condition(earlier=earlier, lost=tuple(tick for tick in map(".".join, when) if tick not in offered))


def _owns(draft: Draft) -> dict[str, str]:
    """Return by row what the document's author wrote there for themselves (`x`), to be carried along."""
    rows = {"navigator": draft.own}
    for place, question in enumerate(draft.questions):
        rows[f"questions.{place}"] = question.own
        rows |= {f"questions.{place}.options.{number}": each.own for number, each in enumerate(question.options)}
    rows |= {f"leads.{place}": lead.own for place, lead in enumerate(draft.leads)}
    return {row: own_json(own) for row, own in rows.items() if own is not None}
